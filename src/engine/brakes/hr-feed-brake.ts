import { toInstant } from '../../domain/calendar/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { NotesStore } from '../ports/store.ts';
import {
  admitted,
  type EndAnswer,
  erasedIn,
  type HrRecord,
  hrFeedBrakeKey,
  isKnownEnd,
  type ReportedEnd,
  readKeptEnds,
  withoutRecords,
} from './kept-ends.ts';
import type { BrakeLimits } from './limits.ts';

/** A small company has no share of its people that means anything: so many ends a day are always let through. */
const always = 3;

/** What every draft of the HR feed goes through. */
export interface HrFeedBrake {
  /**
   * Whether drafts may begin for what one reading reports, in its order. `hold`: not now; it is asked again with the
   * next reading. `leave`: people decided that this word begins nothing.
   */
  admit(ends: readonly ReportedEnd[]): Promise<readonly EndAnswer[]>;
  /** Whether this word is held, or two people released it: then it counts however far its day lies back. */
  knows(end: HrRecord & { fact: string }): Promise<boolean>;
  /** Tells of a word whether its departure is erased: whom it is about is not even looked up any more. */
  erased(): Promise<(end: HrRecord & { fact: string }) => boolean>;
  /** HR took these ends back, or departures have them: they hold nothing back any more. */
  settle(records: readonly HrRecord[]): Promise<void>;
}

/**
 * Lets so many ends of employment begin a draft in 24 hours; then nothing is drafted any more until two people have
 * looked at the list (`hr-feed-release.ts`). `headcount`: how many people the company has, null where nobody knows.
 */
export function createHrFeedBrake({
  notes,
  clock,
  limits,
  headcount,
}: {
  notes: NotesStore;
  clock: Clock;
  limits: BrakeLimits['hrFeed'];
  headcount(): Promise<number | null>;
}): HrFeedBrake {
  const kept = async () => readKeptEnds(await notes.read(hrFeedBrakeKey));
  return {
    async admit(ends) {
      if (ends.length === 0) return [];
      const most = mostPerDay(limits, await headcount());
      const now = toInstant(clock.now());
      return notes.change(hrFeedBrakeKey, (note) => {
        const taken = admitted(readKeptEnds(note), ends, { most, now });
        return { value: taken.kept, answer: taken.answers };
      });
    },
    knows: async (end) => isKnownEnd(await kept(), end),
    erased: async () => erasedIn(await kept()),
    async settle(records) {
      const { held } = await kept();
      const isHeld = (one: HrRecord) =>
        held.some(({ source, person }) => source === one.source && person === one.person);
      if (held.length === 0 || !records.some(isHeld)) return;
      await notes.change(hrFeedBrakeKey, (note) => ({
        value: withoutRecords(readKeptEnds(note), records),
        answer: undefined,
      }));
    },
  };
}

/** The smaller of the two caps, and never less than what is always let through. */
function mostPerDay({ people, percent }: BrakeLimits['hrFeed'], headcount: number | null): number {
  const share = headcount === null ? people : Math.floor((headcount * percent) / 100);
  return Math.min(people, Math.max(always, share));
}
