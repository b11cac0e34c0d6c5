import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

export const recordTypes = ['contacts', 'companies', 'deals', 'tickets'] as const;
export type RecordType = (typeof recordTypes)[number];

const leavable = ['teams', 'records', 'private-apps'] as const;
export type Leavable = (typeof leavable)[number];

export const hubspotSettings = {
  token: secretRefSchema.meta({ description: 'Access token of a private app, made by a super admin who stays.' }),
  closing: z.enum(['remove', 'by-hand']).meta({
    description:
      '`remove`: Relais removes the user from the account, on every plan; their permissions are not kept there. `by-hand`: a person deactivates them (or SCIM does, with Enterprise), so that they can be reactivated as they were, and Relais reads by itself that it is done.',
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
        'Hands the records that the leaver owns to somebody who stays: `to: manager`, or an address; `what` names the kinds. Without it, what they own is a task.',
    }),
  signIns: z.boolean().default(false).meta({
    description: 'Reads the log of sign-ins for uses after the cut-off. Needs `account-info.security.read`.',
  }),
  leave: z.array(z.enum(leavable)).default([]).meta({
    description: 'What Relais leaves alone, or makes no task of; each that is named needs fewer rights.',
  }),
  ...kitSettings('Addresses or ids'),
  baseUrl: baseUrlSchema.default('https://api.hubapi.com').meta({ description: 'The API.' }),
  ...httpSettings,
};

export type HubspotSettings = Identity & z.output<z.ZodObject<typeof hubspotSettings>>;

/** The kinds of records that pass to somebody. */
export function movedTypes({ data }: Pick<HubspotSettings, 'data'>): readonly RecordType[] {
  return data?.what ?? [];
}

/** The kinds of records that pass to nobody by themselves: a person is told of them, unless `leave` names records. */
export function toldTypes({ data, leave }: Pick<HubspotSettings, 'data' | 'leave'>): readonly RecordType[] {
  const moved = movedTypes({ data });
  return leave.includes('records') ? [] : recordTypes.filter((type) => !moved.includes(type));
}

/**
 * The scopes of the private app:
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
 */
export function neededScopes(settings: Pick<HubspotSettings, 'data' | 'leave' | 'signIns' | 'closing'>): string[] {
  const moved = movedTypes(settings);
  const types = [...moved, ...toldTypes(settings)];
  const writesUsers = settings.closing === 'remove' || !settings.leave.includes('teams');
  const scopesOf = (type: RecordType) => {
    // Tickets have one scope for reading and writing.
    if (type === 'tickets') return ['tickets'];
    const write = moved.includes(type) ? [`crm.objects.${type}.write`] : [];
    return [`crm.objects.${type}.read`, ...write];
  };
  return [
    'settings.users.read',
    ...(writesUsers ? ['settings.users.write'] : []),
    ...(settings.leave.includes('teams') ? [] : ['settings.users.teams.read']),
    'crm.objects.owners.read',
    ...types.flatMap(scopesOf),
    ...(settings.signIns ? ['account-info.security.read'] : []),
  ];
}
