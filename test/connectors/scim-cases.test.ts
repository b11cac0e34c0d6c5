import { describe, expect, it, onTestFinished } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { type Connector, ConnectorError, type Look } from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';
import { serveTroubled } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';
import { scimAt } from './scim-at.ts';
import { type FakeGroup, type FakeScim, type FakeUser, type FakeWays, fakeScim } from './scim-fake.ts';

const alex = personOf(colleague('U0ALEX'));
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const read = () => ({ ...context(), calledAt: null });

const alexUser = (more: Partial<FakeUser> = {}): FakeUser => ({
  id: 'u-1',
  userName: 'alex.moreau@example.com',
  active: true,
  emails: [{ value: 'alex.moreau@example.com', type: 'work' }],
  ...more,
});
const other = (n: number): FakeUser => ({
  id: `u-${n}`,
  userName: `colleague${n}@example.com`,
  active: true,
  emails: [{ value: `colleague${n}@example.com`, type: 'work' }],
});
const group = (id: string, ...members: string[]): FakeGroup => ({ id, displayName: `Group ${id}`, members });

interface Served {
  fake: FakeScim;
  connector: Connector;
  at(settings: object): Connector;
}

async function served(
  state: { users?: FakeUser[]; groups?: FakeGroup[]; ways?: FakeWays },
  settings: object = {},
): Promise<Served> {
  const fake = fakeScim({ users: [alexUser(), other(2)], ...state });
  const server = await serveTroubled(fake.handler, { throttled: () => ({}), lies: () => undefined });
  onTestFinished(() => server.close());
  const at = (more: object) => scimAt(server.baseUrl, more);
  return { fake, connector: at(settings), at };
}

async function lookAt(connector: Connector, person: Person = alex): Promise<Look> {
  const found = await connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`not found: ${found.status}`);
  return connector.look(account, context());
}

const idsOf = ({ items }: Look) => items.map(({ action }) => action.id);

async function actionOf(connector: Connector, verb: string): Promise<PlannedAction> {
  const { items } = await lookAt(connector);
  const item = items.find(({ action }) => action.id.split('/')[2] === verb);
  if (!item) throw new Error(`nothing to do by ${verb}`);
  return item.action;
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

const noSuchPath = { status: 404, body: { detail: 'no such path' } };
const noSuchType = { status: 500, body: { detail: 'The resource type Groups does not exist here' } };

describe('a SCIM server with users and nothing else', () => {
  it.each([
    ['default settings', noSuchPath, {}],
    ['groups: leave', noSuchPath, { groups: 'leave' }],
    ['groups: leave', noSuchType, { groups: 'leave' }],
    ['a product that removes', noSuchPath, { deactivateSemantics: 'remove' }],
    ['a product that removes', noSuchType, { deactivateSemantics: 'remove' }],
  ])('is cut with %s', async (_, groups, settings) => {
    const { connector, fake } = await served({ ways: { groups } }, settings);
    const look = await lookAt(connector);
    expect(look.items.map(({ action }) => action.call)).toEqual(['PATCH /Users/u-1 active = false']);
    expect(look.untold).toEqual([]);
    const action = await actionOf(connector, 'deactivate');
    expect((await connector.act(action, context())).status).toBe('accepted');
    expect((await connector.readBack(action, read())).state).toBe('desired');
    expect(fake.users[0]?.active).toBe(false);
  });

  it('whose groups fail does not count as one without groups', async () => {
    const { connector } = await served({ ways: { groups: noSuchType } });
    const look = await lookAt(connector);
    expect(idsOf(look)).toEqual(['crm/u-1/deactivate']);
    expect(look.untold).toEqual([
      {
        what: 'groups',
        named: { en: 'groups', fr: 'groupes' },
        reason: { en: expect.stringContaining('groups: leave'), fr: expect.stringContaining('groups: leave') },
      },
    ]);
  });

  it.each([
    [noSuchPath, []],
    // Of nobody then: what is refused is refused for a departure too.
    [noSuchType, [expect.stringMatching(/^groups of somebody who exists cannot be told.* set groups: leave$/)]],
  ])('is told by doctor', async (groups, more) => {
    const { connector, at } = await served({ ways: { groups } });
    const [first, ...others] = inEnglishToo((await connector.check(context())).problems);
    expect(first).toEqual({
      message: expect.stringContaining('no groups that can be read'),
      fix: 'Set groups: leave, if the product has none.',
    });
    expect(others.map(({ message }) => message)).toEqual(more);
    expect((await at({ groups: 'leave' }).check(context())).problems).toEqual([]);
  });
});

describe('a SCIM server whose groups always say that they have no members', () => {
  const hidden = (ways: FakeWays = {}) =>
    served({ groups: [group('g-1', 'u-1')], ways: { hidesMembers: true, ...ways } });

  it('is asked by member, and the group is in the plan', async () => {
    expect(idsOf(await lookAt((await hidden()).connector))).toEqual(['crm/u-1/deactivate', 'crm/u-1/groups/g-1']);
  });

  it('does not verify a removal that did nothing', async () => {
    for (const tellsGroups of [false, true]) {
      const { connector } = await hidden({ lies: true, tellsGroups });
      const action = await actionOf(connector, 'groups');
      expect((await connector.act(action, context())).status).toBe('accepted');
      expect((await connector.readBack(action, read())).state).toBe('not-desired');
    }
  });

  it('verifies once the filter does not find the group any more', async () => {
    const { connector } = await hidden();
    const action = await actionOf(connector, 'groups');
    await connector.act(action, context());
    expect((await connector.readBack(action, read())).state).toBe('desired');
  });

  it('is not believed by a process that never saw the filter find a member', async () => {
    const { connector, at } = await hidden();
    const action = await actionOf(connector, 'groups');
    await connector.act(action, context());
    expect((await at({}).readBack(action, read())).state).toBe('unreadable');
  });

  it('and which finds nobody by member, tells nothing', async () => {
    const { connector } = await served({ groups: [group('g-1')], ways: { hidesMembers: true } });
    expect((await lookAt(connector)).untold).toMatchObject([{ what: 'groups' }]);
  });
});

describe('a SCIM server that compares letter by letter', () => {
  const written = alexUser({
    userName: 'Alex.Moreau@Example.com',
    emails: [{ value: 'Alex.Moreau@Example.com', type: 'work' }],
  });

  it('still tells who has an account', async () => {
    const { connector } = await served({ users: [written, other(2)], ways: { mindsCapitals: true } });
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
  });

  it('is told by doctor', async () => {
    const { connector } = await served({ users: [written, other(2)], ways: { mindsCapitals: true } });
    const { problems } = await connector.check(context());
    expect(inEnglishToo(problems).map(({ message }) => message)).toContainEqual(expect.stringContaining('capitals'));
  });

  it('is told by doctor also where the first users are called by numbers, which have no capitals', async () => {
    const numbered = [3, 4, 5].map((n) => ({ ...other(n), userName: `100${n}`, emails: [] }));
    const { connector } = await served({ users: [...numbered, written, other(2)], ways: { mindsCapitals: true } });
    const { problems } = await connector.check(context());
    expect(inEnglishToo(problems).map(({ message }) => message)).toContainEqual(
      expect.stringContaining('found by userName in the very capitals alone'),
    );
  });
});

describe('a SCIM server whose ids are numbers', () => {
  it('is planned, cut and read back', async () => {
    const { connector, fake } = await served({
      users: [alexUser({ id: 42 }), { ...other(2), id: 43 }],
      groups: [{ id: 7, displayName: 'Helpdesk', members: [42, 43] }],
      ways: { tellsGroups: true },
    });
    const look = await lookAt(connector);
    expect(look.account.id).toBe('42');
    expect(look.items.map(({ action }) => action.call)).toEqual([
      'PATCH /Users/42 active = false',
      'PATCH /Groups/7 remove member 42',
    ]);
    for (const { action } of look.items) {
      expect((await connector.act(action, context())).status).toBe('accepted');
      expect((await connector.readBack(action, read())).state).toBe('desired');
    }
    expect(fake.groups[0]?.members).toEqual([43]);
  });
});

describe('a user whose groups have a name and no id', () => {
  it('is found and cut, and the membership is named for a person', async () => {
    const groups = [{ display: 'Application/reports' }, { value: 'g-1', display: 'Sales' }];
    const { connector } = await served({ users: [alexUser({ groups }), other(2)], groups: [group('g-1', 'u-1')] });
    const look = await lookAt(connector);
    expect(idsOf(look)).toEqual(['crm/u-1/deactivate', 'crm/u-1/groups/g-1', 'crm/u-1/nameless-groups']);
    expect(look.snapshot).toMatchObject({
      groups: [{ id: 'g-1', name: 'Sales' }],
      groupsWithoutId: ['Application/reports'],
    });
  });
});

describe('a SCIM server that takes only application/json', () => {
  it('is asked once more in that type, and then always', async () => {
    const { connector, fake } = await served({ groups: [group('g-1', 'u-1', 'u-2')], ways: { plainJsonOnly: true } });
    for (const { action } of (await lookAt(connector)).items) {
      expect((await connector.act(action, context())).status).toBe('accepted');
      expect((await connector.readBack(action, read())).state).toBe('desired');
    }
    expect(fake.writes.map(({ path, type }) => [path, type])).toEqual([
      ['/Users/u-1', 'application/scim+json'],
      ['/Users/u-1', 'application/json'],
      ['/Groups/g-1', 'application/json'],
    ]);
  });
});

describe('one person with several addresses', () => {
  it('is looked up by each, and by the employee number', async () => {
    const users = [
      other(2),
      { ...other(3), userName: 'alex@contractor.example.org', emails: [] },
      { ...other(4), userName: 'am', emails: [], externalId: '1042' },
    ];
    const { connector } = await served({ users });
    expect((await connector.find(alex, context())).status).toBe('none');
    const known = { ...alex, otherEmails: ['alex@contractor.example.org'], employeeNumber: '1042' };
    expect(await connector.find(known, context())).toMatchObject({
      status: 'found',
      asked: [
        'alex.moreau@example.com',
        'alex@contractor.example.org',
        { en: 'employee number 1042', fr: 'matricule 1042' },
      ],
      accounts: [{ id: 'u-3' }, { id: 'u-4' }],
    });
  });

  it('is looked up by a user name that is told for this system, and by none that is told for another', async () => {
    const users = [
      other(2),
      { ...other(3), userName: 'AMoreau', emails: [] },
      { ...other(4), userName: 'am', emails: [] },
    ];
    const { connector, at } = await served({ users });
    const known = { ...alex, userNames: { crm: ['amoreau'], github: ['am'] } };
    for (const asked of [connector, at({ lookups: ['emails.value'] })])
      expect(await asked.find(known, context())).toMatchObject({
        status: 'found',
        asked: [alex.email, { en: 'user name amoreau', fr: 'nom d’utilisateur amoreau' }],
        accounts: [{ id: 'u-3' }],
      });
    const unknown = { ...alex, userNames: { crm: ['nobody'] } };
    expect((await connector.find(unknown, context())).status).toBe('none');
    const lazy = await served({ users, ways: { ignoresFilters: true } });
    expect(await lazy.connector.find(known, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-3' }] });
  });

  it('who shares one with somebody is not told apart by it', async () => {
    const shared = [{ value: 'alex.moreau@example.com' }];
    const users = [
      { ...other(2), userName: 'ana', emails: shared },
      { ...other(3), userName: 'bea', emails: shared },
    ];
    expect((await (await served({ users })).connector.find(alex, context())).status).toBe('ambiguous');
  });
});

describe('a user who goes back by PUT', () => {
  it('keeps everything that came', async () => {
    const user = alexUser({
      name: { givenName: 'Alex', middleName: 'Jules', familyName: 'Moreau', honorificSuffix: 'PhD' },
      emails: [
        { value: 'alex.moreau@example.com', type: 'work', primary: true },
        { value: 'alex@home.example.org', type: 'home' },
      ],
      phoneNumbers: [{ value: '+33 1 00 00 00 00', type: 'mobile' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { costCenter: '4130', manager: { value: 'u-2' } },
    });
    const { connector, fake } = await served({ users: [user, other(2)] }, { deactivateWith: 'put' });
    const action = await actionOf(connector, 'deactivate');
    expect((await connector.act(action, context())).status).toBe('accepted');
    expect(fake.writes[0]).toMatchObject({ method: 'PUT', path: '/Users/u-1' });
    expect(fake.writes[0]?.body).toEqual({ ...user, active: false });
  });
});

describe('taking one member out', () => {
  it.each(['path', 'value'] as const)('is asked in the other form after a 501 on %s', async (refusesRemoval) => {
    const groups = [group('g-1', 'u-1', 'u-2'), group('g-2', 'u-1', 'u-2')];
    const { connector, fake } = await served({ groups, ways: { refusesRemoval } }, { groupRemoval: refusesRemoval });
    for (const { action } of (await lookAt(connector)).items.slice(1)) {
      expect((await connector.act(action, context())).status).toBe('accepted');
      expect((await connector.readBack(action, read())).state).toBe('desired');
    }
    expect(fake.groups.map(({ members }) => members)).toEqual([['u-2'], ['u-2']]);
    // Learnt at the first group.
    expect(fake.writes).toHaveLength(3);
  });

  it('is not taken for more than was asked when another leaver goes out of the same group meanwhile', async () => {
    const users = [alexUser(), other(2), other(3)];
    const { connector, fake } = await served({ users, groups: [group('g-1', 'u-1', 'u-2', 'u-3')] });
    const action = await actionOf(connector, 'groups');
    const beside = { ...action, id: 'crm/u-2/groups/g-1', accountId: 'u-2' };
    const outcomes = await Promise.all([connector.act(action, context()), connector.act(beside, context())]);
    expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(fake.groups.map(({ members }) => members)).toEqual([['u-3']]);
  });

  it('that empties the group is told, with what there was, and not called done', async () => {
    const { connector } = await served({ groups: [group('g-1', 'u-1', 'u-2', 'u-3')], ways: { widens: true } });
    const error = await failureOf(connector.act(await actionOf(connector, 'groups'), context()));
    expect(error).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('took 2 others out of Group g-1'),
    });
    expect(error.evidence.map(({ detail }) => detail)).toEqual(['3 members', 'accepted', '0 members left']);
  });
});

describe('roles and entitlements', () => {
  it('go too, and are kept in the snapshot', async () => {
    const user = alexUser({ roles: [{ value: 'admin' }, 'auditor'], entitlements: [{ value: 'seat-pro' }] });
    const { connector, fake } = await served({ users: [user, other(2)] });
    const look = await lookAt(connector);
    expect(look.items.map(({ action }) => [action.id, action.stage, action.target?.label ?? null])).toEqual([
      ['crm/u-1/deactivate', 'disable', null],
      ['crm/u-1/seats/roles', 'groups', 'admin, auditor'],
      ['crm/u-1/seats/entitlements', 'licence', 'seat-pro'],
    ]);
    expect(look.snapshot).toMatchObject({ roles: ['admin', 'auditor'], entitlements: ['seat-pro'] });
    for (const { action } of look.items) {
      expect((await connector.readBack(action, read())).state).toBe('not-desired');
      await connector.act(action, context());
      expect((await connector.readBack(action, read())).state).toBe('desired');
    }
    expect(fake.users[0]).toMatchObject({ active: false });
    expect(fake.users[0]).not.toHaveProperty('roles');
  });
});

describe('lists of a SCIM server', () => {
  it('are read without a total', async () => {
    const groups = [group('g-1', 'u-1')];
    const { connector } = await served({ groups, ways: { leavesTotalsOut: true } });
    expect(idsOf(await lookAt(connector))).toEqual(['crm/u-1/deactivate', 'crm/u-1/groups/g-1']);
    expect((await connector.find({ ...alex, email: 'nobody@example.com' }, context())).status).toBe('none');
  });

  it('that repeat a page prove nothing', async () => {
    const { connector } = await served({ ways: { repeatsPages: true, ignoresFilters: true } });
    expect((await failureOf(connector.find(alex, context()))).kind).toBe('unproven');
  });

  it('that end before their total prove nothing', async () => {
    const { connector } = await served({ ways: { ignoresFilters: true, totalsMore: 3 } });
    expect((await failureOf(connector.find(alex, context()))).kind).toBe('unproven');
  });

  it('are read to the end: 250 users where filters are ignored, and 250 groups', async () => {
    const users = [...Array.from({ length: 249 }, (_, n) => other(n + 2)), alexUser()];
    const found = await (await served({ users, ways: { ignoresFilters: true } })).connector.find(alex, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
    const groups = Array.from({ length: 250 }, (_, n) => group(`g-${n}`, 'u-1', 'u-2'));
    expect((await lookAt((await served({ groups })).connector)).items).toHaveLength(251);
  });

  it('that are empty do not prove that somebody has no account', async () => {
    const { connector } = await served({ users: [] });
    expect((await failureOf(connector.find(alex, context()))).kind).toBe('unproven');
  });
});

describe('what doctor tries with a change of nobody', () => {
  const withGroup = (ways: FakeWays) => served({ groups: [group('g-1', 'u-1')], ways });

  it('finds nothing wrong with a server that knows no such user, and changes nobody', async () => {
    const { connector, fake } = await withGroup({});
    const before = JSON.stringify([fake.users, fake.groups]);
    expect((await connector.check(context())).problems).toEqual([]);
    expect(JSON.stringify([fake.users, fake.groups])).toBe(before);
    const plain = await withGroup({ plainJsonOnly: true });
    expect((await plain.connector.check(context())).problems).toEqual([]);
  });

  it.each([
    [501, 'does not take PATCH', 'deactivateWith: put'],
    [405, 'does not take PATCH', 'deactivateWith: put'],
    [403, 'lets this token change no user', 'the right to write Users'],
  ])('names what %i means for the day', async (refusesUserPatch, message, fix) => {
    const { connector, at } = await withGroup({ refusesUserPatch });
    expect(inEnglishToo((await connector.check(context())).problems)).toEqual([
      { message: expect.stringContaining(message), fix: expect.stringContaining(fix) },
    ]);
    expect((await at({ deactivateWith: 'put' }).check(context())).problems).toEqual([]);
  });

  it('does not trust a server that changed somebody who does not exist', async () => {
    const { connector } = await withGroup({ lies: true });
    expect(inEnglishToo((await connector.check(context())).problems)).toEqual([
      { message: expect.stringContaining('changed a user who does not exist'), fix: expect.any(String) },
    ]);
  });
});
