import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { SharedReads } from '../ports/connector.ts';

/** For how long an answer counts for questions that come after it, in milliseconds. */
const sharedFor = 30_000;

/** The reads of one moment, and since when they are made. */
export interface ReadsOfOneMoment extends SharedReads {
  since: Instant;
}

/**
 * Reads that several questions of one moment share: the same read is made once, and again when its answer is some
 * seconds old.
 */
export function sharedReads(clock: Clock): ReadsOfOneMoment {
  const since = toInstant(clock.now());
  const known = new Map<string, { at: number; answer: Promise<unknown> }>();
  return {
    since,
    once<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> {
      const now = clock.now().getTime();
      const earlier = known.get(key);
      // Under one key always the same kind of answer is kept; the map cannot know of which.
      if (earlier && Math.abs(now - earlier.at) < sharedFor) return earlier.answer as Promise<Answer>;
      const answer = read();
      known.set(key, { at: now, answer });
      return answer;
    },
  };
}
