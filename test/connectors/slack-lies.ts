import { type RequestHandler, urlencoded } from 'express';
import { z } from 'zod';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { SlackAdminSandbox } from '../../src/workspace/systems/slack-admin/slack-admin-sandbox.ts';
import { deactivate, type SlackAdminState } from '../../src/workspace/systems/slack-admin/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const slackSkips: LyingSkips = {
  widen: 'every call names one account; Slack takes no list of people where an account is closed',
  many: 'nothing of an account is ended one by one: sessions go together, and lists are told in one task',
};

/** Which field of a method’s answer is its list. */
const lists: Readonly<Record<string, string>> = {
  'users.list': 'members',
  'users.conversations': 'channels',
  'team.integrationLogs': 'logs',
  'team.accessLogs': 'logins',
  'admin.users.session.list': 'active_sessions',
  'admin.workflows.search': 'workflows',
};

const bodyShape = z.looseObject({
  paging: z.looseObject({ page: z.int(), pages: z.int() }).optional(),
  response_metadata: z.looseObject({}).optional(),
});
const first = Buffer.from('0').toString('base64');

export interface SlackPages {
  middleware: RequestHandler[];
  how: 'well' | 'empty' | 'repeating';
}

/** Slack pages by cursor, or by number, in the body: `LyingHandler.pages` knows neither. */
export function createSlackPages(): SlackPages {
  const pages: SlackPages = { how: 'well', middleware: [urlencoded({ extended: false }), lie] };
  function lie(...[request, response, next]: Parameters<RequestHandler>): void {
    const { how } = pages;
    const method = request.path.split('/').at(-1) ?? '';
    const list = lists[method];
    if (how === 'well' || list === undefined) return void next();
    const form = z.record(z.string(), z.string()).catch({}).parse(request.body);
    const url = new URL(request.url, 'http://localhost');
    const isFirst = !url.searchParams.has('cursor') && form['cursor'] === undefined;
    const page = Number(url.searchParams.get('page') ?? 1);
    if (how === 'repeating' || page > 1) {
      url.searchParams.set('page', String(how === 'repeating' ? 1 : page - 1));
      request.url = `${url.pathname}${url.search}`;
    }
    const json = response.json.bind(response);
    response.json = (told: unknown) => {
      const body = bodyShape.parse(told);
      if (body.paging) {
        const more = body.paging.pages + 1;
        const paging = how === 'repeating' ? { page: 1, pages: 2 } : { page, pages: more };
        return json({ ...body, paging, ...(how === 'empty' && page === 1 ? { [list]: [] } : {}) });
      }
      if (how === 'empty' && !isFirst) return json(body);
      const response_metadata = { next_cursor: first };
      return json({ ...body, response_metadata, ...(how === 'empty' ? { [list]: [] } : {}) });
    };
    next();
  }
  return pages;
}

/** What the sandbox knows, or what it knew when another organisation took its place. */
export function slackTruth(
  sandbox: SlackAdminSandbox,
  { isEnterprise }: { isEnterprise: boolean },
): { truth: Truth; freeze(): void } {
  let frozen: SlackAdminState | null = null;
  const state = () => frozen ?? sandbox.state();

  const open = (accountId: string): string[] => {
    const { users, channels, installs, workflows } = state();
    const user = users.find(({ id }) => id === accountId);
    if (!user) return [];
    if (user.role === 'stranger') return user.deleted ? [] : [`slack/${accountId}/external`];
    const last = new Map(
      installs.filter(({ userId }) => userId === accountId).map((each) => [each.appId, each.change]),
    );
    const made = channels.filter(({ creator, isPrivate }) => creator === accountId && isPrivate);
    return [
      ...(user.deleted ? [] : ['disable']),
      ...(isEnterprise && user.sessions.length > 0 ? ['sessions'] : []),
      ...([...last.values()].includes('added') ? ['apps'] : []),
      ...(isEnterprise && workflows.some(({ collaborators }) => collaborators.includes(accountId))
        ? ['workflows']
        : []),
      ...(user.role === 'member' && !user.deleted && made.length > 0 ? ['channels'] : []),
    ].map((verb) => `slack/${accountId}/${verb}`);
  };
  return {
    truth: {
      accounts: ({ email, otherEmails = [] }: Person) =>
        state()
          .users.filter((user) => [email, ...otherEmails].includes(user.email.toLowerCase()))
          .map(({ id }) => id),
      open,
      isOpen: ({ id, accountId }: PlannedAction) => open(accountId).includes(id),
    },
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

interface Outside {
  sandbox: SlackAdminSandbox;
  lying: LyingHandler;
  pages: SlackPages;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function slackSwitches({ sandbox, lying, pages, present, freeze }: Outside): Switches {
  const userIn = (state: SlackAdminState, id: string) => {
    const user = state.users.find((each) => each.id === id);
    if (!user) throw new Error(`nobody is ${id}`);
    return user;
  };
  const presentIn = (state: SlackAdminState) => userIn(state, present.id);
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lying.rewrite(by);
  const methodOf = ({ url }: Asked) => url.pathname.split('/').at(-1) ?? '';
  const ok = (body: object): Answer => ({ status: 200, body: { ok: true, ...body } });
  const no = (error: string): Answer => ({ status: 200, body: { ok: false, error } });

  return {
    renameTargets: () =>
      sandbox.change((state) => {
        for (const channel of state.channels) channel.name = `${channel.name}-next`;
        for (const install of state.installs) install.name = `${install.name} (next)`;
        for (const workflow of state.workflows) workflow.title = `${workflow.title} (next)`;
      }),
    recreateTargets: () =>
      sandbox.change((state) => {
        for (const each of [...state.channels, ...state.workflows]) each.id = `${each.id}N`;
        for (const install of state.installs) install.appId = `${install.appId}N`;
        for (const user of state.users) for (const session of user.sessions) session.id += 1_000_000;
      }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        state.teamId = 'T0OTHER';
        if (state.enterpriseId !== null) state.enterpriseId = 'E0OTHER';
        for (const user of state.users) if (user.id !== 'U0RELAISADMIN') user.id = `${user.id}X`;
      });
    },
    hideFields: rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages() {
      pages.how = 'empty';
    },
    repeatPages() {
      pages.how = 'repeating';
    },
    failOnce: lying.failOnce,
    drifts: {
      'deactivated by somebody': (id) => sandbox.change((state) => deactivate(state, userIn(state, id))),
      'became a guest': (id) =>
        sandbox.change((state) => {
          userIn(state, id).role = 'guest';
        }),
      'was made an administrator': (id) =>
        sandbox.change((state) => {
          userIn(state, id).role = 'admin';
        }),
      'took another address': (id) =>
        sandbox.change((state) => {
          userIn(state, id).email = 'alex.private@example.org';
        }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const email = 'alex.admin@example.com';
      sandbox.change((state) => {
        state.users.push({ ...structuredClone(presentIn(state)), id: 'U0ALEXTWO', name: 'alex.admin', email });
        for (const channel of state.channels) if (channel.isGeneral) channel.members.push('U0ALEXTWO');
      });
      return { ...present, otherEmails: [email] };
    },
    many: null,
    mindCapitals() {
      sandbox.change((state) => {
        presentIn(state).email = present.email.replace('alex', 'Alex');
      });
      lying.rewrite((asked, answer) => {
        if (methodOf(asked) !== 'users.lookupByEmail') return answer;
        const told = z.object({ user: z.object({ profile: z.object({ email: z.string() }) }) }).safeParse(answer.body);
        const isSame = told.data?.user.profile.email === asked.url.searchParams.get('email');
        return isSame ? answer : no('users_not_found');
      });
    },
    answerOthers: rewrite((asked, answer) => {
      if (methodOf(asked) !== 'users.lookupByEmail') return answer;
      const { id, name, email } = userIn(sandbox.state(), 'U0NADIA');
      return ok({ user: { id, name, deleted: false, profile: { email } } });
    }),
    emptyTenant: rewrite((asked, answer) => {
      switch (methodOf(asked)) {
        case 'users.list':
          return ok({ members: [], response_metadata: { next_cursor: '' } });
        case 'users.lookupByEmail':
          return no('users_not_found');
        case 'users.info':
          return no('user_not_found');
        default:
          return answer;
      }
    }),
    emptyMembers: rewrite((asked, answer) => {
      const list = lists[methodOf(asked)];
      const body = z.looseObject({ ok: z.literal(true) }).safeParse(answer.body);
      return list === undefined || methodOf(asked) === 'users.list' || !body.success
        ? answer
        : { status: 200, body: { ...body.data, [list]: [] } };
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
      return [name, /(?:^|_)id$/.test(name) || name === 'ok' ? value : null];
    }),
  );
}
