import { type Request, type RequestHandler, type Response, Router, urlencoded } from 'express';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { channelBody, identityBody, logBody, loginBody, sessionBody, userBody, workflowBody } from './bodies.ts';
import { service } from './seed.ts';
import { deactivate, type SlackAdminState, type SlackAdminUser } from './state.ts';

interface Call {
  request: Request;
  response: Response;
  state: SlackAdminState;
  /** Of the form or the query, as Slack takes either. */
  arg(name: string): string | undefined;
}

interface Method {
  scope: string | null;
  answer(call: Call): object;
}

/** Slack says no with 200. */
function refused(error: string, more: object = {}): Refusal {
  return new Refusal({ status: 200, body: { ok: false, error, ...more } });
}

/** The methods of Slack’s Web API that closing an account needs: https://docs.slack.dev/reference/methods */
export function webRoutes(
  core: Core<SlackAdminState>,
  { token, scopes }: { token: string; scopes(): readonly string[] },
): Router {
  const enterprise = (state: SlackAdminState) => {
    if (state.enterpriseId === null) throw refused('not_an_enterprise');
  };
  const methods: Readonly<Record<string, Method>> = {
    'auth.test': { scope: null, answer: ({ state }) => identityBody(state) },
    'auth.teams.list': {
      scope: null,
      answer: ({ state }) => ({
        teams: [{ id: state.teamId, name: 'Atelier Lumen' }],
        response_metadata: { next_cursor: '' },
      }),
    },
    'users.info': {
      scope: 'users:read',
      answer: ({ state, arg }) => ({ user: userBody(userOf(state, arg('user')), state) }),
    },
    'users.lookupByEmail': {
      scope: 'users:read.email',
      answer({ state, arg }) {
        const email = arg('email')?.toLowerCase();
        const user = state.users.find((each) => !each.deleted && each.email.toLowerCase() === email);
        if (user === undefined) throw refused('users_not_found');
        return { user: userBody(user, state) };
      },
    },
    'users.list': {
      scope: 'users:read',
      answer({ state, arg }) {
        if (state.enterpriseId !== null && arg('team_id') === undefined) throw refused('missing_argument');
        const { items, next } = byCursor(state.users, arg);
        return {
          members: items.map((each) => userBody(each, state)),
          cache_ts: 1,
          response_metadata: { next_cursor: next },
        };
      },
    },
    'users.conversations': {
      scope: 'channels:read',
      answer({ state, arg }) {
        const user = userOf(state, arg('user') ?? service.id);
        if (user.deleted) throw refused('user_is_deactivated');
        const seen = state.channels.filter(
          ({ members, isPrivate }) => members.includes(user.id) && (!isPrivate || members.includes(service.id)),
        );
        const { items, next } = byCursor(seen, arg);
        return { channels: items.map(channelBody), response_metadata: { next_cursor: next } };
      },
    },
    'team.integrationLogs': {
      scope: 'admin',
      answer({ state, arg }) {
        const wanted = arg('user');
        const { items, paging } = byNumber(
          state.installs.filter(({ userId }) => wanted === undefined || userId === wanted),
          arg,
        );
        return { logs: items.map((each) => logBody(each, state)), paging };
      },
    },
    'team.accessLogs': {
      scope: 'admin',
      answer({ state, arg }) {
        const { items, paging } = byNumber(
          state.logins.toSorted((a, b) => b.at.localeCompare(a.at)),
          arg,
        );
        return { logins: items.map((each) => loginBody(each, state)), paging };
      },
    },
    'admin.users.session.list': {
      scope: 'admin.users:read',
      answer({ state, arg }) {
        enterprise(state);
        if ((arg('user_id') === undefined) !== (arg('team_id') === undefined)) throw refused('invalid_arguments');
        const all = state.users
          .filter(({ id }) => arg('user_id') === undefined || id === arg('user_id'))
          .flatMap((user) => user.sessions.map((each) => sessionBody(each, user, state)));
        const { items, next } = byCursor(all, arg);
        return { active_sessions: items, response_metadata: { next_cursor: next } };
      },
    },
    'admin.users.session.reset': {
      scope: 'admin.users:write',
      answer({ arg }) {
        core.write('reset sessions', (draft) => {
          enterprise(draft);
          userOf(draft, arg('user_id')).sessions = [];
        });
        return {};
      },
    },
    'admin.users.deactivate': {
      scope: 'admin.users:write',
      answer({ arg }) {
        core.write('deactivate', (draft) => {
          enterprise(draft);
          const user = userOf(draft, arg('user_id'));
          if (user.role === 'primary owner' || user.role === 'stranger') throw refused('deactivation_failed');
          deactivate(draft, user);
        });
        return {};
      },
    },
    'admin.workflows.search': {
      scope: 'admin.workflows:read',
      answer({ state, arg }) {
        enterprise(state);
        const ids: unknown = JSON.parse(arg('collaborator_ids') ?? 'null');
        const found = state.workflows.filter(
          ({ collaborators }) => !Array.isArray(ids) || collaborators.some((id) => ids.includes(id)),
        );
        const { items, next } = byCursor(found, arg);
        return {
          workflows: items.map(workflowBody),
          total_found: found.length,
          response_metadata: { next_cursor: next },
        };
      },
    },
  };

  const serve: RequestHandler<{ method: string }> = (request, response) => {
    if (request.get('authorization') !== `Bearer ${token}`) throw refused('invalid_auth');
    response.set('x-oauth-scopes', scopes().join(','));
    const method = methods[request.params.method];
    if (method === undefined) throw refused('unknown_method');
    if (method.scope !== null && !scopes().includes(method.scope))
      throw refused('missing_scope', { needed: method.scope, provided: scopes().join(',') });
    const arg = (name: string) => queryText(request, name) ?? fieldOf(request.body, name);
    response.json({ ok: true, ...method.answer({ request, response, state: core.state(), arg }) });
  };
  const router = Router();
  router.use(urlencoded({ extended: false }));
  router.all('/:method', serve);
  return router;
}

function fieldOf(body: unknown, name: string): string | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function userOf(state: SlackAdminState, id: string | undefined): SlackAdminUser {
  const user = state.users.find((each) => each.id === id);
  if (user === undefined) throw refused('user_not_found');
  return user;
}

/** A cursor is how many came before, in disguise. */
function byCursor<Item>(items: readonly Item[], arg: Call['arg']): { items: readonly Item[]; next: string } {
  const start = Number(Buffer.from(arg('cursor') ?? '', 'base64').toString()) || 0;
  const end = start + Math.min(Number(arg('limit') ?? 100), 200);
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(String(end)).toString('base64') : '',
  };
}

function byNumber<Item>(items: readonly Item[], arg: Call['arg']) {
  const count = Math.min(Number(arg('count') ?? 100), 100);
  const page = Number(arg('page') ?? 1);
  const pages = Math.max(1, Math.ceil(items.length / count));
  return { items: items.slice((page - 1) * count, page * count), paging: { count, total: items.length, page, pages } };
}
