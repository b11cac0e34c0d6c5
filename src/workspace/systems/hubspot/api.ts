import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { type HubspotRecord, type HubspotState, type HubspotUser, recordKinds } from './state.ts';

export interface HubspotAccess {
  token: string;
  now(): Date;
  /** What the private app was granted; read at every call. */
  scopes(): readonly string[];
}

function refused(status: number, category: string, message: string): Refusal {
  return new Refusal({ status, body: hubspotError(category, message) });
}

/** HubSpot's own shape of a refusal. */
export function hubspotError(category: string, message: string) {
  return { category, correlationId: '11111111-2222-4333-a444-555555555555', message };
}

const notFound = () => refused(404, 'OBJECT_NOT_FOUND', 'resource not found');
type May = (...scopes: readonly string[]) => RequestHandler;

/** The part of HubSpot’s API that offboarding needs: https://developers.hubspot.com/docs/api-reference */
export function hubspotApi(core: Core<HubspotState>, access: HubspotAccess): Router {
  const router = Router();
  router.use((request, _response, next) => {
    if (request.get('authorization') !== `Bearer ${access.token}`)
      throw refused(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
    next();
  }, jsonBody());
  const may: May =
    (...scopes) =>
    (_request, _response, next) => {
      const missing = scopes.filter((scope) => !access.scopes().includes(scope));
      if (missing.length > 0) throw refused(403, 'MISSING_SCOPES', `requires one of: ${missing.join(', ')}`);
      next();
    };
  router.post('/oauth/v2/private-apps/get/access-token-info', (request, response) => {
    if (z.object({ tokenKey: z.string() }).safeParse(request.body).data?.tokenKey !== access.token) throw notFound();
    const { tokenUserId, portalId } = core.state();
    response.json({ userId: Number(tokenUserId), hubId: portalId, appId: 7, scopes: access.scopes() });
  });
  usersRoutes(router, core, may);
  ownersRoutes(router, core, may);
  recordsRoutes(router, core, may);
  accountRoutes(router, core, { may, now: access.now });
  router.use(() => {
    throw notFound();
  });
  return router;
}

const putShape = z.strictObject({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  roleId: z.string().optional(),
  primaryTeamId: z.string().optional(),
  secondaryTeamIds: z.array(z.string()).optional(),
});

function usersRoutes(router: Router, core: Core<HubspotState>, may: May): void {
  const base = '/settings/users/2026-03';
  router.get(base, may('settings.users.read'), (request, response) => {
    const there = core.state().users.filter(({ status }) => status !== 'removed');
    list(there, { request, response }, userBody);
  });
  router.get(`${base}/teams`, may('settings.users.teams.read'), (_request, response) => {
    const { teams, users } = core.state();
    response.json({
      results: teams.map(({ id, name }) => ({
        id,
        name,
        userIds: users.filter(({ primaryTeamId }) => primaryTeamId === id).map((user) => user.id),
        secondaryUserIds: users.filter(({ secondaryTeamIds }) => secondaryTeamIds.includes(id)).map((user) => user.id),
      })),
    });
  });
  router.get(`${base}/:user`, may('settings.users.read'), (request, response) => {
    response.json(userBody(userOf(core.state(), request)));
  });
  router.put(`${base}/:user`, may('settings.users.write'), (request, response) => {
    const asked = putShape.safeParse(request.body).data;
    if (asked === undefined) throw refused(400, 'VALIDATION_ERROR', 'Invalid input JSON');
    const changed = core.write('change user', (state) => {
      const user = userOf(state, request);
      // Whatever is left out is emptied: the whole user is put.
      user.roleId = asked.roleId ?? '';
      user.primaryTeamId = asked.primaryTeamId ?? '';
      user.secondaryTeamIds = asked.secondaryTeamIds ?? [];
      return userBody(user);
    });
    response.json(changed);
  });
  router.delete(`${base}/:user`, may('settings.users.write'), (request, response) => {
    core.write('remove user', (state) => {
      const user = userOf(state, request);
      if (user.superAdmin) throw refused(400, 'VALIDATION_ERROR', 'Super admins cannot be removed.');
      Object.assign(user, { status: 'removed', primaryTeamId: '', secondaryTeamIds: [], roleId: '' });
    });
    response.status(204).end();
  });
}

function ownersRoutes(router: Router, core: Core<HubspotState>, may: May): void {
  const body = (user: HubspotUser, isArchived: boolean) => {
    const { id, ownerId, email, createdAt } = user;
    return {
      ...{ id: ownerId, email, ...namesOf(user), type: 'PERSON', archived: isArchived },
      ...{ createdAt, updatedAt: createdAt, userIdIncludingInactive: Number(id) },
      ...(isArchived ? {} : { userId: Number(id) }),
    };
  };
  router.get('/crm/owners/2026-03', may('crm.objects.owners.read'), (request, response) => {
    const isArchived = queryText(request, 'archived') === 'true';
    const found = core.state().users.filter(({ status }) => (status !== 'active') === isArchived);
    list(found, { request, response }, (user) => body(user, isArchived));
  });
  router.get('/crm/owners/2026-03/:owner', may('crm.objects.owners.read'), (request, response) => {
    const by = queryText(request, 'idProperty') === 'userId' ? 'id' : 'ownerId';
    const isArchived = queryText(request, 'archived') === 'true';
    const user = core.state().users.find((each) => each[by] === request.params.owner);
    if (user === undefined || (user.status !== 'active') !== isArchived) throw notFound();
    response.json(body(user, isArchived));
  });
}

const searchShape = z.object({
  filterGroups: z.array(
    z.object({
      filters: z.array(z.object({ propertyName: z.string(), operator: z.enum(['EQ', 'GT']), value: z.string() })),
    }),
  ),
  limit: z.int().min(1).max(200),
});
const batchShape = z.object({
  inputs: z.array(z.object({ id: z.string(), properties: z.object({ hubspot_owner_id: z.string() }) })).max(100),
});

function recordsRoutes(router: Router, core: Core<HubspotState>, may: May): void {
  for (const kind of recordKinds) {
    const scopes = (right: string) => (kind === 'tickets' ? 'tickets' : `crm.objects.${kind}.${right}`);
    router.post(`/crm/objects/2026-03/${kind}/search`, may(scopes('read')), (request, response) => {
      const asked = searchShape.safeParse(request.body).data;
      if (asked === undefined) throw refused(400, 'VALIDATION_ERROR', 'Invalid input JSON');
      const filters = asked.filterGroups[0]?.filters ?? [];
      const found = core
        .state()
        .records.filter((each) => each.kind === kind && filters.every((filter) => matches(each, filter)))
        .toSorted((a, b) => Number(a.id) - Number(b.id));
      const results = found.slice(0, asked.limit).map(recordBody);
      const next = found.length > asked.limit ? { paging: { next: { after: String(asked.limit) } } } : {};
      response.json({ total: found.length, results, ...next });
    });
    router.post(`/crm/objects/2026-03/${kind}/batch/update`, may(scopes('write')), (request, response) => {
      const asked = batchShape.safeParse(request.body).data;
      if (asked === undefined) throw refused(400, 'VALIDATION_ERROR', 'Invalid input JSON');
      const results = core.write(`change ${kind}`, (state) =>
        asked.inputs.map(({ id, properties }) => {
          const record = state.records.find((each) => each.kind === kind && each.id === id);
          if (record === undefined) throw refused(400, 'VALIDATION_ERROR', `${id} does not exist`);
          record.ownerId = properties.hubspot_owner_id;
          return recordBody(record);
        }),
      );
      const at = '2026-11-29T09:00:00.000Z';
      response.json({ status: 'COMPLETE', results, startedAt: at, completedAt: at });
    });
  }
}

function accountRoutes(router: Router, core: Core<HubspotState>, { may, now }: { may: May; now(): Date }): void {
  router.get('/account-info/2026-03/details', (_request, response) => {
    response.json({
      ...{ portalId: core.state().portalId, accountType: 'STANDARD', timeZone: 'Europe/Paris', companyCurrency: 'EUR' },
      ...{ additionalCurrencies: [], utcOffset: '+01:00', utcOffsetMilliseconds: 3_600_000 },
      ...{ uiDomain: 'app.hubspot.com', dataHostingLocation: 'eu1' },
    });
  });
  router.get('/account-info/2026-03/api-usage/daily/private-apps', (_request, response) => {
    const collectedAt = now().toISOString();
    const usage = { usageLimit: 250_000, currentUsage: 12, collectedAt, fetchStatus: 'SUCCESS' };
    response.json({ results: core.state().privateApps.map((name) => ({ name, ...usage })) });
  });
  router.get('/account-info/2026-03/activity/login', may('account-info.security.read'), (request, response) => {
    const wanted = queryText(request, 'userId');
    const all = core
      .state()
      .users.filter(({ id }) => wanted === undefined || id === wanted)
      .flatMap((user) => user.signIns.map((loginAt) => ({ user, loginAt })));
    list(all, { request, response }, ({ user, loginAt }) => ({
      ...{ id: `${user.id}-${loginAt}`, loginAt, userId: Number(user.id), email: user.email, loginSucceeded: true },
    }));
  });
}

function matches(
  { id, ownerId }: HubspotRecord,
  { propertyName, operator, value }: { propertyName: string; operator: string; value: string },
) {
  const is = propertyName === 'hs_object_id' ? id : ownerId;
  return operator === 'GT' ? Number(is) > Number(value) : is === value;
}

function recordBody({ id, ownerId, createdAt }: HubspotRecord) {
  return {
    ...{ id, archived: false, createdAt, updatedAt: createdAt },
    properties: { hs_object_id: id, hubspot_owner_id: ownerId },
  };
}

function namesOf({ name }: HubspotUser) {
  const [firstName = '', ...rest] = name.split(' ');
  return { firstName, lastName: rest.join(' ') };
}

function userBody(user: HubspotUser) {
  const { id, email, superAdmin, roleId, primaryTeamId, secondaryTeamIds } = user;
  return {
    ...{ id, email, ...namesOf(user), superAdmin, roleIds: roleId === '' ? [] : [roleId] },
    ...(roleId === '' ? {} : { roleId }),
    ...(primaryTeamId === '' ? {} : { primaryTeamId }),
    ...(secondaryTeamIds.length === 0 ? {} : { secondaryTeamIds }),
  };
}

/** By id, or by the address in any case. */
function userOf(state: HubspotState, request: Request): HubspotUser {
  const key = String(request.params['user']);
  const isAsked = ({ id, email }: HubspotUser) =>
    queryText(request, 'idProperty') === 'EMAIL' ? email.toLowerCase() === key.toLowerCase() : id === key;
  const user = state.users.find((each) => isAsked(each) && each.status !== 'removed');
  if (user === undefined) throw notFound();
  return user;
}

/** One page of a list, and where the next one begins. */
function list<Item>(
  items: readonly Item[],
  { request, response }: { request: Request; response: Response },
  bodyOf: (item: Item) => object,
): void {
  const size = Math.min(Number(queryText(request, 'limit') ?? 100) || 100, 100);
  const start = Number(queryText(request, 'after') ?? 0) || 0;
  const next = start + size < items.length ? { paging: { next: { after: String(start + size) } } } : {};
  response.json({ results: items.slice(start, start + size).map(bodyOf), ...next });
}
