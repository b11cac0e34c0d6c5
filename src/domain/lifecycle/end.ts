import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { confirmationSchema } from '../confirmation/confirmation.ts';

/** How it ended; `by` is null where Relais ended it by itself. */
export const endSchema = z.strictObject({
  at: instantSchema,
  by: z.string().nullable(),
  reason: z.string().nullable(),
  /** What was confirmed by then, for whoever takes the end back at once. */
  confirmations: z.array(confirmationSchema).optional(),
});

/** The click that let access end, in flows that wait for one. */
export const releaseSchema = z.strictObject({ by: z.string(), at: instantSchema });
