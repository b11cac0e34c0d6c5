import { z } from 'zod';

const text = z.string();

const userSchema = z.strictObject({
  id: text,
  email: text,
  name: text,
  /** Its address is of a domain that the organisation has claimed. */
  managed: z.boolean(),
  /** An identity provider feeds it: nobody deactivates it here. */
  provisioned: z.boolean(),
  accountStatus: z.enum(['active', 'inactive', 'closed']),
  membershipStatus: z.enum(['active', 'suspended', 'no_membership']),
  roles: z.array(text),
  tokens: z.array(z.strictObject({ id: text, label: text })),
  lastActive: z.iso.datetime(),
});
export type AtlassianUser = z.infer<typeof userSchema>;

const groupSchema = z.strictObject({ id: text, name: text, members: z.array(text) });
const ownedSchema = z.strictObject({ id: text, name: text, ownerId: text });

export const atlassianStateSchema = z.strictObject({
  organisation: text,
  directory: text,
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  filters: z.array(ownedSchema),
  dashboards: z.array(ownedSchema),
  projects: z.array(ownedSchema),
});
export type AtlassianState = z.infer<typeof atlassianStateSchema>;
export type AtlassianOwned = z.infer<typeof ownedSchema>;

/** Whether the person still gets in: by the account itself, or of an account of their own by their place here. */
export function getsIn({ managed, accountStatus, membershipStatus }: AtlassianUser): boolean {
  return accountStatus === 'active' && (managed || membershipStatus === 'active');
}
