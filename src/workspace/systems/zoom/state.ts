import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

const userSchema = z.strictObject({
  id: text,
  email: text,
  name: text,
  status: z.enum(['active', 'inactive', 'pending']),
  /** 1 basic, 2 licensed. */
  type: z.union([z.literal(1), z.literal(2)]),
  roleId: text,
  groupIds: z.array(text),
  createdAt: when,
  signedInAt: when.nullable(),
  /** Apps that stay signed in through SSO. */
  ssoTokens: z.int(),
  hasPhone: z.boolean(),
});
export type ZoomUser = z.infer<typeof userSchema>;

const hostedSchema = z.strictObject({
  id: z.int(),
  kind: z.enum(['meeting', 'webinar', 'recording']),
  hostId: text,
  topic: text,
  startsAt: when,
});
export type Hosted = z.infer<typeof hostedSchema>;

const namedSchema = z.strictObject({ id: text, name: text });

export const zoomStateSchema = z.strictObject({
  accountId: text,
  users: z.array(userSchema),
  groups: z.array(namedSchema),
  roles: z.array(namedSchema),
  hosted: z.array(hostedSchema),
});
export type ZoomState = z.infer<typeof zoomStateSchema>;

export const [ownerRole, adminRole, memberRole] = ['0', '1', '2'];

/** Sign-in works exactly as long as this. */
export function getsIn({ status }: ZoomUser): boolean {
  return status === 'active';
}
