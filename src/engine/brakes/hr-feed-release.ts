import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { CompanyRole, PersonId } from '../../domain/people/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NotesStore } from '../ports/store.ts';
import {
  hashOfHeld,
  hrFeedBrakeKey,
  type KeptEnds,
  leftAlone,
  type NotDecided,
  readKeptEnds,
  released,
  releasesThatCount,
} from './kept-ends.ts';

/** What the brake of the HR feed holds, as it stands in the store. */
export interface HeldByFeed {
  ends: KeptEnds['held'];
  /** Of exactly this list. */
  hash: string;
  /** Since when the brake is on; null while it is off. */
  trippedAt: Instant | null;
  /** Whose release of exactly this list counts by now. */
  releasedBy: readonly PersonId[];
  /** How the list before ended. */
  decided: KeptEnds['decided'];
  releasedAt: Instant | null;
}

export async function heldByFeed(notes: NotesStore, now: Instant): Promise<HeldByFeed> {
  const kept = readKeptEnds(await notes.read(hrFeedBrakeKey));
  const { held: ends, trippedAt, decided, releasedAt } = kept;
  const releasedBy = releasesThatCount(kept, now).map(({ by }) => by);
  return { ends, hash: hashOfHeld(kept), trippedAt, releasedBy, decided, releasedAt };
}

/** Who decides, with the roles of the moment (`Directory.rolesOf`). */
interface Decider {
  id: PersonId;
  roles: readonly CompanyRole[];
}

interface Brake {
  notes: NotesStore;
  clock: Clock;
}

/** Whether the list is this person's to see and decide, unless they are on it. */
export function decidesHeld(roles: readonly CompanyRole[]): boolean {
  return roles.includes('hr') || roles.includes('admin');
}

/**
 * One of two different people of HR or the administrators, none of them on it, releases exactly the list with this
 * hash. `released`: they were the second, and all of it is drafted with the next reading.
 */
export async function releaseHeld(
  { notes, clock }: Brake,
  { id, roles }: Decider,
  hash: string,
): Promise<NotDecided | 'not-permitted' | 'waits-for-another' | 'released'> {
  if (!decidesHeld(roles)) return 'not-permitted';
  const now = toInstant(clock.now());
  return notes.change(hrFeedBrakeKey, (note) => {
    const { kept, answer } = released(readKeptEnds(note), { by: id, hash, now });
    return { value: kept, answer };
  });
}

/** One person of HR or the administrators, not on it, decides that nothing of exactly this list is drafted. */
export async function leaveHeld(
  { notes, clock }: Brake,
  { id, roles }: Decider,
  hash: string,
): Promise<NotDecided | 'not-permitted' | 'left'> {
  if (!decidesHeld(roles)) return 'not-permitted';
  const now = toInstant(clock.now());
  return notes.change(hrFeedBrakeKey, (note) => {
    const { kept, answer } = leftAlone(readKeptEnds(note), { by: id, hash, now });
    return { value: kept, answer };
  });
}
