import { z } from 'zod';
import { departureKindSchema } from '../flow/flow.ts';
import { shippedThemes, themeRuleSchema } from './themes.ts';

/** `survey:` of `relais.yaml`: how what people wrote is read over many departures. */
export const surveySettingsSchema = z.strictObject({
  themes: z
    .array(themeRuleSchema)
    .max(30)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'expected each theme’s id once' })
    .default(() => [...shippedThemes])
    .meta({ description: 'What HR reads as themes, each with its words. Default: seven that come with Relais.' }),
  leaveOut: z
    .array(departureKindSchema)
    .max(20)
    .default([])
    .meta({ description: 'Kinds of departure whose answers are in no theme, such as `dismissal`.' }),
});
export type SurveySettings = z.infer<typeof surveySettingsSchema>;
