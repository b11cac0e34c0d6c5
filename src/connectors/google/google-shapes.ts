import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/**
 * What we read of Google's answers: https://developers.google.com/workspace/admin/directory/reference/rest . Everything
 * else is dropped. An empty list is left out by Google, not written as `[]`. A field that decides about a person's
 * access has to be told.
 */
const texts = optional(z.array(z.string()));

/** Names that a user goes by; of deleted users hardly more is told. */
const names = {
  id: idText,
  primaryEmail: z.string(),
  aliases: texts,
  /** Aliases of other domains of the organisation, which Google makes. */
  nonEditableAliases: texts,
  /** Besides the above, addresses that somebody typed: private ones, shared ones. */
  emails: optional(z.array(z.object({ address: optional(z.string()) }))),
  externalIds: optional(z.array(z.object({ value: optional(idText), type: optional(z.string()) }))),
  name: optional(z.object({ fullName: optional(z.string()) })),
};
export const deletedUserShape = z.object(names);

export const userShape = z.object({
  ...names,
  suspended: z.boolean(),
  /** `ADMIN`, or why Google itself suspended the account. */
  suspensionReason: optional(z.string()),
  archived: z.boolean(),
  /** A super administrator. */
  isAdmin: z.boolean(),
  isEnrolledIn2Sv: z.boolean(),
  isEnforcedIn2Sv: z.boolean(),
  changePasswordAtNextLogin: z.boolean(),
  isMailboxSetup: z.boolean(),
  recoveryEmail: optional(z.string()),
  recoveryPhone: optional(z.string()),
  /** 1970 for who never signed in. */
  lastLoginTime: optional(z.iso.datetime({ offset: true })),
  orgUnitPath: optional(z.string()),
});
export type GoogleUser = z.infer<typeof userShape>;

/** A page of a list, under whichever name Google gives it; without the name the page is empty. */
export function pageShape<Item>(name: string, item: z.ZodType<Item>) {
  const page = z.object({
    nextPageToken: optional(z.string()),
    [name]: z.array(item).optional(),
  });
  return page.transform((parsed) => {
    const items = Reflect.get(parsed, name) as Item[] | undefined;
    const next = Reflect.get(parsed, 'nextPageToken') as string | undefined;
    return { items: items ?? [], next: next || null };
  });
}

export const customerShape = z.object({ id: idText });

export const tokenShape = z.object({ clientId: idText, displayText: optional(z.string()) });
export type GoogleToken = z.infer<typeof tokenShape>;

export const appPasswordShape = z.object({ codeId: idText, name: optional(z.string()) });
export type AppPassword = z.infer<typeof appPasswordShape>;

/** Whose it is, and never the code. */
export const backupCodeShape = z.object({ userId: idText });

export const groupShape = z.object({ id: idText, name: optional(z.string()), email: optional(z.string()) });
export type GoogleGroup = z.infer<typeof groupShape>;

/** `OWNER`, `MANAGER`, `MEMBER`. */
export const memberShape = z.object({ id: idText, role: optional(z.string()) });

export const roleAssignmentShape = z.object({ roleAssignmentId: idText, roleId: idText });
export type RoleAssignment = z.infer<typeof roleAssignmentShape>;

export const roleShape = z.object({
  roleId: idText,
  roleName: optional(z.string()),
  isSuperAdminRole: optional(z.boolean()),
});

export const deviceUserShape = z.object({
  /** `devices/<device>/deviceUsers/<user on it>` */
  name: z.string().regex(/^devices\/[^/]+\/deviceUsers\/[^/]+$/),
  managementState: z.string(),
});
export type DeviceUser = z.infer<typeof deviceUserShape>;

export const deviceShape = z.object({ model: optional(z.string()), deviceType: optional(z.string()) });

export const licenceShape = z.object({ skuId: idText });

export const autoForwardingShape = z.object({ enabled: z.boolean(), emailAddress: optional(z.string()) });

export const delegateShape = z.object({ delegateEmail: z.string().min(1) });

export const filterShape = z.object({
  id: idText,
  action: optional(z.object({ forward: optional(z.string()) })),
});

export const sendAsShape = z.object({ sendAsEmail: z.string().min(1), isPrimary: optional(z.boolean()) });

export const activityShape = z.object({ id: z.object({ time: z.iso.datetime({ offset: true }) }) });
