import { z } from 'zod';
import { personSchema } from '../people/people.ts';
import { askedAtOnce, greetingSchema } from './keepsake.ts';

/** What people ask of the card that teammates sign. */
export const keepsakeCommands = [
  z.strictObject({ type: z.literal('keepsake.ask'), people: z.array(personSchema).min(1).max(askedAtOnce) }),
  /** Writes one's greeting, or writes it anew. */
  z.strictObject({ type: z.literal('keepsake.sign'), text: greetingSchema }),
  /** Takes a greeting out: one's own, or by whoever leads the departure. */
  z.strictObject({ type: z.literal('keepsake.remove'), signer: z.string() }),
] as const;
export type KeepsakeCommand = z.infer<(typeof keepsakeCommands)[number]>;
