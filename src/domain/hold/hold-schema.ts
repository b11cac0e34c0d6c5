import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** One person's word on a hold, and whether they spoke as HR. */
export const holdWordSchema = z.strictObject({ by: z.string(), hr: z.boolean(), at: instantSchema });
export type HoldWord = z.infer<typeof holdWordSchema>;

/** A calendar day, `YYYY-MM-DD`. */
export const reviewDaySchema = z.iso.date();

/** `departure`: this departure alone. `person`: every departure of the same person, those that begin later too. */
export const holdScopeSchema = z.enum(['departure', 'person']);

/**
 * A legal hold: what was said and done may be needed as evidence, so nothing of it is erased, and nothing that holds
 * data is deleted, wiped or taken a licence from. It stops from the first word on, and lasts once a second person has
 * given theirs.
 */
export const holdSchema = z.strictObject({
  /** Unique over all departures. */
  id: z.string(),
  scope: holdScopeSchema,
  reason: z.string().min(3).max(500),
  /** On this day HR is asked whether it is still needed. No day ends it by itself. */
  reviewOn: reviewDaySchema,
  first: holdWordSchema,
  /** Null while it waits for the second person. */
  second: holdWordSchema.nullable(),
  /** One person's word that it ends, with why; null while nobody has given it. */
  lift: z.strictObject({ ...holdWordSchema.shape, reason: z.string() }).nullable(),
  /** The departure of the same person in which it was put, and in which alone it is lifted; left out there. */
  from: z.string().optional(),
});
export type Hold = z.infer<typeof holdSchema>;
