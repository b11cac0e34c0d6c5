import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** Where the leaver is reached once access has ended: an address of their own, given for this departure alone. */
export const contactSchema = z.strictObject({
  email: z.email(),
  /** PersonId of who gave it: the leaver, or HR. */
  by: z.string(),
  at: instantSchema,
  /** When whoever reads the mailbox said that it is the leaver's. Before that nothing of the departure goes there. */
  confirmedAt: instantSchema.optional(),
  /** When the question was sent for the second, and last, time. */
  remindedAt: instantSchema.optional(),
  /** When whoever reads the mailbox said that it is not the leaver's: nothing more goes there. */
  deniedAt: instantSchema.optional(),
});
export type Contact = z.infer<typeof contactSchema>;
