import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['roles', 'teams'] as const;

/** A login, or the number of an account. */
const loginSchema = z.union([z.string().min(1), z.int().positive()]);
export type ConfiguredLogin = z.infer<typeof loginSchema>;

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
  logins: z
    .record(z.email(), z.union([z.array(loginSchema).min(1), loginSchema, z.null()]))
    .default({})
    .meta({
      description:
        'Which logins belong to which address, one or a list; null for somebody who is known to have none. GitHub cannot tell. A number is the account’s own, which stays when its login is renamed.',
    }),
  otherLogins: z
    .array(z.string())
    .default([])
    .meta({ description: 'Logins in the organisation that belong to nobody who could leave: bots, partners.' }),
  saml: z
    .boolean()
    .default(false)
    .meta({ description: 'Look logins up by SAML identities too, by every address and the employee number.' }),
  enterprise: z
    .string()
    .regex(/^[a-z\d][a-z\d_-]*$/i, {
      error: 'expected the enterprise’s name as in its address, github.com/enterprises/…',
    })
    .optional()
    .meta({ description: 'The enterprise whose SAML identities are asked as well; an owner’s token may.' }),
  verifiedAddresses: z.boolean().default(false).meta({
    description:
      'Look members up by the addresses that GitHub has verified in the organisation’s own domains. GitHub shows them to organisations with a verified domain, on GitHub Enterprise Cloud.',
  }),
  invitations: z
    .boolean()
    .default(true)
    .meta({ description: 'Look for open invitations; false for an enterprise with managed users, which has none.' }),
  repositoryInvitations: z.boolean().default(false).meta({
    description:
      'Look through every repository for invitations that wait as well; they end by themselves after seven days. A call a repository, with administration: write on it (the scope repo).',
  }),
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
    ...(settings.repositoryInvitations ? ['administration:write'] : []),
    ...(settings.leave.includes('roles') ? [] : ['organization_custom_org_roles:write']),
    ...(settings.sso || settings.auditLog ? ['organization_administration:write'] : []),
    ...(revokesFineGrainedTokens(settings) ? ['organization_personal_access_tokens:write'] : []),
  ];
}

/** The scopes of a classic token that these settings need. */
export function neededScopes({ auditLog, enterprise, saml, repositoryInvitations }: GithubSettings): string[] {
  return [
    'admin:org',
    ...(auditLog ? ['read:audit_log'] : []),
    ...(saml && enterprise ? ['read:enterprise'] : []),
    ...(repositoryInvitations ? ['repo'] : []),
  ];
}

/** What the settings say about addresses, each in small letters; nothing for whoever is known to have no login. */
export function configuredLogins({ logins }: GithubSettings): ReadonlyMap<string, readonly ConfiguredLogin[]> {
  return new Map(
    Object.entries(logins).map(([address, entry]) => [
      address.toLowerCase(),
      Array.isArray(entry) ? entry : entry === null ? [] : [entry],
    ]),
  );
}
