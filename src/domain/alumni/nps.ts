import { z } from 'zod';
import { quarterOf } from '../calendar/quarter.ts';
import type { Instant } from '../calendar/time.ts';
import { leastPeople } from '../figures/grouped.ts';

/** How likely they are to recommend the company: 0 to 10. */
export const highestScore = 10;

/** The scores of one quarter, counted without names. */
const quarterSchema = z.strictObject({
  /** How often each score from 0 to 10 was given. */
  counts: z.array(z.int().min(0)).length(highestScore + 1),
  /** Keyed marks of who has answered, so that nobody counts twice; emptied once the quarter is over. */
  answered: z.array(z.string()),
});
export const alumniScoresSchema = z.record(z.string(), quarterSchema);
export type AlumniScores = z.infer<typeof alumniScoresSchema>;

/** Counts one answer, once for each mark. */
export function withScore(
  scores: AlumniScores,
  { quarter, mark, score }: { quarter: string; mark: string; score: number },
): AlumniScores {
  const before = scores[quarter] ?? { counts: Array.from({ length: highestScore + 1 }, () => 0), answered: [] };
  if (before.answered.includes(mark)) return scores;
  const counts = before.counts.map((count, index) => (index === score ? count + 1 : count));
  return { ...withoutMarks(scores, quarter), [quarter]: { counts, answered: [...before.answered, mark] } };
}

/** Of quarters before this one, nobody can answer any more. */
function withoutMarks(scores: AlumniScores, current: string): AlumniScores {
  const kept = Object.entries(scores).map(([quarter, one]) =>
    quarter < current ? [quarter, { ...one, answered: [] }] : [quarter, one],
  );
  return Object.fromEntries(kept);
}

export interface QuarterNps {
  quarter: string;
  answers: number;
  /** −100 to 100; null where fewer than five have answered. */
  nps: number | null;
}

/**
 * The net promoter score of each quarter that is over, the latest first. Nothing is told of one that is still open:
 * what a single answer changes in it would be that answer.
 */
export function npsByQuarter(scores: AlumniScores, now: Instant): readonly QuarterNps[] {
  const current = quarterOf(now, 'UTC');
  return Object.entries(scores)
    .filter(([quarter]) => quarter < current)
    .map(([quarter, { counts }]) => {
      const answers = counts.reduce((sum, count) => sum + count, 0);
      const between = (from: number, to: number) => counts.slice(from, to + 1).reduce((sum, count) => sum + count, 0);
      const net = between(9, highestScore) - between(0, 6);
      return { quarter, answers, nps: answers < leastPeople ? null : Math.round((net / answers) * 100) };
    })
    .toSorted((a, b) => (a.quarter < b.quarter ? 1 : -1));
}
