import { z } from 'zod';
import { isOutsideCollaborator } from '../../src/workspace/systems/github/state.ts';
import type { AccountListCase } from '../contracts/account-list-contract.ts';
import { atlassianWorld } from './atlassian-world.ts';
import { entraWorld } from './entra-world.ts';
import { giteaWorld } from './gitea-world.ts';
import { githubWorld } from './github-world.ts';
import { gitlabWorld } from './gitlab-world.ts';
import { googleWorld } from './google-world.ts';
import { serveTroubled } from './http-trouble.ts';
import { hubspotWorld } from './hubspot-world.ts';
import { keycloakWorld } from './keycloak-world.ts';
import { oktaWorld } from './okta-world.ts';
import { salesforceWorld } from './salesforce-world.ts';
import { scimAt } from './scim-at.ts';
import { fakeScim } from './scim-fake.ts';
import { slackWorld } from './slack-world.ts';
import { zoomWorld } from './zoom-world.ts';

/** Adds so many copies of the first one, each changed by its number. */
function copies<Item>(items: Item[], count: number, change: (copy: Item, number: number) => void): void {
  const [model] = items;
  if (model === undefined) throw new Error('nobody there');
  for (let number = 0; number < count; number += 1) {
    const copy = structuredClone(model);
    change(copy, number);
    items.push(copy);
  }
}

const address = (number: number) => `more.${number}@example.com`;
const record = z.record(z.string(), z.unknown());
const records = z.array(record);

/**
 * The same answer without some of its items; `name` is where they stand, left out for an answer that is the list
 * itself.
 */
function without(body: unknown, isHidden: (item: Record<string, unknown>) => boolean, name?: string): unknown {
  if (name === undefined) {
    const items = records.safeParse(body);
    return items.success ? items.data.filter((item) => !isHidden(item)) : body;
  }
  const whole = record.safeParse(body);
  const items = records.safeParse(whole.data?.[name]);
  return items.success ? { ...whole.data, [name]: items.data.filter((item) => !isHidden(item)) } : body;
}

/** Leaves out the first of them. */
function firstOut(): (item: Record<string, unknown>) => boolean {
  let seen = 0;
  return () => {
    seen += 1;
    return seen === 1;
  };
}

/** A fake of each kind of system that lists its accounts. */
export const accountListCases = {
  okta: {
    pageSize: 200,
    async make(watch) {
      const world = await oktaWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () =>
          sandbox
            .state()
            .users.filter(({ status }) => status !== 'DEPROVISIONED')
            .map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              user.id = `00umore${number}`;
              user.profile = { ...user.profile, login: address(number), email: address(number) };
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname === '/api/v1/users',
    hides: ({ url, body }) =>
      url.pathname.endsWith('/roles') ? records.parse(body).map((role) => ({ ...role, type: 'CUSTOM' })) : body,
  },
  'okta with a service app': {
    pageSize: 200,
    async make(watch) {
      const world = await oktaWorld({ watch, oauth: true });
      const { sandbox } = world;
      return {
        ...world,
        ids: () =>
          sandbox
            .state()
            .users.filter(({ status }) => status !== 'DEPROVISIONED')
            .map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              user.id = `00umore${number}`;
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname === '/api/v1/users',
    hides: ({ url, body }) =>
      url.pathname.endsWith('/roles') ? records.parse(body).map((role) => ({ ...role, type: 'CUSTOM' })) : body,
  },
  entra: {
    pageSize: 500,
    async make(watch) {
      const world = await entraWorld({ watch, pageSize: 999 });
      const { sandbox } = world;
      return {
        ...world,
        ids: () =>
          sandbox
            .directory()
            .users.filter(({ deletedDateTime }) => deletedDateTime === null)
            .map(({ id }) => id),
        crowd: (count) =>
          sandbox.happen(({ users }) =>
            copies(users, count, (user, number) => {
              user.id = `${user.id.slice(0, -6)}${100_000 + number}`;
              user.userPrincipalName = address(number);
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname === '/v1.0/users',
    hides: ({ url, body }) => {
      const page = z.looseObject({ value: records }).safeParse(body);
      if (!page.success || url.pathname !== '/v1.0/users') return body;
      return { ...page.data, value: page.data.value.map((user) => ({ ...user, accountEnabled: null })) };
    },
  },
  google: {
    pageSize: 500,
    async make(watch) {
      const world = await googleWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () =>
          sandbox
            .state()
            .users.filter(({ deletedAt }) => deletedAt === null)
            .map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              user.id = `9${String(number).padStart(20, '0')}`;
              user.primaryEmail = address(number);
              user.isAdmin = false;
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname === '/admin/directory/v1/users',
    hides: ({ body }) => without(body, ({ isAdmin }) => isAdmin === true, 'users'),
  },
  slack: {
    pageSize: 999,
    async make(watch) {
      const world = await slackWorld({ plan: 'business', watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () =>
          sandbox
            .state()
            .users.filter(({ role }) => role !== 'stranger')
            .map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: `U0MORE${number}`, email: address(number), role: 'member' });
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname.endsWith('/users.list'),
    hides: ({ url, body }) =>
      url.pathname.endsWith('/users.list')
        ? without(body, ({ id }) => String(id).includes('RELAIS') || String(id).includes('SERVICE'), 'members')
        : body,
  },
  github: {
    pageSize: 100,
    async make(watch) {
      const world = await githubWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () => {
          const state = sandbox.state();
          const members = state.accounts.filter(({ membership }) => membership?.state === 'active');
          return [
            ...members.map(({ id }) => String(id)),
            ...state.accounts.flatMap((one) => (isOutsideCollaborator(state, one) ? [String(one.id)] : [])),
            ...state.invitations.map(({ id }) => `invitation-${id}`),
          ];
        },
        crowd: (count) =>
          sandbox.change(({ accounts }) => {
            const model = accounts.find(({ membership }) => membership?.role === 'member');
            if (model === undefined) throw new Error('no member');
            for (let number = 0; number < count; number += 1)
              accounts.push({ ...structuredClone(model), id: 900_000 + number, login: `more-${number}` });
          }),
      };
    },
    isPage: ({ pathname, searchParams }) =>
      /^\/orgs\/[^/]+\/members$/.test(pathname) && searchParams.get('role') === null,
    hides: ({ url, body }) => (url.searchParams.get('role') === 'admin' ? [] : body),
  },
  'gitlab, an instance': {
    pageSize: 100,
    async make(watch) {
      const world = await gitlabWorld({ of: 'instance', watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () => sandbox.state().users.map(({ id }) => String(id)),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: 90_000 + number, username: `more-${number}`, email: address(number) });
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname === '/api/v4/users',
    hides: ({ url, body }) =>
      url.pathname === '/api/v4/users' ? without(body, ({ username }) => username === 'relais') : body,
  },
  scim: {
    pageSize: 100,
    async make(watch) {
      const user = (id: string, mail: string) => ({
        ...{ id, userName: mail, active: true },
        emails: [{ value: mail, type: 'work' }],
      });
      const fake = fakeScim({ users: ['hugo', 'maya', 'lea'].map((who) => user(`u-${who}`, `${who}@example.com`)) });
      const words = { throttled: () => ({ 'retry-after': '30' }), lies() {} };
      const server = await serveTroubled(fake.handler, words);
      return {
        connector: scimAt(server.baseUrl, {}, { watch }),
        now: () => new Date(),
        ids: () => fake.users.map(({ id }) => String(id)),
        crowd(count) {
          for (let number = 0; number < count; number += 1) fake.users.push(user(`u-more-${number}`, address(number)));
        },
        close: server.close,
      };
    },
    isPage: ({ pathname, searchParams }) => pathname === '/Users' && searchParams.get('count') === '100',
    hides: ({ url, body }) => (url.searchParams.get('count') === '100' ? without(body, firstOut(), 'Resources') : body),
  },
  keycloak: {
    pageSize: 100,
    async make(watch) {
      const world = await keycloakWorld({}, watch);
      const { fake } = world;
      return {
        ...world,
        ids: () => fake.users.map(({ id }) => id),
        crowd: (count) =>
          copies(fake.users, count, (user, number) => {
            Object.assign(user, { id: `u-more-${number}`, username: `more-${number}`, email: address(number) });
          }),
      };
    },
    isPage: ({ pathname }) => pathname.endsWith('/acme/users'),
    hides: ({ url, body }) => (url.pathname.endsWith('/acme/users') ? without(body, firstOut()) : body),
  },
  gitea: {
    pageSize: 50,
    async make(watch) {
      const world = await giteaWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () => sandbox.state().users.map(({ id }) => String(id)),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: 900_000 + number, login: `more-${number}`, email: address(number) });
            }),
          ),
      };
    },
    isPage: ({ pathname, searchParams }) => pathname.endsWith('/admin/users') && searchParams.has('page'),
    hides: ({ url, body }) =>
      url.pathname.endsWith('/admin/users') && url.searchParams.has('page') ? without(body, firstOut()) : body,
  },
  zoom: {
    pageSize: 300,
    async make(watch) {
      const world = await zoomWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () => sandbox.state().users.map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: `more${number}`, email: address(number) });
            }),
          ),
      };
    },
    isPage: ({ pathname, searchParams }) => pathname.endsWith('/users') && searchParams.get('status') !== null,
    hides: ({ url, body }) =>
      url.searchParams.get('status') === 'active' && url.searchParams.get('page_size') === '300'
        ? without(body, ({ email }) => String(email).startsWith('maya'), 'users')
        : body,
  },
  hubspot: {
    pageSize: 100,
    async make(watch) {
      const world = await hubspotWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () =>
          sandbox
            .state()
            .users.filter(({ status }) => status !== 'removed')
            .map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: String(7_000_000 + number), ownerId: `9${number}`, email: address(number) });
            }),
          ),
      };
    },
    isPage: ({ pathname }) => /\/settings\/users\/[^/]+$/.test(pathname),
    hides: ({ url, body }) =>
      /\/settings\/users\/[^/]+$/.test(url.pathname) ? without(body, firstOut(), 'results') : body,
  },
  salesforce: {
    pageSize: 100,
    async make(watch) {
      const world = await salesforceWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () => sandbox.state().users.map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: `005more${number}`, loginId: `0Ymore${number}`, username: address(number) });
            }),
          ),
      };
    },
    isPage: (url) => /FROM User$/.test(url.searchParams.get('q') ?? '') || /\/query\/\w/.test(url.pathname),
    hides: ({ body }) => {
      const answer = z.looseObject({ records }).safeParse(body);
      if (!answer.success) return body;
      const rows = answer.data.records.map((row) =>
        'PermissionsManageUsers' in row ? { ...row, PermissionsManageUsers: false } : row,
      );
      return { ...answer.data, records: rows };
    },
  },
  atlassian: {
    pageSize: 100,
    async make(watch) {
      const world = await atlassianWorld({ watch });
      const { sandbox } = world;
      return {
        ...world,
        ids: () => sandbox.state().users.map(({ id }) => id),
        crowd: (count) =>
          sandbox.change(({ users }) =>
            copies(users, count, (user, number) => {
              Object.assign(user, { id: `712020:more-${number}`, email: address(number) });
            }),
          ),
      };
    },
    isPage: ({ pathname }) => pathname.endsWith('/users/search'),
    hides: ({ url, body }) =>
      url.pathname.endsWith('/users/search')
        ? without(body, ({ accountId }) => accountId === '712020:relais', 'data')
        : body,
  },
} satisfies Readonly<Record<string, AccountListCase>>;
