import { z } from 'zod';
import { employmentFactSchema } from './employment-fact.ts';
import { againChoiceSchema } from './hr-schema.ts';

/** What an HR system said about the leaver, and what people made of it. */
export const hrEvents = [
  z.strictObject({
    type: z.literal('hr-told'),
    fact: employmentFactSchema,
    /** Only where the draft begins by it: who of HR hears of it, and whether the manager may. */
    begun: z.strictObject({ readers: z.array(z.string()), shared: z.boolean() }).optional(),
  }),
  z.strictObject({ type: z.literal('hr-employed-again'), fact: employmentFactSchema }),
  /** `person` prepares the departure from now on. */
  z.strictObject({ type: z.literal('hr-draft-taken'), person: z.string() }),
  z.strictObject({ type: z.literal('hr-draft-shared') }),
  z.strictObject({ type: z.literal('hr-kept'), fact: z.string() }),
  z.strictObject({ type: z.literal('hr-again-settled'), choice: againChoiceSchema }),
] as const;
export type HrEvent = z.infer<(typeof hrEvents)[number]>;
