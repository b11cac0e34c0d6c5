import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';

export const trytonSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'The server, for example https://erp.example.com.' }),
  database: z.string().min(1).meta({ description: 'The database, as it stands in addresses.' }),
  key: secretRefSchema.meta({
    description: 'The key of a user application of the kind REST, validated, of a user who sees every employee.',
  }),
  ...httpSettings,
};

export type TrytonSettings = HrIdentity & z.output<z.ZodObject<typeof trytonSettings>>;
