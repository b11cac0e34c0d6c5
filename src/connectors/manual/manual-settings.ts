import { z } from 'zod';
import { countrySchema } from '../../domain/people/country.ts';
import { effectSchema } from '../../domain/systems/action.ts';
import type { Identity } from '../define-connector.ts';

const instructionsSchema = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1), fr: z.string().min(1) }),
]);

const names = z.array(z.string().min(1)).min(1);

export const manualSettings = {
  appliesTo: z
    .strictObject({
      teams: names.optional().meta({ description: 'Whole names of teams.' }),
      titles: names.optional().meta({ description: 'Words that the job title contains, such as “accountant”.' }),
      countries: z.array(countrySchema).min(1).optional().meta({ description: 'ISO codes, such as FR.' }),
    })
    .default({})
    .meta({
      description:
        'Whom it concerns: everything that is named must hold, or not be known of the person. Everybody when nothing is.',
    }),
  tasks: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'expected small letters, digits and dashes' }),
        label: z.string().min(1).max(80),
        instructions: instructionsSchema.meta({
          description: 'What to do and what to attach; a text, or one per language.',
        }),
        effect: effectSchema.exclude(['read']).default('reversible'),
      }),
    )
    .min(1)
    .refine((tasks) => new Set(tasks.map(({ id }) => id)).size === tasks.length, { error: 'a task id is used twice' })
    .meta({ description: 'What a person does there, with proof. Do not change the ids later.' }),
};

export type ManualSettings = Identity & z.output<z.ZodObject<typeof manualSettings>>;
export type ManualTask = ManualSettings['tasks'][number];
