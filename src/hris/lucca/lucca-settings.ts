import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';
import { hookSettings } from '../kit/signed-hook.ts';

export const luccaSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'The company’s address, for example https://example.ilucca.net.' }),
  clientId: z.string().min(1).meta({ description: 'Of the OAuth application.' }),
  clientSecret: secretRefSchema.meta({
    description: 'Its secret; the application needs the scopes employees.readonly and employments.readonly.',
  }),
  tokenUrl: baseUrlSchema
    .default('https://accounts.world.luccasoftware.com')
    .meta({ description: 'Where tokens are asked for; another one for sandboxes and for Switzerland.' }),
  apiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected a version such as 2024-11-01' })
    .default('2024-11-01')
    .meta({ description: 'The version of the API that answers are written in.' }),
  ...mappingSettings,
  ...hookSettings,
  ...httpSettings,
};

export type LuccaSettings = HrIdentity & z.output<z.ZodObject<typeof luccaSettings>>;
