import { z } from 'zod';
import { personSchema } from '../people/people.ts';

/** What happens to the card that teammates sign. Whose greeting it is says the author of the entry. */
export const keepsakeEvents = [
  z.strictObject({ type: z.literal('keepsake-asked'), people: z.array(personSchema) }),
  z.strictObject({ type: z.literal('keepsake-signed'), text: z.string() }),
  z.strictObject({ type: z.literal('keepsake-removed'), signer: z.string() }),
] as const;
export type KeepsakeEvent = z.infer<(typeof keepsakeEvents)[number]>;
