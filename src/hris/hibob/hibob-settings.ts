import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';
import { hookSettings } from '../kit/signed-hook.ts';

export const hibobSettings = {
  baseUrl: baseUrlSchema.default('https://api.hibob.com').meta({ description: 'Where the API answers.' }),
  serviceUser: z.string().min(1).meta({ description: 'The ID of the API service user.' }),
  token: secretRefSchema.meta({ description: 'Its token.' }),
  companyId: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .meta({ description: 'The number of your company, as webhooks carry it; hooks of another one are refused.' }),
  lastDayField: z.string().min(1).optional().meta({
    description: 'The ID of the field with the last working day, where you keep one, such as internal.lastDayOfWork.',
  }),
  ...mappingSettings,
  ...hookSettings,
  ...httpSettings,
};

export type HibobSettings = HrIdentity & z.output<z.ZodObject<typeof hibobSettings>>;
