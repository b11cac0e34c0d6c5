import { randomBytes } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { VendorRefusals } from '../sandbox-core.ts';
import type { OktaApiToken, OktaApp, OktaGroup, OktaLogEntry, OktaUser } from './state.ts';

/** Okta's error body; the codes are listed at https://developer.okta.com/docs/reference/error-codes/ */
export function oktaError(status: number, errorCode: string, errorSummary: string, causes: string[] = []): Answer {
  return {
    status,
    body: {
      errorCode,
      errorSummary,
      errorLink: errorCode,
      errorId: `oae${randomBytes(12).toString('base64url')}`,
      errorCauses: causes.map((cause) => ({ errorSummary: cause })),
    },
  };
}

export function notFound(id: string, type: string): Answer {
  return oktaError(404, 'E0000007', `Not found: Resource not found: ${id} (${type})`);
}

export const oktaRefusals: VendorRefusals = {
  unavailable: () => oktaError(503, 'E0000009', 'Internal Server Error: the service is temporarily unavailable'),
  throttled: (resetAt) => ({
    ...oktaError(429, 'E0000047', 'API call exceeded rate limit due to too many requests.'),
    headers: {
      'X-Rate-Limit-Limit': '600',
      'X-Rate-Limit-Remaining': '0',
      'X-Rate-Limit-Reset': String(Math.ceil(resetAt.getTime() / 1000)),
    },
  }),
  broken: () => oktaError(500, 'E0000009', 'Internal Server Error'),
  unauthorised: () => oktaError(401, 'E0000011', 'Invalid token provided'),
};

export function userBody(user: OktaUser) {
  const { id, status, created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged, profile } = user;
  const { employeeNumber, ...named } = profile;
  return {
    id,
    status,
    created,
    activated,
    statusChanged,
    lastLogin,
    lastUpdated,
    passwordChanged,
    type: { id: 'oty1sandbox' },
    profile: { ...named, mobilePhone: null, ...(employeeNumber === null ? {} : { employeeNumber }) },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  };
}

/** https://developer.okta.com/okta-sdk-java/apidocs/com/okta/sdk/resource/model/WellKnownOrgMetadata.html */
export function organisationBody(id: string, origin: string) {
  return {
    id,
    pipeline: 'idx',
    settings: { analyticsCollectionEnabled: false, bugReportingEnabled: true, omEnabled: false },
    _links: { organization: { href: origin } },
  };
}

/** A user with an administrator role, as `/iam/assignees/users` lists them. */
export function assigneeBody({ id }: OktaUser) {
  return { id, orn: `orn:okta:directory:00orelaissandbox0000:users:${id}` };
}

/** The account that made the API token. */
export const serviceAccount = {
  id: '00urelaisservice0000',
  status: 'ACTIVE',
  profile: { login: 'relais@service.example.com', email: 'relais@service.example.com', displayName: 'Relais' },
};

/** What Relais' own account, or its app, may do there: everything. */
export const serviceRole = {
  id: 'ra1relaisservice0000',
  type: 'SUPER_ADMIN',
  label: 'Super Administrator',
  created: '2026-01-05T09:00:00.000Z',
};

export function groupBody(group: OktaGroup) {
  const { id, type, name, description } = group;
  return { id, type, profile: { name, description }, objectClass: [`okta:${type.toLowerCase()}`] };
}

export function factorBody(factor: OktaUser['factors'][number]) {
  const { id, factorType, provider, created } = factor;
  return { id, factorType, provider, vendorName: provider, status: 'ACTIVE', created, lastUpdated: created };
}

export function roleBody(role: OktaUser['roles'][number]) {
  const { id, type, label, created } = role;
  return { id, type, label, status: 'ACTIVE', created, lastUpdated: created, assignmentType: 'USER' };
}

export function clientBody(client: OktaUser['clients'][number]) {
  return { client_id: client.id, client_name: client.name, client_uri: null, logo_uri: null };
}

export function clientTokenBody(
  user: OktaUser,
  clientId: string,
  token: OktaUser['clients'][number]['tokens'][number],
) {
  const { id, created, expiresAt, scopes } = token;
  return { id, status: 'ACTIVE', created, lastUpdated: created, expiresAt, clientId, userId: user.id, scopes };
}

export function grantBody(user: OktaUser, grant: OktaUser['grants'][number]) {
  const { id, clientId, scopeId, created } = grant;
  return {
    id,
    status: 'ACTIVE',
    created,
    lastUpdated: created,
    clientId,
    userId: user.id,
    issuer: 'https://okta.example.com',
    scopeId,
    source: 'END_USER',
  };
}

/** Relais' own token, which is in the list too. */
export const serviceToken: OktaApiToken = {
  id: '00Trelaisservice0000',
  name: 'Relais',
  userId: serviceAccount.id,
  created: '2026-01-05T09:00:00.000Z',
  expiresAt: '2099-01-01T00:00:00.000Z',
  lastUpdated: '2026-01-05T09:00:00.000Z',
};

export function apiTokenBody(token: OktaApiToken) {
  return { ...token, clientName: 'Okta API', tokenWindow: 'P30D' };
}

export function appLinkBody(app: OktaApp) {
  const { id, name, label } = app;
  return { id: `00l${id.slice(3)}`, appInstanceId: id, appName: name, label, hidden: false, sortOrder: 0 };
}

export function deviceBody(device: OktaUser['devices'][number], created: string) {
  const { id, status, name, platform } = device;
  return {
    created,
    device: { id, status, profile: { displayName: name, platform, registered: true } },
    managementStatus: 'MANAGED',
  };
}

export function logEntryBody(entry: OktaLogEntry) {
  const { uuid, published, eventType, displayMessage, actorId, actorLogin } = entry;
  return {
    uuid,
    published,
    eventType,
    displayMessage,
    severity: 'INFO',
    actor: { id: actorId, type: 'User', alternateId: actorLogin },
    outcome: { result: 'SUCCESS' },
  };
}
