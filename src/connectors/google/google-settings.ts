import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';
import { cloudUrls } from './service-account.ts';

const leavable = [
  'password',
  'recovery',
  'second-factors',
  'backup-codes',
  'app-passwords',
  'tokens',
  'delegates',
  'forwarding',
  'send-as',
  'devices',
  'roles',
  'groups',
  'data',
  'mail-route',
] as const;
/** What besides sign-in and sessions can be taken away. */
type Leavable = (typeof leavable)[number];

const licenceSchema = z.strictObject({
  product: z.string().min(1).meta({ description: 'Google’s id of the product, for example Google-Apps.' }),
  sku: z.string().min(1).meta({ description: 'Google’s id of the SKU, for example 1010020020.' }),
  label: z.string().min(1).max(60).meta({ description: 'What people call it.' }),
});
export type Licence = z.infer<typeof licenceSchema>;

export const googleSettings = {
  key: secretRefSchema.meta({
    description:
      'The key of the service account: the whole JSON file that Google hands out. Or the configuration file of a workload identity, without any key.',
  }),
  administrator: z.email({ error: 'expected the address of an administrator, such as it-admin@example.com' }).meta({
    description:
      'In whose name Relais works: an administrator of the organisation who stays. Nobody signs in as them; their rights are the limit of Relais’.',
  }),
  leave: z
    .array(z.enum(leavable))
    .default([])
    .meta({ description: 'What Relais leaves alone; each that is named needs fewer rights.' }),
  licences: z.array(licenceSchema).default([]).meta({
    description:
      'Licences that are given back once everything else is done. None unless named: Google may delete what a licence kept, and bills a suspended user who holds one.',
  }),
  data: z
    .strictObject({
      to: z
        .union([z.literal('manager'), z.email()], {
          error: 'expected manager, or the address of the person who takes over',
        })
        .default('manager'),
      what: z
        .array(z.enum(['drive', 'calendar']))
        .min(1)
        .default(['drive', 'calendar']),
    })
    .optional()
    .meta({
      description:
        'Hands what the leaver owns to somebody who stays, before licences are given back: `to: manager`, or an address. What `what` leaves out is a task, unless `leave` names `data`. Nothing is handed over unless this is there.',
    }),
  ...kitSettings('Addresses or ids'),
  tokenMinutes: z.int().min(0).max(1440).default(60).meta({
    description: 'How long access tokens issued before may live on.',
  }),
  baseUrl: baseUrlSchema.default('https://admin.googleapis.com').meta({ description: 'Directory and reports.' }),
  gmailUrl: baseUrlSchema.default('https://gmail.googleapis.com').meta({ description: 'Settings of mailboxes.' }),
  devicesUrl: baseUrlSchema.default('https://cloudidentity.googleapis.com').meta({ description: 'Devices.' }),
  dataUrl: baseUrlSchema.default('https://www.googleapis.com').meta({ description: 'Drive and calendars.' }),
  licensingUrl: baseUrlSchema.default('https://licensing.googleapis.com').meta({ description: 'Licences.' }),
  tokenUrl: baseUrlSchema.default('https://oauth2.googleapis.com').meta({ description: 'Where tokens are issued.' }),
  stsUrl: baseUrlSchema.default(cloudUrls.stsUrl).meta({
    description: 'Where the token of a workload identity is exchanged.',
  }),
  iamUrl: baseUrlSchema.default(cloudUrls.iamUrl).meta({
    description: 'Where Google signs for a workload identity.',
  }),
  ...httpSettings,
};

export type GoogleSettings = Identity & z.output<z.ZodObject<typeof googleSettings>>;

type Rights = Pick<GoogleSettings, 'leave' | 'licences' | 'data'>;

/** The scopes, as domain-wide delegation has to name them, that are used in the administrator’s name. */
export function administratorScopes({ leave, licences, data }: Rights): string[] {
  const unless = (what: Leavable, ...scopes: string[]) => (leave.includes(what) ? [] : scopes);
  const security = ['second-factors', 'backup-codes', 'app-passwords', 'tokens'] as const;
  return [
    'admin.directory.customer.readonly',
    'admin.directory.user',
    // 2SV, backup codes, application passwords and tokens share one scope.
    ...(security.every((what) => leave.includes(what)) ? [] : ['admin.directory.user.security']),
    ...unless('groups', 'admin.directory.group.readonly', 'admin.directory.group.member'),
    ...unless('roles', 'admin.directory.rolemanagement'),
    ...unless('devices', 'cloud-identity.devices'),
    ...(licences.length === 0 ? [] : ['apps.licensing']),
    ...(data === undefined ? [] : ['admin.datatransfer']),
    'admin.reports.audit.readonly',
  ].map(scopeOf);
}

/** The scopes that are used in the leaver’s own name: nobody else may change the settings of a mailbox. */
export function mailboxScopes({ leave }: Pick<Rights, 'leave'>): string[] {
  const left = (['delegates', 'forwarding', 'send-as'] as const).every((what) => leave.includes(what));
  return left ? [] : ['gmail.settings.basic', 'gmail.settings.sharing'].map(scopeOf);
}

/** The scopes by which it is counted, in the leaver’s own name, what they own. */
export function dataScopes({ data, leave }: Pick<Rights, 'data' | 'leave'>): string[] {
  const scopes = { drive: 'drive.metadata.readonly', calendar: 'calendar.events.readonly' };
  return [...(data?.what ?? []), ...keptData({ data, leave })].map((what) => scopeOf(scopes[what]));
}

/** What `data.what` leaves out, so that it passes to nobody: a person is told of it, unless `leave` names data. */
export function keptData({ data, leave }: Pick<Rights, 'data' | 'leave'>): ('drive' | 'calendar')[] {
  if (data === undefined || leave.includes('data')) return [];
  return (['drive', 'calendar'] as const).filter((what) => !data.what.includes(what));
}

export function neededScopes(rights: Rights): string[] {
  return [...administratorScopes(rights), ...mailboxScopes(rights), ...dataScopes(rights)];
}

function scopeOf(name: string): string {
  return `https://www.googleapis.com/auth/${name}`;
}
