import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const userSchema = z.strictObject({
  id: text,
  userPrincipalName: text,
  mail: text,
  proxyAddresses: z.array(text),
  otherMails: z.array(text),
  employeeId: text,
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
  owners: z.array(text).optional(),
  /** Roles may be assigned to the group; then changing it needs the right to change roles. */
  isAssignableToRole: z.boolean(),
  /** Members have this licence through the group. */
  skuId: text.nullable(),
});
export type EntraGroup = z.infer<typeof groupSchema>;

/** A built-in role has the same id in every tenant, a custom one was made here. */
const roleSchema = z.strictObject({ id: text, displayName: text, isBuiltIn: z.boolean() });
export type EntraRole = z.infer<typeof roleSchema>;

const roleAssignmentSchema = z.strictObject({
  id: text,
  /** A user or a group. */
  principalId: text,
  roleDefinitionId: text,
  /** `/` for the whole tenant, else a part of it: `/administrativeUnits/…`. */
  directoryScopeId: text,
});
export type EntraRoleAssignment = z.infer<typeof roleAssignmentSchema>;

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

const eventSchema = z.strictObject({
  id: text,
  /** Of one occurrence of a series. */
  seriesMasterId: text.nullable(),
  subject: text,
  start: when,
  isOrganizer: z.boolean(),
  attendees: z.array(text),
});

const mailboxSchema = z.strictObject({
  userId: text,
  purpose: z.enum(['user', 'shared']),
  reply: z.strictObject({ status: z.enum(['disabled', 'scheduled']), message: text, end: when }),
  rules: z.array(z.strictObject({ id: text, displayName: text, isEnabled: z.boolean(), forwardTo: z.array(text) })),
  sharing: z.array(
    z.strictObject({ id: text, name: text, address: text.nullable(), role: text, isRemovable: z.boolean() }),
  ),
  events: z.array(eventSchema),
});
export type EntraMailbox = z.infer<typeof mailboxSchema>;

const driveSchema = z.strictObject({
  id: text,
  userId: text,
  used: z.number(),
  items: z.array(
    z.strictObject({ id: text, parentId: text, name: text, isFolder: z.boolean(), sharedScope: text.nullable() }),
  ),
  /** Who else may open all of it. */
  grants: z.array(z.strictObject({ id: text, userId: text, role: text })),
});
export type EntraDrive = z.infer<typeof driveSchema>;

/** The tenant of the invented company. */
export const ownTenant = { id: '22222222-3333-4444-a555-666666666666', domain: 'lumen.onmicrosoft.example.com' };

export const entraStateSchema = z.strictObject({
  /** Who the tenant is: its object id, and its first domain. */
  tenant: z.strictObject({ id: text, domain: text }).default(ownTenant),
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  roles: z.array(roleSchema),
  roleAssignments: z.array(roleAssignmentSchema),
  grants: z.array(grantSchema),
  assignments: z.array(assignmentSchema),
  devices: z.array(deviceSchema),
  /** Who owns the registration of Relais' app, and its service principal. */
  appOwners: z.array(text).default([]),
  /** Only where the tenant has mail and files. */
  mailboxes: z.array(mailboxSchema).default([]),
  drives: z.array(driveSchema).default([]),
});
export type EntraState = z.infer<typeof entraStateSchema>;

export const skuNames: Readonly<Record<string, string>> = {
  'a1b2c3d4-0001-4000-a000-000000000001': 'BUSINESS_SUITE',
  'a1b2c3d4-0002-4000-a000-000000000002': 'DIAGRAMS',
  'a1b2c3d4-0003-4000-a000-000000000003': 'MEETINGS',
  'a1b2c3d4-0004-4000-a000-000000000004': 'MEETINGS_TELEPHONE',
};
export const [businessSuite = '', diagrams = '', meetings = '', telephone = ''] = Object.keys(skuNames);

/** What is in each licence, by Microsoft’s names of it. */
export const servicePlans: Readonly<Record<string, readonly string[]>> = {
  [businessSuite]: ['EXCHANGE_S_STANDARD', 'SHAREPOINTSTANDARD', 'TEAMS1'],
  [diagrams]: ['VISIOONLINE'],
  [meetings]: ['MCOMEETADV'],
  [telephone]: ['MCOEV'],
};

/** Licences that build on another one, which cannot be taken while they stay. */
export const buildsOn: Readonly<Record<string, string>> = { [telephone]: meetings };

/** Whether anything of this account still gets in: the password, or a session that was left open. */
export function getsIn(user: EntraUser): boolean {
  return user.deletedDateTime === null && (user.accountEnabled || user.sessions.length > 0);
}
