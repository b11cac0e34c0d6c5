import type { Person } from '../../domain/people/people.ts';

/**
 * Whether Relais speaks with them anywhere: whoever it does not is a guest, or has no open account, and holds no role
 * and gets no work.
 */
export function isSpokenWith({ handles }: Pick<Person, 'handles'>): boolean {
  return Object.keys(handles).length > 0;
}
