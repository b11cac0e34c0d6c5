import { postgresql } from '../../src/connectors/postgresql/index.ts';
import { createPostgresqlConnector } from '../../src/connectors/postgresql/postgresql-connector.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import type { Rows } from '../support/postgres/wire-server.ts';
import { timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';
import { type FakePostgres, type FakeRole, fakePostgres, ownRole } from './postgresql-fake.ts';

const canary = 'canary-postgresql-0123456789';
const alex = personOf(colleague('U0ALEX'));
const leo = personOf(colleague('U0LEO'));
const secondAddress = 'alex@contractor.example.org';

const role = (id: number, name: string, more: Partial<FakeRole> = {}): FakeRole => ({
  ...{ id: String(id), name, canSignIn: true, isSuperuser: false, createsRoles: false },
  ...{ hasPassword: true, comment: null, sessions: [] },
  ...more,
});
const team = (id: number, name: string) => role(id, name, { canSignIn: false, hasPassword: false });

export const [alexId, platform] = ['16401', '16391'];
const it = '16392';

const company = () => ({
  server: '7000000000000000001',
  isReplica: false,
  databases: ['acme', 'metrics'],
  roles: [
    role(10, 'postgres', { isSuperuser: true, canSignIn: false }),
    team(4200, 'pg_signal_backend'),
    team(3375, 'pg_read_all_stats'),
    role(16_390, ownRole, { createsRoles: true }),
    team(16_391, 'platform'),
    team(16_392, 'it'),
    role(16_400, 'hugo', { comment: 'hugo.petit@example.com', isSuperuser: true }),
    role(16_401, 'alex', { comment: alex.email, createsRoles: true, sessions: [1] }),
    role(16_402, 'jobs', { comment: `of the team; ask ${leo.email}` }),
    role(16_403, 'backups', { comment: `ask ${leo.email} before` }),
  ],
  members: [
    { role: '4200', member: '16390' },
    { role: '3375', member: '16390' },
    { role: platform, member: alexId },
    { role: it, member: alexId },
  ],
  rights: [
    { database: 'acme', role: alexId, by: it, type: 'table', identity: 'public.salaries' },
    { database: 'metrics', role: alexId, by: it, type: 'schema', identity: 'public' },
  ],
  things: [
    { database: 'acme', owner: alexId, type: 'table', identity: 'reports.invoices' },
    { database: 'metrics', owner: alexId, type: 'table', identity: 'public.latency' },
  ],
});

export interface PostgresqlWorld extends LyingWorld {
  fake: FakePostgres;
  connectorWith(more: Record<string, unknown>): LyingWorld['connector'];
}

export async function postgresqlWorld(
  settings: Record<string, unknown> = {},
  databases: readonly string[] = ['acme', 'metrics'],
): Promise<PostgresqlWorld> {
  let passed = 0;
  const now = () => new Date(Date.now() + passed);
  const isNamed = ({ database }: { database: string }) => databases.includes(database);
  const { rights: allRights, things: allThings, ...rest } = company();
  const named = {
    ...rest,
    databases: [...databases],
    rights: allRights.filter(isNamed),
    things: allThings.filter(isNamed),
  };
  const fake = await fakePostgres(named, canary);
  const connectorWith = (more: Record<string, unknown> = {}) =>
    createPostgresqlConnector(
      postgresql.schema.parse({
        ...{ id: 'db', type: 'postgresql', label: 'PostgreSQL', host: '127.0.0.1', port: fake.port },
        ...{ databases, user: ownRole, password: 'env:DB_PASSWORD', encryption: 'none' },
        ...{ others: ['jobs', 'backups'], data: { to: 'platform' }, timeoutSeconds, perMinute: 60_000, concurrency: 8 },
        ...settings,
        ...more,
      }),
      { now, env: { DB_PASSWORD: canary }, log: { debug() {}, info() {}, warn() {} }, allowPrivateAddresses: true },
    );

  const roleOf = (id: string) => fake.state.roles.find((each) => each.id === id);
  const open = (id: string): string[] => {
    const one = roleOf(id);
    if (one === undefined) return [];
    const { members, rights, things } = fake.state;
    const placesOf = (items: readonly { database: string }[]) => new Set(items.map(({ database }) => database));
    return [
      ...(one.canSignIn || one.createsRoles || one.isSuperuser ? ['disable'] : []),
      ...(one.sessions.length > 0 ? ['sessions'] : []),
      ...(one.hasPassword ? ['password'] : []),
      ...members.filter(({ member }) => member === id).map((each) => `memberships/${each.role}`),
      ...[...placesOf(rights.filter((each) => each.role === id))].map((database) => `rights/${database}`),
      ...[...placesOf(things.filter(({ owner }) => owner === id))].map((database) => `owned/${database} ${heir()}`),
    ].map((what) => `db/${id}/${what}`);
  };
  /** Where searches lie, nobody is known who takes over, and it is a task for a person. */
  let isHeirKnown = true;
  const heir = () =>
    !isHeirKnown ? '0' : (fake.state.roles.find(({ name }) => name.startsWith('platform'))?.id ?? '0');
  const others = (name: string): boolean => name === 'roles by name' || name === 'roles by comment';
  const hugo = (rows: Rows) => rows.filter((row) => row['name'] === 'hugo');
  let hugoRows: Rows = [];

  return {
    connector: connectorWith(),
    connectorWith,
    fake,
    now,
    pass(seconds) {
      passed += seconds * 1000;
    },
    people: { present: alex, absent: { ...alex, id: 'U0NONE', email: 'nobody@example.com' }, ambiguous: leo },
    lastAdministrator: { ...alex, id: 'U0HUGO', email: 'hugo.petit@example.com' },
    expectedItems: ({ id }) => open(id),
    protecting: ({ id }) => connectorWith({ protected: [id] }),
    secrets: [canary],
    writes: fake.writes,
    requests: fake.requests,
    trouble: fake.trouble,
    use: ({ id }) => void roleOf(id)?.sessions.push(now().getTime()),
    loseScope() {
      fake.state.members = fake.state.members.filter((each) => each.role !== '3375');
    },
    close: fake.close,
    truth: {
      accounts: ({ email, otherEmails = [] }) =>
        fake.state.roles
          .filter(({ comment }) => [email, ...otherEmails].includes((comment ?? '').toLowerCase()))
          .map(({ id }) => id),
      // To whom it would pass does not matter for whether it is still theirs.
      isOpen: (action) => open(action.accountId).some((id) => id.split(' ')[0] === action.id.split(' ')[0]),
      open,
    },
    switches: {
      renameTargets() {
        for (const one of fake.state.roles)
          if (!one.canSignIn && !one.name.startsWith('p')) one.name = `${one.name}-next`;
        for (const thing of fake.state.things) thing.identity = `${thing.identity}_next`;
        for (const right of fake.state.rights) right.identity = `${right.identity}_next`;
      },
      recreateTargets() {
        const again = (id: string) => ([platform, it].includes(id) ? `${id}9` : id);
        for (const one of fake.state.roles) one.id = again(one.id);
        for (const each of fake.state.members) each.role = again(each.role);
        for (const each of fake.state.rights) each.by = again(each.by);
      },
      otherTenant() {
        fake.state = {
          ...company(),
          server: '7000000000000000002',
          roles: company().roles.filter(({ name }) => name !== 'alex'),
        };
      },
      hideFields() {
        const shown = ['id', 'role', 'member', 'server', 'database', 'isReplica', 'isOurs'];
        fake.rewrite = (name, rows) =>
          name === 'server'
            ? rows
            : rows.map((row) =>
                Object.fromEntries(
                  Object.entries(row).map(([key, value]) => [key, shown.includes(key) ? value : null]),
                ),
              );
      },
      emptyPages: null,
      repeatPages: null,
      failOnce: fake.failOnce,
      drifts: {
        'cannot sign in any more': (id) => void Object.assign(roleOf(id) ?? {}, { canSignIn: false }),
        'took another name': (id) => void Object.assign(roleOf(id) ?? {}, { name: 'alex_next' }),
        'dropped by somebody': (id) => {
          fake.state.roles = fake.state.roles.filter((each) => each.id !== id);
        },
        'left every role': (id) => {
          fake.state.members = fake.state.members.filter(({ member }) => member !== id);
        },
      },
      lag: fake.lag,
      catchUp: fake.catchUp,
      widen: null,
      secondAccount() {
        fake.state.roles.push(role(16_410, 'alex_admin', { comment: secondAddress, sessions: [1] }));
        fake.state.rights.push({ database: 'acme', role: '16410', by: it, type: 'table', identity: 'public.salaries' });
        return { ...alex, otherEmails: [secondAddress] };
      },
      many(count) {
        for (let n = 0; n < count; n += 1) {
          fake.state.roles.push(team(20_000 + n, `team_${n}`));
          fake.state.members.push({ role: String(20_000 + n), member: alexId });
          fake.state.rights.push({ database: 'acme', role: alexId, by: it, type: 'table', identity: `public.t${n}` });
          fake.state.things.push({ database: 'acme', owner: alexId, type: 'table', identity: `reports.t${n}` });
        }
      },
      mindCapitals() {
        fake.mindsCapitals = true;
        Object.assign(roleOf(alexId) ?? {}, { comment: 'Alex.Moreau@Example.com' });
      },
      answerOthers() {
        isHeirKnown = false;
        fake.rewrite = (name, rows) => {
          if (name === 'all roles') hugoRows = hugo(rows);
          return others(name) ? hugoRows : rows;
        };
      },
      emptyTenant() {
        fake.rewrite = (name, rows) => (others(name) || name === 'all roles' ? [] : rows);
      },
      // Catalogues of rights are filtered for nobody: whoever may not read them is refused. What may be hidden are
      // sessions, and the kit asks for memberships beside those of the server's own roles.
      emptyMembers() {
        fake.rewrite = (name, rows) => (name === 'memberships' || name === 'sessions' ? [] : rows);
      },
    },
  };
}
