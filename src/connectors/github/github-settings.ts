import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['roles', 'teams'] as const;

export const githubSettings = {
  baseUrl: baseUrlSchema
    .default('https://api.github.com')
    .meta({ description: 'The API; `https://github.example.com/api/v3` for GitHub Enterprise Server.' }),
  org: z
    .string()
    .regex(/^[a-z\d](?:[a-z\d-]{0,38})$/i, { error: 'expected the organisation’s name as in its address' })
    .meta({ description: 'The organisation’s login.' }),
  auth: z
    .discriminatedUnion('method', [
      z.strictObject({
        method: z.literal('token'),
        token: secretRefSchema.meta({
          description: 'A token of an organisation owner, with admin:org and read:audit_log.',
        }),
      }),
      z.strictObject({
        method: z.literal('app'),
        appId: z.union([z.string().min(1), z.int()]).transform(String),
        installationId: z.union([z.string().min(1), z.int()]).transform(String),
        privateKey: secretRefSchema.meta({ description: 'The App’s private key, as GitHub let you download it.' }),
      }),
    ])
    .meta({ description: 'How Relais signs in: a GitHub App (recommended) or a token.' }),
  logins: z.record(z.email(), z.string().min(1).nullable()).default({}).meta({
    description:
      'Which login belongs to which address; null for somebody who is known to have none. GitHub cannot tell.',
  }),
  otherLogins: z
    .array(z.string())
    .default([])
    .meta({ description: 'Logins in the organisation that belong to nobody who could leave: bots, partners.' }),
  saml: z
    .boolean()
    .default(false)
    .meta({ description: 'Look logins up by the organisation’s SAML identities, where `logins` says nothing.' }),
  sso: z
    .boolean()
    .default(false)
    .meta({ description: 'The organisation enforces SAML single sign-on: take back what was authorised for it.' }),
  fineGrainedTokens: z
    .boolean()
    .optional()
    .meta({ description: 'Take back fine-grained tokens; only a GitHub App may, so it is on for `method: app`.' }),
  auditLog: z
    .boolean()
    .default(true)
    .meta({ description: 'Read the audit log for the last activity; Enterprise organisations only.' }),
  leave: z
    .array(z.enum(leavable))
    .default([])
    .meta({ description: 'What Relais leaves alone; removal takes it anyway.' }),
  protected: z
    .array(z.string())
    .default([])
    .meta({ description: 'Logins or ids of accounts that must never be touched.' }),
  ...httpSettings,
};

export type GithubSettings = Identity & z.output<z.ZodObject<typeof githubSettings>>;

export function revokesFineGrainedTokens({ fineGrainedTokens, auth }: GithubSettings): boolean {
  return fineGrainedTokens ?? auth.method === 'app';
}

/** The permissions of a GitHub App that these settings need. */
export function neededPermissions(settings: GithubSettings): string[] {
  return [
    'members:write',
    ...(settings.leave.includes('roles') ? [] : ['organization_custom_org_roles:write']),
    ...(settings.sso || settings.auditLog ? ['organization_administration:write'] : []),
    ...(revokesFineGrainedTokens(settings) ? ['organization_personal_access_tokens:write'] : []),
  ];
}

/** The scopes of a classic token that these settings need. */
export function neededScopes({ auditLog }: GithubSettings): string[] {
  return ['admin:org', ...(auditLog ? ['read:audit_log'] : [])];
}
