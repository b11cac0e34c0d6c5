import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const accountSchema = z.strictObject({
  login: text,
  id: z.int(),
  name: text,
  /** The address in the company's own directory; GitHub's API does not find anybody by it. */
  email: text,
  membership: z.strictObject({ role: z.enum(['admin', 'member']), state: z.enum(['active', 'pending']) }).nullable(),
  /** The SAML identity that links the company's address to the login, while it exists. */
  scimId: text.nullable(),
  copilot: z.strictObject({ endsOn: text.nullable(), lastActivityAt: when }).nullable(),
});
export type GithubAccount = z.infer<typeof accountSchema>;

const teamSchema = z.strictObject({
  id: z.int(),
  slug: text,
  name: text,
  members: z.array(text),
  /** Members who look after the team. */
  maintainers: z.array(text).optional(),
});
export type GithubTeam = z.infer<typeof teamSchema>;

const credentialSchema = z.strictObject({
  login: text,
  id: z.int(),
  type: z.enum(['personal access token', 'SSH key', 'OAuth app token']),
  lastEight: text,
  authorizedAt: when,
  accessedAt: when,
  scopes: z.array(text),
  /** Revocation is asynchronous: the credential works, and is listed, until then. */
  endsAt: when.nullable(),
});
export type GithubCredential = z.infer<typeof credentialSchema>;

const accessTokenSchema = z.strictObject({
  id: z.int(),
  login: text,
  name: text,
  grantedAt: when,
  expiresAt: when,
  lastUsedAt: when.nullable(),
  endsAt: when.nullable(),
});
export type GithubAccessToken = z.infer<typeof accessTokenSchema>;

const repositorySchema = z.strictObject({
  id: z.int(),
  name: text,
  collaborators: z.array(text),
  /** Members who were added as administrators; told by GraphQL alone. */
  administrators: z.array(text).optional(),
  deployKeys: z.array(
    z.strictObject({ id: z.int(), title: text, addedBy: text, createdAt: when, readOnly: z.boolean() }),
  ),
  invitations: z.array(z.strictObject({ id: z.int(), login: text, createdAt: when })).default([]),
});
export type GithubRepository = z.infer<typeof repositorySchema>;

export const githubStateSchema = z.strictObject({
  /** The organisation's own number. */
  orgId: z.int().default(652_551),
  accounts: z.array(accountSchema),
  teams: z.array(teamSchema),
  roles: z.array(z.strictObject({ id: z.int(), name: text, logins: z.array(text) })),
  credentials: z.array(credentialSchema),
  accessTokens: z.array(accessTokenSchema),
  tokenRequests: z.array(z.strictObject({ id: z.int(), login: text, name: text, createdAt: when })),
  repositories: z.array(repositorySchema),
  /** To a login, or to an address that GitHub knows no login of. */
  invitations: z.array(
    z.strictObject({ id: z.int(), login: text.nullable(), email: text.nullable(), createdAt: when }),
  ),
  log: z.array(z.strictObject({ id: text, at: when, action: text, actor: text, user: text.nullable() })),
});
export type GithubState = z.infer<typeof githubStateSchema>;

export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function isMember(account: GithubAccount): boolean {
  return account.membership?.state === 'active';
}

/** Collaborates on a repository without being a member. */
export function isOutsideCollaborator(state: GithubState, account: GithubAccount): boolean {
  return (
    !isMember(account) &&
    state.repositories.some((repository) => repository.collaborators.some((each) => sameLogin(each, account.login)))
  );
}

export function hasNotEnded(each: { endsAt: string | null }, now: Date): boolean {
  return each.endsAt === null || each.endsAt > now.toISOString();
}

/** Whether the organisation still opens for this account: tokens and keys work exactly as long as that. */
export function getsIn(state: GithubState, account: GithubAccount): boolean {
  return isMember(account) || isOutsideCollaborator(state, account);
}
