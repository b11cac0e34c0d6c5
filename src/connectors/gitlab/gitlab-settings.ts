import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = [
  'personal-tokens',
  'impersonation-tokens',
  'ssh-keys',
  'gpg-keys',
  'administrator',
  'memberships',
  'projects',
  'schedules',
  'runners',
] as const;
export type Leavable = (typeof leavable)[number];

export const gitlabSettings = {
  baseUrl: baseUrlSchema
    .default('https://gitlab.com')
    .meta({ description: 'Where GitLab is, without /api/v4: https://gitlab.example.com.' }),
  token: secretRefSchema.meta({
    description:
      'A personal access token with the scope api (and admin_mode, where the instance demands it): of an administrator for an instance, of an Owner of the group for a group.',
  }),
  scope: z
    .discriminatedUnion('of', [
      z.strictObject({ of: z.literal('instance') }),
      z.strictObject({
        of: z.literal('group'),
        group: z.string().min(1),
        logins: z.record(z.email(), z.string().min(1).nullable()).default({}),
        otherLogins: z.array(z.string()).default([]),
      }),
    ])
    .meta({
      description:
        '`of: instance` (self-managed, Dedicated): accounts are blocked. `of: group` (gitlab.com): only memberships of the top-level `group` (its path or number) can be taken away. GitLab tells a group no addresses but those of its enterprise users: `logins` says whose user name is whose (null: known to have none), `otherLogins` names those of nobody.',
    }),
  leave: z.array(z.enum(leavable)).default([]).meta({
    description: 'What Relais leaves alone, or makes no task of; of a group, only the last four apply but runners.',
  }),
  ...kitSettings('User names or ids'),
  ...httpSettings,
};

export type GitlabSettings = Identity & z.output<z.ZodObject<typeof gitlabSettings>>;
