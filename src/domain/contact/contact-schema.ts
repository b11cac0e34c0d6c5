import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** Where the leaver is reached once access has ended: an address of their own, given for this departure alone. */
export const contactSchema = z.strictObject({
  email: z.email(),
  /** PersonId of who gave it: the leaver, or HR. */
  by: z.string(),
  at: instantSchema,
});
