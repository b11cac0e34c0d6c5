import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const userSchema = z.strictObject({
  id: text,
  userName: text,
  displayName: text,
  givenName: text,
  familyName: text,
  title: text,
  department: text,
  email: text,
  active: z.boolean(),
  /**
   * Out of the product: the API does not know the id any more; kept so that the workspace can show what became of it.
   */
  removed: z.boolean(),
  sessions: z.int(),
  lastSignIn: when.nullable(),
  created: when,
  lastModified: when,
});
export type ScimUser = z.infer<typeof userSchema>;

const groupSchema = z.strictObject({
  id: text,
  displayName: text,
  members: z.array(text),
  created: when,
  lastModified: when,
});
export type ScimGroup = z.infer<typeof groupSchema>;

export const scimStateSchema = z.strictObject({ users: z.array(userSchema), groups: z.array(groupSchema) });
export type ScimState = z.infer<typeof scimStateSchema>;

export function getsIn(user: ScimUser): boolean {
  return user.active && !user.removed;
}
