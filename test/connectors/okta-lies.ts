import { z } from 'zod';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { deactivate } from '../../src/workspace/systems/okta/directory.ts';
import type { OktaSandbox } from '../../src/workspace/systems/okta/okta-sandbox.ts';
import { type OktaState, type OktaStatus, type OktaUser, oauthTokens } from '../../src/workspace/systems/okta/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const oktaSkips: LyingSkips = {
  widen:
    'every removal is a DELETE whose address names one user and one group, role or token; Okta takes no list of members',
};

/** What the sandbox knows, or what it knew when another organisation took its place. */
export function oktaTruth(sandbox: OktaSandbox): { truth: Truth; freeze(): void } {
  let frozen: OktaState | null = null;
  const state = () => frozen ?? sandbox.state();
  const userOf = (id: string) => state().users.find((user) => user.id === id);

  const items = (user: OktaUser): [id: string, open: boolean][] => {
    const own = (verb: string, target?: string) => ['okta', user.id, verb, ...(target ? [target] : [])].join('/');
    const closed = user.status === 'SUSPENDED' || user.status === 'DEPROVISIONED';
    return [
      [own('disable'), !closed],
      [own('sessions'), user.sessions.length > 0 || oauthTokens(user) > 0],
      [own('factors'), user.factors.length > 0],
      [own('grants'), user.grants.length > 0],
      ...state()
        .apiTokens.filter(({ userId }) => userId === user.id)
        .map(({ id }): [string, boolean] => [own('api-tokens', id), true]),
      ...user.roles.map(({ id }): [string, boolean] => [own('roles', id), true]),
      ...state()
        .groups.filter(({ type, members }) => type === 'OKTA_GROUP' && members.includes(user.id))
        .map(({ id }): [string, boolean] => [own('groups', id), true]),
      [
        own('app-groups'),
        state().groups.some(({ type, members }) => type === 'APP_GROUP' && members.includes(user.id)),
      ],
    ];
  };
  const open = (accountId: string) => {
    const user = userOf(accountId);
    return user ? items(user).flatMap(([id, isOpen]) => (isOpen ? [id] : [])) : [];
  };
  return {
    truth: {
      accounts: ({ email, otherEmails = [] }: Person) =>
        state()
          .users.filter(({ profile }) => [email, ...otherEmails].includes(profile.email.toLowerCase()))
          .map(({ id }) => id),
      open,
      isOpen: (action: PlannedAction) => open(action.accountId).includes(action.id),
    },
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

interface Outside {
  sandbox: OktaSandbox;
  lying: LyingHandler;
  present: Person;
  now(): Date;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function oktaSwitches({ sandbox, lying, present, now, freeze }: Outside): Switches {
  const presentIn = (state: OktaState): OktaUser => {
    const user = state.users.find(({ profile }) => profile.email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const drift = (status: OktaStatus) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (user.id === id) user.status = status;
    });
  const rename = (change: (id: string) => { id: string; name: string }) =>
    sandbox.change((state) => {
      const user = presentIn(state);
      for (const group of state.groups) if (group.type === 'OKTA_GROUP') Object.assign(group, change(group.id));
      for (const token of state.apiTokens) Object.assign(token, change(token.id));
      user.roles = user.roles.map((role) => ({
        ...role,
        id: change(role.id).id,
        label: `${change(role.id).name} role`,
      }));
    });

  return {
    renameTargets: () => rename((id) => ({ id, name: `renamed ${id}` })),
    recreateTargets: () =>
      sandbox.change((state) => {
        const user = presentIn(state);
        for (const group of state.groups) if (group.type === 'OKTA_GROUP') group.id = `${group.id}anew`;
        for (const token of state.apiTokens) token.id = `${token.id}anew`;
        user.roles = user.roles.map((role) => ({ ...role, id: `${role.id}anew` }));
      }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        state.organisation = '00oanother';
        for (const user of state.users) {
          user.id = `${user.id}other`;
          user.profile.login = `other.${user.profile.login}`;
          user.profile.email = `other.${user.profile.email}`;
        }
        for (const group of state.groups) group.members = group.members.map((id) => `${id}other`);
        state.apiTokens = [];
      });
    },
    hideFields: () => lying.rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages: () => lying.pages('empty'),
    repeatPages: () => lying.pages('repeating'),
    failOnce: lying.failOnce,
    drifts: {
      'password expired': drift('PASSWORD_EXPIRED'),
      'locked by the leaver': drift('LOCKED_OUT'),
      'password being reset': drift('RECOVERY'),
      'suspended by somebody': drift('SUSPENDED'),
      'deactivated by somebody': (id) =>
        sandbox.change((state) => {
          for (const user of state.users) if (user.id === id) deactivate(state, user, now());
        }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const address = 'alex.admin@example.com';
      sandbox.change((state) => {
        const second = structuredClone(presentIn(state));
        second.id = '00usecond';
        second.profile = { ...second.profile, login: address, email: address };
        second.roles = [];
        state.users.push(second);
        for (const group of state.groups) if (group.type === 'BUILT_IN') group.members.push(second.id);
      });
      return { ...present, otherEmails: [address] };
    },
    many: (count) => sandbox.change((state) => addMany(state, presentIn(state), count)),
    mindCapitals() {
      sandbox.change((state) => {
        const { profile } = presentIn(state);
        profile.email = profile.email.replace('alex', 'Alex');
        profile.login = profile.login.replace('alex', 'Alex');
      });
      lying.rewrite(mindingCapitals);
    },
    answerOthers: () =>
      lying.rewrite((asked, answer) => {
        if (!asked.url.searchParams.has('search')) return answer;
        const other = sandbox.state().users.find(({ profile }) => profile.email.startsWith('nadia'));
        return { status: 200, body: other ? [other] : [] };
      }),
    emptyTenant: () =>
      lying.rewrite(({ url }, answer) => {
        if (url.pathname === '/api/v1/users') return { status: 200, body: [] };
        if (url.pathname.startsWith('/api/v1/users/')) return { status: 404, body: { errorCode: 'E0000007' } };
        return answer;
      }),
    emptyMembers: () =>
      lying.rewrite(({ method, url }, answer) => {
        if (method !== 'GET') return answer;
        const isBelow = /\/(?:users\/[^/]+\/.+|groups\/[^/]+\/users|clients\/[^/]+\/roles|api-tokens)$/.test(
          url.pathname,
        );
        if (isBelow && Array.isArray(answer.body)) return { status: 200, body: [] };
        return url.pathname === '/api/v1/iam/assignees/users' ? { status: 200, body: { value: [] } } : answer;
      }),
  };
}

function addMany(state: OktaState, user: OktaUser, count: number): void {
  const created = user.created;
  const scopes = ['openid'];
  for (let index = 0; index < count; index += 1) {
    const id = String(index).padStart(4, '0');
    state.groups.push({ id: `00gm${id}`, type: 'OKTA_GROUP', name: `Many ${id}`, description: '', members: [user.id] });
    state.apiTokens.push({
      id: `00Tm${id}`,
      name: `Many ${id}`,
      userId: user.id,
      created,
      expiresAt: '2099-01-01T00:00:00.000Z',
      lastUpdated: created,
    });
    user.roles.push({ id: `ra1m${id}`, type: 'APP_ADMIN', label: `Many ${id}`, created });
    user.factors.push({ id: `opfm${id}`, factorType: 'push', provider: 'OKTA', created });
    user.grants.push({ id: `oagm${id}`, clientId: `0oam${id}`, scopeId: 'openid', created });
    const token = { id: `oarm${id}`, created, expiresAt: '2099-01-01T00:00:00.000Z', scopes };
    user.clients.push({ id: `0oam${id}`, name: `Many ${id}`, tokens: [token] });
  }
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      if (typeof value === 'object') return [name, withoutFields(value)];
      return [name, /id$/i.test(name) ? value : null];
    }),
  );
}

const namesShape = z.object({
  id: z.string(),
  profile: z.object({ login: z.string(), email: z.string() }),
});

function mindingCapitals({ url }: Asked, answer: Answer): Answer {
  const search = url.searchParams.get('search');
  const wanted = [...(search ?? '').matchAll(/profile\.(\w+) eq "([^"]*)"/g)];
  if (search !== null) {
    const kept = z.array(z.looseObject({ profile: z.record(z.string(), z.unknown()) })).parse(answer.body);
    const matches = (profile: Record<string, unknown>) =>
      wanted.some(([, name = '', value]) => profile[name] === value);
    return { status: 200, body: kept.filter(({ profile }) => matches(profile)) };
  }
  const [, named] = /^\/api\/v1\/users\/([^/]+)$/.exec(url.pathname) ?? [];
  const user = namesShape.safeParse(answer.body);
  if (named === undefined || !user.success) return answer;
  const { id, profile } = user.data;
  return [id, profile.login].includes(decodeURIComponent(named))
    ? answer
    : { status: 404, body: { errorCode: 'E0000007' } };
}
