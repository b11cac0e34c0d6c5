import { z } from 'zod';

/** What is asked of the address at which the leaver is reached afterwards. */
export const contactCommands = [
  z.strictObject({ type: z.literal('contact.give'), email: z.email().toLowerCase() }),
  z.strictObject({ type: z.literal('contact.remove') }),
] as const;
export type ContactCommand = z.infer<(typeof contactCommands)[number]>;
