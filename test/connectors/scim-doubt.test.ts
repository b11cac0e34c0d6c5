import { describe, expect, it, onTestFinished } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import type { Connector, Look } from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { type Answer, type Asked, lyingHandler } from './http-lies.ts';
import { serveTroubled } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';
import { scimAt } from './scim-at.ts';
import { type FakeGroup, type FakeScim, type FakeUser, fakeScim } from './scim-fake.ts';

/** Answers from which nothing may follow although they look like answers. */

const alex = personOf(colleague('U0ALEX'));
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });

const userOf = (id: string, userName: string, more: Partial<FakeUser> = {}): FakeUser => ({
  id,
  userName,
  active: true,
  ...more,
});
const alexUser = userOf('u-1', 'alex.moreau@example.com');
const hugo = userOf('u-2', 'hugo.petit@example.com');

interface Served {
  fake: FakeScim;
  connector: Connector;
  requests(): number;
}

async function served(
  state: { users?: FakeUser[]; groups?: FakeGroup[]; ways?: FakeScim['ways'] },
  change: (asked: Asked, answer: Answer) => Answer = (_, answer) => answer,
): Promise<Served> {
  const fake = fakeScim({ users: [{ ...alexUser }, hugo], ...state });
  const words = { throttled: () => ({}), lies: () => undefined };
  const lying = lyingHandler(fake.handler, words);
  lying.rewrite(change);
  const server = await serveTroubled(lying.handler, words);
  onTestFinished(() => server.close());
  return { fake, connector: scimAt(server.baseUrl, { lookups: ['userName'] }), requests: lying.requests };
}

async function lookAt(connector: Connector, person: Person = alex): Promise<Look> {
  const found = await connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`not found: ${found.status}`);
  return connector.look(account, context());
}

async function stateOf(connector: Connector, look: Look, id: string): Promise<string> {
  const item = look.items.find(({ action }) => action.id === id);
  if (!item) throw new Error(`${id} is not in the look`);
  return (await connector.readBack(item.action, { ...context(), calledAt: new Date() })).state;
}

/** Changes every group as it is told: alone, and in lists. */
const groupsAs =
  (change: (group: object) => object) =>
  ({ url }: Asked, { status, body }: Answer): Answer => {
    if (!url.pathname.startsWith('/Groups') || typeof body !== 'object' || body === null) return { status, body };
    if (!('Resources' in body) || !Array.isArray(body.Resources)) return { status, body: change(body) };
    return { status, body: { ...body, Resources: body.Resources.map(change) } };
  };

const sales: FakeGroup = { id: 'g-1', displayName: 'Sales', members: ['u-1', 'u-2'] };

describe('members of a group', () => {
  it('without a readable value are no proof that somebody is not among them', async () => {
    let nameless = false;
    const { connector } = await served(
      { groups: [{ ...sales }] },
      groupsAs((group) => (nameless ? { ...group, members: [{ display: 'Alex Moreau' }, { value: 'u-2' }] } : group)),
    );
    const look = await lookAt(connector);
    nameless = true;
    // The filter, which was seen to work, still finds the group by its member.
    expect(await stateOf(connector, look, 'crm/u-1/groups/g-1')).toBe('not-desired');
  });

  it('that end at a round number may go on where nobody told', async () => {
    const crowd = Array.from({ length: 100 }, (_, n) => `m-${n}`);
    let short = false;
    const { connector, fake } = await served(
      { groups: [{ id: 'g-1', displayName: 'Everybody', members: [...crowd, 'u-1'] }] },
      groupsAs((group) => (short ? { ...group, members: crowd.map((value) => ({ value })) } : group)),
    );
    const look = await lookAt(connector);
    short = true;
    expect(await stateOf(connector, look, 'crm/u-1/groups/g-1')).toBe('not-desired');
    const [group] = fake.groups;
    if (group) group.members = crowd;
    expect(await stateOf(connector, look, 'crm/u-1/groups/g-1')).toBe('desired');
  });

  it('that end at a small round number may go on as well, unless another group tells more', async () => {
    const crowd = Array.from({ length: 20 }, (_, n) => `m-${n}`);
    const everybody: FakeGroup = { id: 'g-9', displayName: 'Everybody', members: [...crowd, 'u-1'] };
    // A server without filters, whose users tell no groups, and which ends each list of members after so many.
    const cap = { most: 20 };
    const { connector } = await served(
      { groups: [everybody, { ...sales }], ways: { ignoresFilters: true } },
      groupsAs((group) =>
        'members' in group && Array.isArray(group.members)
          ? { ...group, members: group.members.slice(0, cap.most) }
          : group,
      ),
    );
    const capped = await lookAt(connector);
    expect(capped.untold).toMatchObject([{ what: 'groups' }]);
    cap.most = 1000;
    const look = await lookAt(connector);
    expect(look.items.map(({ action }) => action.id)).toContain('crm/u-1/groups/g-9');
    cap.most = 20;
    expect(await stateOf(connector, look, 'crm/u-1/groups/g-9')).toBe('unreadable');
    // Twenty are all where another group tells twenty-one.
    everybody.members = crowd;
    const bigger: FakeGroup = { id: 'g-3', displayName: 'Bigger', members: [...crowd, 'm-20'] };
    const plain = await served({ groups: [everybody, bigger, { ...sales }], ways: { ignoresFilters: true } });
    expect((await lookAt(plain.connector)).untold).toEqual([]);
  });

  it('may be told as plain ids', async () => {
    const { connector } = await served(
      { groups: [{ ...sales }], ways: { ignoresFilters: true } },
      groupsAs((group) => ({ ...group, members: ['u-1', 'u-2'] })),
    );
    const look = await lookAt(connector);
    expect(look.items.map(({ action }) => action.id)).toContain('crm/u-1/groups/g-1');
    expect(await stateOf(connector, look, 'crm/u-1/groups/g-1')).toBe('not-desired');
  });
});

describe('one user who is told oddly', () => {
  const nameless = ({ url }: Asked, { status, body }: Answer): Answer => {
    const without = (one: object) => ('id' in one && one.id === 'u-0' ? { ...one, userName: null } : one);
    if (!url.pathname.startsWith('/Users') || typeof body !== 'object' || body === null) return { status, body };
    if (!('Resources' in body) || !Array.isArray(body.Resources)) return { status, body: without(body) };
    return { status, body: { ...body, Resources: body.Resources.map(without) } };
  };

  it('costs the system nobody else', async () => {
    const users = [userOf('u-0', ''), { ...alexUser }, hugo];
    const { connector } = await served({ users, ways: { ignoresFilters: true } }, nameless);
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
    expect((await connector.find({ ...alex, email: 'nobody@example.com' }, context())).status).toBe('none');
  });

  it('is found by what else is told, and not taken for gone by a name that it does not have', async () => {
    const users = [userOf('u-0', '', { emails: [{ value: alex.email }] }), hugo];
    let lost = false;
    const { connector, fake } = await served({ users, ways: { ignoresFilters: true } }, (asked, answer) =>
      lost && asked.url.pathname === '/Users/u-0' ? { status: 404, body: {} } : nameless(asked, answer),
    );
    const found = await connector.find(alex, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ id: 'u-0' }] });
    const [account] = found.status === 'found' ? found.accounts : [];
    if (!account) throw new Error('not found');
    fake.ways = {};
    lost = true;
    await expect(connector.look(account, context())).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('has an odd total beside it: the list is read to its end', async () => {
    const { connector } = await served({}, ({ url }, { status, body }) =>
      url.pathname === '/Users' && typeof body === 'object'
        ? { status, body: { ...body, totalResults: 'many' } }
        : { status, body },
    );
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
  });
});

describe('no groups at all', () => {
  const noSuchPath = { status: 404, body: { detail: 'no such path' } };

  it('are not believed of a server that says it has groups', async () => {
    const { connector } = await served({ ways: { groups: noSuchPath } }, ({ url }, answer) =>
      url.pathname === '/ResourceTypes'
        ? { status: 200, body: { Resources: [{ name: 'User' }, { name: 'Group', endpoint: '/Groups' }] } }
        : answer,
    );
    expect((await lookAt(connector)).untold).toMatchObject([{ what: 'groups' }]);
  });

  it.each([
    ['a 404', noSuchPath],
    ['an empty list', { status: 200, body: { totalResults: 0, Resources: [] } }],
  ])('are not believed by %s where other users tell theirs', async (_, groups) => {
    const inSales = { ...hugo, groups: [{ value: 'g-1', display: 'Sales' }] };
    const { connector } = await served({ users: [{ ...alexUser }, inSales], ways: { groups } });
    expect((await lookAt(connector)).untold).toMatchObject([{ what: 'groups' }]);
  });
});

describe('an empty list of groups', () => {
  const empty = { status: 200, body: { totalResults: 0, Resources: [] } };
  const types = (...names: string[]) => ({ status: 200, body: { Resources: names.map((name) => ({ name })) } });
  const servedWith = (resourceTypes: Answer) =>
    served({ users: [{ ...alexUser }, hugo], ways: { groups: empty } }, ({ url }, answer) =>
      url.pathname === '/ResourceTypes' ? resourceTypes : answer,
    );

  // Without the right to read groups, servers answer like one that has none.
  it.each([
    ['tells nothing of its types', { status: 404, body: {} }],
    ['says that it has groups', types('User', 'Group')],
  ])('shows nothing where the server %s', async (_, resourceTypes) => {
    const { connector } = await servedWith(resourceTypes);
    const look = await lookAt(connector);
    expect(look.untold).toMatchObject([
      {
        what: 'groups',
        reason: { en: expect.stringContaining('groups: leave'), fr: expect.stringContaining('groups: leave') },
      },
    ]);
    expect(look.snapshot['groups']).toBeNull();
    expect(inEnglishToo((await connector.check(context())).problems)[0]?.fix).toContain('groups: leave');
  });

  it('is believed where the server says that it has users alone', async () => {
    const { connector } = await servedWith(types('User'));
    expect((await lookAt(connector)).untold).toEqual([]);
    expect((await connector.check(context())).problems).toEqual([]);
  });
});

describe('roles that are not told any more', () => {
  const roles = [{ value: 'administrator' }];
  const hiding = async (users: FakeUser[]) => {
    let hidden = false;
    const made = await served({ users, groups: [{ ...sales }] }, ({ url }, { status, body }) => {
      if (!hidden || !url.pathname.startsWith('/Users') || typeof body !== 'object' || body === null)
        return { status, body };
      const without = (one: object) => ({ ...one, roles: undefined });
      if ('Resources' in body && Array.isArray(body.Resources))
        return { status, body: { ...body, Resources: body.Resources.map(without) } };
      return { status, body: without(body) };
    });
    return {
      ...made,
      hide() {
        hidden = true;
      },
    };
  };

  it('are no proof where nobody tells any: the right to see them may be gone', async () => {
    const { connector, hide } = await hiding([
      { ...alexUser, roles },
      { ...hugo, roles },
    ]);
    const look = await lookAt(connector);
    hide();
    await expect(stateOf(connector, look, 'crm/u-1/seats/roles')).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('are gone where somebody else tells theirs', async () => {
    const { connector, fake } = await hiding([
      { ...alexUser, roles },
      { ...hugo, roles },
    ]);
    const look = await lookAt(connector);
    const [user] = fake.users;
    if (user) delete user.roles;
    expect(await stateOf(connector, look, 'crm/u-1/seats/roles')).toBe('desired');
  });

  it('are gone where the server tells that there are none, or the removal told what is left', async () => {
    const { connector, fake } = await hiding([{ ...alexUser, roles }, hugo]);
    const look = await lookAt(connector);
    const [user] = fake.users;
    if (user) user.roles = [];
    expect(await stateOf(connector, look, 'crm/u-1/seats/roles')).toBe('desired');
    if (user) user.roles = roles;
    const item = look.items.find(({ action }) => action.id === 'crm/u-1/seats/roles');
    if (!item) throw new Error('no action');
    // The only one who had a role: it was told just before the call, and is not told just after it.
    await connector.act(item.action, context());
    expect(await stateOf(connector, look, 'crm/u-1/seats/roles')).toBe('desired');
  });
});

describe('no groups in sight', () => {
  it('are not believed where somebody behind the first hundred users tells theirs', async () => {
    const many = Array.from({ length: 120 }, (_, n) => userOf(`m-${n}`, `m.${n}@example.com`));
    const last = { ...userOf('m-last', 'last@example.com'), groups: [{ value: 'g-1', display: 'Sales' }] };
    const { connector } = await served({
      users: [{ ...alexUser }, hugo, ...many, last],
      ways: { groups: { status: 200, body: { totalResults: 0, Resources: [] } } },
    });
    expect((await lookAt(connector)).untold).toMatchObject([{ what: 'groups' }]);
  });
});

describe('a membership that the user tells by its name alone', () => {
  const groups: FakeGroup[] = [{ ...sales }];
  const byName = (asked: Asked, { status, body }: Answer): Answer => {
    const own = { groups: [{ display: 'Sales' }] };
    if (typeof body !== 'object' || body === null) return { status, body };
    if (asked.url.pathname === '/Users/u-1') return { status, body: { ...body, ...own } };
    if (asked.url.pathname === '/Users' && 'Resources' in body && Array.isArray(body.Resources))
      return { status, body: { ...body, Resources: body.Resources.map((one) => ({ ...one, ...own })) } };
    return { status, body };
  };

  it('is a task for a person, done when the name is not told any more', async () => {
    let told = true;
    const { connector } = await served({ groups: [] }, (asked, answer) => (told ? byName(asked, answer) : answer));
    const look = await lookAt(connector);
    const task = look.items.find(({ action }) => action.manual);
    expect(task?.action).toMatchObject({
      id: 'crm/u-1/nameless-groups',
      verifiable: true,
      call: { en: expect.stringContaining('Sales'), fr: expect.stringContaining('Sales') },
    });
    expect(task && endsOnMove(task.action)).toBe(true);
    expect(await stateOf(connector, look, 'crm/u-1/nameless-groups')).toBe('not-desired');
    told = false;
    // Nobody tells groups now: that the name is not there shows nothing.
    expect(await stateOf(connector, look, 'crm/u-1/nameless-groups')).toBe('unreadable');
  });

  it('of an inactive user is done only where inactive users tell groups', async () => {
    let told = true;
    const users = [{ ...alexUser }, { ...hugo, groups: [{ value: 'g-2', display: 'Support' }] }];
    const { fake, connector } = await served({ users, groups: [] }, (asked, answer) =>
      told && asked.url.pathname === '/Users/u-1' ? byName(asked, answer) : answer,
    );
    const look = await lookAt(connector);
    told = false;
    const state = () => stateOf(connector, look, 'crm/u-1/nameless-groups');
    const [own, other] = fake.users;
    if (!own || !other) throw new Error('nobody');
    expect(await state()).toBe('desired');
    own.active = false;
    expect(await state()).toBe('unreadable');
    other.active = false;
    expect(await state()).toBe('desired');
  });

  it('is not done while a group of that name is told with an id', async () => {
    let told = true;
    const { fake, connector } = await served({ groups: [] }, (asked, answer) =>
      told ? byName(asked, answer) : answer,
    );
    const look = await lookAt(connector);
    told = false;
    const own = fake.users[0] ?? expect.fail('nobody');
    const state = () => stateOf(connector, look, 'crm/u-1/nameless-groups');
    own.groups = [{ value: 'g-7', display: 'Sales' }];
    expect(await state()).toBe('not-desired');
    own.groups = [{ value: 'g-8', display: 'Support' }];
    expect(await state()).toBe('desired');
  });

  it('is no proof that the user is not in a group whose members are not told', async () => {
    let hidden = false;
    const { connector } = await served({ groups, ways: {} }, (asked, answer) => {
      if (!hidden) return answer;
      if (asked.url.searchParams.has('filter') && asked.url.pathname === '/Groups')
        return { status: 501, body: { detail: 'no filters' } };
      return byName(asked, groupsAs((group) => ({ ...group, members: [] }))(asked, answer));
    });
    const look = await lookAt(connector);
    hidden = true;
    expect(await stateOf(connector, look, 'crm/u-1/groups/g-1')).toBe('unreadable');
  });
});

describe('a server that does not change groups by PATCH', () => {
  it.each([404, 405, 501])(
    'and answers it with %i is given the group without the member, as it was',
    async (status) => {
      const more = (group: object) => ({ ...group, 'urn:example:more': { kept: true }, meta: { version: 'W/"1"' } });
      const { connector, fake } = await served(
        { groups: [{ ...sales }], ways: { refusesGroupPatch: status } },
        groupsAs(more),
      );
      const look = await lookAt(connector);
      const item = look.items.find(({ action }) => action.id === 'crm/u-1/groups/g-1');
      if (!item) throw new Error('no action');
      expect((await connector.act(item.action, context())).status).toBe('accepted');
      expect(fake.groups[0]?.members).toEqual(['u-2']);
      expect(await stateOf(connector, look, 'crm/u-1/groups/g-1')).toBe('desired');
      const put = fake.writes.find(({ method }) => method === 'PUT');
      expect(put?.body).toEqual({
        id: 'g-1',
        displayName: 'Sales',
        members: [{ value: 'u-2' }],
        'urn:example:more': { kept: true },
      });
    },
  );

  it('and may have ended the list of members is not sent that list', async () => {
    const crowd = Array.from({ length: 30 }, (_, n) => `m-${n}`);
    const members = ['u-1', ...crowd];
    const { connector, fake } = await served(
      { groups: [{ ...sales, members }], ways: { refusesGroupPatch: 501, tellsGroups: true } },
      groupsAs((group) =>
        'members' in group && Array.isArray(group.members) ? { ...group, members: group.members.slice(0, 20) } : group,
      ),
    );
    const item = (await lookAt(connector)).items.find(({ action }) => action.id === 'crm/u-1/groups/g-1');
    if (!item) throw new Error('no action');
    await expect(connector.act(item.action, context())).rejects.toMatchObject({ kind: 'rejected' });
    expect(fake.groups[0]?.members).toEqual(members);
  });

  it('and does not tell all members is not sent a list that would throw others out', async () => {
    const { connector, fake } = await served({
      groups: [{ ...sales }],
      ways: { refusesGroupPatch: 501, hidesMembers: true, tellsGroups: true },
    });
    const look = await lookAt(connector);
    const item = look.items.find(({ action }) => action.id === 'crm/u-1/groups/g-1');
    if (!item) throw new Error('no action');
    await expect(connector.act(item.action, context())).rejects.toMatchObject({ kind: 'rejected' });
    expect(fake.writes.some(({ method }) => method === 'PUT')).toBe(false);
    expect(fake.groups[0]?.members).toEqual(['u-1', 'u-2']);
  });
});

describe('roles in an odd shape', () => {
  it.each([
    ['one text', 'administrator'],
    ['one object', { value: 'administrator' }],
    ['a number among them', [{ value: 'administrator' }, 7]],
  ])('are still roles: %s', async (_, roles) => {
    const { connector } = await served({ users: [{ ...alexUser, ...Object.fromEntries([['roles', roles]]) }, hugo] });
    const look = await lookAt(connector);
    expect(look.items.map(({ action }) => action.id)).toContain('crm/u-1/seats/roles');
    expect(await stateOf(connector, look, 'crm/u-1/seats/roles')).toBe('not-desired');
  });
});

describe('the control of a look-up', () => {
  it('is somebody whose name has letters: digits alone do not show whether capitals matter', async () => {
    const { connector } = await served({
      users: [userOf('u-0', '1001'), hugo, userOf('u-1', 'Alex.Moreau@Example.com')],
      ways: { mindsCapitals: true },
    });
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
  });

  it('of the employee number is one of its own: a filter on externalId may find nobody, whoever is there', async () => {
    const blind = ({ url }: Asked, answer: Answer): Answer =>
      url.searchParams.get('filter')?.startsWith('externalId')
        ? { status: 200, body: { totalResults: 0, Resources: [] } }
        : answer;
    const person = { ...alex, email: 'elsewhere@example.com', employeeNumber: 'E1006' };
    const users = [userOf('u-2', 'hugo@example.com', { externalId: 'E1001' }), { ...alexUser, externalId: 'E1006' }];
    const found = await (await served({ users }, blind)).connector.find(person, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
    // Where the filter works it is enough, in the letters as they are: externalId minds capitals by the standard.
    const exact = await served({ users, ways: { mindsCapitals: false } });
    expect((await exact.connector.find(person, context())).status).toBe('found');
  });

  it('is not needed where every user can be read: a server without filters is compared here', async () => {
    const refuse = ({ url }: Asked, answer: Answer): Answer =>
      url.searchParams.has('filter') ? { status: 501, body: { detail: 'no filters' } } : answer;
    const { connector } = await served({ groups: [] }, refuse);
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
    expect((await connector.find({ ...alex, email: 'nobody@example.com' }, context())).status).toBe('none');
  });
});

describe('a list', () => {
  it('whose total speaks of the page alone is read on', async () => {
    const many = Array.from({ length: 130 }, (_, n) => userOf(`x-${n}`, `colleague${n}@example.com`));
    const pageTotals = (_: Asked, { status, body }: Answer): Answer => {
      if (typeof body !== 'object' || body === null || !('Resources' in body) || !Array.isArray(body.Resources))
        return { status, body };
      return { status, body: { ...body, totalResults: body.Resources.length } };
    };
    const { connector } = await served(
      { users: [...many, { ...alexUser }], ways: { ignoresFilters: true } },
      pageTotals,
    );
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
  });

  it('that is told whole at once, whatever page is asked for, has an end', async () => {
    const whole = { ignoresFilters: true };
    const { connector } = await served({ ways: whole }, ({ url }, { status, body }) =>
      url.pathname === '/Users' ? { status, body: { totalResults: 2, Resources: [alexUser, hugo] } } : { status, body },
    );
    expect((await connector.find({ ...alex, email: 'nobody@example.com' }, context())).status).toBe('none');
  });
});

describe('the end of a list', () => {
  it.each([400, 404])('may be refused with %i by a server that is asked beyond it', async (status) => {
    const { connector } = await served({ ways: { ignoresFilters: true } }, ({ url }, answer) =>
      Number(url.searchParams.get('startIndex') ?? 1) > 2 ? { status, body: { detail: 'startIndex' } } : answer,
    );
    expect((await connector.find({ ...alex, email: 'nobody@example.com' }, context())).status).toBe('none');
  });
});

describe('groups that tell nobody', () => {
  const empty: FakeGroup = { id: 'g-2', displayName: 'Reports', members: [] };
  const mute = { ignoresFilters: true };

  it('are empty where others beside them tell who is in them', async () => {
    const { connector } = await served({ groups: [{ ...sales }, empty], ways: mute });
    const look = await lookAt(connector);
    expect(look.untold).toEqual([]);
    expect(look.items.map(({ action }) => action.id)).toEqual(['crm/u-1/deactivate', 'crm/u-1/groups/g-1']);
  });

  it('are read by themselves, since a list may leave the members of some out', async () => {
    const groups = [
      { ...sales, members: ['u-2'] },
      { ...empty, members: ['u-1'] },
    ];
    const { connector } = await served({ groups, ways: mute }, ({ url }, { status, body }) => {
      if (url.pathname !== '/Groups' || typeof body !== 'object' || body === null || !('Resources' in body))
        return { status, body };
      const list = [{ id: 'g-1', members: [{ value: 'u-2' }] }, { id: 'g-2' }];
      return { status, body: { ...body, Resources: url.searchParams.get('startIndex') === '1' ? list : [] } };
    });
    const look = await lookAt(connector);
    expect(look.items.map(({ action }) => action.id)).toContain('crm/u-1/groups/g-2');
  });

  it('are empty for somebody who tells none, where others tell theirs', async () => {
    const groups = [{ ...sales, members: ['u-2'] }];
    const { connector } = await served({ groups, ways: { ...mute, tellsGroups: true, hidesMembers: true } });
    expect((await lookAt(connector)).untold).toEqual([]);
  });

  it('are unknown where no group tells anybody', async () => {
    const { connector } = await served({ groups: [{ ...sales }], ways: { ...mute, hidesMembers: true } });
    expect((await lookAt(connector)).untold).toMatchObject([{ what: 'groups' }]);
  });
});

describe('a user', () => {
  it.each([
    ['where the filter knows ids', false],
    ['where there are no filters', true],
  ])('who has another name by now is not taken for gone by the old one, %s', async (_, ignoresFilters) => {
    let lost = false;
    const { connector, fake } = await served({ ways: { ignoresFilters } }, ({ url }, answer) =>
      lost && url.pathname === '/Users/u-1' ? { status: 404, body: {} } : answer,
    );
    const look = await lookAt(connector);
    const [user] = fake.users;
    if (user) user.userName = 'alex.durand@example.com';
    lost = true;
    expect(await connector.look(look.account, context()).catch((error: unknown) => error)).toMatchObject({
      kind: 'not-found',
    });
    fake.users = fake.users.filter(({ id }) => id !== 'u-1');
    expect((await connector.look(look.account, context())).account.status).toBe('gone');
  });

  it('who is not the one that was asked for is nobody’s proof', async () => {
    let others = false;
    const { connector } = await served({}, ({ url }, answer) =>
      others && url.pathname === '/Users/u-1' ? { status: 200, body: { ...hugo, active: false } } : answer,
    );
    const look = await lookAt(connector);
    others = true;
    await expect(stateOf(connector, look, 'crm/u-1/deactivate')).rejects.toMatchObject({ kind: 'mismatch' });
  });
});

describe('the snapshot', () => {
  it('says that the groups could not be read, and does not say that there are none', async () => {
    const { connector } = await served({ ways: { groups: { status: 500, body: { detail: 'broken' } } } });
    expect((await lookAt(connector)).snapshot).toMatchObject({ groups: null });
  });

  it('costs one request: what a look has read is not read again', async () => {
    const { connector, requests } = await served({ groups: [{ ...sales }] });
    const found = await connector.find(alex, context());
    const [account] = found.status === 'found' ? found.accounts : [];
    if (!account) throw new Error('not found');
    const before = requests();
    expect((await connector.look(account, context())).snapshot).toMatchObject({
      groups: [{ id: 'g-1', name: 'Sales' }],
    });
    // One of them asks a witness which organisation answers.
    expect(requests() - before).toBeLessThanOrEqual(8);
  });
});

describe('a server without filters', () => {
  const crowd = (count: number) => Array.from({ length: count }, (_, n) => userOf(`m-${n}`, `m.${n}@example.com`));
  const nobody = { ...alex, email: 'nobody@example.com' };

  it('is read to the end, whoever is looked for', async () => {
    const users = [...crowd(4898), hugo, { ...alexUser }];
    const { connector } = await served({ users, ways: { ignoresFilters: true } });
    expect(await connector.find(alex, context())).toMatchObject({ status: 'found', accounts: [{ id: 'u-1' }] });
    expect((await connector.find(nobody, context())).status).toBe('none');
  });

  it('and with more users than are read, tells of nobody that they have no account', async () => {
    const { connector } = await served({ users: [{ ...alexUser }, ...crowd(4900)], ways: { ignoresFilters: true } });
    await expect(connector.find(nobody, context())).rejects.toMatchObject({ kind: 'unproven' });
  });
});

describe('doctor', () => {
  it('believes what it tries, not what a server says of itself', async () => {
    const says = ({ url }: Asked, answer: Answer): Answer =>
      url.pathname === '/ServiceProviderConfig'
        ? { status: 200, body: { patch: { supported: true }, filter: { supported: false } } }
        : answer;
    const { connector } = await served({ groups: [{ ...sales }] }, says);
    expect((await connector.check(context())).problems).toEqual([]);
  });
});
