import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { z } from 'zod';
import type { ConnectorType } from '../../scripts/docs/connector-notes.ts';
import { mailWork } from '../../src/connectors/entra/mail/mail-settings.ts';
import { connectorTypes } from '../../src/connectors/registry.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Connector, ConnectorContext } from '../../src/engine/ports/connector.ts';
import { company } from '../../src/workspace/company.ts';
import { personOf } from '../connectors/people.ts';
import { rsaKeys } from '../support/rsa-keys.ts';

export const answerSchema = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof answerSchema>;

/** A vendor that answers whatever a test tells it, byte by byte past the checks of node's own server. */
export interface Vendor {
  baseUrl: string;
  /** The next answers; the last one stays. */
  answers: Answer[];
  /**
   * Says which organisation it is as it should, whatever it says else: only then does a connector go on to anything.
   */
  tellsWho: boolean;
  requests(): number;
  close(): Promise<void>;
}

const plain: Answer = { status: 200, headers: {}, body: '{}' };
const told = (body: unknown): Answer => ({ status: 200, headers: {}, body: JSON.stringify(body) });

/** Where each vendor says which organisation it is, or lets in who asks, and what it says. */
const organisations: Readonly<Record<string, Answer>> = {
  '/.well-known/okta-organization': told({ id: '00o1' }),
  '/organization': told({ value: [{ id: 't1', verifiedDomains: [{ name: 'lumen.example.com' }] }] }),
  '/lumen.example.com/oauth2/v2.0/token': told({ access_token: 'not-a-token', expires_in: 3600 }),
  '/realms/lumen/protocol/openid-connect/token': told({ access_token: 'not-a-token', expires_in: 300 }),
  '/admin/realms/lumen': told({ id: 'r1', realm: 'lumen' }),
  '/auth.test': told({ ok: true, url: 'https://lumen.slack.com/', user_id: 'U1', team_id: 'T1', enterprise_id: 'E1' }),
  '/api/v4/users/1': told({
    ...{ id: 1, username: 'root', state: 'active', email: 'root@example.com', is_admin: true },
    created_at: '2020-01-06T09:00:00.000Z',
  }),
  '/api/v1/user': told({
    ...{ id: 1, login: 'relais', is_admin: true, prohibit_login: false, active: true, source_id: 0, login_name: '' },
    ...{ email: 'relais@example.com', created: '2020-01-06T09:00:00Z' },
  }),
  '/account-info/2026-03/details': told({ portalId: 4711 }),
  '/services/oauth2/token': told({ access_token: 'not-a-token' }),
  '/zoom/oauth/token': told({ access_token: 'not-a-token', expires_in: 3600 }),
  '/zoom/users': told({ users: [{ id: 'u1', email: 'owner@example.com' }], next_page_token: '' }),
  '/zoom/users/u1': told({ id: 'u1', email: 'owner@example.com', status: 'active', type: 2, account_id: 'A1' }),
  '/orgs/lumen': told({ id: 7, login: 'lumen' }),
  '/token': told({ access_token: 'not-a-token', expires_in: 3600 }),
  '/admin/directory/v1/customers/my_customer': told({ id: 'C1' }),
};

/** A service account of Google's, whose key nobody keeps. */
const googleKey = JSON.stringify({
  client_email: 'relais@example-project.iam.gserviceaccount.com',
  private_key: rsaKeys('service-account').privateKey.export({ type: 'pkcs8', format: 'pem' }),
});

export async function openVendor(): Promise<Vendor> {
  let count = 0;
  const answers: Answer[] = [];
  const sockets = new Set<Socket>();
  const vendor: Vendor = {
    baseUrl: '',
    answers,
    tellsWho: true,
    requests: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  const server = createServer((request, response) => {
    count += 1;
    const who = vendor.tellsWho ? organisations[new URL(request.url ?? '/', 'http://x').pathname] : undefined;
    const { status, headers, body } = who ?? (answers.length > 1 ? answers.shift() : answers[0]) ?? plain;
    request.resume();
    const bytes = Buffer.from(body);
    const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const length = status === 304 || status === 204 ? '' : `content-length: ${bytes.length}\r\n`;
    response.socket?.write(`HTTP/1.1 ${status} Told\r\n${lines.join('')}${length}connection: close\r\n\r\n`);
    response.socket?.end(length === '' ? '' : bytes);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  vendor.baseUrl = `http://127.0.0.1:${address.port}`;
  return vendor;
}

const fast = { timeoutSeconds: 2, perMinute: 1_000_000, concurrency: 8 };

/** A connector before the vendor, with what its kind is known by. */
export interface Told {
  connector: Connector;
  type: HttpType;
  /** The fingerprint of the organisation that the vendor says it is. */
  tenant: string;
}

/** Every kind that asks somebody outside over HTTP: one that has no settings here does not compile. */
type HttpType = Exclude<ConnectorType, 'manual' | 'postgresql'>;

interface Settings {
  /** Beside id, type, label and what makes it fast; several make several connectors. */
  each: readonly Record<string, unknown>[];
  /** The vendor's own id of the organisation. */
  organisation?: string;
}

const token = 'env:TOKEN';
const settingsOf = (baseUrl: string): Readonly<Record<HttpType, Settings>> => ({
  scim: {
    each: [
      { id: 'scim', baseUrl, token, deactivateSemantics: 'suspend', lastActivityAttribute: 'meta.lastSeen' },
      { id: 'scim-put', baseUrl, token, deactivateSemantics: 'remove', deactivateWith: 'put' },
    ],
  },
  okta: { organisation: '00o1', each: [{ id: 'okta', baseUrl, auth: { method: 'token', token } }] },
  entra: {
    organisation: 't1',
    each: [
      {
        id: 'entra',
        tenant: 'lumen.example.com',
        clientId: 'relais',
        auth: { method: 'secret', clientSecret: token },
        baseUrl,
        loginUrl: baseUrl,
        reportsPerMinute: 1_000_000,
      },
      {
        id: 'entra-mail',
        tenant: 'lumen.example.com',
        clientId: 'relais',
        auth: { method: 'secret', clientSecret: token },
        baseUrl,
        loginUrl: baseUrl,
        reportsPerMinute: 1_000_000,
        microsoft365: { to: 'heir@example.com', what: [...mailWork] },
      },
    ],
  },
  keycloak: {
    organisation: 'r1',
    each: [{ id: 'keycloak', baseUrl, realm: 'lumen', clientId: 'relais', clientSecret: token }],
  },
  github: {
    organisation: '7',
    each: [
      {
        id: 'github',
        baseUrl,
        org: 'lumen',
        auth: { method: 'token', token },
        logins: { [leaver.email]: 'alex-moreau' },
        sso: true,
      },
    ],
  },
  gitlab: {
    organisation: '1@2020-01-06T09:00:00.000Z',
    each: [{ id: 'gitlab', baseUrl, token, scope: { of: 'instance' } }],
  },
  gitea: {
    each: [
      { id: 'gitea', baseUrl, token },
      { id: 'gitea-basic', baseUrl, token, basic: { user: 'relais', password: token } },
    ],
  },
  salesforce: {
    each: [
      {
        ...{ id: 'salesforce', baseUrl, data: { to: leaver.email } },
        auth: { method: 'client-credentials', clientId: 'relais', clientSecret: token },
      },
      {
        id: 'salesforce-kept',
        baseUrl,
        auth: { method: 'client-credentials', clientId: 'relais', clientSecret: token },
      },
    ],
  },
  hubspot: {
    organisation: '4711',
    each: [
      { id: 'hubspot', token, closing: 'remove', data: { to: leaver.email }, signIns: true, baseUrl },
      { id: 'hubspot-by-hand', token, closing: 'by-hand', baseUrl },
    ],
  },
  zoom: {
    organisation: 'A1',
    each: [
      {
        ...{ id: 'zoom', accountId: 'A1', clientId: 'relais', clientSecret: token },
        ...{ data: { to: leaver.email }, baseUrl: `${baseUrl}/zoom`, tokenUrl: `${baseUrl}/zoom` },
      },
      {
        ...{ id: 'zoom-kept', accountId: 'A1', clientId: 'relais', clientSecret: token },
        ...{ baseUrl: `${baseUrl}/zoom`, tokenUrl: `${baseUrl}/zoom` },
      },
    ],
  },
  atlassian: {
    organisation: 'o1',
    each: [
      {
        id: 'atlassian',
        organisation: 'o1',
        apiKey: token,
        site: { baseUrl, email: 'jira-automation@example.com', token },
        baseUrl,
        to: 'heir@example.com',
      },
    ],
  },
  slack: {
    organisation: 'T1',
    each: [
      { id: 'slack', plan: 'business', token, baseUrl, scimUrl: baseUrl, integrationLogs: true, accessLogs: true },
      { id: 'slack-by-hand', plan: 'other', token, baseUrl },
    ],
  },
  google: {
    organisation: 'C1',
    each: [
      {
        id: 'google',
        key: 'env:GOOGLE_KEY',
        administrator: 'it-automation@example.com',
        licences: [{ product: 'Google-Apps', sku: '1010020020', label: 'Workspace' }],
        baseUrl,
        data: { to: leaver.email },
        dataUrl: baseUrl,
        gmailUrl: baseUrl,
        devicesUrl: baseUrl,
        licensingUrl: baseUrl,
        tokenUrl: baseUrl,
      },
    ],
  },
  webhook: {
    each: [
      {
        id: 'doors',
        url: `${baseUrl}/hook/{accountId}`,
        statusUrl: `${baseUrl}/state/{accountId}?mail={email}`,
        secret: token,
        lastActivityField: 'lastUsed',
      },
    ],
  },
});

/** Connectors of each kind over HTTP, all pointed at the same vendor. */
export async function connectorsAt(baseUrl: string): Promise<readonly Told[]> {
  const deps = {
    now: () => new Date(),
    env: { TOKEN: 'canary-hostile-0123456789', GOOGLE_KEY: googleKey },
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: true,
  };
  const settings = settingsOf(baseUrl);
  const told = connectorTypes.map(async ({ type, entry }): Promise<Told[]> => {
    if (type === 'manual' || type === 'postgresql') return [];
    const { each, organisation } = settings[type];
    const tenant = organisation === undefined ? baseUrl : `${baseUrl} ${organisation}`;
    return Promise.all(
      each.map(async (own) => {
        const system = await entry.parse({ type, label: type, ...fast, ...own }).load();
        return { type, tenant, connector: system.make(deps) };
      }),
    );
  });
  return (await Promise.all(told)).flat();
}

const alex = company.find(({ id }) => id === 'U0ALEX');
if (!alex) throw new Error('nobody is U0ALEX');
export const leaver = personOf(alex);

const accountAt = ({ connector: { id, label }, tenant }: Told, odd = '00u1'): Account => ({
  system: id,
  systemLabel: label,
  tenant,
  id: odd,
  login: leaver.email,
  name: leaver.name,
  status: 'ACTIVE',
  protectedBecause: null,
});

/** The words that the kinds of actions of each connector are named by; a test holds them against the sources. */
export const verbs: Readonly<Record<HttpType, readonly string[]>> = {
  scim: ['deactivate', 'groups', 'look-inside', 'nameless-groups', 'seats'],
  okta: ['api-tokens', 'app-groups', 'disable', 'factors', 'grants', 'groups', 'roles', 'sessions'],
  entra: [
    'apps',
    'automatic-reply',
    'calendar-sharing',
    'devices',
    'disable',
    'eligible-groups',
    'eligible-roles',
    'forwarding',
    'grants',
    'groups',
    'inbox-rules',
    'licences',
    'mailbox-permissions',
    'meetings',
    'methods',
    'one-drive',
    'other-groups',
    'owned-groups',
    'roles',
    'sessions',
    'shared-mailbox',
    'sharing-links',
  ],
  keycloak: ['consents', 'credentials', 'disable', 'groups', 'roles', 'sessions'],
  github: [
    'enterprise-teams',
    'fine-grained-tokens',
    'invitation',
    'managed-user',
    'membership',
    'outside-collaborator',
    'repository-invitations',
    'roles',
    'sso-credentials',
    'teams',
  ],
  gitea: [
    'administrator',
    'collaborations',
    'deploy-keys',
    'disable',
    'gpg-keys',
    'oauth-apps',
    'organisations',
    'owned-organisations',
    'repositories',
    'ssh-keys',
    'tokens',
  ],
  gitlab: [
    'administrator',
    'disable',
    'gpg-keys',
    'impersonation-tokens',
    'invitations',
    'memberships',
    'owned-groups',
    'personal-tokens',
    'projects',
    'runners',
    'schedules',
    'ssh-keys',
  ],
  salesforce: [
    'dashboards',
    'deactivate',
    'freeze',
    'groups',
    'hand-over',
    'jobs',
    'package-licences',
    'permission-set-licences',
    'permission-sets',
    'records',
    'reports',
    'sessions',
    'tokens',
  ],
  hubspot: ['disable', 'hand-over', 'private-apps', 'records', 'teams'],
  zoom: ['disable', 'groups', 'hand-over', 'licence', 'meetings', 'phone', 'roles', 'sessions'],
  atlassian: [
    'api-tokens',
    'automation',
    'dashboards',
    'disable',
    'filters',
    'groups',
    'organisation-roles',
    'projects',
  ],
  slack: ['apps', 'channels', 'disable', 'external', 'sessions', 'workflows'],
  google: [
    'app-passwords',
    'backup-codes',
    'delegates',
    'devices',
    'disable',
    'forwarding',
    'forwarding-filters',
    'groups',
    'hand-over',
    'licences',
    'mail-route',
    'password',
    'recovery',
    'roles',
    'second-factors',
    'send-as',
    'sessions',
    'super-administrator',
    'tokens',
  ],
  webhook: ['disable'],
};

function actionAt({ connector: { id, label, tier }, tenant }: Told, verb: string, target: string): PlannedAction {
  return {
    id: `${id}/00u1/${verb}/${target}`,
    system: id,
    systemLabel: label,
    tier,
    tenant,
    stage: 'disable',
    accountId: '00u1',
    accountLogin: leaver.email,
    target: { id: target, label: 'A target' },
    call: 'POST /x',
    effect: 'destructive',
    fallback: null,
    needs: [],
    manual: false,
    residualMinutes: 0,
  };
}

/** Every call that the engine makes of a connector; `odd` is what the vendor once said an account is called. */
export function everyCall(
  told: Told,
  context: () => ConnectorContext,
  odd = '00u1',
): readonly (() => Promise<unknown>)[] {
  const { connector, type } = told;
  const account = accountAt(told, odd);
  const calledAt = new Date(Date.now() - 60_000);
  return [
    () => connector.find(leaver, context()),
    () => connector.look(account, context()),
    () => connector.lastUse(account, new Date(0), context()),
    () => connector.check(context()),
    ...verbs[type].flatMap((verb) => [
      () => connector.act(actionAt(told, verb, odd), context()),
      () => connector.readBack(actionAt(told, verb, odd), { ...context(), calledAt }),
    ]),
  ];
}
