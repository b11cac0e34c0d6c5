import { z } from 'zod';
import { departureKindSchema } from '../../domain/flow/flow.ts';

/** The `alumni:` part of `relais.yaml`: who is asked, when they leave, whether they wish to stay in touch. */
export const alumniSettingsSchema = z.strictObject({
  ask: z.array(departureKindSchema).max(30).default([]).meta({
    description:
      'Kinds of departure whose leavers are asked, such as `resignation`, `retirement` and `contract-end`; nobody, unless you say. Needs mails and `RELAIS_PUBLIC_URL`.',
  }),
});
export type AlumniSettings = z.infer<typeof alumniSettingsSchema>;
