import { z } from 'zod';

const text = z.string();
const when = z.iso.datetime();

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ */
const userStatusSchema = z.enum([
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
]);
export type OktaStatus = z.infer<typeof userStatusSchema>;

const userSchema = z.strictObject({
  id: text,
  status: userStatusSchema,
  created: when,
  activated: when.nullable(),
  statusChanged: when.nullable(),
  lastLogin: when.nullable(),
  lastUpdated: when,
  passwordChanged: when.nullable(),
  profile: z.strictObject({
    login: text,
    email: text,
    secondEmail: text.nullable().default(null),
    employeeNumber: text.nullable().default(null),
    firstName: text,
    lastName: text,
    displayName: text,
    title: text,
    department: text,
  }),
  /** What the search index still says, and until when: Okta's `search` lags behind. */
  indexed: z.strictObject({ status: userStatusSchema, until: when }).nullable(),
  sessions: z.array(z.strictObject({ id: text, device: text, created: when })),
  clients: z.array(
    z.strictObject({
      id: text,
      name: text,
      tokens: z.array(z.strictObject({ id: text, created: when, expiresAt: when, scopes: z.array(text) })),
    }),
  ),
  grants: z.array(z.strictObject({ id: text, clientId: text, scopeId: text, created: when })),
  factors: z.array(z.strictObject({ id: text, factorType: text, provider: text, created: when })),
  roles: z.array(z.strictObject({ id: text, type: text, label: text, created: when })),
  devices: z.array(z.strictObject({ id: text, name: text, platform: text, status: text })),
});
export type OktaUser = z.infer<typeof userSchema>;

const groupSchema = z.strictObject({
  id: text,
  /** Only OKTA_GROUP can be changed by hand: APP_GROUP belongs to its source, BUILT_IN to Okta. */
  type: z.enum(['OKTA_GROUP', 'APP_GROUP', 'BUILT_IN']),
  name: text,
  description: text,
  members: z.array(text),
});
export type OktaGroup = z.infer<typeof groupSchema>;

const apiTokenSchema = z.strictObject({
  id: text,
  name: text,
  userId: text,
  created: when,
  expiresAt: when,
  lastUpdated: when,
});
export type OktaApiToken = z.infer<typeof apiTokenSchema>;

const appSchema = z.strictObject({ id: text, name: text, label: text, users: z.array(text) });
export type OktaApp = z.infer<typeof appSchema>;

const logEntrySchema = z.strictObject({
  uuid: text,
  published: when,
  eventType: text,
  displayMessage: text,
  actorId: text,
  actorLogin: text,
});
export type OktaLogEntry = z.infer<typeof logEntrySchema>;

export const oktaStateSchema = z.strictObject({
  /** The id of the organisation itself. */
  organisation: text.default('00orelaissandbox0000'),
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  apiTokens: z.array(apiTokenSchema),
  apps: z.array(appSchema),
  log: z.array(logEntrySchema),
});
export type OktaState = z.infer<typeof oktaStateSchema>;

/** States in which a password still opens the door. */
const signInStates: readonly OktaStatus[] = ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY'];

/** Whether anything of this account still gets in: a password, a session that was left open, a token that lives on. */
export function getsIn(user: OktaUser): boolean {
  return signInStates.includes(user.status) || user.sessions.length > 0 || oauthTokens(user) > 0;
}

export function oauthTokens(user: OktaUser): number {
  return user.clients.reduce((sum, client) => sum + client.tokens.length, 0);
}
