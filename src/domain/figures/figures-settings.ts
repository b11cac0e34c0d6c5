import { z } from 'zod';

const percent = z.number().min(0).max(100);

/** `figures:` of `relais.yaml`: what the organisation says of money, and what it wants to reach. */
export const figuresSettingsSchema = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'expected the code of a currency, such as EUR' })
    .default('EUR')
    .meta({ description: 'The currency of all amounts here.' }),
  hourlyRate: z.number().positive().max(10_000).nullable().default(null).meta({
    description: 'What an hour of whoever would end access by hand costs you; without it no savings are told.',
  }),
  minutesByHand: z.number().positive().max(600).nullable().default(null).meta({
    description: 'How many minutes one such thing takes a person with you; without it no savings are told.',
  }),
  licences: z.record(z.string(), z.number().min(0).max(100_000)).default({}).meta({
    description: 'What a licence costs in a month, by the id of its system in this file: `google: 12.5`.',
  }),
  goals: z
    .strictObject({
      minutesToDeactivate: z.number().positive().max(100_000).nullable().default(null).meta({
        description: 'From the cut-off until the proof, as a median.',
      }),
      verifiedPercent: percent.nullable().default(null).meta({ description: 'Things proven to be gone, of all.' }),
      handoverPercent: percent
        .nullable()
        .default(null)
        .meta({ description: 'Handovers that somebody took over, of all.' }),
      equipmentPercent: percent.nullable().default(null).meta({ description: 'Equipment that came back, of all.' }),
    })
    .prefault({})
    .meta({ description: 'What you want to reach; each goal stands beside its figure.' }),
});
export type FiguresSettings = z.infer<typeof figuresSettingsSchema>;
