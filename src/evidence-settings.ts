import { z } from 'zod';
import { ownControlsSchema } from './domain/evidence/controls.ts';
import { auditorSettingsSchema } from './engine/auditors/auditor-settings.ts';
import { headsSettingsSchema } from './published-heads/places-settings.ts';

/** `evidence:` of `relais.yaml`. */
export const evidenceSettingsSchema = z.strictObject({
  controls: ownControlsSchema.default({}).meta({
    description:
      'Your own control ids, by the requirement they stand for: `CC6.3: [ACC-04]`. CC6.1 to CC6.3, A.5.11, A.5.18, A.6.5, A.8.2.',
  }),
  timeStampServer: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: 'A time-stamp server (RFC 3161) that vouches for when a pack was made.' }),
  auditors: auditorSettingsSchema.prefault({}).meta({ description: 'How auditors are invited.' }),
  heads: headsSettingsSchema
    .optional()
    .meta({ description: 'Where the heads of all journals are published, so that a database set back is found.' }),
});
