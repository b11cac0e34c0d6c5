import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { secretRefSchema } from '../secrets.ts';
import { cloudNames, clouds } from './clouds.ts';
import { mailPermissions, mailSettings } from './mail/mail-settings.ts';

const leavable = [
  'devices',
  'methods',
  'grants',
  'roles',
  'apps',
  'groups',
  'other-groups',
  'eligible-groups',
  'licences',
  'own-app',
] as const;
/** What besides sign-in and sessions can be taken away; each needs permissions of its own. */
type Leavable = (typeof leavable)[number];

export const entraSettings = {
  tenant: z
    .string()
    .regex(/^\w[\w.-]*$/, { error: 'expected the tenant’s id or one of its domains, such as example.onmicrosoft.com' })
    .meta({ description: 'The tenant’s id, or one of its domains.' }),
  clientId: z.string().min(1).meta({ description: 'The application (client) id of the app registration.' }),
  auth: z
    .discriminatedUnion('method', [
      z.strictObject({
        method: z.literal('certificate'),
        privateKey: secretRefSchema.meta({ description: 'The private key of the certificate, as PEM.' }),
        certificate: secretRefSchema.meta({
          description: 'The certificate that was uploaded to the app registration, as PEM; may be the same file.',
        }),
      }),
      z.strictObject({
        method: z.literal('secret'),
        clientSecret: secretRefSchema.meta({ description: 'A client secret of the app registration; it expires.' }),
      }),
    ])
    .meta({ description: 'How Relais signs in: a certificate (recommended) or a client secret.' }),
  cloud: z.enum(cloudNames).default('global').meta({ description: 'Which of Microsoft’s clouds the tenant is in.' }),
  baseUrl: baseUrlSchema
    .optional()
    .meta({ description: 'Graph’s address with its version, only where it is not the cloud’s own.' }),
  loginUrl: baseUrlSchema
    .optional()
    .meta({ description: 'Where access tokens are issued, only where it is not the cloud’s own.' }),
  leave: z.array(z.enum(leavable)).default([]).meta({
    description:
      'What Relais leaves alone. `other-groups`: makes no task of groups that Graph cannot change; `eligible-groups`: nor of groups that are switched on for a while (PIM); `own-app`: does not ask who owns Relais’ own app registration.',
  }),
  protected: z.array(z.string()).default([]).meta({
    description: 'User principal names or object ids that must never be touched: break-glass, service accounts.',
  }),
  signIns: z.boolean().default(true).meta({
    description: 'Whether Graph tells when somebody last signed in; it does so only in tenants with Entra ID P1 or P2.',
  }),
  tokenMinutes: z.int().min(0).max(1440).default(60).meta({
    description: 'How long access tokens issued before may live on in apps without continuous access evaluation.',
  }),
  reportsPerMinute: z.number().positive().default(30).meta({
    description: 'Reads of sign-in activity begun per minute: Graph throttles its reports far earlier than the rest.',
  }),
  microsoft365: mailSettings,
  ...httpSettings,
};

export type EntraSettings = Identity & z.output<z.ZodObject<typeof entraSettings>>;

type Addresses = Pick<EntraSettings, 'cloud' | 'baseUrl' | 'loginUrl'>;

/** Without a slash at the end, so that pages can be compared with it. */
export function graphUrl({ baseUrl, cloud }: Addresses): string {
  return (baseUrl ?? `${clouds[cloud].graph}/v1.0`).replace(/\/+$/, '');
}

export function loginUrl({ loginUrl: own, cloud }: Addresses): string {
  return (own ?? clouds[cloud].login).replace(/\/+$/, '');
}

/** All permissions an administrator consented to, in this cloud. */
export function scopeOf({ cloud }: Addresses): string {
  return `${clouds[cloud].graph}/.default`;
}

type Wanted = Pick<EntraSettings, 'leave' | 'signIns'> & { microsoft365?: EntraSettings['microsoft365'] };

/**
 * The application permissions that these settings need, the least that Microsoft lists for each call:
 * https://learn.microsoft.com/graph/permissions-reference
 */
export function neededPermissions({ leave, signIns, microsoft365 }: Wanted): string[] {
  const unlessLeft = (what: Leavable, permission: string) => (leave.includes(what) ? [] : [permission]);
  return [
    'Organization.Read.All',
    'User.Read.All',
    'User.EnableDisableAccount.All',
    'User.RevokeSessions.All',
    ...(signIns ? ['AuditLog.Read.All'] : []),
    leave.includes('devices') ? 'Device.Read.All' : 'Device.ReadWrite.All',
    ...unlessLeft('methods', 'UserAuthenticationMethod.ReadWrite.All'),
    ...unlessLeft('grants', 'DelegatedPermissionGrant.ReadWrite.All'),
    // Who is a global administrator is read in any case.
    leave.includes('roles') ? 'RoleManagement.Read.Directory' : 'RoleManagement.ReadWrite.Directory',
    ...unlessLeft('apps', 'AppRoleAssignment.ReadWrite.All'),
    leave.includes('groups') ? 'GroupMember.Read.All' : 'GroupMember.ReadWrite.All',
    ...unlessLeft('eligible-groups', 'PrivilegedEligibilitySchedule.Read.AzureADGroup'),
    ...unlessLeft('licences', 'LicenseAssignment.ReadWrite.All'),
    ...unlessLeft('own-app', 'Application.Read.All'),
    ...mailPermissions(microsoft365),
  ];
}
