import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

export const recordKinds = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'] as const;
export const assignmentKinds = [
  'PermissionSetAssignment',
  'GroupMember',
  'PermissionSetLicenseAssign',
  'UserPackageLicense',
] as const;
export const runningKinds = ['CronTrigger', 'Dashboard', 'Report'] as const;

const userSchema = z.strictObject({
  id: text,
  /** Of the record that holds whether the user is frozen. */
  loginId: text,
  username: text,
  email: text,
  federationId: text.nullable(),
  employeeNumber: text.nullable(),
  name: text,
  profile: text,
  managesUsers: z.boolean(),
  isActive: z.boolean(),
  isFrozen: z.boolean(),
  /** In what place of the settings the user stands, which a deactivation is refused for. */
  standsAs: text.nullable(),
  createdAt: when,
  signIns: z.array(when),
  sessions: z.array(text),
  tokens: z.array(z.strictObject({ id: text, app: text, secret: text })),
});
export type SalesforceUser = z.infer<typeof userSchema>;

const rowOf = <Kind extends string>(kinds: readonly [Kind, ...Kind[]]) =>
  z.strictObject({ id: text, kind: z.enum(kinds), userId: text, name: text });

export const salesforceStateSchema = z.strictObject({
  organisationId: text,
  users: z.array(userSchema),
  /** What gives a right or a seat to a user. */
  assignments: z.array(rowOf(assignmentKinds)),
  /** What a user owns. */
  records: z.array(rowOf(recordKinds)),
  /** What runs as a user, or shows what they may see. */
  running: z.array(rowOf(runningKinds)),
});
export type SalesforceState = z.infer<typeof salesforceStateSchema>;

/** A frozen user signs in nowhere, and stays in where they are; an inactive one is out. */
export function getsIn({ isActive, isFrozen, sessions, tokens }: SalesforceUser): boolean {
  return isActive && (!isFrozen || sessions.length > 0 || tokens.length > 0);
}
