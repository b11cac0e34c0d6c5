import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = [
  'tokens',
  'ssh-keys',
  'gpg-keys',
  'oauth-apps',
  'administrator',
  'organisations',
  'collaborations',
  'deploy-keys',
  'repositories',
] as const;
export type Leavable = (typeof leavable)[number];

export const giteaSettings = {
  baseUrl: baseUrlSchema.meta({
    description: 'Where Gitea or Forgejo is, with its path where it has one, without /api/v1: https://git.example.com.',
  }),
  token: secretRefSchema.meta({ description: 'An access token of an administrator; its scopes are listed above.' }),
  basic: z
    .strictObject({
      user: z.string().min(1).meta({ description: 'The user name of the token’s administrator.' }),
      password: secretRefSchema.meta({ description: 'Their password.' }),
    })
    .optional()
    .meta({
      description:
        'User name and password of the same administrator, without a second factor: Forgejo lists and deletes access tokens only for a password, and where Relais does not see its own token, it believes no list. Left out: the token stands in the password’s place, which Gitea takes.',
    }),
  leave: z.array(z.enum(leavable)).default([]).meta({ description: 'What Relais leaves alone, or makes no task of.' }),
  ...kitSettings('User names or ids'),
  ...httpSettings,
};

export type GiteaSettings = Identity & z.output<z.ZodObject<typeof giteaSettings>>;

/** Scopes of the token; `write` reads too. */
export const neededScopes = ['write:admin', 'write:organization', 'write:repository', 'write:user'] as const;
