import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { service } from './seed.ts';
import type { AtlassianOwned, AtlassianState, AtlassianUser } from './state.ts';

function refused(status: number, message: string): Refusal {
  return new Refusal({ status, body: { errorMessages: [message], errors: {} } });
}

const bulkBody = z.strictObject({
  action: z.literal('changeOwner'),
  entityIds: z.tuple([z.int()]),
  changeOwnerDetails: z.strictObject({ newOwner: z.string(), autofixName: z.boolean() }),
  extendAdminPermissions: z.boolean(),
});

type Kind = 'filters' | 'dashboards' | 'projects';

/**
 * The part of Jira’s REST API v3 that handing over needs: https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
export function jiraRoutes(core: Core<AtlassianState>, pageSize: number): Router {
  const router = Router();
  const byId = (state: AtlassianState, id: string | undefined): AtlassianUser => {
    const user = state.users.find((each) => each.id === id);
    if (user === undefined) throw refused(404, 'The user does not exist.');
    return user;
  };
  const thing = (state: AtlassianState, kind: Kind, id: string): AtlassianOwned => {
    const found = state[kind].find((each) => each.id === id);
    if (found === undefined) throw refused(404, 'It does not exist, or is not yours to see.');
    return found;
  };
  const give = (kind: Kind, id: string, to: unknown) =>
    core.write(`change ${kind}`, (state) => {
      thing(state, kind, id).ownerId = byId(state, String(to)).id;
    });

  router.get('/myself', (_request, response) => {
    response.json(userBody(byId(core.state(), service.id)));
  });
  router.get('/user/groups', (request, response) => {
    const state = core.state();
    const { id } = byId(state, queryText(request, 'accountId'));
    const mine = state.groups.filter(({ members }) => members.includes(id));
    response.json(mine.map(({ id: groupId, name }) => ({ groupId, name })));
  });
  router.delete('/group/user', (request, response) => {
    core.write('groups', (state) => {
      const { id } = byId(state, queryText(request, 'accountId'));
      const group = state.groups.find((each) => each.id === queryText(request, 'groupId'));
      if (!group?.members.includes(id)) throw refused(404, 'The user is not in the group.');
      group.members = group.members.filter((member) => member !== id);
    });
    response.status(200).end();
  });

  const search = (kind: Kind, below: string) => {
    router.get(below, (request, response) => {
      const state = core.state();
      const wanted = queryText(request, 'accountId');
      const all = state[kind].filter(({ ownerId }) => wanted === undefined || ownerId === wanted);
      page(
        all.map((each) => bodyOf(kind, each, state)),
        { request, response, pageSize },
      );
    });
  };
  search('filters', '/filter/search');
  search('dashboards', '/dashboard/search');
  search('projects', '/project/search');
  for (const [kind, below] of [
    ['filters', '/filter/:id'],
    ['dashboards', '/dashboard/:id'],
    ['projects', '/project/:id'],
  ] as const)
    router.get(below, (request: Request<{ id: string }>, response: Response) => {
      const state = core.state();
      response.json(bodyOf(kind, thing(state, kind, request.params.id), state));
    });

  router.put('/filter/:id/owner', (request, response) => {
    const asked = z.strictObject({ accountId: z.string() }).safeParse(request.body);
    if (!asked.success) throw refused(400, 'Invalid owner');
    give('filters', request.params.id, asked.data.accountId);
    response.status(204).end();
  });
  router.put('/dashboard/bulk/edit', (request, response) => {
    const asked = bulkBody.safeParse(request.body);
    if (!asked.success) throw refused(400, 'Invalid action');
    give('dashboards', String(asked.data.entityIds[0]), asked.data.changeOwnerDetails.newOwner);
    response.json({ action: 'changeOwner', entityErrors: {} });
  });
  router.put('/project/:id', (request, response) => {
    const asked = z.strictObject({ leadAccountId: z.string() }).safeParse(request.body);
    if (!asked.success) throw refused(400, 'Invalid project');
    give('projects', request.params.id, asked.data.leadAccountId);
    const state = core.state();
    response.json(bodyOf('projects', thing(state, 'projects', request.params.id), state));
  });

  return router;
}

function page(
  values: readonly object[],
  { request, response, pageSize }: { request: Request; response: Response; pageSize: number },
): void {
  const startAt = Number(queryText(request, 'startAt') ?? 0) || 0;
  const maxResults = Math.min(Number(queryText(request, 'maxResults') ?? 50) || 50, pageSize);
  const next = new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`);
  next.searchParams.set('startAt', String(startAt + maxResults));
  const isLast = startAt + maxResults >= values.length;
  response.json({
    ...{ startAt, maxResults, total: values.length, isLast },
    ...(isLast ? {} : { nextPage: next.href }),
    values: values.slice(startAt, startAt + maxResults),
  });
}

function userBody({ id, name, email, accountStatus }: AtlassianUser) {
  return {
    accountId: id,
    accountType: 'atlassian',
    displayName: name,
    emailAddress: email,
    active: accountStatus === 'active',
  };
}

function bodyOf(kind: Kind, { id, name, ownerId }: AtlassianOwned, { users }: AtlassianState) {
  const holder = users.find((user) => user.id === ownerId);
  const person = holder ? userBody(holder) : { accountId: ownerId };
  // Of a dashboard's owner less is told.
  const { accountId, displayName, active } = { displayName: '', active: false, ...person };
  if (kind === 'dashboards') return { id, name, owner: { accountId, displayName, active } };
  return kind === 'projects' ? { id, key: name, name: `${name} project`, lead: person } : { id, name, owner: person };
}
