import type { Trouble } from '../contracts/connector-contract.ts';
import type { Refusal } from '../contracts/lying-vendor-world.ts';
import { type Asked, type Rows, SqlRefusal, serveWire, type Turn } from '../support/postgres/wire-server.ts';

export interface FakeRole {
  id: string;
  name: string;
  canSignIn: boolean;
  isSuperuser: boolean;
  createsRoles: boolean;
  hasPassword: boolean;
  comment: string | null;
  /** Until when the password counts; left out: without end, or what Relais sets where there is none any more. */
  validUntil?: string | null;
  /** When something was last done in each session that is open, in milliseconds. */
  sessions: number[];
}

/** By the ids of roles, in a database. */
interface Right {
  database: string;
  role: string;
  by: string;
  type: string;
  identity: string;
}
interface Thing {
  database: string;
  owner: string;
  type: string;
  identity: string;
}

export interface PostgresState {
  server: string;
  isReplica: boolean;
  /** Those that allow connections. */
  databases: string[];
  roles: FakeRole[];
  members: { role: string; member: string }[];
  rights: Right[];
  things: Thing[];
}

export interface FakePostgres {
  port: number;
  /** As it is, whatever is answered. */
  state: PostgresState;
  /** Gives other rows than are true, by what is asked. */
  rewrite: ((name: string, rows: Rows) => Rows) | null;
  mindsCapitals: boolean;
  /** The scripts that came, in order. */
  scripts: string[];
  writes(): number;
  /** Connections so far. */
  requests(): number;
  trouble(trouble: Trouble): void;
  failOnce(at: { nth: number; status: Refusal } | null): void;
  /** From now on reads answer as of now, until `catchUp`. */
  lag(): void;
  catchUp(): void;
  close(): Promise<void>;
}

/** What the role of Relais is called in it. */
export const ownRole = 'relais';

const sqlstates: Readonly<Record<Refusal, string>> = {
  401: '28P01',
  403: '42501',
  429: '53300',
  500: 'XX000',
  503: '57P03',
};
const page = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<!DOCTYPE html><html><title>Sign in</title></html>';

/** A server in memory that knows the connector’s statements by the names in front of them, and obeys its scripts. */
export async function fakePostgres(state: PostgresState, password: string): Promise<FakePostgres> {
  let trouble: Trouble = 'none';
  let refused: { nth: number; status: Refusal } | null = null;
  let seen: PostgresState | null = null;
  let writes = 0;
  let connections = 0;

  const answers = ({ database, text, values }: Asked): Turn => {
    const [, name = '', statement = ''] = /^\/\* relais: ([\w ]+) \*\/ ([\s\S]*)$/.exec(text) ?? [];
    const changes = statement.startsWith('BEGIN');
    if (!changes) {
      const rows = answerTo(fake, seen ?? fake.state, { name, database, values });
      return { rows: fake.rewrite?.(name, rows) ?? rows };
    }
    writes += 1;
    fake.scripts.push(statement);
    if (trouble === 'slow') return 'hang';
    if (trouble === 'login-page-to-writes') return { text: page };
    const draft = structuredClone(fake.state);
    obey(draft, database, statement.split(';\n'));
    if (trouble !== 'lies') fake.state = draft;
    return trouble === 'loses-answers' ? 'cut' : { rows: [] };
  };

  const server = await serveWire({
    admits() {
      connections += 1;
      if (refused !== null) {
        refused.nth -= 1;
        if (refused.nth === 0) throw new SqlRefusal(sqlstates[refused.status]);
      }
      if (trouble === 'down') throw new SqlRefusal('57P03');
      if (trouble === 'throttled') throw new SqlRefusal('53300');
      if (trouble === 'refuses-credentials') throw new SqlRefusal('28P01');
      return trouble === 'login-page' || trouble === 'redirects-to-login' ? page : null;
    },
    isPassword: (told) => told === password,
    answers,
  });

  const fake: FakePostgres = {
    ...{ port: server.port, close: server.close },
    ...{ state, rewrite: null, mindsCapitals: false, scripts: [] },
    writes: () => writes,
    requests: () => connections,
    trouble(next) {
      trouble = next;
    },
    failOnce(at) {
      refused = at && { ...at };
    },
    lag() {
      seen = structuredClone(fake.state);
    },
    catchUp() {
      seen = null;
    },
  };
  return fake;
}

/** What the connector lets a password end at. */
const ourEnd = '1970-01-01 00:00:00+00';

function roleRowOf({ id, name, canSignIn, isSuperuser, createsRoles, hasPassword, comment, ...more }: FakeRole) {
  const { validUntil = hasPassword ? null : ourEnd } = more;
  return {
    ...{ id, name, canSignIn, isSuperuser, createsRoles, createsDatabases: false },
    ...{ validUntil, hasExpired: validUntil !== null, expiredByUs: validUntil === ourEnd },
    comment,
    isReserved: name.startsWith('pg_') || Number(id) < 16_384,
    isOwn: name === ownRole,
  };
}

function answerTo(
  fake: FakePostgres,
  state: PostgresState,
  { name, database, values: [first, second] }: { name: string; database: string; values: Asked['values'] },
): Rows {
  const { roles } = state;
  const bears = (text: string) => (fake.mindsCapitals ? text : text.toLowerCase());
  const named = (id: string) => roles.find((role) => role.id === id)?.name ?? '';
  const isMember = (role: string) => roles.some((own) => own.name === ownRole && holds(state, role, own.id));
  const here = (item: { database: string }) =>
    item.database === database || (second === 'true' && item.database === '');
  switch (name) {
    case 'server':
      return [{ server: state.server, database, isReplica: state.isReplica }];
    case 'organisation':
    case 'reached':
      return [{ one: 1 }];
    case 'role':
      return roles.filter((role) => role.id === first || role.name === ownRole).map(roleRowOf);
    case 'roles by name':
      return roles.filter((role) => bears(role.name) === bears(first ?? '')).map(roleRowOf);
    case 'roles by comment':
      return roles.filter(({ comment }) => bears(comment ?? '').includes(bears(first ?? ''))).map(roleRowOf);
    case 'all roles':
      return roles.map(roleRowOf);
    case 'count of roles':
      return [{ count: roles.filter((role) => !role.name.startsWith('pg_')).length }];
    case 'superusers':
      return roles
        .filter((role) => role.isSuperuser && role.canSignIn)
        .map(({ id, name: login }) => ({ id, name: login }));
    case 'sessions': {
      const sees = holds(state, 'pg_read_all_stats', roles.find((role) => role.name === ownRole)?.id ?? '');
      const open = roles.flatMap((role) => role.sessions.map((lastChange) => ({ role: role.id, lastChange })));
      const kind = sees ? 'client backend' : null;
      return [
        {
          role: roles.find((role) => role.name === ownRole)?.id ?? null,
          kind: 'client backend',
          lastChange: 0.5,
          isOurs: true,
        },
        ...open.map(({ role, lastChange }) => ({ role, kind, lastChange: sees ? lastChange : null, isOurs: false })),
      ];
    }
    case 'memberships':
      return [
        { member: '3373', id: '3374', name: 'pg_read_all_settings', withAdmin: false, grantors: null, brings: [] },
        ...state.members
          .filter(({ member }) => member === first)
          .map(({ role }) => ({
            member: first ?? '',
            id: role,
            name: named(role),
            withAdmin: false,
            grantors: null,
            brings: [],
          })),
      ];
    case 'rights':
      return state.rights
        .filter((right) => right.role === first && here(right))
        .map(({ type, identity, by }) => ({
          ...{ type, identity, by: named(by), mayActForThem: isMember(by) },
          ...{ maker: null, schema: null, objects: null },
        }));
    case 'owned':
      return state.things
        .filter((thing) => thing.owner === first && here(thing))
        .map(({ type, identity, database: place }) => ({ type, identity, runsAsOwner: false, isShared: place === '' }));
    case 'databases of a role': {
      const held = second === 'o' ? state.things.filter((each) => each.owner === first) : [];
      const given = second === 'a' ? state.rights.filter((each) => each.role === first) : [];
      const places = new Set([...held, ...given].map((each) => each.database));
      return [...places].filter((place) => place !== '').map((place) => ({ name: place }));
    }
    case 'databases':
      return state.databases.map((each) => ({ name: each }));
    case 'own memberships':
      return (first ?? '').split(',').flatMap((id) => (isMember(id) ? [] : [{ id }]));
    case 'own rights': {
      const own = roles.find((role) => role.name === ownRole);
      const has = (right: string) => holds(state, right, own?.id ?? '');
      return [
        {
          ...{ version: 15, isSuperuser: false, createsRoles: own?.createsRoles ?? false },
          ...{ mayEndSessions: has('pg_signal_backend'), seesSessions: has('pg_read_all_stats') },
        },
      ];
    }
    default:
      throw new SqlRefusal('42601');
  }
}

function holds({ members, roles }: PostgresState, role: string, member: string): boolean {
  return members.some(
    (each) =>
      each.member === member && (each.role === role || roles.some(({ id, name }) => id === each.role && name === role)),
  );
}

/** Does what a script says, or throws and does nothing of it. */
function obey(state: PostgresState, database: string, statements: readonly string[]): void {
  const of = (name: string) => {
    const role = state.roles.find((each) => each.name === name);
    if (role === undefined) throw new SqlRefusal('42704');
    return role;
  };
  const refuse = (sqlstate: string): never => {
    throw new SqlRefusal(sqlstate);
  };
  const names = (list = '') => [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  let acting = ownRole;
  const rules: readonly [RegExp, (...parts: string[]) => void][] = [
    [/^(?:BEGIN|COMMIT)$/, () => undefined],
    [
      /^SELECT 1 \/ .* WHERE oid = (\d+) AND rolname = '(.*)'\)::int$/,
      (id, name) => (state.roles.some((role) => role.id === id && role.name === name) ? undefined : refuse('22012')),
    ],
    [
      /^ALTER ROLE "(.*)" NOLOGIN( NOSUPERUSER)?( NOCREATEROLE)?$/,
      (name = '', root, also) =>
        void Object.assign(
          of(name),
          { canSignIn: false },
          root && { isSuperuser: false },
          also && { createsRoles: false },
        ),
    ],
    [
      /^ALTER ROLE "(.*)" PASSWORD NULL VALID UNTIL '1970/,
      (name = '') => void Object.assign(of(name), { hasPassword: false, validUntil: ourEnd }),
    ],
    [
      /^SELECT pg_terminate_backend\(pid, \d+\) FROM pg_stat_activity WHERE usesysid = (\d+)$/,
      (id) => {
        for (const role of state.roles) if (role.id === id) role.sessions = [];
      },
    ],
    [
      /^GRANT (.*) TO "(.*)"$/,
      (list, to = '') => {
        for (const name of names(list)) state.members.push({ role: of(name).id, member: of(to).id });
      },
    ],
    [
      /^SET LOCAL ROLE "(.*)"$/,
      (name = '') => {
        if (!holds(state, of(name).id, of(ownRole).id)) refuse('42501');
        acting = name;
      },
    ],
    [
      /^RESET ROLE$/,
      () => {
        acting = ownRole;
      },
    ],
    [
      /^REVOKE ALL PRIVILEGES ON [A-Z ]+ (\S+) FROM "(.*)"$/,
      (identity, name = '') => {
        state.rights = state.rights.filter(
          (right) =>
            !(
              right.database === database &&
              right.identity === identity &&
              right.role === of(name).id &&
              right.by === of(acting).id
            ),
        );
      },
    ],
    [
      /^REVOKE ("[^"]*"(?:, "[^"]*")*) FROM "(.*)"$/,
      (list, from = '') => {
        const ids = names(list).map((name) => of(name).id);
        state.members = state.members.filter(({ role, member }) => !(ids.includes(role) && member === of(from).id));
      },
    ],
    [
      /^REASSIGN OWNED BY "(.*)" TO "(.*)"$/,
      (from = '', to = '') => {
        for (const name of [from, to]) if (!holds(state, of(name).id, of(ownRole).id)) refuse('42501');
        for (const thing of state.things)
          if ([database, ''].includes(thing.database) && thing.owner === of(from).id) thing.owner = of(to).id;
      },
    ],
  ];
  for (const statement of statements) {
    const rule = rules.find(([pattern]) => pattern.test(statement));
    if (rule === undefined) throw new SqlRefusal('42601');
    rule[1](...(rule[0].exec(statement) ?? []).slice(1));
  }
}
