import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { HubspotSandbox } from '../../src/workspace/systems/hubspot/hubspot-sandbox.ts';
import { type HubspotState, type HubspotUser, recordKinds } from '../../src/workspace/systems/hubspot/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const hubspotSkips: LyingSkips = {
  widen: 'a removal names one user in its address, and a batch names each record that it changes',
};

export const heirAddress = 'maya.chen@example.com';

/** What the sandbox knows, or what it knew when another account took its place. */
export function hubspotTruth(sandbox: HubspotSandbox) {
  let frozen: HubspotState | null = null;
  const state = () => frozen ?? sandbox.state();
  const itemsOf = (user: HubspotUser): string[] => {
    const heir = state().users.find(({ email }) => email.endsWith(heirAddress));
    const teams = [...new Set([user.primaryTeamId, ...user.secondaryTeamIds])].filter(Boolean);
    const owned = recordKinds.filter((kind) =>
      state().records.some((each) => each.kind === kind && each.ownerId === user.ownerId),
    );
    return [
      ...(user.status === 'active' ? ['disable'] : []),
      ...teams.map((id) => `teams/${id}`),
      ...owned.map((kind) => `hand-over/${kind}.${heir?.ownerId}`),
      ...(user.superAdmin && user.status !== 'removed' ? ['private-apps'] : []),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id }) => id === accountId);
    return user ? itemsOf(user).map((rest) => `hubspot/${accountId}/${rest}`) : [];
  };
  const truth: Truth = {
    accounts: ({ email, otherEmails = [] }: Person) =>
      state()
        .users.filter(
          ({ email: own, status }) => status !== 'removed' && [email, ...otherEmails].includes(own.toLowerCase()),
        )
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
  sandbox: HubspotSandbox;
  lying: LyingHandler;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function hubspotSwitches({ sandbox, lying, present, freeze }: Outside): Switches {
  const presentIn = (state: HubspotState): HubspotUser => {
    const user = state.users.find(({ email }) => email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const drift = (by: (user: HubspotUser) => void) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (user.id === id) by(user);
    });
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lying.rewrite(by);

  return {
    renameTargets: () =>
      sandbox.change((state) => {
        for (const each of [...state.teams, ...state.records]) each.name = `${each.name} (next)`;
      }),
    recreateTargets: () =>
      sandbox.change((state) => {
        for (const team of state.teams) team.id = `${team.id}9`;
        for (const user of state.users) {
          if (user.primaryTeamId) user.primaryTeamId = `${user.primaryTeamId}9`;
          user.secondaryTeamIds = user.secondaryTeamIds.map((id) => `${id}9`);
        }
        for (const record of state.records) record.id = `${record.id}9`;
      }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        state.portalId += 1;
        for (const user of state.users) {
          user.id = `${user.id}9`;
          user.ownerId = `${user.ownerId}9`;
          user.email = `other.${user.email}`;
        }
      });
    },
    hideFields: rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages: rewrite((asked, answer) => {
      if (!isList(asked, answer) || asked.url.searchParams.has('after')) return answer;
      return { status: 200, body: { results: [], paging: { next: { after: '0' } } } };
    }),
    repeatPages: rewrite((asked, answer) =>
      isList(asked, answer) ? { status: 200, body: { ...bodyOf(answer), paging: { next: { after: '0' } } } } : answer,
    ),
    failOnce: lying.failOnce,
    drifts: {
      'deactivated by somebody': drift((user) => {
        user.status = 'deactivated';
      }),
      'removed by somebody': drift((user) => {
        Object.assign(user, { status: 'removed', primaryTeamId: '', secondaryTeamIds: [] });
      }),
      'took another address': drift((user) => {
        user.email = 'alex.renamed@example.com';
      }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const email = 'alex.admin@example.com';
      sandbox.change((state) => {
        state.users.push({ ...structuredClone(presentIn(state)), id: '4711', ownerId: '4712', email });
      });
      return { ...present, otherEmails: [email] };
    },
    many: (count) =>
      sandbox.change((state) => {
        const user = presentIn(state);
        const [model] = state.records;
        if (model === undefined) throw new Error('no records');
        for (let n = 1; n <= count + 10; n += 1) {
          state.teams.push({ id: `7${n}`, name: `Many ${n}` });
          user.secondaryTeamIds.push(`7${n}`);
          state.records.push({ ...model, id: String(900_000 + n), ownerId: user.ownerId });
        }
      }),
    mindCapitals() {
      sandbox.change((state) => {
        presentIn(state).email = present.email.replace('alex', 'Alex');
      });
      lying.rewrite(({ url }, answer) => {
        const key = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
        const isKnown = sandbox.state().users.some(({ email }) => email === key);
        return key.includes('@') && !isKnown ? unknown : answer;
      });
    },
    answerOthers: rewrite(({ url }, answer) => {
      if (!url.pathname.includes('/settings/users/') || url.searchParams.get('idProperty') !== 'EMAIL') return answer;
      const other = sandbox.state().users.find(({ email }) => email.startsWith('jonas'));
      return { status: 200, body: { id: other?.id, email: other?.email, superAdmin: false, roleIds: [] } };
    }),
    emptyTenant: rewrite(({ method, url }, answer) => {
      if (method !== 'GET') return answer;
      if (url.pathname === '/settings/users/2026-03') return { status: 200, body: { results: [] } };
      return /\/(?:settings\/users|crm\/owners)\/2026-03\/\w/.test(url.pathname) ? unknown : answer;
    }),
    emptyMembers: rewrite(({ url }, answer) =>
      url.pathname.endsWith('/search') || url.pathname.endsWith('/private-apps')
        ? { status: 200, body: { ...bodyOf(answer), results: [] } }
        : answer,
    ),
  };
}

const unknown: Answer = { status: 404, body: { category: 'OBJECT_NOT_FOUND', message: 'not found' } };

type Body = Record<string, unknown>;

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bodyOf({ body }: Answer): Body {
  return isBody(body) ? body : {};
}

function isList({ method, url }: Asked, answer: Answer): boolean {
  return method === 'GET' && !url.pathname.endsWith('/teams') && Array.isArray(bodyOf(answer)['results']);
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (!isBody(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (typeof value === 'object') return [name, withoutFields(value)];
      return [name, /^(?:id|portalId|userId)$/.test(name) ? value : null];
    }),
  );
}
