import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { ZoomState, ZoomUser } from '../../src/workspace/systems/zoom/state.ts';
import type { ZoomSandbox } from '../../src/workspace/systems/zoom/zoom-sandbox.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const zoomSkips: LyingSkips = {
  widen: 'every removal is a DELETE whose address names one user and one group or role',
};

export const heirAddress = 'maya.chen@example.com';

/** What the sandbox knows, or what it knew when another account took its place. */
export function zoomTruth(sandbox: ZoomSandbox) {
  let frozen: ZoomState | null = null;
  const state = () => frozen ?? sandbox.state();
  const itemsOf = (user: ZoomUser): string[] => {
    const isOpen = user.status === 'active';
    const heir = state().users.find(({ email }) => email.endsWith(heirAddress));
    return [
      ...(isOpen ? ['disable'] : []),
      ...(isOpen && user.ssoTokens > 0 ? ['sessions'] : []),
      ...(user.roleId === '2' || user.roleId === '0' ? [] : [`roles/${user.roleId}`]),
      ...user.groupIds.map((id) => `groups/${id}`),
      ...(heir && heir.id !== user.id ? [`hand-over/${heir.id}`] : []),
      ...(user.type === 2 ? ['licence'] : []),
      ...(isOpen && user.hasPhone ? ['phone'] : []),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id }) => id === accountId);
    return user ? itemsOf(user).map((rest) => `zoom/${accountId}/${rest}`) : [];
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
  sandbox: ZoomSandbox;
  lying: LyingHandler;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function zoomSwitches({ sandbox, lying, present, freeze }: Outside): Switches {
  const presentIn = (state: ZoomState): ZoomUser => {
    const user = state.users.find(({ email }) => email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const drift = (by: (user: ZoomUser) => void) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (user.id === id) by(user);
    });
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lying.rewrite(by);

  return {
    renameTargets: () =>
      sandbox.change((state) => {
        for (const each of [...state.groups, ...state.roles]) each.name = `${each.name} (next)`;
      }),
    recreateTargets: () =>
      sandbox.change((state) => {
        for (const group of state.groups) group.id = `${group.id}9`;
        for (const role of state.roles.slice(3)) role.id = `${role.id}9`;
        for (const user of state.users) {
          user.groupIds = user.groupIds.map((id) => `${id}9`);
          if (user.roleId.length > 1) user.roleId = `${user.roleId}9`;
        }
      }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        state.accountId = 'another-account';
        for (const user of state.users) {
          user.id = `${user.id}9`;
          user.email = `other.${user.email}`;
        }
        for (const each of state.hosted) each.hostId = `${each.hostId}9`;
      });
    },
    hideFields: rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages: rewrite((asked, answer) => {
      const name = listIn(answer);
      if (name === null || asked.url.searchParams.has('next_page_token')) return answer;
      return { status: 200, body: { ...bodyOf(answer), [name]: [], next_page_token: '0' } };
    }),
    repeatPages: rewrite((_, answer) =>
      listIn(answer) === null ? answer : { status: 200, body: { ...bodyOf(answer), next_page_token: '0' } },
    ),
    failOnce: lying.failOnce,
    drifts: {
      'deactivated by somebody': drift((user) => {
        user.status = 'inactive';
      }),
      'took another address': drift((user) => {
        user.email = 'alex.renamed@example.com';
      }),
      'removed by somebody': (id) =>
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
        state.users.push({ ...structuredClone(presentIn(state)), id: 'SecondAccountOfAlex123', email });
      });
      return { ...present, otherEmails: [email] };
    },
    many: (count) =>
      sandbox.change((state) => {
        const user = presentIn(state);
        user.hasPhone = false;
        for (let n = 1; n <= count + 100; n += 1) {
          state.groups.push({ id: `many-${n}`, name: `Many ${n}` });
          user.groupIds.push(`many-${n}`);
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
      if (!/\/users\/[^/]*(?:@|%40)[^/]*$/.test(url.pathname)) return answer;
      const other = sandbox.state().users.find(({ email }) => email.startsWith('jonas'));
      return { status: 200, body: { id: other?.id, email: other?.email, status: 'active', type: 2 } };
    }),
    emptyTenant: rewrite(({ method, url }, answer) => {
      if (method !== 'GET') return answer;
      if (url.pathname.endsWith('/users')) return { status: 200, body: { users: [], next_page_token: '' } };
      return /\/users\/[^/]+$/.test(url.pathname) ? unknown : answer;
    }),
    emptyMembers: rewrite(({ method, url }, answer) => {
      const name = listIn(answer);
      const isBelow = /\/(?:meetings|webinars|recordings)$/.test(url.pathname);
      return method === 'GET' && name !== null && isBelow
        ? { status: 200, body: { ...bodyOf(answer), [name]: [] } }
        : answer;
    }),
  };
}

const unknown: Answer = { status: 404, body: { code: 1001, message: 'User does not exist.' } };

type Body = Record<string, unknown>;

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bodyOf({ body }: Answer): Body {
  return isBody(body) ? body : {};
}

function listIn(answer: Answer): string | null {
  if (answer.status !== 200) return null;
  const body = bodyOf(answer);
  return ['users', 'groups', 'meetings', 'webinars'].find((name) => Array.isArray(body[name])) ?? null;
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (!isBody(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (name === 'group_ids') return [name, null];
      if (typeof value === 'object') return [name, withoutFields(value)];
      return [name, name === 'id' || name === 'access_token' ? value : null];
    }),
  );
}
