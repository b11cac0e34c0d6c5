import { z } from 'zod';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { GitlabSandbox } from '../../src/workspace/systems/gitlab/gitlab-sandbox.ts';
import {
  type GitlabState,
  type GitlabUser,
  getsIn,
  isBelow,
  lineOf,
} from '../../src/workspace/systems/gitlab/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const gitlabSkips: LyingSkips = {
  widen: 'every removal is a DELETE whose address names one user and one place, token or key',
};

/** What the sandbox knows, or what it knew when another instance took its place. */
export function gitlabTruth(sandbox: GitlabSandbox, { isInstance }: { isInstance: boolean }) {
  let frozen: GitlabState | null = null;
  const state = () => frozen ?? sandbox.state();

  const itemsOf = (user: GitlabUser): string[] => {
    const { tokens, impersonation, groups, projects, runners } = state();
    const [top] = groups;
    const inside = {
      groups,
      projects: projects.filter(({ groupId }) => isInstance || isBelow(state(), groupId, top?.id ?? 0)),
    };
    const isIn = ({ members }: { members: readonly { userId: number }[] }) =>
      members.some(({ userId }) => userId === user.id);
    const alone = (group: GitlabState['groups'][number]) => {
      const owners = lineOf(state(), group.id).flatMap(({ members }) => members.filter(({ level }) => level >= 50));
      const mine = group.members.some(({ userId, level }) => userId === user.id && level >= 50);
      return mine && owners.every(({ userId }) => userId === user.id);
    };
    const nested = inside.groups.filter((each) => isIn(each) && (isInstance || each !== top));
    const memberships = [
      ...nested.filter((each) => !alone(each)).map(({ id }) => `memberships/group-${id}`),
      ...inside.projects.filter(isIn).map(({ id }) => `memberships/project-${id}`),
      ...(nested.some(alone) ? ['owned-groups'] : []),
    ];
    const reached = projects.filter((each) => isIn(each) || lineOf(state(), each.groupId).some(isIn));
    const scheduled = reached.flatMap(({ id, schedules }) =>
      schedules.filter(({ ownerId }) => ownerId === user.id).map((each) => `schedules/${id}.${each.id}`),
    );
    if (!isInstance) return [...(top && isIn(top) ? ['disable'] : []), ...memberships, ...scheduled];
    const active = (each: { userId: number; active: boolean }) => each.userId === user.id && each.active;
    return [
      ...(getsIn(user) ? ['disable'] : []),
      ...tokens.filter(active).map(({ id }) => `personal-tokens/${id}`),
      ...impersonation.filter(active).map(({ id }) => `impersonation-tokens/${id}`),
      ...user.sshKeys.map(({ id }) => `ssh-keys/${id}`),
      ...user.gpgKeys.map((id) => `gpg-keys/${id}`),
      ...(user.isAdmin ? ['administrator'] : []),
      ...memberships,
      ...(projects.some(({ ownerId }) => ownerId === user.id) ? ['projects'] : []),
      ...scheduled,
      ...(runners.some(({ createdBy }) => createdBy === user.id) ? ['runners'] : []),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id }) => String(id) === accountId);
    return user ? itemsOf(user).map((rest) => `gitlab/${accountId}/${rest}`) : [];
  };
  /** A schedule runs as its owner, whether or not they are a member still. */
  const runsAs = (accountId: string, target: string) =>
    state().projects.some(({ id, schedules }) =>
      schedules.some((each) => `${id}.${each.id}` === target && String(each.ownerId) === accountId),
    );
  const truth: Truth = {
    accounts: ({ email, otherEmails = [] }: Person) =>
      state()
        .users.filter((user) =>
          [user.email, ...user.emails].some((each) => [email, ...otherEmails].includes(each.toLowerCase())),
        )
        .map(({ id }) => String(id)),
    open,
    isOpen: ({ id, accountId, target }: PlannedAction) =>
      id.split('/')[2] === 'schedules' ? runsAs(accountId, target?.id ?? '') : open(accountId).includes(id),
  };
  return {
    truth,
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

interface Outside {
  sandbox: GitlabSandbox;
  lying: LyingHandler;
  present: Person;
  isInstance: boolean;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function gitlabSwitches({ sandbox, lying, present, isInstance, freeze }: Outside): Switches {
  const presentIn = (state: GitlabState): GitlabUser => {
    const user = state.users.find(({ email }) => email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const change = (by: (state: GitlabState) => void) => () => sandbox.change(by);
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lying.rewrite(by);
  const drift = (by: (user: GitlabUser) => void) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (String(user.id) === id) by(user);
    });

  return {
    renameTargets: change((state) => {
      for (const each of [...state.groups, ...state.projects].slice(isInstance ? 0 : 1))
        each.path = `${each.path}-next`;
      for (const each of [...state.tokens, ...state.impersonation]) each.name = `${each.name} (next)`;
    }),
    recreateTargets: change((state) => {
      const moved = new Map(state.groups.slice(1).map(({ id }) => [id, id + 500_000]));
      for (const group of state.groups) group.id = moved.get(group.id) ?? group.id;
      for (const project of state.projects) {
        project.id += 500_000;
        project.groupId = moved.get(project.groupId ?? 0) ?? project.groupId;
      }
      for (const each of [...state.tokens.slice(1), ...state.impersonation]) each.id += 500_000;
      for (const user of state.users) {
        user.gpgKeys = user.gpgKeys.map((id) => id + 500_000);
        for (const key of user.sshKeys) key.id += 500_000;
      }
    }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        for (const group of state.groups) group.id += 7_000_000;
        for (const project of state.projects)
          project.groupId = project.groupId === null ? null : project.groupId + 7_000_000;
        for (const group of state.groups) group.parentId = group.parentId === null ? null : group.parentId + 7_000_000;
        for (const user of state.users) {
          user.createdAt = '2019-01-01T00:00:00.000Z';
          if (user.username === 'relais') continue;
          user.email = `other.${user.email}`;
          user.username = `other-${user.username}`;
        }
      });
    },
    hideFields: rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages: () => lying.pages('empty'),
    repeatPages: () => lying.pages('repeating'),
    failOnce: lying.failOnce,
    drifts: {
      'took another user name': drift((user) => {
        user.username = `${user.username}-next`;
      }),
      ...(isInstance
        ? {
            'blocked by somebody': drift((user) => {
              user.state = 'blocked';
            }),
            'deactivated for want of use': drift((user) => {
              user.state = 'deactivated';
            }),
            'banned by somebody': drift((user) => {
              user.state = 'banned';
            }),
          }
        : {
            'left by themself': (id) =>
              sandbox.change((state) => {
                for (const place of [...state.groups, ...state.projects])
                  place.members = place.members.filter(({ userId }) => String(userId) !== id);
              }),
          }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const email = 'alex.admin@example.com';
      sandbox.change((state) => {
        const first = presentIn(state);
        state.users.push({
          ...structuredClone(first),
          id: 4711,
          username: 'alex-admin',
          email,
          sshKeys: [],
          gpgKeys: [],
        });
        state.groups[0]?.members.push({ userId: 4711, level: 30 });
      });
      return { ...present, otherEmails: [email] };
    },
    many: (count) =>
      sandbox.change((state) => {
        const user = presentIn(state);
        const [token] = state.tokens;
        // What is left are things that are taken away one by one.
        state.projects = state.projects.filter(({ ownerId }) => ownerId !== user.id);
        state.runners = state.runners.filter(({ createdBy }) => createdBy !== user.id);
        for (const project of state.projects) project.schedules = [];
        for (let n = 1; n <= count; n += 1) {
          const members = [{ userId: user.id, level: 30 }];
          const parentId = state.groups[0]?.id ?? null;
          state.groups.push({ id: 800_000 + n, path: `atelier-lumen/many-${n}`, parentId, members });
          if (!isInstance) continue;
          user.sshKeys.push({ id: 810_000 + n, title: `Key ${n}` });
          user.gpgKeys.push(820_000 + n);
          if (!token) continue;
          state.tokens.push({ ...token, id: 830_000 + n, userId: user.id, name: `Token ${n}` });
          state.impersonation.push({ ...token, id: 840_000 + n, userId: user.id, name: `Token ${n}` });
        }
      }),
    mindCapitals() {
      sandbox.change((state) => {
        presentIn(state).email = present.email.replace('alex', 'Alex');
      });
      lying.rewrite((asked, answer) => {
        const search = asked.url.searchParams.get('search');
        const users = z.array(z.looseObject({ email: z.string() })).safeParse(answer.body);
        if (search === null || !users.success) return answer;
        return { status: 200, body: users.data.filter(({ email }) => email === search) };
      });
    },
    answerOthers: rewrite((asked, answer) => {
      if (!asked.url.searchParams.has('search') && !asked.url.searchParams.has('username')) return answer;
      const other = sandbox.state().users.find(({ email }) => email.startsWith('jonas'));
      const { id, username, name, email, state, createdAt } = other ?? presentIn(sandbox.state());
      return { status: 200, body: [{ id, username, name, email, state, is_admin: false, created_at: createdAt }] };
    }),
    emptyTenant: rewrite((asked, answer) => {
      const { pathname } = asked.url;
      if (pathname.endsWith('/users') || /\/members(?:\/all)?$/.test(pathname)) return { status: 200, body: [] };
      return /\/(?:users|members(?:\/all)?)\/\d+$/.test(pathname)
        ? { status: 404, body: { message: '404 Not Found' } }
        : answer;
    }),
    emptyMembers: rewrite(({ method, url }, answer) => {
      const isBelow = !url.pathname.endsWith('/users');
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
