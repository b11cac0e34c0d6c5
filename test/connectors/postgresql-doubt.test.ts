import { describe, expect, it, onTestFinished } from 'vitest';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import { type Connector, ConnectorError } from '../../src/engine/ports/connector.ts';
import { colleague, personOf } from './people.ts';
import type { FakeRole } from './postgresql-fake.ts';
import { alexId, type PostgresqlWorld, postgresqlWorld } from './postgresql-world.ts';

const alex = personOf(colleague('U0ALEX'));
const boss: Person = { ...alex, id: 'U0BOSS', email: 'boss@example.com' };
const context = () => ({ now: () => new Date(), signal: new AbortController().signal, calledAt: null });

async function world(settings: Record<string, unknown> = {}): Promise<PostgresqlWorld> {
  const made = await postgresqlWorld(settings);
  onTestFinished(() => made.close());
  return made;
}

function roleIn({ fake }: PostgresqlWorld, name: string): FakeRole {
  const role = fake.state.roles.find((each) => each.name === name);
  if (role === undefined) throw new Error(`no role ${name}`);
  return role;
}

async function lookAt(connector: Connector, more: Partial<Parameters<Connector['look']>[1]> = {}) {
  const found = await connector.find(alex, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return connector.look(found.accounts[0], { ...context(), ...more });
}

async function actionIn(connector: Connector, verb: string) {
  const action = (await lookAt(connector)).items.find((item) => item.action.id.includes(`/${verb}`))?.action;
  if (action === undefined) throw new Error(`no ${verb}`);
  return action;
}

async function failureOf(promise: Promise<unknown>): Promise<[string, string]> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return [error.kind, error.message];
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

describe('the superuser that the server of PostgreSQL was made with', () => {
  it('is found as anybody’s role, and protected', async () => {
    const made = await world();
    Object.assign(roleIn(made, 'postgres'), { name: 'boss', canSignIn: true, comment: 'boss@example.com' });
    const theirs = { id: '10', protectedBecause: { en: expect.stringContaining('the server was made with') } };
    const unmarked = { ...boss, email: 'x@example.com', userNames: { db: ['boss'] }, otherEmails: [boss.email] };
    for (const person of [boss, unmarked])
      expect(await made.connector.find(person, context())).toMatchObject({ status: 'found', accounts: [theirs] });
    const listing = await made.connector.accounts?.read(context());
    expect(listing?.accounts.filter(({ id }) => id === '10')).toMatchObject([
      { login: 'boss', addresses: ['boss@example.com'], kind: 'person', standing: 'open' },
    ]);
  });

  it('has to be named under others where it signs in and is nobody’s', async () => {
    const made = await world();
    roleIn(made, 'postgres').canSignIn = true;
    expect(await failureOf(made.connector.find(made.people.absent, context()))).toEqual([
      'unproven',
      expect.stringContaining('(postgres)'),
    ]);
    const told = made.connectorWith({ others: ['jobs', 'backups', 'postgres'] });
    expect((await told.find(made.people.absent, context())).status).toBe('none');
  });

  it('takes nothing over, whoever’s it is', async () => {
    const made = await world();
    Object.assign(roleIn(made, 'postgres'), { canSignIn: true, comment: 'boss@example.com' });
    const { items } = await lookAt(made.connector, { heir: boss, heirIsChosen: true });
    expect(items.filter(({ action }) => action.stage === 'data').map(({ action }) => action.manual)).toEqual([
      true,
      true,
    ]);
  });
});

describe('whose a role of PostgreSQL is', () => {
  const statusOf = async (made: PostgresqlWorld, change: Partial<FakeRole>, more: Partial<Person> = {}) => {
    Object.assign(roleIn(made, 'alex'), change);
    return (await made.connector.find({ ...alex, ...more }, context())).status;
  };

  it.each<[string, Partial<FakeRole>, Partial<Person>, string]>([
    ['a comment with two people', { comment: `${alex.email}, hugo.petit@example.com` }, {}, 'ambiguous'],
    [
      'a comment with two addresses of one',
      { comment: `${alex.email}, a@example.com` },
      { otherEmails: ['a@example.com'] },
      'found',
    ],
    [
      'a told name, recreated for another',
      { comment: 'alexandra@example.com' },
      { userNames: { db: ['alex'] } },
      'ambiguous',
    ],
    [
      'a told name that a comment asks another about',
      { comment: 'ask hugo.petit@example.com' },
      { userNames: { db: ['alex'] } },
      'ambiguous',
    ],
    ['a told name without a comment', { comment: null }, { userNames: { db: ['alex'] } }, 'found'],
    ['a told name by capitals alone', { name: 'Alex', comment: null }, { userNames: { db: ['alex'] } }, 'ambiguous'],
    ['a name by capitals alone beside a comment of theirs', { name: 'Alex' }, { userNames: { db: ['alex'] } }, 'found'],
    [
      'a name that is their address, whatever the capitals',
      { name: 'Alex.Moreau@example.com', comment: null },
      {},
      'found',
    ],
    [
      'a name that is their address, of another by its comment',
      { name: alex.email, comment: 'b@example.com' },
      {},
      'ambiguous',
    ],
    ['a name that is another’s address', { name: 'b@example.com' }, {}, 'ambiguous'],
  ])('%s', async (_, change, more, status) => {
    expect(await statusOf(await world(), change, more)).toBe(status);
  });

  it('is for a person to say where the settings give the role to somebody else', async () => {
    const made = await world({ roles: { 'hugo.petit@example.com': 'alex' } });
    expect((await made.connector.find(alex, context())).status).toBe('ambiguous');
  });

  it('is listed with every address of its comment', async () => {
    const made = await world();
    roleIn(made, 'alex').comment = `${alex.email}; Hugo.Petit@example.com`;
    const listing = await made.connector.accounts?.read(context());
    expect(listing?.accounts.find(({ login }) => login === 'alex')?.addresses).toEqual([
      'alex.moreau@example.com',
      'hugo.petit@example.com',
    ]);
  });

  it('makes nobody an heir by a comment with two people, nor by a name that is another’s by now', async () => {
    const made = await world();
    const heir = { ...boss, email: 'hugo.petit@example.com' };
    const isTask = async (person: Person) =>
      (await lookAt(made.connector, { heir: person, heirIsChosen: true })).items
        .filter(({ action }) => action.stage === 'data')
        .map(({ action }) => action.manual);
    expect(await isTask(heir)).toEqual([false, false]);
    roleIn(made, 'hugo').comment = 'hugo.petit@example.com, leo@example.com';
    expect(await isTask(heir)).toEqual([true, true]);
    expect(await isTask({ ...boss, userNames: { db: ['hugo'] } })).toEqual([true, true]);
  });
});

describe('what counts as done in PostgreSQL', () => {
  it('does not say what is held in databases that are not named, and names them', async () => {
    const made = await world();
    const { connector } = { connector: made.connectorWith({ databases: ['acme'] }) };
    const { items, untold } = await lookAt(connector);
    expect(untold.map(({ what, reason }) => [what, inEnglish(reason), inFrench(reason)])).toEqual([
      [
        'rights',
        'the role also holds rights in databases that the settings do not name: metrics',
        'le rôle détient aussi des droits dans des bases que la configuration ne cite pas : metrics',
      ],
      [
        'owned',
        'the role also owns objects in databases that the settings do not name: metrics',
        'le rôle possède aussi des objets dans des bases que la configuration ne cite pas : metrics',
      ],
    ]);
    expect(items.some(({ action }) => /rights|owned/.test(action.id))).toBe(false);
    expect((await lookAt(made.connector)).untold).toEqual([]);
    const left = made.connectorWith({ databases: ['acme'], leave: ['rights', 'owned'] });
    expect((await lookAt(left)).untold).toEqual([]);
    const listed = await connector.owned?.read((await lookAt(connector)).account, context());
    expect(JSON.stringify(listed)).toContain('do not name: metrics');
  });

  it('says which databases are not named where it is checked', async () => {
    const made = await world();
    made.fake.state.databases = ['acme', 'metrics', 'template1'];
    expect(
      (await made.connector.check(context())).notes?.map((note) => [inEnglish(note), inFrench(note)]),
    ).toContainEqual([
      'databases that allow connections and are not under databases: template1',
      'bases qui admettent des connexions et ne sont pas sous databases : template1',
    ]);
    made.fake.state.databases = ['acme', 'metrics'];
    expect(JSON.stringify(await made.connector.check(context()))).not.toContain('allow connections');
  });

  it('believes a password gone by the very instant that Relais sets, and by no other', async () => {
    const made = await world();
    Object.assign(roleIn(made, 'alex'), { validUntil: '2024-03-01 00:00:00+00' });
    const gone = (await lookAt(made.connector)).items.find(({ action }) => action.stage === 'credentials');
    if (gone === undefined) throw new Error('no password');
    expect(gone.standing).toBe('open');
    expect((await made.connector.readBack(gone.action, context())).state).toBe('not-desired');
    await made.connector.act(gone.action, context());
    expect((await made.connector.readBack(gone.action, context())).state).toBe('desired');
  });

  it('says that sessions are over only while the role is closed', async () => {
    const made = await world();
    const ended = await actionIn(made.connector, 'sessions');
    await made.connector.act(await actionIn(made.connector, 'disable'), context());
    // A session that was still open let its role sign in again.
    roleIn(made, 'alex').canSignIn = true;
    await made.connector.act(ended, context());
    expect(roleIn(made, 'alex').sessions).toEqual([]);
    expect((await made.connector.readBack(ended, context())).state).toBe('not-desired');
    Object.assign(roleIn(made, 'alex'), { canSignIn: false });
    expect((await made.connector.readBack(ended, context())).state).toBe('desired');
  });

  it('takes a superuser’s power away with sign-in, which would open it again', async () => {
    const made = await world();
    roleIn(made, 'alex').isSuperuser = true;
    const close = await actionIn(made.connector, 'disable');
    expect(close.call).toBe('ALTER ROLE "alex" NOLOGIN NOSUPERUSER NOCREATEROLE');
    Object.assign(roleIn(made, 'alex'), { canSignIn: false, createsRoles: false });
    expect((await made.connector.readBack(close, context())).state).toBe('not-desired');
    await made.connector.act(close, context());
    expect(roleIn(made, 'alex').isSuperuser).toBe(false);
    expect((await made.connector.readBack(close, context())).state).toBe('desired');
  });

  it('names in every database what passes with it on the whole server', async () => {
    const made = await world();
    made.fake.state.things.push({ database: '', owner: alexId, type: 'database', identity: 'sandbox' });
    const labels = async (connector: Connector) =>
      (await lookAt(connector)).items
        .filter(({ action }) => action.stage === 'data')
        .map(({ action }) => [inEnglish(action.target?.label ?? ''), inFrench(action.target?.label ?? '')]);
    expect(await labels(made.connector)).toEqual([
      [
        'acme: table reports.invoices; on the whole server: database sandbox, to platform',
        'acme : table reports.invoices ; sur tout le serveur : database sandbox, à platform',
      ],
      [
        'metrics: table public.latency; on the whole server: database sandbox, to platform',
        'metrics : table public.latency ; sur tout le serveur : database sandbox, à platform',
      ],
    ]);
    expect((await labels(made.connectorWith({ data: undefined })))[1]?.[0]).toBe(
      'metrics: table public.latency; on the whole server: database sandbox',
    );
    const second = (await lookAt(made.connector)).items.find(({ action }) => action.id.includes('owned/metrics'));
    if (second === undefined) throw new Error('nothing owned');
    await made.connector.act(second.action, context());
    expect(made.fake.state.things.filter(({ owner }) => owner === alexId)).toMatchObject([{ database: 'acme' }]);
    made.fake.state.things = [{ database: '', owner: alexId, type: 'database', identity: 'sandbox' }];
    expect(await labels(made.connector)).toEqual([
      [
        'acme: on the whole server: database sandbox, to platform',
        'acme : sur tout le serveur : database sandbox, à platform',
      ],
    ]);
  });
});
