import { type Request, Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { scimBody } from './bodies.ts';
import { deactivate, type SlackAdminState, type SlackAdminUser } from './state.ts';

const patchShape = z.object({
  Operations: z.array(z.object({ op: z.string(), path: z.literal('active'), value: z.boolean() })).min(1),
});

/** The part of Slack’s SCIM 2.0 that closing an account needs: https://docs.slack.dev/reference/scim-api */
export function scimRoutes(core: Core<SlackAdminState>, token: string): Router {
  const router = Router();
  router.use((request, _response, next) => {
    if (request.get('authorization') !== `Bearer ${token}`) throw scimRefusal(401, 'invalid_authentication');
    next();
  }, jsonBody());
  router.get('/Users', (request, response) => {
    const { users } = core.state();
    const count = Math.min(Number(queryText(request, 'count') ?? 100), 1000);
    const resources = users
      .filter(isProvisioned)
      .slice(0, count)
      .map((user) => scimBody(user, baseOf(request)));
    response.json({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: users.filter(isProvisioned).length,
      itemsPerPage: resources.length,
      startIndex: 1,
      Resources: resources,
    });
  });
  router.get('/Users/:id', (request, response) => {
    response.json(scimBody(userOf(core.state(), request.params.id), baseOf(request)));
  });
  router.patch('/Users/:id', (request, response) => {
    const asked = patchShape.safeParse(request.body);
    if (!asked.success) throw scimRefusal(400, 'invalid_request');
    const changed = core.write('deactivate', (state) => {
      const user = userOf(state, request.params.id);
      if (user.role === 'primary owner') throw scimRefusal(403, 'cannot_deactivate_primary_owner');
      for (const { value } of asked.data.Operations)
        if (value) user.deleted = false;
        else deactivate(state, user);
      return scimBody(user, baseOf(request));
    });
    response.json(changed);
  });
  return router;
}

function isProvisioned({ role }: SlackAdminUser): boolean {
  return role !== 'stranger';
}

function userOf(state: SlackAdminState, id: string): SlackAdminUser {
  const user = state.users.filter(isProvisioned).find((each) => each.id === id);
  if (user === undefined) throw scimRefusal(404, 'user_not_found');
  return user;
}

function baseOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}`;
}

function scimRefusal(status: number, detail: string): Refusal {
  return new Refusal({
    status,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail },
  });
}
