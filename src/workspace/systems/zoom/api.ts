import { randomBytes } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router, urlencoded } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { adminRole, type Hosted, memberRole, ownerRole, type ZoomState, type ZoomUser } from './state.ts';

export interface ZoomAccess {
  accountId: string;
  clientId: string;
  secret: string;
  now(): Date;
  /** What the app was granted; read at every call. */
  scopes(): readonly string[];
}

function refused(status: number, code: number, message: string): Refusal {
  return new Refusal({ status, body: { code, message } });
}

/** The part of Zoom’s REST API that offboarding needs, and its token service: https://developers.zoom.us/docs/api/ */
export function zoomApi(core: Core<ZoomState>, access: ZoomAccess): { tokens: Router; api: Router } {
  const issued = new Set<string>();
  const tokens = Router();
  tokens.post('/token', urlencoded({ extended: false }), (request, response) => {
    const pair = Buffer.from(`${access.clientId}:${access.secret}`).toString('base64');
    if (request.get('authorization') !== `Basic ${pair}`)
      throw new Refusal({
        status: 401,
        body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      });
    const asked = z.object({ grant_type: z.string(), account_id: z.string() }).safeParse(request.body).data;
    if (asked?.grant_type !== 'account_credentials' || asked.account_id !== access.accountId)
      throw new Refusal({ status: 400, body: { reason: 'unsupported grant type', error: 'unsupported_grant_type' } });
    const token = randomBytes(24).toString('base64url');
    issued.add(token);
    response.json({
      access_token: token,
      token_type: 'bearer',
      expires_in: 3599,
      scope: access.scopes().join(' '),
      api_url: 'https://api.zoom.us',
    });
  });

  const api = Router();
  api.use((request, _response, next) => {
    const token = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    if (token === undefined || !issued.has(token)) throw refused(401, 124, 'Invalid access token.');
    next();
  }, jsonBody());
  const may =
    (scope: string): RequestHandler =>
    (_request, _response, next) => {
      if (access.scopes().includes(`${scope}:admin`)) return next();
      throw refused(400, 4711, `Invalid access token, does not contain scopes:[${scope}:admin].`);
    };
  usersRoutes(api, core, may);
  membershipRoutes(api, core, may);
  hostedRoutes(api, core, { may, now: access.now });
  api.use(() => {
    throw refused(404, 300, 'Request endpoint not found.');
  });
  return { tokens, api };
}

type May = (scope: string) => RequestHandler;

function usersRoutes(api: Router, core: Core<ZoomState>, may: May): void {
  api.get('/users', may('user:read:list_users'), (request, response) => {
    const status = queryText(request, 'status') ?? 'active';
    const found = core.state().users.filter((user) => user.status === status);
    list('users', found, { request, response }, (user) => listed(core.state(), user));
  });
  api.get('/users/:user', may('user:read:user'), (request, response) => {
    const state = core.state();
    response.json(body(state, userOf(state, request.params.user)));
  });
  api.get('/users/:user/settings', may('user:read:settings'), (request, response) => {
    const { hasPhone, type } = userOf(core.state(), request.params.user);
    response.json({
      feature: {
        meeting_capacity: type === 2 ? 300 : 100,
        webinar: type === 2,
        zoom_phone: hasPhone,
        cn_meeting: false,
      },
      in_meeting: { chat: true },
    });
  });
  api.put('/users/:user/status', may('user:update:status'), (request, response) => {
    const { action } = z.object({ action: z.enum(['activate', 'deactivate']) }).parse(request.body);
    core.write('change status', (state) => {
      const user = userOf(state, request.params.user);
      if ([ownerRole, adminRole].includes(user.roleId))
        throw refused(400, 200, 'You do not have permission to deactivate an admin.');
      user.status = action === 'activate' ? 'active' : 'inactive';
      if (action === 'activate') return;
      user.type = 1;
      user.hasPhone = false;
    });
    response.status(204).end();
  });
  api.delete('/users/:user/token', may('user:delete:token'), (request, response) => {
    core.write('revoke token', (state) => {
      userOf(state, request.params.user).ssoTokens = 0;
    });
    response.status(204).end();
  });
  api.patch('/users/:user', may('user:update:user'), (request, response) => {
    const { type } = z.object({ type: z.union([z.literal(1), z.literal(2)]) }).parse(request.body);
    core.write('change user', (state) => {
      userOf(state, request.params.user).type = type;
    });
    response.status(204).end();
  });
  api.delete('/users/:user', may('user:delete:user'), (request, response) => {
    core.write('remove user', (state) => {
      const user = userOf(state, request.params.user);
      if (user.roleId === ownerRole) throw refused(400, 200, 'You cannot delete the account owner.');
      const to = queryText(request, 'transfer_email');
      const heir = to === undefined ? undefined : userOf(state, to);
      if (heir !== undefined && (heir.status !== 'active' || heir.type !== 2))
        throw refused(400, 1113, 'The user must have a license to receive the transferred data.');
      state.users = state.users.filter(({ id }) => id !== user.id);
      const passes = ({ kind }: Hosted) => heir !== undefined && queryText(request, `transfer_${kind}`) === 'true';
      state.hosted = state.hosted.flatMap((each) => {
        if (each.hostId !== user.id) return [each];
        return passes(each) && heir ? [{ ...each, hostId: heir.id }] : [];
      });
    });
    response.status(204).end();
  });
}

function membershipRoutes(api: Router, core: Core<ZoomState>, may: May): void {
  api.get('/groups', may('group:read:list_groups'), (request, response) => {
    const { groups, users } = core.state();
    list('groups', groups, { request, response }, ({ id, name }) => ({
      id,
      name,
      total_members: users.filter(({ groupIds }) => groupIds.includes(id)).length,
    }));
  });
  api.delete('/groups/:group/members/:user', may('group:delete:member'), (request, response) => {
    core.write('remove group member', (state) => {
      const user = userOf(state, request.params.user);
      if (!user.groupIds.includes(String(request.params.group)))
        throw refused(404, 4130, 'A group member is not found.');
      user.groupIds = user.groupIds.filter((id) => id !== request.params.group);
    });
    response.status(204).end();
  });
  api.delete('/roles/:role/members/:user', may('role:delete:member'), (request, response) => {
    core.write('unassign role', (state) => {
      const user = userOf(state, request.params.user);
      if (user.roleId !== request.params.role) throw refused(404, 1001, 'The user does not have this role.');
      user.roleId = memberRole;
    });
    response.status(204).end();
  });
}

function hostedRoutes(api: Router, core: Core<ZoomState>, { may, now }: { may: May; now(): Date }): void {
  const of = (request: Request<{ user: string }>, kind: Hosted['kind']) => {
    const state = core.state();
    const { id } = userOf(state, request.params.user);
    const coming = ({ startsAt }: Hosted) => kind === 'recording' || startsAt >= now().toISOString();
    return state.hosted.filter((each) => each.kind === kind && each.hostId === id && coming(each));
  };
  const meetingBody = ({ id, hostId, topic, startsAt }: Hosted) => ({
    ...{ id, host_id: hostId, topic, start_time: startsAt },
    ...{ uuid: Buffer.from(String(id)).toString('base64'), type: 2, duration: 45, timezone: 'UTC' },
  });
  api.get('/users/:user/meetings', may('meeting:read:list_meetings'), (request: Request<{ user: string }>, response) =>
    list('meetings', of(request, 'meeting'), { request, response }, meetingBody),
  );
  api.get(
    '/users/:user/webinars',
    may('webinar:read:list_webinars'),
    (request: Request<{ user: string }>, response) => {
      const found = of(request, 'webinar');
      if (found.length === 0 && userOf(core.state(), request.params.user).type !== 2)
        throw refused(400, 200, 'Webinar plan is missing.');
      list('webinars', found, { request, response }, meetingBody);
    },
  );
  api.get(
    '/users/:user/recordings',
    may('cloud_recording:read:list_user_recordings'),
    (request: Request<{ user: string }>, response) => {
      const [from, to] = [queryText(request, 'from') ?? '', queryText(request, 'to') ?? ''];
      const found = of(request, 'recording').filter(({ startsAt }) => startsAt >= from && startsAt.slice(0, 10) <= to);
      list('meetings', found, { request, response }, (each) => ({ ...meetingBody(each), recording_count: 1 }));
    },
  );
}

/** One page of a list, and where the next one begins. */
function list<Item>(
  name: string,
  items: readonly Item[],
  { request, response }: { request: Request<{ user: string }> | Request; response: Response },
  bodyOf: (item: Item) => object,
): void {
  const size = Math.min(Number(request.query['page_size'] ?? 30) || 30, 300);
  const given = request.query['next_page_token'];
  const start = Number(typeof given === 'string' && given !== '' ? given : 0) || 0;
  const next = start + size < items.length ? String(start + size) : '';
  response.json({
    next_page_token: next,
    page_count: Math.ceil(items.length / size),
    page_size: size,
    total_records: items.length,
    [name]: items.slice(start, start + size).map(bodyOf),
  });
}

function namesOf({ name }: ZoomUser) {
  const [first = '', ...rest] = name.split(' ');
  return { first_name: first, last_name: rest.join(' '), display_name: name };
}

function listed(state: ZoomState, user: ZoomUser) {
  return {
    id: user.id,
    ...namesOf(user),
    email: user.email,
    type: user.type,
    status: user.status,
    role_id: user.roleId,
    group_ids: user.groupIds.filter((id) => state.groups.some((group) => group.id === id)),
    created_at: user.createdAt,
    verified: 1,
    timezone: 'Europe/Paris',
    ...(user.signedInAt === null ? {} : { last_login_time: user.signedInAt }),
  };
}

function body(state: ZoomState, user: ZoomUser) {
  return {
    ...listed(state, user),
    account_id: state.accountId,
    role_name: state.roles.find(({ id }) => id === user.roleId)?.name ?? '',
    login_types: [101],
    use_pmi: false,
  };
}

/** By id, or by the address in any case. */
function userOf(state: ZoomState, key: unknown): ZoomUser {
  const text = String(key);
  const user = state.users.find(({ id, email }) => id === text || email.toLowerCase() === text.toLowerCase());
  if (user === undefined) throw refused(404, 1001, `User does not exist: ${text}.`);
  return user;
}
