import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['factors', 'grants', 'api-tokens', 'roles', 'groups', 'app-groups'] as const;
/** What besides sign-in and sessions can be taken away; each needs scopes of its own. */
type Leavable = (typeof leavable)[number];

export const oktaSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'The organisation, for example https://example.okta.com.' }),
  auth: z
    .discriminatedUnion('method', [
      z.strictObject({
        method: z.literal('token'),
        token: secretRefSchema.meta({
          description: 'An API token (SSWS); it has the rights of the administrator who made it.',
        }),
      }),
      z.strictObject({
        method: z.literal('oauth'),
        clientId: z.string().min(1),
        privateKey: secretRefSchema.meta({ description: 'The service app’s private key, as PKCS #8 PEM or JWK.' }),
        keyId: z.string().optional().meta({ description: 'The key’s kid, when the app has several.' }),
      }),
    ])
    .meta({ description: 'How Relais signs in: a service app (recommended) or an API token.' }),
  whenNotActive: z.enum(['deactivate', 'ask']).default('deactivate').meta({
    description:
      'Okta suspends only active users. Others (locked out, password expired, staged …) are deactivated, which also removes them from every app; `ask` makes it a task for a person.',
  }),
  leave: z.array(z.enum(leavable)).default([]).meta({
    description: 'What Relais leaves alone. `app-groups`: makes no task of groups that an app or a directory feeds.',
  }),
  ...kitSettings('Logins or ids'),
  superAdmins: z.array(z.string()).default([]).meta({
    description:
      'Logins or ids of super administrators who stay. A super administrator is only cut while another one of this list is active.',
  }),
  tokenMinutes: z
    .int()
    .min(0)
    .max(1440)
    .default(60)
    .meta({ description: 'How long access tokens issued before may live on; as set in your authorization servers.' }),
  ...httpSettings,
};

export type OktaSettings = Identity & z.output<z.ZodObject<typeof oktaSettings>>;

/** The scopes that these settings need, reads and writes. */
export function neededScopes({ leave }: Pick<OktaSettings, 'leave'>): string[] {
  const left = (what: Leavable) => leave.includes(what);
  return [
    'okta.users.read',
    'okta.users.manage',
    'okta.groups.read',
    ...(left('groups') ? [] : ['okta.groups.manage']),
    'okta.roles.read',
    ...(left('roles') ? [] : ['okta.roles.manage']),
    ...(left('api-tokens') ? [] : ['okta.apiTokens.read', 'okta.apiTokens.manage']),
    'okta.logs.read',
  ];
}
