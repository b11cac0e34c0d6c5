import { z } from 'zod';

/** `evidence.auditors` of `relais.yaml`. */
export const auditorSettingsSchema = z.strictObject({
  secondPerson: z.boolean().default(false).meta({
    description: 'An invitation of an auditor opens nothing before a second person with a role has agreed in chat.',
  }),
  mostDays: z.int().min(1).max(400).default(60).meta({
    description: 'For how many days one invitation is good at most.',
  }),
});
export type AuditorSettings = z.infer<typeof auditorSettingsSchema>;
