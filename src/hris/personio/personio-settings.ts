import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';
import { hookSettings } from '../kit/signed-hook.ts';

export const personioSettings = {
  baseUrl: baseUrlSchema.default('https://api.personio.de').meta({ description: 'Where the API answers.' }),
  clientId: z.string().min(1).meta({ description: 'Of the API credentials.' }),
  clientSecret: secretRefSchema.meta({
    description: 'Its secret, with the scope personio:persons:read and the attributes that are read.',
  }),
  companyId: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .meta({ description: 'The number of your company, as webhooks carry it; hooks of another one are refused.' }),
  ...mappingSettings,
  ...hookSettings,
  ...httpSettings,
};

export type PersonioSettings = HrIdentity & z.output<z.ZodObject<typeof personioSettings>>;
