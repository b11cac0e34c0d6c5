import { Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage, queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { FilterSyntaxError, matching } from '../scim-filter.ts';
import { groupOf, refuseManagedElsewhere, userOf } from './directory.ts';
import type { OktaApp, OktaState, OktaUser } from './state.ts';
import {
  apiTokenBody,
  assigneeBody,
  groupBody,
  logEntryBody,
  notFound,
  oktaError,
  serviceToken,
  userBody,
} from './words.ts';

/** What belongs to the organisation: groups, apps, API tokens, devices, the system log. */
export function organisationRoutes(core: Core<OktaState>, now: () => Date): Router {
  const router = Router();
  const names = { size: 'limit', cursor: 'after', defaultSize: 200, largestSize: 1000 };

  router.get('/groups', (request, response) => {
    response.json(onePage(core.state().groups, names, { request, response }).map(groupBody));
  });
  router.get('/groups/:group/users', (request, response) => {
    const { members } = groupOf(core.state(), request.params.group);
    const users = core.state().users.filter((user) => members.includes(user.id));
    response.json(onePage(users, names, { request, response }).map(userBody));
  });
  router.put('/groups/:group/users/:id', (request, response) => {
    core.write('join group', (state) => {
      const group = groupOf(state, request.params.group);
      refuseManagedElsewhere(group);
      group.members = [...new Set([...group.members, userOf(state, request.params.id).id])];
    });
    response.status(204).end();
  });
  router.delete('/groups/:group/users/:id', (request, response) => {
    core.write('leave group', (state) => {
      const group = groupOf(state, request.params.group);
      refuseManagedElsewhere(group);
      const user = userOf(state, request.params.id);
      group.members = group.members.filter((id) => id !== user.id);
    });
    response.status(204).end();
  });

  router.get('/apps/:app/users/:id', (request, response) => {
    response.json(appUserBody(appUserOf(core.state(), request.params)));
  });
  router.delete('/apps/:app/users/:id', (request, response) => {
    core.write('leave app', (state) => {
      const { app, user } = appUserOf(state, request.params);
      app.users = app.users.filter((id) => id !== user.id);
    });
    response.status(204).end();
  });

  router.get('/api-tokens', (_request, response) => {
    response.json([serviceToken, ...core.state().apiTokens].map(apiTokenBody));
  });
  router.get('/api-tokens/:token', (request, response) => {
    const token = core.state().apiTokens.find((each) => each.id === request.params.token);
    if (token === undefined) throw new Refusal(notFound(request.params.token, 'ApiToken'));
    response.json(apiTokenBody(token));
  });
  router.delete('/api-tokens/:token', (request, response) => {
    core.write('api tokens', (state) => {
      const left = state.apiTokens.filter((each) => each.id !== request.params.token);
      if (left.length === state.apiTokens.length) throw new Refusal(notFound(request.params.token, 'ApiToken'));
      state.apiTokens = left;
    });
    response.status(204).end();
  });

  router.get('/iam/assignees/users', (request, response) => {
    const withRole = core.state().users.filter(({ roles }) => roles.length > 0);
    const value = onePage(withRole, { ...names, defaultSize: 100 }, { request, response }).map(assigneeBody);
    response.json({ value });
  });

  for (const [name, status] of [
    ['suspend', 'SUSPENDED'],
    ['unsuspend', 'ACTIVE'],
    ['activate', 'ACTIVE'],
    ['deactivate', 'DEACTIVATED'],
  ] as const)
    router.post(`/devices/:device/lifecycle/${name}`, (request, response) => {
      core.write('devices', (state) => {
        const device = state.users.flatMap((user) => user.devices).find((each) => each.id === request.params.device);
        if (device === undefined) throw new Refusal(notFound(request.params.device, 'Device'));
        device.status = status;
      });
      response.status(204).end();
    });

  router.get('/logs', (request, response) => {
    // Okta answers the last seven days unless told otherwise.
    const since = queryText(request, 'since') ?? new Date(now().getTime() - 7 * 86_400_000).toISOString();
    const until = queryText(request, 'until') ?? now().toISOString();
    const filter = queryText(request, 'filter');
    const within = core
      .state()
      .log.filter(({ published }) => Date.parse(published) >= Date.parse(since))
      .filter(({ published }) => Date.parse(published) <= Date.parse(until))
      .map(logEntryBody);
    const sign = queryText(request, 'sortOrder') === 'DESCENDING' ? -1 : 1;
    const entries = (filter === undefined ? within : pickedEntries(filter, within)).sort(
      (a, b) => sign * (Date.parse(a.published) - Date.parse(b.published)),
    );
    response.json(onePage(entries, { ...names, defaultSize: 100 }, { request, response }));
  });

  return router;
}

type LogEntryBody = ReturnType<typeof logEntryBody>;

function pickedEntries(filter: string, entries: readonly LogEntryBody[]): LogEntryBody[] {
  try {
    return matching(filter, entries);
  } catch (error) {
    if (error instanceof FilterSyntaxError)
      throw new Refusal(oktaError(400, 'E0000053', 'Invalid filter provided for the Logs API.'));
    throw error;
  }
}

function appUserOf(state: OktaState, params: { app: string; id: string }): { app: OktaApp; user: OktaUser } {
  const app = state.apps.find((each) => each.id === params.app);
  if (app === undefined) throw new Refusal(notFound(params.app, 'AppInstance'));
  const user = state.users.find((each) => each.id === params.id);
  if (user === undefined || !app.users.includes(user.id)) throw new Refusal(notFound(params.id, 'AppUser'));
  return { app, user };
}

function appUserBody({ user }: { user: OktaUser }) {
  const { id, created, lastUpdated, profile } = user;
  return {
    id,
    externalId: null,
    created,
    lastUpdated,
    scope: 'USER',
    status: 'ACTIVE',
    credentials: { userName: profile.login },
    profile: {},
  };
}
