import type { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';
import { hookSettings } from '../kit/signed-hook.ts';

export const bamboohrSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'The company’s address, for example https://example.bamboohr.com.' }),
  apiKey: secretRefSchema.meta({
    description:
      'An API key; it has the rights of whoever made it, who must see every employee and the table Employment Status.',
  }),
  ...mappingSettings,
  ...hookSettings,
  ...httpSettings,
};

export type BamboohrSettings = HrIdentity & z.output<z.ZodObject<typeof bamboohrSettings>>;
