import { z } from 'zod';
import { quarterOf } from '../calendar/quarter.ts';
import type { Instant } from '../calendar/time.ts';
import { leastPeople } from '../figures/grouped.ts';

/** How likely they are to recommend the company: 0 to 10. */
export const highestScore = 10;

/** What was answered in one quarter, without names. */
const quarterSchema = z.strictObject({
  /** How often each score from 0 to 10 was given. */
  counts: z.array(z.int().min(0)).length(highestScore + 1),
  /** Keyed marks of who has answered, so that nobody counts twice; none once the quarter is over. */
  answered: z.array(z.string()),
  /**
   * What they wrote. `mark`: by which whoever wrote it takes it back while the quarter is open, when nobody reads it
   * yet. From then on nothing says whose it is, so nothing that is done with a record changes what is read.
   */
  comments: z.array(z.strictObject({ mark: z.string().nullable(), text: z.string() })),
});
export const alumniScoresSchema = z.record(z.string(), quarterSchema);
export type AlumniScores = z.infer<typeof alumniScoresSchema>;

interface Answer {
  quarter: string;
  mark: string;
  score: number;
  comment: string | null;
}

/** Counts one answer, once for each mark, in the quarter that is open and in no other. */
export function withAnswer(
  scores: AlumniScores,
  { quarter, mark, score, comment }: Answer,
  now: Instant,
): AlumniScores {
  const settled = settledScores(scores, now);
  const empty = { counts: Array.from({ length: highestScore + 1 }, () => 0), answered: [], comments: [] };
  const before = settled[quarter] ?? empty;
  if (quarter !== quarterOf(now, 'UTC') || before.answered.includes(mark)) return settled;
  const counts = before.counts.map((count, index) => (index === score ? count + 1 : count));
  const comments = comment === null ? before.comments : [...before.comments, { mark, text: comment }];
  return { ...settled, [quarter]: { counts, answered: [...before.answered, mark], comments } };
}

/** Whoever has this mark is erased: what they wrote in the open quarter goes. What is over cannot be told apart. */
export function withoutAuthor(scores: AlumniScores, mark: string, now: Instant): AlumniScores {
  const settled = settledScores(scores, now);
  const quarter = quarterOf(now, 'UTC');
  const open = settled[quarter];
  if (open === undefined) return settled;
  const answered = open.answered.filter((one) => one !== mark);
  return { ...settled, [quarter]: { ...open, answered, comments: open.comments.filter((one) => one.mark !== mark) } };
}

/** Comments are kept for so many years after their quarter, whole quarters at a time. */
const yearsKept = 2;

/**
 * Of quarters that are over: no mark, comments in the order of their letters and only from
 * five on: fewer are read by nobody. Each is settled once and changes no more, so no two looks at it differ.
 */
export function settledScores(scores: AlumniScores, now: Instant): AlumniScores {
  const current = quarterOf(now, 'UTC');
  const oldest = `${Number(current.slice(0, 4)) - yearsKept}${current.slice(4)}`;
  const all = Object.entries(scores).map(([quarter, one]) => {
    if (quarter >= current) return [quarter, one] as const;
    const isKept = quarter >= oldest && one.comments.length >= leastPeople;
    const texts = isKept ? one.comments.map(({ text }) => text).toSorted() : [];
    return [quarter, { ...one, answered: [], comments: texts.map((text) => ({ mark: null, text })) }] as const;
  });
  return Object.fromEntries(all);
}

/** What may be read: of quarters that are over, the latest first, in each in the order of their letters. */
export function toldComments(scores: AlumniScores, now: Instant): readonly string[] {
  const current = quarterOf(now, 'UTC');
  return Object.entries(settledScores(scores, now))
    .filter(([quarter]) => quarter < current)
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([, { comments }]) => comments.map(({ text }) => text));
}

export interface QuarterNps {
  quarter: string;
  answers: number;
  /** −100 to 100; null where it would tell what some gave: fewer than five answered, or a band is empty. */
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
      const bands = { promoters: between(9, highestScore), passives: between(7, 8), detractors: between(0, 6) };
      // Where nobody is in one, the score may tell what everybody gave: +100 is a 9 or a 10 of each of them.
      const isTold = answers >= leastPeople && Object.values(bands).every((count) => count > 0);
      const net = bands.promoters - bands.detractors;
      return { quarter, answers, nps: isTold ? Math.round((net / answers) * 100) : null };
    })
    .toSorted((a, b) => (a.quarter < b.quarter ? 1 : -1));
}
