import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import type { FindingClass } from './finding.ts';

/** How many findings there are of each class; one that is missing has none. */
export const countsSchema = z.record(z.string(), z.int().min(0));
export type Counts = z.infer<typeof countsSchema>;

/**
 * How far one system is. `unlisted`: its vendor, or connector, lists no accounts. `untold`: it did not tell them all,
 * so nothing follows. Only numbers: the findings are kept apart.
 */
const systemReviewSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('waiting'), system: z.string(), label: z.string() }),
  z.strictObject({ status: z.literal('unlisted'), system: z.string(), label: z.string() }),
  z.strictObject({
    status: z.literal('untold'),
    system: z.string(),
    label: z.string(),
    at: instantSchema,
    reason: wordsSchema,
  }),
  z.strictObject({
    status: z.literal('read'),
    system: z.string(),
    label: z.string(),
    at: instantSchema,
    accounts: z.int(),
    /** Whether it could be told who works here, so that nobody's account is one. */
    peopleKnown: z.boolean(),
    unknown: z.int(),
    unusedUnknown: z.int(),
    away: z.int(),
    counts: countsSchema,
    /** Lists beside the accounts that were not told. */
    untold: z.array(wordsSchema),
  }),
]);
export type SystemReview = z.infer<typeof systemReviewSchema>;

/** One look at all systems. `by`: a person's id, or `system` for the schedule. */
export const reviewSchema = z.strictObject({
  id: z.string(),
  by: z.string(),
  beganAt: instantSchema,
  systems: z.array(systemReviewSchema),
  ended: z.strictObject({ at: instantSchema, how: z.enum(['done', 'cancelled']), by: z.string() }).nullable(),
});
export type Review = z.infer<typeof reviewSchema>;

/** The systems that are still to be read, in their order. */
export function waitingSystems({ systems, ended }: Review): readonly string[] {
  return ended === null ? systems.flatMap(({ status, system }) => (status === 'waiting' ? [system] : [])) : [];
}

/** The review with what came of one system; over, once nothing waits any more. */
export function withSystem(review: Review, told: SystemReview, now: string): Review {
  const systems = review.systems.map((one) => (one.system === told.system ? told : one));
  const isOver = systems.every(({ status }) => status !== 'waiting');
  return { ...review, systems, ended: review.ended ?? (isOver ? { at: now, how: 'done', by: 'system' } : null) };
}

export function countOf(counts: Counts, what: FindingClass): number {
  return counts[what] ?? 0;
}
