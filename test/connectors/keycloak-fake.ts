import type { IncomingMessage, RequestListener } from 'node:http';
import { z } from 'zod';

export interface FakeUser {
  id: string;
  username: string;
  email: string;
  enabled: boolean;
  attributes: Record<string, string[]>;
  sessions: string[];
  /** Ids of clients that have a consent, or an offline token. */
  consents: string[];
  credentials: { id: string; type: string; userLabel?: string }[];
  /** Ids. */
  groups: string[];
  /** Ids. */
  roles: string[];
}

interface Named {
  id: string;
  name: string;
}

export interface FakeKeycloak {
  realm: { id: string; defaultRole: string };
  users: FakeUser[];
  groups: Named[];
  clients: Named[];
  roles: (Named & { client: string | null })[];
  events: { userId: string; time: number; type: string }[];
  eventsEnabled: boolean;
  /** Roles of `realm-management` that the service account has. */
  rights: string[];
  ways: {
    /** Success to every write, and nothing done. */
    lies?: boolean;
    mindsCapitals?: boolean;
    /** Every page is the first one. */
    repeatsPages?: boolean;
  };
  /** Lists as they were asked for: path and query. */
  asked: string[];
  handler: RequestListener;
}

const namedSchema = z.array(z.object({ id: z.string(), name: z.string() }));
const changeSchema = z.strictObject({ enabled: z.boolean() });

interface Reply {
  status: number;
  body?: unknown;
}
const gone: Reply = { status: 404, body: { error: 'not found' } };
const done: Reply = { status: 204 };
const refused: Reply = { status: 403, body: { error: 'HTTP 403 Forbidden' } };

/** The part of Keycloak's admin API that Relais uses, as seen on Keycloak 26: what a missing right does included. */
export function fakeKeycloak(
  state: Pick<FakeKeycloak, 'realm' | 'users' | 'groups' | 'clients' | 'roles'>,
  secret: string,
): FakeKeycloak {
  const fake: FakeKeycloak = {
    ...state,
    events: [],
    eventsEnabled: true,
    rights: ['manage-users', 'view-realm', 'view-clients', 'view-events'],
    ways: {},
    asked: [],
    handler(request, response) {
      void answer(request).then(({ status, body }) => {
        response.statusCode = status;
        response.setHeader('content-type', 'application/json');
        response.end(body === undefined ? '' : JSON.stringify(body));
      });
    },
  };
  return fake;

  async function answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const parts = url.pathname.split('/').map(decodeURIComponent);
    if (url.pathname === '/realms/acme/protocol/openid-connect/token') return token(await textOf(request));
    if (parts[1] !== 'admin' || parts[3] !== 'acme') return gone;
    if (!request.headers.authorization?.endsWith(tokenOf(fake.rights))) return { status: 401, body: {} };
    const [, , , , kind, id, ...below] = parts;
    const text = await textOf(request);
    if (request.method !== 'GET') return write({ method: request.method ?? '', id: id ?? '', below }, text);
    fake.asked.push(`${url.pathname}${url.search}`);
    switch (kind) {
      case undefined:
        return { status: 200, body: realm() };
      case 'users':
        if (id === 'count') return has('manage-users') ? { status: 200, body: fake.users.length } : refused;
        return id === undefined ? users(url.searchParams) : userPart(id, below, url.searchParams);
      case 'clients': {
        const shown = has('view-clients') ? fake.clients.map(({ id, name }) => ({ id, clientId: name })) : [];
        const name = url.searchParams.get('clientId');
        const named = name === null ? shown : shown.filter(({ clientId }) => clientId === name);
        return { status: 200, body: paged(named, url.searchParams) };
      }
      case 'events':
        return events(id, url.searchParams);
      default:
        return gone;
    }
  }

  function has(right: string): boolean {
    return fake.rights.includes(right);
  }

  function token(form: string): Reply {
    const fields = new URLSearchParams(form);
    if (fields.get('client_id') !== 'relais' || fields.get('client_secret') !== secret)
      return { status: 401, body: { error: 'unauthorized_client' } };
    return { status: 200, body: { access_token: tokenOf(fake.rights), expires_in: 300 } };
  }

  function realm() {
    const { id, defaultRole } = fake.realm;
    return has('view-realm') ? { id, realm: 'acme', defaultRole: { id: defaultRole } } : { realm: 'acme' };
  }

  function users(query: URLSearchParams): Reply {
    if (!has('manage-users')) return refused;
    const fold = (text: string) => (fake.ways.mindsCapitals ? text : text.toLowerCase());
    const [email, username, attribute] = ['email', 'username', 'q'].map((name) => query.get(name));
    const [, name = '', value = ''] = /^"(.*)":"(.*)"$/.exec(attribute ?? '') ?? [];
    const found = fake.users.filter(
      (user) =>
        (!email || fold(user.email) === fold(email)) &&
        (!username || fold(user.username) === fold(username)) &&
        (!attribute || user.attributes[name]?.includes(value)),
    );
    return { status: 200, body: paged(found.map(shown), query) };
  }

  function userPart(id: string, [what, ...rest]: string[], query: URLSearchParams): Reply {
    if (!has('manage-users')) return refused;
    const user = fake.users.find((each) => each.id === id);
    if (!user || rest.length > 0) return gone;
    switch (what) {
      case undefined:
        return { status: 200, body: shown(user) };
      case 'sessions':
        return { status: 200, body: user.sessions.map((session) => ({ id: session, userId: id })) };
      case 'consents': {
        const named = fake.clients.filter((client) => user.consents.includes(client.id));
        return { status: 200, body: named.map(({ name }) => ({ clientId: name, grantedClientScopes: [] })) };
      }
      case 'credentials':
        return { status: 200, body: user.credentials };
      case 'groups': {
        const inside = fake.groups.filter((group) => user.groups.includes(group.id));
        return {
          status: 200,
          body: paged(
            inside.map((group) => ({ ...group, path: `/${group.name}` })),
            query,
          ),
        };
      }
      case 'role-mappings':
        return { status: 200, body: mappings(user) };
      case 'federated-identity':
        return { status: 200, body: [{ identityProvider: 'partner', userId: 'p-1', userName: 'at.partner' }] };
      default:
        return gone;
    }
  }

  /** Roles that may not be seen are left out, without a word. */
  function mappings(user: FakeUser) {
    const held = fake.roles.filter(({ id }) => user.roles.includes(id));
    const told = ({ id, name }: Named) => ({ id, name });
    const ofRealm = held.filter(({ client }) => client === null).map(told);
    const ofClients = fake.clients.flatMap(({ id, name }) => {
      const roles = held.filter(({ client }) => client === id).map(told);
      return roles.length === 0 ? [] : [[name, { id, client: name, mappings: roles }] as const];
    });
    return {
      ...(has('view-realm') && ofRealm.length > 0 ? { realmMappings: ofRealm } : {}),
      ...(has('view-clients') && ofClients.length > 0 ? { clientMappings: Object.fromEntries(ofClients) } : {}),
    };
  }

  function events(part: string | undefined, query: URLSearchParams): Reply {
    if (!has('view-events')) return refused;
    if (part === 'config')
      return { status: 200, body: { eventsEnabled: fake.eventsEnabled, enabledEventTypes: ['LOGIN', 'LOGOUT'] } };
    const types = query.getAll('type');
    const found = fake.events.filter(({ userId, type }) => userId === query.get('user') && types.includes(type));
    return { status: 200, body: paged(found.toReversed(), query) };
  }

  function paged<Item>(items: readonly Item[], query: URLSearchParams): readonly Item[] {
    const first = fake.ways.repeatsPages ? 0 : Number(query.get('first') ?? 0);
    return items.slice(first, first + Number(query.get('max') ?? 100));
  }

  function write(at: { method: string; id: string; below: string[] }, text: string): Reply {
    if (!has('manage-users')) return refused;
    const user = fake.users.find(({ id }) => id === at.id);
    if (!user) return gone;
    const change = changeOf(user, at, text);
    if (typeof change !== 'function') return change;
    if (!fake.ways.lies) change();
    return done;
  }

  function changeOf(
    user: FakeUser,
    { method, below: [what, target, client] }: { method: string; below: string[] },
    text: string,
  ): Reply | (() => void) {
    const without = (ids: readonly string[], id: string | undefined) => ids.filter((each) => each !== id);
    const change = (part: Partial<FakeUser>) => () => void Object.assign(user, part);
    if (method === 'PUT' && what === undefined) return change(changeSchema.parse(JSON.parse(text)));
    if (method === 'POST' && what === 'logout') return change({ sessions: [] });
    if (method !== 'DELETE') return { status: 405, body: {} };
    switch (what) {
      case 'consents': {
        const found = fake.clients.find(({ name }) => name === target);
        if (!found || !user.consents.includes(found.id)) return gone;
        return change({ consents: without(user.consents, found.id) });
      }
      case 'credentials':
        if (!user.credentials.some(({ id }) => id === target)) return gone;
        return change({ credentials: user.credentials.filter(({ id }) => id !== target) });
      case 'groups':
        // 204 also for who is no member.
        if (!fake.groups.some(({ id }) => id === target)) return gone;
        return change({ groups: without(user.groups, target) });
      case 'role-mappings': {
        const named = namedSchema.parse(JSON.parse(text));
        const of = target === 'realm' ? null : client;
        const all = named.map((one) =>
          fake.roles.find(({ id, name, client }) => id === one.id && name === one.name && client === of),
        );
        if (all.some((role) => role === undefined)) return gone;
        return () => {
          for (const role of all) user.roles = without(user.roles, role?.id);
        };
      }
      default:
        return gone;
    }
  }
}

function shown({ id, username, email, enabled, attributes }: FakeUser) {
  return { id, username, email, enabled, attributes, firstName: 'Some', lastName: 'Body' };
}

/** Its claims are read, its signature is not. */
function tokenOf(rights: readonly string[]): string {
  const claims = { resource_access: { 'realm-management': { roles: rights } } };
  const parts = [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, 'sig'].join('.');
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += z.instanceof(Buffer).parse(chunk).toString();
  return text;
}
