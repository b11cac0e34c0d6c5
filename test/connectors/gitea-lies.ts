import { z } from 'zod';
import type { Person } from '../../src/domain/people/people.ts';
import type { GiteaSandbox } from '../../src/workspace/systems/gitea/gitea-sandbox.ts';
import {
  administers,
  type GiteaState,
  type GiteaUser,
  isIn,
  reaches,
} from '../../src/workspace/systems/gitea/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const giteaSkips: LyingSkips = {
  emptyPages: 'Gitea pages by number and count: a page without items before the last one is fewer than it counts',
  widen: 'every removal is a DELETE whose address names one user and one place, token or key',
};

/** What the sandbox knows, or what it knew when another instance took its place. */
export function giteaTruth(sandbox: GiteaSandbox) {
  let frozen: GiteaState | null = null;
  const state = () => frozen ?? sandbox.state();

  const itemsOf = (user: GiteaUser): string[] => {
    const { users, organisations, repositories } = state();
    // Nobody signs in as Relais’ own account.
    const opens = (id: number) =>
      users.some((each) => each.id === id && each.isActive && !each.isProhibited && each.login !== 'relais');
    const alone = ({ teams }: GiteaState['organisations'][number]) => {
      const owners = teams.find(({ permission }) => permission === 'owner')?.members ?? [];
      return owners.includes(user.id) && !owners.some((id) => id !== user.id && opens(id));
    };
    const inside = organisations.filter((each) => isIn(each, user.id));
    const judged = repositories.filter(
      (each) => reaches(state(), each, user.id) && administers(state(), each, user) && each.deployKeys.length > 0,
    );
    return [
      ...(user.isProhibited ? [] : ['disable']),
      ...user.tokens.map(({ id }) => `tokens/${id}`),
      ...user.sshKeys.map(({ id }) => `ssh-keys/${id}`),
      ...user.gpgKeys.map(({ id }) => `gpg-keys/${id}`),
      ...user.apps.map(({ id }) => `oauth-apps/${id}`),
      ...(user.isAdmin ? ['administrator'] : []),
      ...inside.filter((each) => !alone(each)).map(({ id }) => `organisations/${id}`),
      ...(inside.some(alone) ? ['owned-organisations'] : []),
      ...repositories
        .filter(({ collaborators }) => collaborators.some(({ userId }) => userId === user.id))
        .map(({ id }) => `collaborations/${id}`),
      ...(judged.length > 0 || user.isAdmin ? ['deploy-keys'] : []),
      ...(repositories.some(({ ownerId }) => ownerId === user.id) ? ['repositories'] : []),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id }) => String(id) === accountId);
    return user ? itemsOf(user).map((rest) => `gitea/${accountId}/${rest}`) : [];
  };
  const truth: Truth = {
    accounts: ({ email, otherEmails = [] }: Person) =>
      state()
        .users.filter((user) =>
          [user.email, ...user.emails].some((each) => [email, ...otherEmails].includes(each.toLowerCase())),
        )
        .map(({ id }) => String(id)),
    open,
    isOpen: ({ id, accountId }) => open(accountId).includes(id),
  };
  return {
    truth,
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

/** What lists say of how many there are. */
export interface GiteaCounts {
  are: 'right' | 'untold' | 'endless';
}

interface Outside {
  counts: GiteaCounts;
  sandbox: GiteaSandbox;
  lying: LyingHandler;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function giteaSwitches({ sandbox, lying, present, freeze, counts }: Outside): Switches {
  const presentIn = (state: GiteaState): GiteaUser => {
    const user = state.users.find(({ email }) => email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const change = (by: (state: GiteaState) => void) => () => sandbox.change(by);
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => {
    // What is emptied or changed would else be told by the count alone.
    counts.are = 'untold';
    lying.rewrite(by);
  };
  const drift = (by: (user: GiteaUser) => void) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (String(user.id) === id) by(user);
    });

  return {
    renameTargets: change((state) => {
      for (const each of [...state.organisations, ...state.repositories]) each.name = `${each.name}-next`;
      for (const user of state.users) for (const each of [...user.tokens, ...user.apps]) each.name += ' (next)';
    }),
    recreateTargets: change((state) => {
      const moved = new Map(state.organisations.map(({ id }) => [id, id + 500_000]));
      for (const organisation of state.organisations) organisation.id += 500_000;
      for (const repository of state.repositories) {
        repository.id += 500_000;
        repository.ownerId = moved.get(repository.ownerId) ?? repository.ownerId;
      }
      for (const user of state.users)
        for (const each of [...user.tokens, ...user.sshKeys, ...user.gpgKeys, ...user.apps]) each.id += 500_000;
    }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        for (const user of state.users) {
          user.createdAt = '2019-01-01T00:00:00.000Z';
          if (user.login === 'relais') continue;
          user.id += 7_000_000;
          user.email = `other.${user.email}`;
          user.login = `other-${user.login}`;
        }
        for (const each of state.organisations) each.teams = [];
        for (const each of state.repositories) each.collaborators = [];
      });
    },
    hideFields: rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages: null,
    repeatPages() {
      counts.are = 'endless';
    },
    failOnce: lying.failOnce,
    drifts: {
      'took another user name': drift((user) => {
        user.formerLogins.push(user.login);
        user.login = `${user.login}-next`;
      }),
      'prohibited by somebody': drift((user) => {
        user.isProhibited = true;
      }),
      'deactivated by somebody': drift((user) => {
        user.isActive = false;
      }),
      'deleted by somebody': (id) =>
        sandbox.change((state) => {
          state.users = state.users.filter((user) => String(user.id) !== id);
          for (const { teams } of state.organisations)
            for (const team of teams) team.members = team.members.filter((each) => String(each) !== id);
          state.repositories = state.repositories.filter(({ ownerId }) => String(ownerId) !== id);
          for (const each of state.repositories)
            each.collaborators = each.collaborators.filter(({ userId }) => String(userId) !== id);
        }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const email = 'alex.admin@example.com';
      sandbox.change((state) => {
        const first = structuredClone(presentIn(state));
        const none = { tokens: [], sshKeys: [], gpgKeys: [], apps: [], emails: [] };
        state.users.push({ ...first, ...none, id: 4711, login: 'alex-admin', email });
        state.organisations[0]?.teams[1]?.members.push(4711);
      });
      return { ...present, otherEmails: [email] };
    },
    many: (count) =>
      sandbox.change((state) => {
        const user = presentIn(state);
        // What is left are things that are taken away one by one.
        state.repositories = state.repositories.filter(({ ownerId }) => ownerId !== user.id);
        state.organisations = state.organisations.slice(0, 1);
        for (const repository of state.repositories) repository.deployKeys = [];
        const usedAt = user.createdAt;
        for (let n = 1; n <= count; n += 1) {
          const owner = { id: 850_000 + n, name: 'Owners', permission: 'owner' as const, members: [1] };
          const team = { id: 860_000 + n, name: 'Members', permission: 'write' as const, members: [user.id] };
          state.organisations.push({ id: 800_000 + n, name: `many-${n}`, teams: [owner, team] });
          user.tokens.push({ id: 830_000 + n, name: `Token ${n}`, lastEight: '12345678', scopes: ['all'], usedAt });
          user.sshKeys.push({ id: 810_000 + n, title: `Key ${n}`, usedAt });
          user.gpgKeys.push({ id: 820_000 + n, keyId: `KEY${n}` });
          user.apps.push({ id: 840_000 + n, name: `App ${n}` });
        }
      }),
    mindCapitals() {
      sandbox.change((state) => {
        presentIn(state).email = present.email.replace('alex', 'Alex');
      });
      lying.rewrite((asked, answer) => {
        const q = asked.url.searchParams.get('q');
        const emails = z.array(z.looseObject({ email: z.string() })).safeParse(answer.body);
        if (q === null || !emails.success) return answer;
        return { status: 200, body: emails.data.filter(({ email }) => email === q) };
      });
    },
    answerOthers: rewrite(({ url }, answer) => {
      const other = sandbox.state().users.find(({ email }) => email.startsWith('jonas')) ?? presentIn(sandbox.state());
      if (url.pathname.endsWith('/emails/search'))
        return { status: 200, body: [{ email: other.email, user_id: other.id }] };
      return answer;
    }),
    emptyTenant: rewrite(({ url }, answer) => {
      if (/\/admin\/(?:users|emails\/search)$/.test(url.pathname)) return { status: 200, body: [] };
      return url.pathname.endsWith('/users/search') ? { status: 200, body: { ok: true, data: [] } } : answer;
    }),
    emptyMembers: rewrite(({ method, url }, answer) => {
      const isBelow = !url.pathname.includes('/admin/');
      return method === 'GET' && isBelow && Array.isArray(answer.body) ? { status: 200, body: [] } : answer;
    }),
  };
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      if (typeof value === 'object') return [name, withoutFields(value)];
      return [name, /(?:^|_)id$/.test(name) ? value : null];
    }),
  );
}
