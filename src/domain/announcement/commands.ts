import { z } from 'zod';
import { announcementWishSchema } from './announcement.ts';

/** `rev`: of the announcement as the person saw it; 0 before there is one. */
const seen = { rev: z.int() };

/** What people ask of the announcement. */
export const announcementCommands = [
  /** Whoever leads the departure approves it; where HR approves it too, it waits for them. */
  z.strictObject({ type: z.literal('announcement.approve'), ...seen, wish: announcementWishSchema }),
  /** HR approves what waits, to the letter. */
  z.strictObject({ type: z.literal('announcement.confirm'), ...seen }),
  /** Nothing is told any more, and what stands is deleted. */
  z.strictObject({ type: z.literal('announcement.take-back'), ...seen }),
] as const;
export type AnnouncementCommand = z.infer<(typeof announcementCommands)[number]>;
