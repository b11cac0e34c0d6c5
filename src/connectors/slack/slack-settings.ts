import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['apps', 'workflows', 'channels'] as const;

export const slackSettings = {
  plan: z.enum(['enterprise', 'business', 'other']).meta({
    description:
      'What Slack lets a program do. `enterprise`: deactivate in the whole organisation and end sessions, by an app that is installed on the organisation. `business` (Business+): deactivate by SCIM. `other` (Free, Pro): nothing; it becomes a task for a person, whose end Relais reads by itself.',
  }),
  token: secretRefSchema.meta({
    description:
      'A user token (xoxp-…) of an administrator who stays, of an app of its own: not the bot token by which Relais talks.',
  }),
  scimToken: secretRefSchema.optional().meta({
    description: 'With `business`: a user token with the scope `admin`, where `token` does not have it.',
  }),
  baseUrl: baseUrlSchema.default('https://slack.com/api').meta({ description: 'Where Slack’s Web API answers.' }),
  scimUrl: baseUrlSchema
    .default('https://api.slack.com/scim/v2')
    .meta({ description: 'Where Slack’s SCIM 2.0 answers; asked with `business` only.' }),
  integrationLogs: z.boolean().default(false).meta({
    description: 'Whether `token` has the scope `admin`, by which the apps that a person installed can be listed.',
  }),
  accessLogs: z.boolean().default(false).meta({
    description: 'Whether the last use may be read from the access logs: a paid plan, and the scope `admin`.',
  }),
  leave: z.array(z.enum(leavable)).default([]).meta({ description: 'What Relais makes no task of.' }),
  ...kitSettings('Addresses or ids'),
  ...httpSettings,
};

export type SlackSettings = Identity & z.output<z.ZodObject<typeof slackSettings>>;

/** Scopes of `token` (and, with `business`, of `scimToken`) that these settings need, by Slack's names. */
export function neededScopes(
  settings: Pick<SlackSettings, 'plan' | 'integrationLogs' | 'accessLogs'> & {
    leave: readonly (typeof leavable)[number][];
    scimToken?: unknown;
  },
): string[] {
  const { plan, leave, integrationLogs, accessLogs, scimToken } = settings;
  const isLeft = (what: (typeof leavable)[number]) => leave.includes(what);
  const isScim = plan === 'business' && scimToken === undefined;
  return [
    'users:read',
    'users:read.email',
    'channels:read',
    'groups:read',
    ...(isScim || (integrationLogs && !isLeft('apps')) || accessLogs ? ['admin'] : []),
    ...(plan === 'enterprise' ? ['admin.users:read', 'admin.users:write'] : []),
    ...(plan === 'enterprise' && !isLeft('workflows') ? ['admin.workflows:read'] : []),
  ];
}
