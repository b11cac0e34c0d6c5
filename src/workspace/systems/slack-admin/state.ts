import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const userSchema = z.strictObject({
  id: text,
  name: text,
  realName: text,
  email: text,
  role: z.enum(['primary owner', 'owner', 'admin', 'member', 'guest', 'single-channel guest', 'stranger']),
  deleted: z.boolean(),
  /** Where they are signed in; an Enterprise organisation lists them. */
  sessions: z.array(z.strictObject({ id: z.int(), device: text })),
  /** Tokens that act as this person. */
  tokens: z.int(),
});
export type SlackAdminUser = z.infer<typeof userSchema>;

const channelSchema = z.strictObject({
  id: text,
  name: text,
  creator: text,
  isPrivate: z.boolean(),
  isGeneral: z.boolean(),
  members: z.array(text),
});

const installSchema = z.strictObject({
  appId: text,
  name: text,
  userId: text,
  at: when,
  change: z.enum(['added', 'removed', 'enabled', 'disabled', 'updated']),
  scope: text,
});

export const slackAdminStateSchema = z.strictObject({
  teamId: text,
  /** Set where the workspace is part of an Enterprise organisation. */
  enterpriseId: text.nullable(),
  users: z.array(userSchema),
  channels: z.array(channelSchema),
  installs: z.array(installSchema),
  workflows: z.array(z.strictObject({ id: text, title: text, collaborators: z.array(text) })),
  logins: z.array(z.strictObject({ userId: text, at: when })),
});
export type SlackAdminState = z.infer<typeof slackAdminStateSchema>;

/** Whether the person still gets in: the account is open, or a session or token of it lives on. */
export function getsIn(user: SlackAdminUser): boolean {
  return !user.deleted || user.sessions.length > 0 || user.tokens > 0;
}

/** What Slack does when an account is deactivated: signed out, tokens taken back, out of every channel. */
export function deactivate(state: SlackAdminState, user: SlackAdminUser): void {
  user.deleted = true;
  user.sessions = [];
  user.tokens = 0;
  for (const channel of state.channels) channel.members = channel.members.filter((id) => id !== user.id);
}
