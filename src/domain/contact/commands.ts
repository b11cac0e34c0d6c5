import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** Which address an answer is about: the one given at that instant. */
const given = { given: instantSchema };

/** What is asked of the address at which the leaver is reached afterwards. */
export const contactCommands = [
  z.strictObject({ type: z.literal('contact.give'), email: z.email().toLowerCase() }),
  z.strictObject({ type: z.literal('contact.remove') }),
  /** From the page behind the link that was sent there: it is the leaver's, or it is not. */
  z.strictObject({ type: z.literal('contact.confirm'), ...given }),
  z.strictObject({ type: z.literal('contact.deny'), ...given }),
] as const;
export type ContactCommand = z.infer<(typeof contactCommands)[number]>;
