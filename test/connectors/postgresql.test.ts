import { describe, expect, it, onTestFinished } from 'vitest';
import { postgresql } from '../../src/connectors/postgresql/index.ts';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { type Connector, ConnectorError } from '../../src/engine/ports/connector.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { colleague, personOf } from './people.ts';
import { alexId, type PostgresqlWorld, platform, postgresqlWorld } from './postgresql-world.ts';

connectorContract('postgresql', () => postgresqlWorld());

const alex = personOf(colleague('U0ALEX'));
const context = () => ({ now: () => new Date(), signal: new AbortController().signal, calledAt: null });

async function world(settings: Record<string, unknown> = {}): Promise<PostgresqlWorld> {
  const made = await postgresqlWorld(settings);
  onTestFinished(() => made.close());
  return made;
}

async function accountIn({ connector }: { connector: Connector }, person: Person = alex) {
  const found = await connector.find(person, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return found.accounts[0];
}

async function planOf(made: { connector: Connector }): Promise<readonly PlannedAction[]> {
  return (await made.connector.look(await accountIn(made), context())).items.map(({ action }) => action);
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

describe('postgresql', () => {
  it('closes the role first, then ends what is open, then takes back, then hands over', async () => {
    const plan = await planOf(await world());
    expect(plan.map(({ stage, target, call, effect }) => [stage, target?.label ?? null, call, effect])).toEqual([
      ['disable', null, 'ALTER ROLE "alex" NOLOGIN NOCREATEROLE', 'reversible'],
      [
        'sessions',
        null,
        'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usesysid = 16401',
        'reversible',
      ],
      ['credentials', null, `ALTER ROLE "alex" PASSWORD NULL VALID UNTIL '1970-01-01 00:00:00+00'`, 'destructive'],
      ['groups', 'platform', 'REVOKE "platform" FROM "alex"', 'reversible'],
      ['groups', 'it', 'REVOKE "it" FROM "alex"', 'reversible'],
      [
        'groups',
        'acme: table public.salaries',
        'REVOKE ALL PRIVILEGES ON TABLE public.salaries FROM "alex"',
        'reversible',
      ],
      ['groups', 'metrics: schema public', 'REVOKE ALL PRIVILEGES ON SCHEMA public FROM "alex"', 'reversible'],
      [
        'data',
        { en: 'acme: table reports.invoices, to platform', fr: 'acme : table reports.invoices, à platform' },
        'REASSIGN OWNED BY "alex" TO "platform"',
        'reversible',
      ],
      [
        'data',
        { en: 'metrics: table public.latency, to platform', fr: 'metrics : table public.latency, à platform' },
        'REASSIGN OWNED BY "alex" TO "platform"',
        'reversible',
      ],
    ]);
    expect(plan.filter(endsOnMove).map(({ stage }) => stage)).toEqual(['groups', 'groups', 'groups', 'groups']);
  });

  it('takes a right back as whoever gave it, and is a member of them only within the same change', async () => {
    const made = await world();
    const right = (await planOf(made)).find(({ id }) => id.endsWith('rights/acme'));
    if (!right) throw new Error('no right');
    await made.connector.act(right, context());
    expect(made.fake.scripts).toEqual([
      [
        'BEGIN',
        `SELECT 1 / (SELECT count(*) FROM pg_roles WHERE oid = 16401 AND rolname = 'alex')::int`,
        'GRANT "it" TO "relais"',
        'SET LOCAL ROLE "it"',
        'REVOKE ALL PRIVILEGES ON TABLE public.salaries FROM "alex"',
        'RESET ROLE',
        'REVOKE "it" FROM "relais"',
        'COMMIT',
      ].join(';\n'),
    ]);
  });

  it('leaves a membership of its own that it had before', async () => {
    const made = await world();
    made.fake.state.members.push({ role: platform, member: '16390' });
    for (const action of await planOf(made)) await made.connector.act(action, context());
    expect(made.fake.state.members).toContainEqual({ role: platform, member: '16390' });
    expect(made.fake.state.members.filter(({ member }) => member === '16390')).toHaveLength(3);
  });

  it('takes back every other right where one may not be, and says so', async () => {
    const made = await world();
    made.fake.state.rights.push({ database: 'acme', role: alexId, by: '10', type: 'table', identity: 'public.audit' });
    const right = (await planOf(made)).find(({ id }) => id.endsWith('rights/acme'));
    if (!right) throw new Error('no right');
    const { state } = made.fake;
    state.roles = state.roles.map((role) => (role.id === '10' ? { ...role, id: '11' } : role));
    expect((await failureOf(made.connector.act(right, context()))).kind).not.toBe('unknown-outcome');
    expect(made.fake.state.rights.filter(({ role, database }) => role === alexId && database === 'acme')).toMatchObject(
      [{ identity: 'public.audit' }],
    );
    expect((await made.connector.readBack(right, context())).state).toBe('not-desired');
  });

  it('believes no end of sessions that it may not see', async () => {
    const made = await world();
    const ended = (await planOf(made)).find(({ stage }) => stage === 'sessions');
    if (!ended) throw new Error('no sessions');
    made.loseScope();
    expect((await failureOf(made.connector.readBack(ended, context()))).kind).toBe('unproven');
    expect((await made.connector.look(await accountIn(made), context())).untold.map(({ what }) => what)).toEqual([
      'sessions',
    ]);
  });

  it('changes nothing where the role has another name than a moment ago', async () => {
    const made = await world();
    const [close] = await planOf(made);
    if (!close) throw new Error('no plan');
    // Between the reading and the change: what is read is still the old name.
    made.fake.lag();
    const { state } = made.fake;
    Object.assign(state.roles.find(({ id }) => id === alexId) ?? {}, { name: 'alex_next' });
    const another = { canSignIn: true, isSuperuser: false, createsRoles: false, hasPassword: true, comment: null };
    state.roles.push({ ...another, id: '16499', name: 'alex', sessions: [] });
    expect((await failureOf(made.connector.act(close, context()))).kind).toBe('conflict');
    expect(made.fake.state.roles.find(({ id }) => id === '16499')?.canSignIn).toBe(true);
  });

  it('never acts on a role that became the last superuser, on its own, or on the server’s', async () => {
    const made = await world();
    const [close] = await planOf(made);
    if (!close) throw new Error('no plan');
    for (const role of made.fake.state.roles) role.isSuperuser = role.name === 'alex';
    expect((await failureOf(made.connector.act(close, context()))).kind).toBe('protected');
    expect(made.fake.writes()).toBe(0);
    const own = await accountIn(made, { ...alex, email: 'x@example.com', userNames: { db: ['relais'] } });
    expect(own).toMatchObject({
      own: true,
      protectedBecause: { en: expect.stringContaining('Relais signs in by it') },
    });
    const reserved = { ...alex, email: 'x@example.com', userNames: { db: ['postgres', 'pg_signal_backend'] } };
    expect(await made.connector.find(reserved, context())).toMatchObject({
      status: 'found',
      accounts: [{ id: '10', protectedBecause: { en: expect.stringContaining('the server was made with') } }],
    });
  });

  it('says of nobody that they have no account while a role that signs in is nobody’s', async () => {
    const { connectorWith, people } = await world();
    const strict = connectorWith({ others: ['jobs'] });
    const error = await failureOf(strict.find(people.absent, context()));
    expect([error.kind, error.message]).toEqual(['unproven', expect.stringContaining('(backups)')]);
  });

  it('finds somebody by a name that is told, and asks whose it is where two differ in capitals alone', async () => {
    const made = await world();
    const renamed: Person = { ...alex, email: 'renamed@example.com' };
    const named: Person = { ...renamed, userNames: { db: ['alex'] } };
    const told = made.connectorWith({ roles: { 'renamed@example.com': 'alex' } });
    const [first] = made.fake.state.roles.filter(({ name }) => name === 'alex');
    if (!first) throw new Error('no role');
    // The comment names another address than theirs.
    expect((await made.connector.find(named, context())).status).toBe('ambiguous');
    expect((await told.find(renamed, context())).status).toBe('ambiguous');
    const both = { ...named, otherEmails: [alex.email] };
    expect(await accountIn(made, both)).toMatchObject({ id: alexId });
    first.comment = null;
    expect(await accountIn(made, named)).toMatchObject({ id: alexId });
    expect(await accountIn({ connector: told }, renamed)).toMatchObject({ id: alexId });
    made.fake.state.roles.push({ ...first, id: '16420', name: 'Alex', comment: null });
    expect((await made.connector.find(named, context())).status).toBe('ambiguous');
  });

  it('hands over to whoever was chosen, and makes it a task where nobody is known, which is read back', async () => {
    const made = await world();
    const account = await accountIn(made);
    const heir = { ...personOf(colleague('U0TOM')), email: 'hugo.petit@example.com' };
    const chosen = await made.connector.look(account, { ...context(), heir, heirIsChosen: true });
    expect(chosen.items.filter(({ action }) => action.stage === 'data').map(({ action }) => action.call)).toEqual([
      'REASSIGN OWNED BY "alex" TO "hugo"',
      'REASSIGN OWNED BY "alex" TO "hugo"',
    ]);
    const byHand = made.connectorWith({ data: undefined });
    const task = (await byHand.look(account, context())).items.find(({ action }) => action.stage === 'data')?.action;
    expect(task).toMatchObject({ manual: true, verifiable: true });
    expect(inEnglish(task?.call ?? '')).toContain('REASSIGN OWNED BY "alex" TO …; there: table reports.invoices.');
    if (!task) throw new Error('no task');
    expect((await byHand.readBack(task, context())).state).toBe('not-desired');
    made.fake.state.things = [];
    expect((await byHand.readBack(task, context())).state).toBe('desired');
  });

  it('keeps a database that cannot be reached apart, and believes no other server behind its name', async () => {
    const made = await world();
    const account = await accountIn(made);
    const rights = (await planOf(made)).find(({ id }) => id.endsWith('rights/metrics'));
    if (!rights) throw new Error('no right');
    made.fake.rewrite = (name, rows) =>
      name === 'server' && rows[0]?.['database'] === 'metrics' ? [{ ...rows[0], server: '7000000000000000009' }] : rows;
    expect((await failureOf(made.connector.readBack(rights, context()))).kind).toBe('mismatch');
    expect((await failureOf(made.connector.act(rights, context()))).kind).toBe('mismatch');
    expect(made.fake.writes()).toBe(0);
    made.fake.rewrite = (name, rows) => (name === 'rights' || name === 'owned' ? [{ type: null }] : rows);
    expect((await made.connector.look(account, context())).untold.map(({ what }) => what).toSorted()).toEqual([
      'owned',
      'rights',
    ]);
  });

  it('asks no replica', async () => {
    const made = await world();
    made.fake.state.isReplica = true;
    expect((await failureOf(made.connector.find(alex, context()))).message).toContain('replica');
  });

  it('lists every role that signs in, and believes no list that is shorter than the count', async () => {
    const made = await world();
    const listing = await made.connector.accounts?.read(context());
    expect(listing?.accounts.map(({ login, kind, addresses }) => [login, kind, addresses])).toEqual([
      ['relais', 'service', []],
      ['hugo', 'person', ['hugo.petit@example.com']],
      ['alex', 'person', ['alex.moreau@example.com']],
      ['jobs', 'service', []],
      ['backups', 'service', []],
    ]);
    made.fake.rewrite = (name, rows) => (name === 'all roles' ? rows.slice(0, -1) : rows);
    expect((await failureOf(made.connector.accounts?.read(context()) ?? Promise.resolve())).kind).toBe('unproven');
  });

  it('names the right that is missing, and the statement that gives it', async () => {
    const made = await world();
    made.loseScope();
    const report = await made.connector.check(context());
    expect(report).toMatchObject({ ok: false, granted: ['CREATEROLE', 'pg_signal_backend'] });
    expect(inEnglishToo(report.problems)).toEqual([
      {
        message: 'the role relais has no right pg_read_all_stats',
        fix: 'As a superuser: GRANT pg_read_all_stats TO "relais";',
      },
    ]);
  });

  it('refuses settings that would speak in the clear, or to somewhere else', async () => {
    const { connectorWith } = await world();
    expect(() => connectorWith({ host: 'db.example.com' })).toThrow(/without encryption only this machine/);
    const settings = {
      ...{ id: 'db', type: 'postgresql', label: 'Database', host: 'db.example.com', user: 'relais' },
      ...{ databases: ['acme'], password: 'env:DB' },
    };
    expect(postgresql.schema.safeParse(settings).success).toBe(true);
    expect(postgresql.schema.parse(settings).encryption).toBe('required');
    expect(postgresql.schema.safeParse({ ...settings, databases: ['acme', 'acme'] }).success).toBe(false);
    expect(postgresql.schema.safeParse({ ...settings, host: 'me:pw@db.example.com' }).success).toBe(false);
    expect(postgresql.schema.safeParse({ ...settings, password: 'plain-secret' }).success).toBe(false);
  });
});
