import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';

export const webhookSettings = {
  baseUrl: baseUrlSchema.meta({
    description: 'Where employments are read: `GET <baseUrl>/employments?since=` and `GET <baseUrl>/employments/<id>`.',
  }),
  token: secretRefSchema.meta({ description: 'Sent as a bearer token with each of these reads.' }),
  signingSecret: secretRefSchema.meta({
    description:
      'Signs the calls to `/hr/<id>`: `Relais-Signature: v1=<hex HMAC-SHA256 of "<timestamp>.<body>">` beside `Relais-Timestamp: <seconds since 1970>`.',
  }),
  ...httpSettings,
};
