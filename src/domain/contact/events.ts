import { z } from 'zod';

/** What happens to the address at which the leaver is reached afterwards. */
export const contactEvents = [
  z.strictObject({ type: z.literal('contact-given'), email: z.email() }),
  z.strictObject({ type: z.literal('contact-removed') }),
  z.strictObject({ type: z.literal('contact-confirmed') }),
  z.strictObject({ type: z.literal('contact-denied') }),
  /** Nobody answered, so the question is sent once more. */
  z.strictObject({ type: z.literal('contact-reminded') }),
] as const;
export type ContactEvent = z.infer<(typeof contactEvents)[number]>;
