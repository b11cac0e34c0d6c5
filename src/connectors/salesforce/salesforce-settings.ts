import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

/** Objects whose records have an owner that can be changed record by record. */
export const recordTypes = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'] as const;
export type RecordType = (typeof recordTypes)[number];

const leavable = [
  'tokens',
  'permission-sets',
  'groups',
  'permission-set-licences',
  'package-licences',
  'records',
  'jobs',
  'dashboards',
  'reports',
] as const;
export type Leavable = (typeof leavable)[number];

export const salesforceSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'My Domain of the organisation: https://example.my.salesforce.com.' }),
  auth: z
    .discriminatedUnion('method', [
      z.strictObject({
        method: z.literal('client-credentials'),
        clientId: z.string().min(1),
        clientSecret: secretRefSchema,
      }),
      z.strictObject({
        method: z.literal('jwt'),
        clientId: z.string().min(1),
        username: z.string().min(1),
        privateKey: secretRefSchema,
        audience: baseUrlSchema.default('https://login.salesforce.com'),
      }),
    ])
    .meta({
      description:
        'How Relais signs in, through a connected app of its own. `method: client-credentials` with `clientId` and `clientSecret`, as the user whom the app names; `method: jwt` with `clientId`, `username` and `privateKey` of the app’s certificate (`audience` is https://test.salesforce.com for a sandbox).',
    }),
  data: z
    .strictObject({
      to: z
        .union([z.literal('manager'), z.email()], {
          error: 'expected manager, or the address of the person who takes over',
        })
        .default('manager'),
      what: z
        .array(z.enum(recordTypes))
        .min(1)
        .default([...recordTypes]),
    })
    .optional()
    .meta({
      description:
        'Hands the records that the leaver owns to somebody who stays, before the deactivation: `to: manager`, or an address; `what` names the objects. Without it, what they own is a task.',
    }),
  leave: z.array(z.enum(leavable)).default([]).meta({
    description: 'What Relais leaves alone, or makes no task of.',
  }),
  ...kitSettings('User names or ids'),
  ...httpSettings,
};

export type SalesforceSettings = Identity & z.output<z.ZodObject<typeof salesforceSettings>>;

/** The objects that pass to somebody. */
export function movedTypes({ data }: Pick<SalesforceSettings, 'data'>): readonly RecordType[] {
  return data?.what ?? [];
}

/** The objects that pass to nobody by themselves: a person is told of them, unless `leave` names records. */
export function toldTypes({ data, leave }: Pick<SalesforceSettings, 'data' | 'leave'>): readonly RecordType[] {
  const moved = movedTypes({ data });
  return leave.includes('records') ? [] : recordTypes.filter((type) => !moved.includes(type));
}

/**
 * What the user in whose name Relais works must be allowed, as the fields of `UserPermissionAccess` name it:
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-userpermissionaccess.html
 */
export function neededPermissions({ data, leave }: Pick<SalesforceSettings, 'data' | 'leave'>): string[] {
  const assigns = !leave.includes('permission-sets') || !leave.includes('permission-set-licences');
  return [
    'PermissionsApiEnabled',
    'PermissionsViewSetup',
    'PermissionsManageUsers',
    ...(assigns ? ['PermissionsAssignPermissionSets'] : []),
    ...(data === undefined && leave.includes('records') ? [] : ['PermissionsViewAllData']),
    ...(data === undefined ? [] : ['PermissionsTransferAnyEntity']),
  ];
}
