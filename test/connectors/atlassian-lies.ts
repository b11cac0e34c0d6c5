import { z } from 'zod';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { AtlassianSandbox } from '../../src/workspace/systems/atlassian/atlassian-sandbox.ts';
import { type AtlassianState, type AtlassianUser, getsIn } from '../../src/workspace/systems/atlassian/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const atlassianSkips: LyingSkips = {
  widen: 'every change names one account, token, group, filter, dashboard or project',
};

/** Maya takes over. */
export const heirAddress = 'maya.chen@example.com';
const owned = ['filters', 'dashboards', 'projects'] as const;

/** What the sandbox knows, or what it knew when another organisation took its place. */
export function atlassianTruth(sandbox: AtlassianSandbox) {
  let frozen: AtlassianState | null = null;
  const state = () => frozen ?? sandbox.state();
  const itemsOf = (user: AtlassianUser): string[] => {
    const heir = state().users.find(({ email }) => email === heirAddress)?.id;
    return [
      ...(getsIn(user) ? ['disable'] : []),
      ...(user.managed ? user.tokens.map(({ id }) => `api-tokens/${id}`) : []),
      ...state()
        .groups.filter(({ members }) => members.includes(user.id))
        .map(({ id }) => `groups/${id}`),
      ...(user.roles.length > 0 ? ['organisation-roles'] : []),
      ...owned.flatMap((kind) =>
        state()
          [kind].filter(({ ownerId }) => ownerId === user.id)
          .map(({ id }) => `${kind}/${id}.${heir}`),
      ),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id }) => id === accountId);
    return user ? itemsOf(user).map((rest) => `atlassian/${accountId}/${rest}`) : [];
  };
  const truth: Truth = {
    accounts: ({ email, otherEmails = [] }: Person) =>
      state()
        .users.filter((user) => [email, ...otherEmails].includes(user.email.toLowerCase()))
        .map(({ id }) => id),
    open,
    isOpen: ({ id, accountId }: PlannedAction) => open(accountId).includes(id),
  };
  return {
    truth,
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

interface Outside {
  sandbox: AtlassianSandbox;
  lying: LyingHandler;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function atlassianSwitches({ sandbox, lying, present, freeze }: Outside): Switches {
  const presentIn = (state: AtlassianState): AtlassianUser => {
    const user = state.users.find(({ email }) => email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const change = (by: (state: AtlassianState) => void) => () => sandbox.change(by);
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lying.rewrite(by);
  const drift = (by: (user: AtlassianUser) => void) => (id: string) =>
    sandbox.change(({ users }) => {
      for (const user of users) if (user.id === id) by(user);
    });
  const list = z.looseObject({ data: z.array(z.looseObject({ accountId: z.string() })) });
  const isSearch = ({ url }: Asked) => url.pathname.endsWith('/users/search');
  const empty = (asked: Asked, answer: Answer): Answer =>
    isSearch(asked) ? { status: 200, body: { data: [], links: {} } } : answer;

  return {
    renameTargets: change((state) => {
      for (const each of [...state.groups, ...owned.flatMap((kind) => state[kind])]) each.name = `${each.name} (next)`;
      for (const { tokens } of state.users) for (const token of tokens) token.label = `${token.label} (next)`;
    }),
    recreateTargets: change((state) => {
      for (const group of state.groups) group.id = `again-${group.id}`;
      for (const each of owned.flatMap((kind) => state[kind])) each.id = `9${each.id}`;
      for (const { tokens } of state.users) for (const token of tokens) token.id = `again-${token.id}`;
    }),
    otherTenant() {
      freeze();
      const other = '99999999-3333-4444-a555-666666666666';
      lying.rewrite((asked, answer) => {
        if (/\/admin\/v1\/orgs\/[^/]+$/.test(asked.url.pathname)) return { status: 200, body: { data: { id: other } } };
        if (asked.url.pathname.startsWith('/jira') || asked.url.pathname.startsWith('/users/'))
          return { status: 404, body: { message: 'unknown' } };
        return isSearch(asked) ? empty(asked, answer) : { status: 404, body: { message: 'unknown' } };
      });
    },
    hideFields: rewrite(({ method }, { status, body }) => ({
      status,
      body: method === 'GET' || method === 'POST' ? withoutFields(body) : body,
    })),
    emptyPages: rewrite((asked, answer) => pages(asked, answer, 'empty')),
    repeatPages: rewrite((asked, answer) => pages(asked, answer, 'repeating')),
    failOnce: lying.failOnce,
    drifts: {
      'deactivated by somebody': drift((user) => {
        user.accountStatus = 'inactive';
      }),
      'suspended in the directory': drift((user) => {
        user.membershipStatus = 'suspended';
      }),
      'no longer managed': drift((user) => {
        user.managed = false;
      }),
      'fed by an identity provider': drift((user) => {
        user.provisioned = true;
      }),
      deleted: (id) =>
        sandbox.change((state) => {
          state.users = state.users.filter((user) => user.id !== id);
        }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const email = 'alex.admin@example.com';
      sandbox.change((state) => {
        const second = { ...structuredClone(presentIn(state)), id: '712020:second', email, tokens: [] };
        state.users.push(second);
        state.groups[0]?.members.push(second.id);
      });
      return { ...present, otherEmails: [email] };
    },
    many: (count) =>
      sandbox.change((state) => {
        const user = presentIn(state);
        for (let n = 1; n <= count; n += 1) {
          user.tokens.push({ id: `many-${n}`, label: `Token ${n}` });
          state.groups.push({ id: `many-${n}`, name: `Group ${n}`, members: [user.id] });
          for (const kind of owned) state[kind].push({ id: String(500_000 + n), name: `Many ${n}`, ownerId: user.id });
        }
      }),
    mindCapitals() {
      sandbox.change((state) => {
        presentIn(state).email = present.email.replace('alex', 'Alex');
        for (const user of state.users) if (!user.email.startsWith('Alex')) user.email = user.email.toUpperCase();
      });
      // What was asked for is in the body; found is only who is written as everybody else asks, in small letters.
      lying.rewrite((asked, answer) => {
        const found = list.safeParse(answer.body);
        if (!isSearch(asked) || !found.success) return answer;
        const all = found.data.data.length > 1;
        return all ? answer : { status: 200, body: { data: [], links: {} } };
      });
    },
    answerOthers: rewrite((asked, answer) => {
      if (!isSearch(asked)) return answer;
      const other = sandbox.state().users.find(({ email }) => email.startsWith('jonas'));
      const body = { accountId: other?.id, email: 'somebody@example.com', accountStatus: 'active' };
      return { status: 200, body: { data: [body], links: {} } };
    }),
    emptyTenant: rewrite((asked, answer) => {
      if (isSearch(asked)) return empty(asked, answer);
      return /\/users\/[^/]+(?:\/manage.*)?$/.test(asked.url.pathname)
        ? { status: 404, body: { message: 'User not found' } }
        : answer;
    }),
    // Groups of an account, and its tokens: what Jira finds by an owner is a search, not a list below somebody.
    emptyMembers: rewrite(({ method }, answer) =>
      method === 'GET' && Array.isArray(answer.body) ? { status: 200, body: [] } : answer,
    ),
  };
}

const emptyPage = 'lying-empty-page';

/** Lists of Jira name the next page by an address, those of the organisation by a cursor. */
function pages({ url }: Asked, answer: Answer, how: 'empty' | 'repeating'): Answer {
  const ofJira = z.looseObject({ values: z.array(z.unknown()) }).safeParse(answer.body);
  if (ofJira.success) {
    if (url.searchParams.has(emptyPage)) return answer;
    const next = new URL(url);
    if (how === 'empty') next.searchParams.set(emptyPage, '1');
    const values = how === 'empty' ? [] : ofJira.data.values;
    return { ...answer, body: { ...ofJira.data, values, isLast: false, nextPage: next.href } };
  }
  const ofOrganisation = z.looseObject({ data: z.array(z.unknown()) }).safeParse(answer.body);
  if (!ofOrganisation.success || !url.pathname.endsWith('/users/search') || how === 'empty') return answer;
  return { ...answer, body: { ...ofOrganisation.data, links: { next: 'c0' } } };
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return [name, null];
      if (typeof value === 'object') return [name, withoutFields(value)];
      return [name, /(?:^id|Id|_id)$/.test(name) || ['next', 'nextPage', 'isLast'].includes(name) ? value : null];
    }),
  );
}
