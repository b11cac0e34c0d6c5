import { z } from 'zod';
import { instantSchema } from '../../domain/calendar/time.ts';
import { decisionSchema, type ReviewDecision } from '../../domain/review/decision.ts';
import { type Finding, findingKey, findingSchema } from '../../domain/review/finding.ts';
import { countsSchema, type Review, reviewSchema } from '../../domain/review/review.ts';
import { exchangeNote } from '../concurrency/exchange-note.ts';
import type { Store } from '../ports/store.ts';
import { digest } from '../sha256.ts';

type Notes = Pick<Store, 'notes'>;

const reviewKey = 'review';
const decisionsKey = 'review/decisions';
const historyKey = 'review/history';
const findingsKey = (system: string) => `review/findings/${system}`;

/** What was found in one system, at its last reading. */
const foundSchema = z.strictObject({ at: instantSchema, findings: z.array(findingSchema) });
export type Found = z.infer<typeof foundSchema>;

/** By the digest of the finding's key: an act carries it. */
const decisionsSchema = z.record(z.string(), decisionSchema);
export type Decisions = z.infer<typeof decisionsSchema>;

/** One review in numbers, without anybody's name. */
const pastSchema = z.strictObject({
  id: z.string(),
  endedAt: instantSchema,
  systems: z.array(
    z.strictObject({
      system: z.string(),
      label: z.string(),
      /** Null where it did not tell. */
      accounts: z.int().nullable(),
      unknown: z.int(),
      counts: countsSchema,
    }),
  ),
});
export type PastReview = z.infer<typeof pastSchema>;

/** So many reviews stand in the figures over time. */
const mostPast = 60;

/** The review that is under way, or the last one; null before the first. */
export async function readReview({ notes }: Notes): Promise<Review | null> {
  const kept = await notes.read(reviewKey);
  return kept === null ? null : reviewSchema.parse(kept);
}

/** Keeps what `decide` makes of the review as it is; null from it changes nothing. Gives what stands then. */
export async function changeReview(
  { notes }: Notes,
  decide: (review: Review | null) => Review | null,
): Promise<{ review: Review | null; changed: boolean }> {
  for (;;) {
    const seen = await notes.read(reviewKey);
    const review = seen === null ? null : reviewSchema.parse(seen);
    const next = decide(review);
    if (next === null) return { review, changed: false };
    if (await exchangeNote(notes, reviewKey, { seen, value: next })) return { review: next, changed: true };
  }
}

export async function readFound({ notes }: Notes, system: string): Promise<Found | null> {
  const kept = await notes.read(findingsKey(system));
  return kept === null ? null : foundSchema.parse(kept);
}

export async function writeFound({ notes }: Notes, system: string, found: Found | null): Promise<void> {
  await notes.write(findingsKey(system), found);
}

/**
 * Takes out what is meant of what was found in one system, with what was decided of it; the rest stays as it was read.
 * The decision goes first: whoever dies between the two still finds by what to look for it.
 */
export async function forgetFindings(
  store: Notes,
  system: string,
  isMeant: (finding: Finding) => boolean,
): Promise<void> {
  const found = (await readFound(store, system))?.findings ?? [];
  const meant = new Set(found.filter(isMeant).map((one) => findingId(system, one)));
  if (meant.size === 0) return;
  await keepDecisionsOf(store, (id) => !meant.has(id));
  await store.notes.change(findingsKey(system), (note) => {
    const kept = note === null ? null : foundSchema.parse(note);
    return {
      value: kept && { ...kept, findings: kept.findings.filter((one) => !isMeant(one)) },
      answer: undefined,
    };
  });
}

/** By which a finding is named in an act, and what was decided of it in the notes. */
export function findingId(system: string, finding: Pick<Finding, 'accountId' | 'class'>): string {
  return digest(findingKey(system, finding)).slice(0, 24);
}

export async function readDecisions({ notes }: Notes): Promise<Decisions> {
  return decisionsSchema.parse((await notes.read(decisionsKey)) ?? {});
}

/** Null takes the decision back. */
export function keepDecision({ notes }: Notes, id: string, decision: ReviewDecision | null): Promise<void> {
  return notes.change(decisionsKey, (kept) => {
    const { [id]: _before, ...others } = decisionsSchema.parse(kept ?? {});
    return { value: decision === null ? others : { ...others, [id]: decision }, answer: undefined };
  });
}

/** Forgets every decision that is not told of here. */
export function keepDecisionsOf({ notes }: Notes, isKept: (id: string) => boolean): Promise<void> {
  return notes.change(decisionsKey, (kept) => {
    const all = Object.entries(decisionsSchema.parse(kept ?? {}));
    return { value: Object.fromEntries(all.filter(([id]) => isKept(id))), answer: undefined };
  });
}

/** The oldest first. */
export async function readPast({ notes }: Notes): Promise<readonly PastReview[]> {
  return z.array(pastSchema).parse((await notes.read(historyKey)) ?? []);
}

/** Once for each review, however often it is asked. */
export function keepPast({ notes }: Notes, past: PastReview): Promise<void> {
  return notes.change(historyKey, (kept) => {
    const all = z.array(pastSchema).parse(kept ?? []);
    return { value: [...all.filter(({ id }) => id !== past.id), past].slice(-mostPast), answer: undefined };
  });
}
