import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

export const recordKinds = ['contacts', 'companies', 'deals', 'tickets'] as const;

const userSchema = z.strictObject({
  id: text,
  /** Of the owner that the user is to records; it stays when the user goes. */
  ownerId: text,
  email: text,
  name: text,
  status: z.enum(['active', 'deactivated', 'removed']),
  superAdmin: z.boolean(),
  roleId: text,
  primaryTeamId: text,
  secondaryTeamIds: z.array(text),
  createdAt: when,
  signIns: z.array(when),
});
export type HubspotUser = z.infer<typeof userSchema>;

const recordSchema = z.strictObject({
  id: text,
  kind: z.enum(recordKinds),
  name: text,
  ownerId: text,
  createdAt: when,
});
export type HubspotRecord = z.infer<typeof recordSchema>;

const namedSchema = z.strictObject({ id: text, name: text });

export const hubspotStateSchema = z.strictObject({
  portalId: z.int(),
  users: z.array(userSchema),
  teams: z.array(namedSchema),
  records: z.array(recordSchema),
  privateApps: z.array(text),
  /** Who made the token by which Relais asks; nobody whom the list of users holds, unless told. */
  tokenUserId: text.default('1'),
});
export type HubspotState = z.infer<typeof hubspotStateSchema>;

/** Sign-in works exactly as long as this. */
export function getsIn({ status }: HubspotUser): boolean {
  return status === 'active';
}
