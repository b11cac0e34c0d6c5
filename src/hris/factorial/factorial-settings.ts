import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';
import { hookSettings } from '../kit/signed-hook.ts';

export const factorialSettings = {
  baseUrl: baseUrlSchema.default('https://api.factorialhr.com').meta({ description: 'Where the API answers.' }),
  apiKey: secretRefSchema.meta({ description: 'An API key, made by an administrator.' }),
  apiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected a version such as 2026-04-01' })
    .default('2026-04-01')
    .meta({ description: 'The version of the API; each lives for about a year.' }),
  ...mappingSettings,
  ...hookSettings,
  ...httpSettings,
};

export type FactorialSettings = HrIdentity & z.output<z.ZodObject<typeof factorialSettings>>;
