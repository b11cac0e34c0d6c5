import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const tokenSchema = z.strictObject({
  id: z.int(),
  userId: z.int(),
  name: text,
  active: z.boolean(),
  createdAt: when,
  lastUsedAt: when.nullable(),
});

const userSchema = z.strictObject({
  id: z.int(),
  username: text,
  name: text,
  email: text,
  /** Further addresses. */
  emails: z.array(text),
  state: z.enum(['active', 'blocked', 'deactivated', 'banned', 'ldap_blocked']),
  isAdmin: z.boolean(),
  createdAt: when,
  signedInAt: when.nullable(),
  sshKeys: z.array(z.strictObject({ id: z.int(), title: text })),
  gpgKeys: z.array(z.int()),
  /** Whether the group owns the account (an enterprise user), so that its owners see the address. */
  isEnterprise: z.boolean(),
});
export type GitlabUser = z.infer<typeof userSchema>;

const memberSchema = z.strictObject({ userId: z.int(), level: z.int() });

const groupSchema = z.strictObject({
  id: z.int(),
  path: text,
  parentId: z.int().nullable(),
  members: z.array(memberSchema),
  /** Who is in it by way of another group that was invited to it. */
  invited: z.array(memberSchema).optional(),
});
export type GitlabGroup = z.infer<typeof groupSchema>;

const projectSchema = z.strictObject({
  id: z.int(),
  path: text,
  /** Null where it is in a person’s own namespace. */
  groupId: z.int().nullable(),
  ownerId: z.int().nullable(),
  members: z.array(memberSchema),
  invited: z.array(memberSchema).optional(),
  schedules: z.array(z.strictObject({ id: z.int(), description: text, ownerId: z.int() })),
});
export type GitlabProject = z.infer<typeof projectSchema>;

export const gitlabStateSchema = z.strictObject({
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  projects: z.array(projectSchema),
  tokens: z.array(tokenSchema),
  impersonation: z.array(tokenSchema),
  runners: z.array(z.strictObject({ id: z.int(), description: text, createdBy: z.int() })),
});
export type GitlabState = z.infer<typeof gitlabStateSchema>;

export const ownerLevel = 50;

/** Sign-in, tokens and keys work exactly as long as this. */
export function getsIn({ state }: GitlabUser): boolean {
  return state === 'active' || state === 'deactivated';
}

/** A group, its parents up to the top. */
export function lineOf(state: GitlabState, groupId: number | null): GitlabGroup[] {
  const group = state.groups.find(({ id }) => id === groupId);
  return group ? [group, ...lineOf(state, group.parentId)] : [];
}

export function isBelow(state: GitlabState, groupId: number | null, topId: number): boolean {
  return lineOf(state, groupId).some(({ id }) => id === topId);
}
