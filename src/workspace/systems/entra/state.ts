import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const userSchema = z.strictObject({
  id: text,
  userPrincipalName: text,
  mail: text,
  proxyAddresses: z.array(text),
  displayName: text,
  jobTitle: text,
  department: text,
  userType: z.enum(['Member', 'Guest']),
  accountEnabled: z.boolean(),
  /** Mastered in Active Directory: Graph refuses to change it. */
  onPremisesSyncEnabled: z.boolean(),
  signInSessionsValidFromDateTime: when,
  lastSuccessfulSignInDateTime: when,
  deletedDateTime: when.nullable(),
  sessions: z.array(z.strictObject({ id: text, device: text, created: when })),
  methods: z.array(z.strictObject({ id: text, type: text })),
  licences: z.array(z.strictObject({ skuId: text, assignedByGroup: text.nullable() })),
});
export type EntraUser = z.infer<typeof userSchema>;

const groupSchema = z.strictObject({
  id: text,
  displayName: text,
  /** Where its members are kept: only the first two can be changed in Graph. */
  kind: z.enum(['security', 'microsoft-365', 'dynamic', 'active-directory', 'distribution-list']),
  members: z.array(text),
  /** Members have this licence through the group. */
  skuId: text.nullable(),
});
export type EntraGroup = z.infer<typeof groupSchema>;

const roleSchema = z.strictObject({ id: text, displayName: text, roleTemplateId: text, members: z.array(text) });
export type EntraRole = z.infer<typeof roleSchema>;

const grantSchema = z.strictObject({ id: text, clientId: text, resourceId: text, principalId: text, scope: text });
export type EntraGrant = z.infer<typeof grantSchema>;

const assignmentSchema = z.strictObject({
  id: text,
  principalId: text,
  principalType: z.enum(['User', 'Group']),
  resourceId: text,
  resourceDisplayName: text,
  appRoleId: text,
});
export type EntraAssignment = z.infer<typeof assignmentSchema>;

const deviceSchema = z.strictObject({
  id: text,
  displayName: text,
  operatingSystem: text,
  accountEnabled: z.boolean(),
  onPremisesSyncEnabled: z.boolean(),
  userId: text,
});
export type EntraDevice = z.infer<typeof deviceSchema>;

export const entraStateSchema = z.strictObject({
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  roles: z.array(roleSchema),
  grants: z.array(grantSchema),
  assignments: z.array(assignmentSchema),
  devices: z.array(deviceSchema),
});
export type EntraState = z.infer<typeof entraStateSchema>;

export const skuNames: Readonly<Record<string, string>> = {
  'a1b2c3d4-0001-4000-a000-000000000001': 'BUSINESS_SUITE',
  'a1b2c3d4-0002-4000-a000-000000000002': 'DIAGRAMS',
};
export const [businessSuite = '', diagrams = ''] = Object.keys(skuNames);

/** Whether anything of this account still gets in: the password, or a session that was left open. */
export function getsIn(user: EntraUser): boolean {
  return user.deletedDateTime === null && (user.accountEnabled || user.sessions.length > 0);
}
