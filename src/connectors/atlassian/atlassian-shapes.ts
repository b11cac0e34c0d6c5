import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/** As the organisation’s directories tell it: https://developer.atlassian.com/cloud/admin/organization/rest/ */
export const directoryUserShape = z.object({
  accountId: idText,
  email: optional(z.string()),
  name: optional(z.string()),
  accountType: optional(z.string()),
  /** `active`, `inactive` or `closed`: of the account itself. */
  accountStatus: optional(z.string()),
  /** `active`, `suspended` or `no_membership`: of its place in the directories. */
  membershipStatus: optional(z.string()),
  /** `managed`: its address is of a domain that the organisation has claimed. */
  claimStatus: optional(z.string()),
  platformRoles: optional(z.array(z.string())),
});
export type DirectoryUser = z.output<typeof directoryUserShape>;

export const directoryShape = z.object({ directoryId: idText });

/** Whether Atlassian lets this key do a thing to a managed account, and why not. */
const right = optional(z.object({ allowed: z.boolean(), reason: optional(z.object({ key: optional(z.string()) })) }));
export const manageabilityShape = z.object({ 'lifecycle.enablement': right, 'apiToken.delete': right });

export const profileShape = z.object({
  account: z.object({ account_id: idText, account_status: optional(z.string()) }),
});

export const tokenShape = z.object({
  id: idText,
  label: optional(z.string()),
  lastAccess: optional(z.string()),
});
export type ApiToken = z.output<typeof tokenShape>;

export const groupShape = z.object({ groupId: idText, name: optional(z.string()) });

const owner = optional(z.object({ accountId: optional(z.string()) }));
export const ownedShape = z.object({
  id: idText,
  name: optional(z.string()),
  key: optional(z.string()),
  owner,
  lead: owner,
});
export type Owned = z.output<typeof ownedShape>;
