import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/**
 * What is read of Gitea’s answers: https://docs.gitea.com/api/ . Everything else is dropped. Whoever is no
 * administrator is told `false` for every flag of others, so these count only beside an administrator’s own answer.
 */
export const userShape = z.object({
  id: idText,
  login: z.string().min(1),
  full_name: optional(z.string()),
  email: optional(z.string()),
  created: optional(z.string()),
  last_login: optional(z.string()),
  is_admin: z.boolean(),
  prohibit_login: z.boolean(),
  active: z.boolean(),
  restricted: optional(z.boolean()),
  /** 0 for an account of Gitea’s own; else the source (LDAP, OAuth …) that it signs in by. */
  source_id: z.int(),
  login_name: z.string(),
});
export type GiteaUser = z.infer<typeof userShape>;

export const foundShape = z.object({ data: z.array(userShape) });

/** `GET /users/{name}` also answers about organisations, which have none of a user’s flags to rely on. */
export const namedShape = z.object({ id: idText, login: z.string() });

export const emailShape = z.object({ email: z.string(), user_id: idText });

export const tokenShape = z.object({
  id: idText,
  name: optional(z.string()),
  token_last_eight: optional(z.string()),
  scopes: optional(z.array(z.string())),
  last_used_at: optional(z.string()),
});
export type GiteaToken = z.infer<typeof tokenShape>;

export const sshKeyShape = z.object({
  id: idText,
  title: optional(z.string()),
  fingerprint: optional(z.string()),
  last_used_at: optional(z.string()),
});
export const gpgKeyShape = z.object({ id: idText, key_id: optional(z.string()) });
export const appShape = z.object({ id: idText, name: optional(z.string()) });

/** `username` is the older name of `name`. */
export const organisationShape = z
  .object({ id: idText, name: optional(z.string()), username: optional(z.string()) })
  .transform(({ id, name, username }) => ({ id, name: name || username || '' }))
  .refine(({ name }) => name !== '', { error: 'an organisation without a name' });

export const teamShape = z.object({
  id: idText,
  name: z.string(),
  /** `owner` of the one team whose members own the organisation. */
  permission: z.string(),
});

/** Of a user’s own teams, which say whose they are: without that, nobody is known to own anything. */
export const ownTeamShape = teamShape.extend({ organization: organisationShape });

export const repositoryShape = z.object({
  id: idText,
  name: z.string().min(1),
  full_name: z.string(),
  owner: z.object({ id: idText, login: z.string().min(1) }),
  /** Of whoever asks, or in whose name it is asked. */
  permissions: optional(z.object({ admin: z.boolean() })),
});
export type GiteaRepository = z.infer<typeof repositoryShape>;

export const deployKeyShape = z.object({
  id: idText,
  title: optional(z.string()),
  fingerprint: optional(z.string()),
  created_at: optional(z.string()),
  read_only: optional(z.boolean()),
});
export type GiteaDeployKey = z.infer<typeof deployKeyShape>;
