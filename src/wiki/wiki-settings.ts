import { z } from 'zod';
import { httpSettings } from '../connectors/http/http-settings.ts';
import { secretRefSchema } from '../connectors/secrets.ts';

/** The `dossierPush:` of `relais.yaml`. */
export const dossierPushSchema = z
  .strictObject({
    url: z
      .url({
        protocol: /^https?$/,
        error: 'expected the address of your receiver, such as https://hooks.example.com/dossiers',
      })
      .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).hash === ''), {
        error: 'expected an address without user, password or fragment',
      })
      .meta({ description: 'Where dossiers are posted that somebody sends to the wiki.' }),
    signingSecret: secretRefSchema.meta({
      description: 'What each call is signed with (HMAC-SHA256); the receiver has the same.',
    }),
    timeoutSeconds: httpSettings.timeoutSeconds,
    allowPrivateAddresses: httpSettings.allowPrivateAddresses,
  })
  .optional();
export type DossierPushSettings = NonNullable<z.infer<typeof dossierPushSchema>>;
