import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { confirmationSchema } from '../confirmation/confirmation.ts';

/**
 * That the person stays because of what an HR system says: the end was taken back (`withdrawn`), or they are employed
 * again. `source` is what people call the system.
 */
export const becauseOfHrSchema = z.strictObject({ why: z.enum(['withdrawn', 'again']), source: z.string() });
export type BecauseOfHr = z.infer<typeof becauseOfHrSchema>;

/** How it ended; `by` is null where Relais ended it by itself. */
export const endSchema = z.strictObject({
  at: instantSchema,
  by: z.string().nullable(),
  reason: z.string().nullable(),
  /** Nobody wrote the reason: each reader is told this in their own language. */
  because: becauseOfHrSchema.optional(),
  /** What was confirmed by then, for whoever takes the end back at once. */
  confirmations: z.array(confirmationSchema).optional(),
});

/** The click that let access end, in flows that wait for one. */
export const releaseSchema = z.strictObject({ by: z.string(), at: instantSchema });
