import { minute } from '../../domain/calendar/time.ts';

/** Under which name one pack at a time is made, for all processes, and how long one may take, in milliseconds. */
export const packKey = 'audit-pack';
export const packLasts = 3 * minute;
