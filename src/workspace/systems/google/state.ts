import { z } from 'zod';

const when = z.iso.datetime();
const text = z.string();

const mailboxSchema = z.strictObject({
  /** Where all mail is sent on to. */
  forwardsTo: text.nullable(),
  delegates: z.array(text),
  filters: z.array(z.strictObject({ id: text, from: text, forward: text.nullable() })),
  /** Besides the primary address. */
  sendAs: z.array(z.strictObject({ email: text, name: text })),
});

const userSchema = z.strictObject({
  id: text,
  primaryEmail: text,
  aliases: z.array(text),
  /** Typed by somebody; several users may have the same. */
  otherEmails: z.array(text),
  fullName: text,
  employeeNumber: text.nullable(),
  orgUnitPath: text,
  created: when,
  lastLogin: when.nullable(),
  suspended: z.boolean(),
  /** `ADMIN`, or Google's own; null while nobody suspended the account. */
  suspensionReason: text.nullable(),
  archived: z.boolean(),
  deletedAt: when.nullable(),
  isAdmin: z.boolean(),
  isEnrolledIn2Sv: z.boolean(),
  isEnforcedIn2Sv: z.boolean(),
  changePasswordAtNextLogin: z.boolean(),
  /** Whether the person knows the password of the account. */
  knowsPassword: z.boolean(),
  recoveryEmail: text,
  recoveryPhone: text,
  sessions: z.array(z.strictObject({ id: text, device: text })),
  tokens: z.array(z.strictObject({ clientId: text, name: text, scopes: z.array(text) })),
  appPasswords: z.array(z.strictObject({ codeId: z.int(), name: text })),
  backupCodes: z.array(text),
  /** Null where the person has no Gmail. */
  mailbox: mailboxSchema.nullable(),
});
export type GoogleUser = z.infer<typeof userSchema>;

const memberRoleSchema = z.enum(['OWNER', 'MANAGER', 'MEMBER']);

const groupSchema = z.strictObject({
  id: text,
  email: text,
  name: text,
  members: z.array(z.strictObject({ id: text, role: memberRoleSchema })),
});
export type GoogleGroup = z.infer<typeof groupSchema>;

const roleSchema = z.strictObject({ id: text, name: text, isSuper: z.boolean() });
const roleAssignmentSchema = z.strictObject({ id: text, roleId: text, userId: text });

/** A user's account on a device. */
const deviceUserSchema = z.strictObject({
  id: text,
  device: text,
  model: text,
  type: z.enum(['ANDROID', 'IOS']),
  userId: text,
  state: z.enum(['APPROVED', 'BLOCKED', 'WIPING', 'WIPED']),
  /** When a wipe that was asked for will be done: the device has to be online. */
  wipedAt: when.nullable(),
});
export type GoogleDeviceUser = z.infer<typeof deviceUserSchema>;

const licenceSchema = z.strictObject({ product: text, sku: text, name: text, userId: text });

/** Something that somebody owns, and that may pass to somebody else. */
const fileSchema = z.strictObject({ id: text, name: text, ownerId: text });
const eventSchema = z.strictObject({
  id: text,
  title: text,
  at: when,
  organizerId: text,
  /** The series that it is one of; null for a single meeting. */
  seriesId: text.nullable().default(null),
  /** Ids of the people who are invited besides. */
  attendeeIds: z.array(text).default([]),
});

const transferSchema = z.strictObject({
  id: text,
  from: text,
  to: text,
  applicationId: text,
  requestedAt: when,
  /** From then on the new owner owns it. */
  doneAt: when,
});

const signInSchema = z.strictObject({ userId: text, at: when, id: text });

export const googleStateSchema = z.strictObject({
  customer: z.strictObject({ id: text, domain: text }),
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  roles: z.array(roleSchema),
  roleAssignments: z.array(roleAssignmentSchema),
  deviceUsers: z.array(deviceUserSchema),
  licences: z.array(licenceSchema),
  files: z.array(fileSchema),
  events: z.array(eventSchema),
  transfers: z.array(transferSchema),
  signIns: z.array(signInSchema),
});
export type GoogleState = z.infer<typeof googleStateSchema>;

export function isClosed({ suspended, archived, deletedAt }: GoogleUser): boolean {
  return suspended || archived || deletedAt !== null;
}

/**
 * Whether anything of this account still gets in: a password, a session that was left open, a token, a password of a
 * program.
 */
export function getsIn(user: GoogleUser): boolean {
  if (user.deletedAt !== null) return false;
  const opens = user.knowsPassword || user.tokens.length > 0 || user.appPasswords.length > 0;
  return user.sessions.length > 0 || (!isClosed(user) && opens);
}

/** How the account on the device stands by now. */
export function deviceStateAt({ state, wipedAt }: GoogleDeviceUser, now: Date): GoogleDeviceUser['state'] {
  return state === 'WIPING' && wipedAt !== null && wipedAt <= now.toISOString() ? 'WIPED' : state;
}

/** Google's ids of what can be transferred. */
export const transferable = { drive: '55656082996', calendar: '435070579839' };

/** Who owns something by now: whoever it was handed to by a transfer that is done, and so on. */
export function ownerAt(
  { transfers }: GoogleState,
  { ownerId, application }: { ownerId: string; application: string },
  now: Date,
): string {
  const done = transfers.filter(
    ({ from, applicationId, doneAt }) =>
      from === ownerId && applicationId === application && doneAt <= now.toISOString(),
  );
  return done.at(-1)?.to ?? ownerId;
}
