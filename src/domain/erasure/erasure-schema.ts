import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { holdWordSchema } from '../hold/hold-schema.ts';
import { channelIdSchema } from '../people/people.ts';

/** The first of two words that a departure is erased before its time. */
export const erasureAskedSchema = z.strictObject({ ...holdWordSchema.shape, reason: z.string() });

/**
 * `deleted`: read back, and it is not there. `unproven`: the platform took it, and nobody can read it back. `emptied`:
 * nobody can delete it there, so it says only that it is over. `out-of-reach`: nothing can be done there, as with a
 * mail that was delivered.
 */
export const cardOutcomeSchema = z.enum(['deleted', 'unproven', 'emptied', 'out-of-reach']);
export type CardOutcome = z.infer<typeof cardOutcomeSchema>;

/** What became of cards, by platform. */
export const cardsErasedSchema = z.array(
  z.strictObject({ channel: channelIdSchema, outcome: cardOutcomeSchema, count: z.int().min(1) }),
);

export type CardsErased = z.infer<typeof cardsErasedSchema>;

/** Under way: from then on nothing else is done to the departure, and nobody sees it. */
export const erasureSchema = z.strictObject({
  at: instantSchema,
  /** Its time has come, or two people decided it. */
  why: z.enum(['retention', 'decided']),
  /** Until when evidence without names stays; null: it goes too. */
  evidenceUntil: instantSchema.nullable(),
  cards: cardsErasedSchema,
  /** A platform did not answer: not before then is it asked again. */
  notBefore: instantSchema.nullable(),
});
