import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { keycloak } from '../../src/connectors/keycloak/index.ts';
import { createKeycloakConnector } from '../../src/connectors/keycloak/keycloak-connector.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import { timeoutSeconds } from './http-trouble.ts';
import { type FakeKeycloak, type FakeUser, fakeKeycloak } from './keycloak-fake.ts';
import { colleague, personOf } from './people.ts';

const canary = 'canary-keycloak-0123456789';
const alex = personOf(colleague('U0ALEX'));
const secondAddress = 'alex@contractor.example.org';

const user = (id: string, email: string, more: Partial<FakeUser> = {}): FakeUser => ({
  id,
  username: email.split('@')[0] ?? id,
  email,
  enabled: true,
  attributes: {},
  sessions: [],
  consents: [],
  credentials: [],
  groups: [],
  roles: ['r-default'],
  ...more,
});

const everything = (id: string): Partial<FakeUser> => ({
  sessions: [`s-${id}`],
  consents: ['c-portal', 'c-wiki'],
  credentials: [
    { id: `cr-1-${id}`, type: 'password' },
    { id: `cr-2-${id}`, type: 'otp', userLabel: 'phone' },
  ],
  groups: ['g-1', 'g-2'],
  roles: ['r-default', 'r-deploy', 'r-editor'],
});

export interface KeycloakWorld extends LyingWorld {
  fake: FakeKeycloak;
}

export async function keycloakWorld(
  settings: Record<string, unknown> = {},
  watch?: (fetch: Fetch) => Fetch,
): Promise<KeycloakWorld> {
  const transport = createTransport({ allowPrivateAddresses: true });
  const fake = fakeKeycloak(
    {
      realm: { id: 'realm-1', defaultRole: 'r-default' },
      users: [
        user('u-3', 'hugo.petit@example.com', { attributes: { number: ['7003'] }, groups: ['g-1'] }),
        user('u-1', alex.email, { attributes: { number: ['7001'] }, ...everything('u-1') }),
        user('u-4', 'lea.noir@example.com', { attributes: { number: ['7004'] } }),
        user('u-5', 'twin@example.com', { username: 'ana' }),
        user('u-6', 'twin@example.com', { username: 'bea' }),
      ],
      groups: [
        { id: 'g-1', name: 'platform' },
        { id: 'g-2', name: 'on-call' },
        { id: 'g-3', name: 'sales' },
      ],
      clients: [
        { id: 'c-portal', name: 'portal' },
        { id: 'c-wiki', name: 'wiki' },
      ],
      roles: [
        { id: 'r-default', name: 'default-roles-acme', client: null },
        { id: 'r-deploy', name: 'deployer', client: null },
        { id: 'r-editor', name: 'editor', client: 'c-wiki' },
      ],
    },
    canary,
  );
  const words = {
    throttled: () => ({ 'retry-after': '30' }),
    lies: (on: boolean) => {
      fake.ways.lies = on;
    },
    isRead: (request: { url?: string | undefined }) => request.url?.endsWith('/token') ?? false,
  };
  const { server, lying, now, pass } = await fakeVendor(() => ({ handler: fake.handler, words }));
  const connectorWith = (more: Record<string, unknown> = {}) =>
    createKeycloakConnector(
      keycloak.schema.parse({
        id: 'sso',
        type: 'keycloak',
        label: 'Keycloak',
        baseUrl: server.baseUrl,
        realm: 'acme',
        clientId: 'relais',
        clientSecret: 'env:SSO_SECRET',
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { SSO_SECRET: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );

  /** Ours, while another realm answers. */
  let ours: FakeUser[] | null = null;
  const userOf = (id: string) => (ours ?? fake.users).find((each) => each.id === id);

  const open = (id: string): string[] => {
    const one = userOf(id);
    if (!one) return [];
    const roles = one.roles.filter((role) => role !== 'r-default' && fake.roles.some((each) => each.id === role));
    const groups = one.groups.filter((group) => fake.groups.some((each) => each.id === group));
    return [
      ...(one.enabled ? ['disable'] : []),
      ...(one.sessions.length > 0 ? ['sessions'] : []),
      ...one.consents.map((client) => `consents/${client}`),
      ...one.credentials.map((each) => `credentials/${each.id}`),
      ...groups.map((group) => `groups/${group}`),
      ...roles.map((role) => `roles/${role}`),
    ].map((what) => `sso/${id}/${what}`);
  };

  return {
    connector: connectorWith(),
    fake,
    now,
    pass,
    people: {
      present: alex,
      absent: { ...alex, id: 'U0NONE', email: 'nobody@example.com' },
      ambiguous: { ...personOf(colleague('U0LEO')), email: 'twin@example.com' },
    },
    lastAdministrator: null,
    expectedItems: ({ id }) => open(id),
    protecting: ({ id }) => connectorWith({ protected: [id] }),
    secrets: [canary],
    writes: server.writes,
    requests: lying.requests,
    trouble: server.trouble,
    use: ({ id }) => void fake.events.push({ userId: id, time: now().getTime(), type: 'LOGIN' }),
    loseScope() {
      fake.rights = fake.rights.filter((each) => each !== 'view-clients');
    },
    close: server.close,
    truth: {
      accounts: ({ email, otherEmails = [] }) =>
        fake.users.filter((each) => [email, ...otherEmails].includes(each.email.toLowerCase())).map(({ id }) => id),
      isOpen: (action) => open(action.accountId).includes(action.id),
      open,
    },
    switches: {
      renameTargets() {
        for (const one of [...fake.groups, ...fake.roles, ...fake.clients]) one.name = `${one.name}-next`;
      },
      recreateTargets() {
        const again = (id: string) => (id === 'r-default' ? id : `${id}-again`);
        for (const one of [...fake.groups, ...fake.roles]) one.id = again(one.id);
        for (const one of fake.users) {
          one.groups = one.groups.map(again);
          one.roles = one.roles.map(again);
        }
      },
      otherTenant() {
        ours = fake.users;
        fake.realm.id = 'realm-2';
        fake.users = [user('u-3', 'one@elsewhere.example.com'), user('u-8', 'two@elsewhere.example.com')];
      },
      hideFields: () =>
        lying.rewrite((_, { status, body }) => ({ status, body: status === 200 ? withoutFields(body) : body })),
      emptyPages: null,
      repeatPages() {
        fake.ways.repeatsPages = true;
      },
      failOnce: lying.failOnce,
      drifts: {
        'disabled by somebody': (id) => void Object.assign(userOf(id) ?? {}, { enabled: false }),
        'took another user name': (id) => void Object.assign(userOf(id) ?? {}, { username: 'alex.next' }),
        'deleted by somebody': (id) => {
          fake.users = fake.users.filter((each) => each.id !== id);
        },
        'left every group': (id) => void Object.assign(userOf(id) ?? {}, { groups: [] }),
      },
      lag: lying.lag,
      catchUp: lying.catchUp,
      widen: null,
      secondAccount() {
        fake.users.push(user('u-9', secondAddress, everything('u-9')));
        return { ...alex, otherEmails: [secondAddress] };
      },
      many(count) {
        const one = userOf('u-1');
        for (let n = 0; n < count; n += 1) {
          fake.groups.push({ id: `many-g-${n}`, name: `group ${n}` });
          fake.roles.push({ id: `many-r-${n}`, name: `role ${n}`, client: n % 2 === 0 ? null : 'c-wiki' });
          one?.groups.push(`many-g-${n}`);
          one?.roles.push(`many-r-${n}`);
          one?.credentials.push({ id: `many-c-${n}`, type: 'webauthn' });
        }
      },
      mindCapitals() {
        fake.ways.mindsCapitals = true;
        Object.assign(userOf('u-1') ?? {}, { email: 'Alex.Moreau@Example.com', username: 'Alex.Moreau' });
      },
      answerOthers: () =>
        lying.rewrite(({ url }, answer) =>
          ['email', 'username', 'q'].some((name) => url.searchParams.has(name))
            ? {
                status: 200,
                body: [{ id: 'u-3', username: 'hugo.petit', email: 'hugo.petit@example.com', enabled: true }],
              }
            : answer,
        ),
      emptyTenant: () =>
        lying.rewrite(({ url }, answer) => (url.pathname.endsWith('/users') ? { status: 200, body: [] } : answer)),
      // For want of a right Keycloak refuses every list below a user but one: roles, and clients, it leaves out without
      // a word.
      emptyMembers() {
        fake.rights = fake.rights.filter((each) => each !== 'view-clients');
        lying.rewrite(({ url }, answer) =>
          url.pathname.endsWith('/role-mappings') ? { status: 200, body: {} } : answer,
        );
      },
    },
  };
}

function withoutFields(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, function (this: unknown, key, value: unknown) {
      const isPart = key === '' || key === 'id' || Array.isArray(this) || (typeof value === 'object' && value !== null);
      return isPart || key === 'access_token' ? value : null;
    }),
  );
}
