import { z } from 'zod';

/** The `hr:` part of `relais.yaml`: how the word of HR systems is taken. */
export const hrSettingsSchema = z.strictObject({
  onTermination: z.enum(['draft', 'plan']).default('draft').meta({
    description:
      '`draft`: a person prepares each departure. `plan`: what is no secret and complete is planned straight away, and waits for its confirmation.',
  }),
  pollMinutes: z.int().min(1).max(1440).default(15).meta({ description: 'How often each HR system is read.' }),
  lookAheadDays: z.int().min(1).max(730).default(60).meta({
    description:
      'A departure begins so many days before its last day: contracts for a time tell their end years ahead.',
  }),
  lookBackDays: z.int().min(0).max(365).default(14).meta({
    description: 'An end that lies further back begins nothing.',
  }),
});
