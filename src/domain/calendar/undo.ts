import { type Instant, minute, plus } from './time.ts';

/** How long whoever did something may take it back with one click. */
const undoLasts = minute;

/** Until when something done at that instant can be taken back. */
export function undoEndsAt(at: Instant): Instant {
  return plus(at, undoLasts);
}

/** Whether this person did it, and may still take it back. */
export function mayUndo(one: { by: string | null; at: Instant } | null, person: string, now: Instant): boolean {
  return one !== null && one.by === person && now < undoEndsAt(one.at);
}
