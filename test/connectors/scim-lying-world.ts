import type { Fetch } from '../../src/connectors/http/transport.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { lyingHandler } from './http-lies.ts';
import { serveTroubled } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';
import { scimAt, scimCanary } from './scim-at.ts';
import { type FakeScim, type FakeUser, fakeScim } from './scim-fake.ts';

const alex = personOf(colleague('U0ALEX'));
const secondAddress = 'alex@contractor.example.org';

const user = (id: string, address: string, more: Partial<FakeUser> = {}): FakeUser => ({
  id,
  userName: address,
  active: true,
  emails: [{ value: address, type: 'work' }],
  ...more,
});

/**
 * Memberships are told by the groups alone, so that there is something to lie about. `numbered`: everybody has an
 * employee number.
 */
export async function scimLyingWorld({
  watch,
  numbered = false,
}: {
  watch?: (fetch: Fetch) => Fetch;
  numbered?: boolean;
} = {}): Promise<LyingWorld> {
  let passed = 0;
  const now = () => new Date(Date.now() + passed * 1000);
  const fake = fakeScim({
    users: [
      user('u-3', 'hugo.petit@example.com'),
      user('u-1', alex.email, { roles: [{ value: 'admin' }], entitlements: [{ value: 'seat-pro' }] }),
      user('u-4', 'lea.noir@example.com'),
    ],
    groups: [
      { id: 'g-1', displayName: 'Sales pipeline', members: ['u-3', 'u-1', 'u-4'] },
      { id: 'g-2', displayName: 'Forecast', members: ['u-4', 'u-1'] },
      { id: 'g-3', displayName: 'Reports', members: ['u-3'] },
    ],
  });
  if (numbered) for (const [index, one] of fake.users.entries()) one.externalId = `E10${index}`;
  const words = {
    throttled: () => ({ 'retry-after': '30' }),
    lies: (on: boolean) => {
      fake.ways.lies = on;
    },
  };
  const lies = lyingHandler(fake.handler, words);
  const server = await serveTroubled(lies.handler, words);
  const userOf = (id: string) => fake.users.find((each) => each.id === id);
  const held = (value: unknown) => Array.isArray(value) && value.length > 0;

  /** Ours, while another organisation answers. */
  let ours: Pick<FakeScim, 'users' | 'groups'> | null = null;

  const open = (id: string): string[] => {
    const { users, groups } = ours ?? fake;
    const one = users.find((each) => each.id === id);
    if (!one) return [];
    return [
      ...(one.active ? [`crm/${id}/deactivate`] : []),
      ...groups.filter(({ members }) => members.includes(id)).map((group) => `crm/${id}/groups/${group.id}`),
      ...(['roles', 'entitlements'] as const)
        .filter((name) => held(one[name]))
        .map((name) => `crm/${id}/seats/${name}`),
    ];
  };

  return {
    connector: scimAt(server.baseUrl, {}, { now, watch }),
    now,
    pass(seconds) {
      passed += seconds;
    },
    people: { present: alex, absent: { ...alex, id: 'U0NONE', email: 'nobody@example.com' }, ambiguous: null },
    lastAdministrator: null,
    expectedItems: ({ id }) => open(id),
    protecting: ({ id }) => scimAt(server.baseUrl, { protected: [id] }, { now, watch }),
    secrets: [scimCanary],
    writes: server.writes,
    triesOfNobody: 1,
    requests: lies.requests,
    trouble: server.trouble,
    use() {},
    loseScope: () => server.forbid('/Users'),
    close: server.close,
    truth: {
      accounts: ({ email, otherEmails = [] }) =>
        fake.users
          .filter(({ userName }) => [email, ...otherEmails].includes(userName.toLowerCase()))
          .map(({ id }) => String(id)),
      isOpen: (action) => open(action.accountId).includes(action.id),
      open,
    },
    switches: {
      renameTargets() {
        for (const group of fake.groups) group.displayName = `${group.displayName} (next)`;
      },
      recreateTargets() {
        for (const group of fake.groups) group.id = `${group.id}-again`;
      },
      otherTenant() {
        ours = { users: fake.users, groups: fake.groups };
        // It numbers its users and groups in the same way, and who has the leaver's number has left.
        fake.users = [
          user('u-3', 'one@elsewhere.example.com'),
          user('u-1', 'two@elsewhere.example.com', { active: false }),
          user('u-4', 'three@elsewhere.example.com'),
        ];
        fake.groups = [{ id: 'g-1', displayName: 'Sales pipeline', members: ['u-3'] }];
      },
      hideFields: () =>
        lies.rewrite((_, { status, body }) => ({ status, body: status === 200 ? withoutFields(body) : body })),
      emptyPages: null,
      repeatPages() {
        fake.ways.repeatsPages = true;
      },
      failOnce: lies.failOnce,
      drifts: {
        'deactivated by somebody': (id) => Object.assign(userOf(id) ?? {}, { active: false }),
        'took another user name': (id) => Object.assign(userOf(id) ?? {}, { userName: 'alex.next@example.com' }),
        'deleted by somebody': (id) => {
          fake.users = fake.users.filter((each) => each.id !== id);
        },
        'left every group': (id) => {
          for (const group of fake.groups) group.members = group.members.filter((each) => each !== id);
        },
      },
      lag: lies.lag,
      catchUp: lies.catchUp,
      widen() {
        fake.ways.widens = true;
      },
      secondAccount() {
        fake.users.push(user('u-9', secondAddress));
        fake.groups[0]?.members.push('u-9');
        return { ...alex, otherEmails: [secondAddress] };
      },
      many(count) {
        for (let n = 0; n < count; n += 1)
          fake.groups.push({ id: `many-${n}`, displayName: `Group ${n}`, members: ['u-3', 'u-1'] });
      },
      mindCapitals() {
        fake.ways.mindsCapitals = true;
        Object.assign(userOf('u-1') ?? {}, {
          userName: 'Alex.Moreau@Example.com',
          emails: [{ value: 'Alex.Moreau@Example.com', type: 'work' }],
        });
      },
      answerOthers: () =>
        lies.rewrite(({ url }, answer) =>
          url.pathname === '/Users' ? { status: 200, body: { totalResults: 1, Resources: [userOf('u-3')] } } : answer,
        ),
      emptyTenant: () =>
        lies.rewrite(({ url }, answer) =>
          /^\/(Users|Groups)$/.test(url.pathname) ? { status: 200, body: { totalResults: 0, Resources: [] } } : answer,
        ),
      emptyMembers: () => lies.rewrite((_, { status, body }) => ({ status, body: withoutMembers(body) })),
    },
  };
}

function withoutFields(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, function (this: unknown, key, value: unknown) {
      const isPart = key === '' || key === 'Resources' || key === 'totalResults' || Array.isArray(this);
      return isPart || key === 'id' || key === 'value' ? value : null;
    }),
  );
}

/**
 * What a group or an account says about who is in what. Roles and entitlements are of the user itself, who answered.
 */
function withoutMembers(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) => (key === 'members' || key === 'groups' ? [] : value)),
  );
}
