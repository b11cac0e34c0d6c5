import { z } from 'zod';
import { idText } from '../kit/vendor-shapes.ts';

/**
 * What we read of Graph's answers: https://learn.microsoft.com/graph/api/overview . Everything else is dropped. Ids are
 * text, also where they are written as numbers. Every other field may be missing, null or odd, which all mean that it
 * was not told: what depends on it decides what follows from that.
 */
const id = idText;
const text = id.nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const instant = z.iso.datetime({ offset: true }).nullish().catch(null);
/** Entries of another kind are left out. */
const texts = z
  .array(z.unknown())
  .transform((all) => all.filter((each) => typeof each === 'string'))
  .nullish()
  .catch(null);

export const idShape = z.object({ id });

/** By what somebody is found: each of the person's addresses may stand in any of these. */
const identity = {
  userPrincipalName: text,
  displayName: text,
  mail: text,
  proxyAddresses: texts,
  otherMails: texts,
  employeeId: text,
};

export const userShape = z.object({
  id,
  ...identity,
  accountEnabled: flag,
  userType: text,
  onPremisesSyncEnabled: flag,
  signInSessionsValidFromDateTime: instant,
  licenseAssignmentStates: z
    .array(z.object({ skuId: id, assignedByGroup: text }))
    .nullish()
    .catch(null),
});
export type AnsweredUser = z.infer<typeof userShape>;

/** Graph leaves these out unless they are asked for. */
export const userFields = Object.keys(userShape.shape).join(',');

export const deletedUserShape = z.object({ id, ...identity });
export type DeletedUser = z.infer<typeof deletedUserShape>;
export const deletedUserFields = Object.keys(deletedUserShape.shape).join(',');

export const organizationShape = z.object({
  id,
  verifiedDomains: z
    .array(z.object({ name: text }))
    .nullish()
    .catch(null),
});

/** A group, a directory role, or an administrative unit that somebody is a member of. */
export const membershipShape = z.object({
  '@odata.type': text,
  id,
  displayName: text,
  roleTemplateId: text,
  groupTypes: texts,
  membershipRule: text,
  mailEnabled: flag,
  onPremisesSyncEnabled: flag,
  isAssignableToRole: flag,
});
export type Membership = z.infer<typeof membershipShape>;

/** One role that one principal has, in the whole tenant (`/`) or in a part of it. */
export const roleAssignmentShape = z.object({
  id,
  principalId: text,
  roleDefinitionId: text,
  directoryScopeId: text,
  appScopeId: text,
  roleDefinition: z.object({ displayName: text }).nullish().catch(null),
});
export type RoleAssignment = z.infer<typeof roleAssignmentShape>;

/** A membership (`member`) or ownership (`owner`) of a group that may be switched on. */
export const eligibleGroupShape = z.object({
  id,
  principalId: text,
  groupId: text,
  accessId: text,
  group: z.object({ displayName: text }).nullish().catch(null),
});
export type EligibleGroup = z.infer<typeof eligibleGroupShape>;

export const methodShape = z.object({ '@odata.type': text, id });

export const grantShape = z.object({ id, scope: text, principalId: text });

export const appRoleShape = z.object({ id, principalId: text, resourceDisplayName: text });

export const deviceShape = z.object({
  '@odata.type': text,
  id,
  displayName: text,
  accountEnabled: flag,
  onPremisesSyncEnabled: flag,
});
export const deviceFields = 'id,displayName,accountEnabled,onPremisesSyncEnabled';

export const licenceShape = z.object({
  skuId: id,
  skuPartNumber: text,
  /** What is in it: `EXCHANGE_S_ENTERPRISE`, `SHAREPOINTENTERPRISE`, … */
  servicePlans: z
    .array(z.object({ servicePlanName: text }))
    .nullish()
    .catch(null),
});

/** An odd date is no answer, and none is "never": hence strict. */
export const signInShape = z.object({
  id,
  signInActivity: z.object({ lastSuccessfulSignInDateTime: z.iso.datetime({ offset: true }).nullish() }).nullish(),
});
