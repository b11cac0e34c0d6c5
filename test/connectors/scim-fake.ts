import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';

type Json = z.core.util.JSONType;

/** As the server keeps and tells it, with whatever else it may hold. */
export interface FakeUser {
  id: string | number;
  userName: string;
  active?: boolean;
  emails?: { value: string; type?: string; primary?: boolean }[];
  externalId?: string;
  roles?: Json[];
  entitlements?: Json[];
  [more: string]: Json | undefined;
}

export interface FakeGroup {
  id: string | number;
  displayName: string;
  members: (string | number)[];
}

/** What stranger servers do; each is off when left out. */
export interface FakeWays {
  /** Every path below /Groups answers this. */
  groups?: { status: number; body: Json } | undefined;
  /** Users tell their groups. */
  tellsGroups?: boolean;
  /** Groups always say that they have no members. */
  hidesMembers?: boolean;
  mindsCapitals?: boolean;
  ignoresFilters?: boolean;
  /** 415 to any other content type. */
  plainJsonOnly?: boolean;
  /** 501 to this form of a member's removal. */
  refusesRemoval?: 'path' | 'value';
  /** This status to every PATCH of a group. */
  refusesGroupPatch?: number;
  /** This status to every PATCH of a user, also of one who does not exist. */
  refusesUserPatch?: number;
  /** Removing one member takes all. */
  widens?: boolean;
  /** Success to every write, and nothing done. */
  lies?: boolean;
  leavesTotalsOut?: boolean;
  /** Totals speak of so many more than are told. */
  totalsMore?: number;
  /** Every page is the first one. */
  repeatsPages?: boolean;
}

export interface FakeScim {
  users: FakeUser[];
  groups: FakeGroup[];
  ways: FakeWays;
  /** Writes as they came. */
  writes: { method: string; path: string; type: string | undefined; body: unknown }[];
  handler: RequestListener;
}

const patchSchema = z.object({
  Operations: z.array(z.looseObject({ op: z.string(), path: z.string().optional(), value: z.json().optional() })),
});
const userSchema = z.looseObject({ id: z.union([z.string(), z.number()]), userName: z.string() });

/** A SCIM server of a few lines, for what a well-behaved one never does. State and ways may be changed at any time. */
export function fakeScim({ users = [], groups = [], ways = {} }: Partial<FakeScim>): FakeScim {
  const fake: FakeScim = { users, groups, ways, writes: [], handler };
  return fake;

  function handler(request: IncomingMessage, response: ServerResponse): void {
    void answer(request).then(({ status, body }) => {
      // Not `writeHead`: whoever stands in front may still change the answer.
      response.statusCode = status;
      response.setHeader('content-type', 'application/scim+json');
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  }

  async function answer(request: IncomingMessage): Promise<{ status: number; body?: Json | object }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const [, kind, id] = pathname.split('/').map(decodeURIComponent);
    if (kind === 'Groups' && fake.ways.groups) return fake.ways.groups;
    if (kind === 'ServiceProviderConfig') return { status: 200, body: { patch: { supported: true } } };
    if (kind !== 'Users' && kind !== 'Groups') return { status: 404, body: {} };
    if (request.method !== 'GET') {
      const body = await bodyOf(request);
      const type = request.headers['content-type'];
      fake.writes.push({ method: request.method ?? '', path: pathname, type, body });
      if (fake.ways.plainJsonOnly && type !== 'application/json') return { status: 415, body: {} };
      return write({ kind, id: id ?? '', method: request.method ?? '' }, body);
    }
    if (id !== undefined) {
      const one = kind === 'Users' ? userOf(id) : groupOf(id);
      return one ? { status: 200, body: told(one) } : { status: 404, body: {} };
    }
    return { status: 200, body: list(kind, searchParams) };
  }

  function list(kind: 'Users' | 'Groups', query: URLSearchParams) {
    const all: (FakeUser | FakeGroup)[] = kind === 'Users' ? fake.users : fake.groups;
    const [, attribute = '', quoted = '""'] = /^(.+) eq (".*")$/.exec(query.get('filter') ?? '') ?? [];
    const filters = query.has('filter') && !fake.ways.ignoresFilters;
    const found = filters ? all.filter((one) => matches(one, attribute, z.string().parse(JSON.parse(quoted)))) : all;
    const start = fake.ways.repeatsPages ? 1 : Number(query.get('startIndex') ?? 1);
    const page = found.slice(start - 1, start - 1 + Number(query.get('count') ?? 100));
    const totals =
      fake.ways.leavesTotalsOut || fake.ways.repeatsPages
        ? {}
        : { totalResults: found.length + (fake.ways.totalsMore ?? 0) };
    return { ...totals, Resources: page.map(told) };
  }

  function matches(one: FakeUser | FakeGroup, attribute: string, value: string): boolean {
    const fold = (text: string) => (fake.ways.mindsCapitals ? text : text.toLowerCase());
    const held = (() => {
      if ('members' in one && Array.isArray(one.members) && attribute === 'members.value') return one.members;
      if (attribute === 'id') return [one.id];
      if ('displayName' in one && attribute === 'displayName') return [one.displayName];
      const user = userSchema.safeParse(one).success ? fake.users.find((each) => each === one) : undefined;
      if (attribute === 'userName') return [user?.userName];
      if (attribute === 'externalId') return [user?.externalId];
      return (user?.emails ?? []).map((each) => each.value);
    })();
    return held.some((each) => each !== undefined && fold(String(each)) === fold(value));
  }

  function told(one: FakeUser | FakeGroup): object {
    if ('members' in one && Array.isArray(one.members)) {
      return { ...one, members: fake.ways.hidesMembers ? [] : one.members.map((value) => ({ value })) };
    }
    if (!fake.ways.tellsGroups) return one;
    const inside = fake.groups.filter(({ members }) => members.some((value) => String(value) === String(one.id)));
    return { ...one, groups: inside.map(({ id, displayName }) => ({ value: id, display: displayName })) };
  }

  function write(at: { kind: 'Users' | 'Groups'; id: string; method: string }, body: unknown) {
    const { kind, id, method } = at;
    const one = kind === 'Users' ? userOf(id) : groupOf(id);
    if (kind === 'Users' && method === 'PATCH' && fake.ways.refusesUserPatch)
      return { status: fake.ways.refusesUserPatch, body: {} };
    if (!one) return { status: fake.ways.lies ? 204 : 404, body: {} };
    if (kind === 'Groups' && method === 'PATCH' && fake.ways.refusesGroupPatch)
      return { status: fake.ways.refusesGroupPatch, body: {} };
    if (kind === 'Groups' && method === 'PUT') return replaceGroup(id, body);
    const removal = kind === 'Groups' ? patchSchema.parse(body).Operations[0] : undefined;
    if (removal && fake.ways.refusesRemoval === (removal.value === undefined ? 'path' : 'value'))
      return { status: 501, body: {} };
    if (fake.ways.lies) return { status: 204 };
    if (method === 'DELETE') {
      fake.users = fake.users.filter((each) => each !== one);
      for (const group of fake.groups) group.members = group.members.filter((member) => String(member) !== id);
    } else if (method === 'PUT') {
      const user = userSchema.parse(body);
      fake.users = fake.users.map((each) =>
        each === one ? { ...z.record(z.string(), z.json()).parse(body), ...ids(user) } : each,
      );
    } else if (removal) {
      const named = /\[value eq "(.*)"\]/.exec(removal.path ?? '')?.[1];
      const [first] = z.array(z.object({ value: z.string() })).parse(removal.value ?? [{ value: named }]);
      const group = groupOf(id);
      if (group) group.members = fake.ways.widens ? [] : group.members.filter((each) => String(each) !== first?.value);
    } else
      for (const { op, path = '', value } of patchSchema.parse(body).Operations) changeUser(id, { op, path, value });
    return { status: 204 };
  }

  function replaceGroup(id: string, body: unknown) {
    const { members } = z.looseObject({ members: z.array(z.looseObject({ value: z.string() })) }).parse(body);
    const group = groupOf(id);
    if (group) group.members = members.map(({ value }) => value);
    return { status: 204 };
  }

  function changeUser(id: string, { op, path, value }: { op: string; path: string; value: Json | undefined }): void {
    const user = userOf(id);
    if (!user) return;
    if (op === 'remove') delete user[path];
    else if (path === 'active') user.active = value === true;
  }

  function userOf(id: string): FakeUser | undefined {
    return fake.users.find((each) => String(each.id) === id);
  }

  function groupOf(id: string): FakeGroup | undefined {
    return fake.groups.find((each) => String(each.id) === id);
  }
}

function ids({ id, userName }: z.infer<typeof userSchema>) {
  return { id, userName };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += z.instanceof(Buffer).parse(chunk).toString();
  return text === '' ? null : JSON.parse(text);
}
