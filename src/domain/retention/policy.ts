import { z } from 'zod';
import { countrySchema } from '../people/country.ts';

/**
 * What stands in the sealed record of a departure, and is erased with its one key: who left, what was handed over,
 * equipment, survey. Cards go with it, because the record alone knows where they stand.
 */
export const recordClasses = ['identity', 'handover', 'equipment', 'survey', 'cards'] as const;

/**
 * `alumni`: the record of somebody who wishes to stay in touch, which has a key of its own and counts from when they
 * last said so. `evidence`: which access ended where, when, and who confirmed it. It may stay without names when the
 * record goes.
 */
const retentionClassSchema = z.enum([...recordClasses, 'alumni', 'evidence']);
export type RetentionClass = z.infer<typeof retentionClassSchema>;

/** `30 days`, `24 months`, `7 years`. */
const keepSchema = z
  .string()
  .regex(/^[1-9]\d{0,3} (day|month|year)s?$/, { error: 'expected a period such as 30 days, 24 months or 7 years' });

export const policySchema = z.strictObject({
  of: z.array(retentionClassSchema).min(1),
  country: countrySchema.optional(),
  sector: z.string().min(1).max(40).optional(),
  keep: keepSchema,
  /** `pseudonymise` only of evidence: it stays without names until then, and is erased. */
  ending: z.enum(['erase', 'pseudonymise']).default('erase'),
  /** Where the period comes from: a law, an agreement, a decision. */
  source: z.string().min(3).max(300),
});
export type Policy = z.infer<typeof policySchema>;
