import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';

export const successfactorsSettings = {
  baseUrl: baseUrlSchema.meta({
    description: 'The API server of your data centre, for example https://api55.sapsf.eu.',
  }),
  companyId: z
    .string()
    .min(1)
    .meta({ description: 'The company ID, as it stands in Company System and Logo Settings.' }),
  clientId: z.string().min(1).meta({ description: 'The API key of the OAuth2 client application.' }),
  user: z.string().min(1).meta({ description: 'The technical user in whose name Relais reads (its user ID).' }),
  privateKey: secretRefSchema.meta({
    description: 'The private key (PEM) whose certificate the client application carries; it signs the SAML assertion.',
  }),
  ...mappingSettings,
  ...httpSettings,
};

export type SuccessfactorsSettings = HrIdentity & z.output<z.ZodObject<typeof successfactorsSettings>>;
