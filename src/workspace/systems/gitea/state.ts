import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const keySchema = z.strictObject({ id: z.int(), title: text, usedAt: when });

const userSchema = z.strictObject({
  id: z.int(),
  login: text,
  /** Names that the account had before, from which Gitea leads to it. */
  formerLogins: z.array(text),
  name: text,
  email: text,
  /** Further addresses. */
  emails: z.array(text),
  createdAt: when,
  signedInAt: when.nullable(),
  isAdmin: z.boolean(),
  isActive: z.boolean(),
  isProhibited: z.boolean(),
  /** 0 for an account of Gitea's own; else the directory that it signs in by, under `loginName`. */
  sourceId: z.int(),
  loginName: text,
  tokens: z.array(z.strictObject({ id: z.int(), name: text, lastEight: text, scopes: z.array(text), usedAt: when })),
  sshKeys: z.array(keySchema),
  gpgKeys: z.array(z.strictObject({ id: z.int(), keyId: text })),
  apps: z.array(z.strictObject({ id: z.int(), name: text })),
});
export type GiteaUser = z.infer<typeof userSchema>;

const teamSchema = z.strictObject({
  id: z.int(),
  name: text,
  permission: z.enum(['read', 'write', 'admin', 'owner']),
  /** Ids of users. */
  members: z.array(z.int()),
});

const organisationSchema = z.strictObject({ id: z.int(), name: text, teams: z.array(teamSchema) });
export type GiteaOrganisation = z.infer<typeof organisationSchema>;

const repositorySchema = z.strictObject({
  id: z.int(),
  name: text,
  /** Of a user or an organisation. */
  ownerId: z.int(),
  collaborators: z.array(z.strictObject({ userId: z.int(), isAdmin: z.boolean() })),
  deployKeys: z.array(z.strictObject({ id: z.int(), title: text, fingerprint: text, readOnly: z.boolean(), at: when })),
});
export type GiteaRepository = z.infer<typeof repositorySchema>;

export const giteaStateSchema = z.strictObject({
  users: z.array(userSchema),
  organisations: z.array(organisationSchema),
  repositories: z.array(repositorySchema),
});
export type GiteaState = z.infer<typeof giteaStateSchema>;

export function isIn(organisation: GiteaOrganisation, userId: number): boolean {
  return organisation.teams.some(({ members }) => members.includes(userId));
}

/** Whether the user may administer the repository: by owning it, by a team, or as a collaborator. */
export function administers(state: GiteaState, repository: GiteaRepository, user: GiteaUser): boolean {
  const organisation = state.organisations.find(({ id }) => id === repository.ownerId);
  return (
    user.isAdmin ||
    repository.ownerId === user.id ||
    repository.collaborators.some(({ userId, isAdmin }) => userId === user.id && isAdmin) ||
    (organisation?.teams ?? []).some(
      ({ members, permission }) => members.includes(user.id) && (permission === 'owner' || permission === 'admin'),
    )
  );
}

/** Owned, by a team, or as a collaborator. */
export function reaches(state: GiteaState, repository: GiteaRepository, userId: number): boolean {
  const organisation = state.organisations.find(({ id }) => id === repository.ownerId);
  return (
    repository.ownerId === userId ||
    repository.collaborators.some((each) => each.userId === userId) ||
    (organisation !== undefined && isIn(organisation, userId))
  );
}
