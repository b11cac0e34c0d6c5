import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['roles', 'groups', 'phone', 'meetings', 'licence'] as const;
export type Leavable = (typeof leavable)[number];

export const zoomSettings = {
  accountId: z.string().min(1).meta({ description: 'Account ID of the Server-to-Server OAuth app.' }),
  clientId: z.string().min(1).meta({ description: 'Client ID of the Server-to-Server OAuth app.' }),
  clientSecret: secretRefSchema.meta({ description: 'Client secret of the Server-to-Server OAuth app.' }),
  data: z
    .strictObject({
      to: z
        .union([z.literal('manager'), z.email()], {
          error: 'expected manager, or the address of the person who takes over',
        })
        .default('manager'),
    })
    .optional()
    .meta({
      description:
        '**Deletes the user for ever**, because Zoom hands meetings, webinars, recordings and whiteboards on with a removal alone: `to: manager`, or an address. Without it the user stays deactivated, and what they host is a task.',
    }),
  leave: z.array(z.enum(leavable)).default([]).meta({
    description: 'What Relais leaves alone, or makes no task of; each that is named needs fewer rights.',
  }),
  ...kitSettings('Addresses or ids'),
  baseUrl: baseUrlSchema.default('https://api.zoom.us/v2').meta({ description: 'The API, with its version.' }),
  tokenUrl: baseUrlSchema.default('https://zoom.us').meta({ description: 'Where tokens are issued.' }),
  ...httpSettings,
};

export type ZoomSettings = Identity & z.output<z.ZodObject<typeof zoomSettings>>;

/** One scope, and the older wide one that an app of before 2024 has in its place. */
export interface NeededScope {
  scope: string;
  classic: string;
}

/**
 * The scopes that a departure needs. Their names are Zoom's granular ones as several programs for Zoom list them;
 * Zoom's own page of them was not to be had: https://developers.zoom.us/docs/integrations/oauth-scopes-granular/
 */
export function neededScopes({ leave, data }: Pick<ZoomSettings, 'leave' | 'data'>): NeededScope[] {
  const unless = (what: Leavable, ...scopes: NeededScope[]) => (leave.includes(what) ? [] : scopes);
  const of = (classic: string) => (scope: string) => ({ scope: `${scope}:admin`, classic: `${classic}:admin` });
  const [users, change, groups, role] = [of('user:read'), of('user:write'), of('group:write'), of('role:write')];
  const hosted = [
    of('meeting:read')('meeting:read:list_meetings'),
    of('webinar:read')('webinar:read:list_webinars'),
    of('recording:read')('cloud_recording:read:list_user_recordings'),
  ];
  return [
    users('user:read:user'),
    users('user:read:list_users'),
    change('user:update:status'),
    change('user:delete:token'),
    ...unless('roles', role('role:delete:member')),
    ...unless('groups', of('group:read')('group:read:list_groups'), groups('group:delete:member')),
    ...unless('phone', users('user:read:settings')),
    ...(data !== undefined ? [...hosted, change('user:delete:user')] : unless('meetings', ...hosted)),
    ...unless('licence', change('user:update:user')),
  ];
}
