import { z } from 'zod';

/** What we read of Graph's answers: https://learn.microsoft.com/graph/api/overview . Everything else is dropped. */
export const userShape = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
  /** Never guessed: a tenant that does not tell it makes the whole answer unusable. */
  accountEnabled: z.boolean(),
  userType: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  signInSessionsValidFromDateTime: z.iso.datetime().nullish(),
  licenseAssignmentStates: z.array(z.object({ skuId: z.string(), assignedByGroup: z.string().nullish() })).nullish(),
});
export type EntraUser = z.infer<typeof userShape>;

/** Graph leaves these out unless they are asked for. */
export const userFields = Object.keys(userShape.shape).join(',');

export const deletedUserShape = z.object({
  id: z.string(),
  userPrincipalName: z.string().nullish(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
});
export type DeletedUser = z.infer<typeof deletedUserShape>;

export const idShape = z.object({ id: z.string() });

/** A group, a directory role, or an administrative unit that somebody is a member of. */
export const membershipShape = z.object({
  '@odata.type': z.string(),
  id: z.string(),
  displayName: z.string().nullish(),
  roleTemplateId: z.string().nullish(),
  groupTypes: z.array(z.string()).nullish(),
  membershipRule: z.string().nullish(),
  mailEnabled: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
});
export type Membership = z.infer<typeof membershipShape>;

export const methodShape = z.object({ '@odata.type': z.string(), id: z.string() });

export const grantShape = z.object({ id: z.string(), scope: z.string().nullish(), principalId: z.string().nullish() });

export const appRoleShape = z.object({
  id: z.string(),
  principalId: z.string().nullish(),
  resourceDisplayName: z.string().nullish(),
});

export const deviceShape = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
});

export const licenceShape = z.object({ skuId: z.string(), skuPartNumber: z.string().nullish() });

export const signInShape = z.object({
  id: z.string(),
  signInActivity: z.object({ lastSuccessfulSignInDateTime: z.iso.datetime().nullish() }).nullish(),
});
