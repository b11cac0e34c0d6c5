import { z } from 'zod';
import { contradictions } from '../../domain/retention/contradictions.ts';
import { policySchema } from '../../domain/retention/policy.ts';
import { keptUnlessSaid } from '../../domain/retention/retention.ts';

const described = {
  of: policySchema.shape.of.meta({
    description:
      'What it is about: `identity`, `handover`, `equipment`, `survey` and `cards` lie in one sealed record and have one period; `alumni` counts from when somebody last said that they wish to stay in touch; `evidence` may stay longer without names.',
  }),
  country: policySchema.shape.country.meta({ description: 'Only for leavers of this country (ISO code).' }),
  sector: policySchema.shape.sector.meta({ description: 'Only where `retention.sector` is this.' }),
  keep: policySchema.shape.keep.meta({
    description: 'How long after the departure has ended: `30 days`, `24 months`, `7 years`.',
  }),
  ending: policySchema.shape.ending.meta({
    description: '`erase`, or `pseudonymise` of evidence: it stays without names until then, and is erased.',
  }),
  source: policySchema.shape.source.meta({
    description: 'Where the period comes from: a law, an agreement, a decision. Cards show it.',
  }),
};

/** `retention:` of `relais.yaml`: how long what is kept of departures that have ended. */
export const retentionSchema = z
  .strictObject({
    sector: z.string().min(1).max(40).nullable().default(null).meta({
      description:
        'Your sector. Relais ships evidence periods for `finance` and `health` (7 years) and `tech` (2 years); ask your lawyer.',
    }),
    policies: z
      .array(z.strictObject(described))
      .max(200)
      .default([])
      .meta({
        description: `What is kept how long; what no policy names, ${keptUnlessSaid}. They win over what Relais ships.`,
      }),
  })
  .superRefine(({ sector, policies }, context) => {
    for (const { index, message } of contradictions(policies, sector))
      context.addIssue({ code: 'custom', path: ['policies', index], message });
  });
