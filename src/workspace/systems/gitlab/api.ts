import { type Request, type RequestHandler, type Response, Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage, queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { fullUserBody, groupBody, memberBody, projectBody, tokenBody, userBody } from './bodies.ts';
import { service } from './seed.ts';
import {
  type GitlabGroup,
  type GitlabProject,
  type GitlabState,
  type GitlabUser,
  isBelow,
  lineOf,
  ownerLevel,
} from './state.ts';

export interface GitlabAccess {
  token: string;
  /** Of an administrator; else of the owner of the top-level group, as on gitlab.com. */
  isAdministrator: boolean;
  scopes(): readonly string[];
}

function refused(status: number, message: string): Refusal {
  return new Refusal({ status, body: { message: `${status} ${message}` } });
}

const notFound = (what: string) => refused(404, `${what} Not Found`);

/** The part of GitLab’s REST API that closing an account needs: https://docs.gitlab.com/api/rest/ */
export function gitlabApi(core: Core<GitlabState>, { token, isAdministrator, scopes }: GitlabAccess): Router {
  const router = Router();
  router.use((request, _response, next) => {
    const given = request.get('private-token') ?? /^bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    if (given !== token) throw refused(401, 'Unauthorized');
    if (!scopes().includes('api') && request.path !== '/personal_access_tokens/self')
      throw new Refusal({ status: 403, body: { error: 'insufficient_scope', scope: 'api' } });
    next();
  }, jsonBody());
  const admin: RequestHandler = (_request, _response, next) => {
    if (!isAdministrator) throw refused(403, 'Forbidden');
    next();
  };
  const ownId = () => core.state().users.find(({ username }) => username === service.username)?.id ?? service.id;
  const body = (user: GitlabUser, request: Request) =>
    isAdministrator ? fullUserBody(user, baseOf(request)) : userBody(user, baseOf(request));

  router.get('/users', (request, response) => {
    const found = core.state().users.filter((user) => isAsked(user, { request, isAdministrator }));
    list(found, { request, response }, (user) => body(user, request));
  });
  router.get('/users/:id', (request, response) => {
    response.json(body(userOf(core.state(), request.params.id), request));
  });
  router.put('/users/:id', admin, (request, response) => {
    const asked: unknown = request.body;
    const changed = core.write('change user', (state) => {
      const user = userOf(state, request.params.id);
      if (typeof asked === 'object' && asked !== null && Reflect.get(asked, 'admin') === false) user.isAdmin = false;
      return body(user, request);
    });
    response.json(changed);
  });
  router.post('/users/:id/block', admin, (request, response) => {
    core.write('block', (state) => {
      const user = userOf(state, request.params.id);
      if (user.state === 'ldap_blocked')
        throw refused(403, 'Forbidden - LDAP blocked users cannot be modified by the API');
      user.state = 'blocked';
    });
    response.status(201).json(true);
  });
  router.get('/users/:id/emails', admin, (request, response) => {
    const { emails, createdAt } = userOf(core.state(), request.params.id);
    list(emails, { request, response }, (email) => ({ id: 1, email, confirmed_at: createdAt }));
  });
  router.get('/users/:id/memberships', admin, (request, response) => {
    const state = core.state();
    const { id } = userOf(state, request.params.id);
    const all = [
      ...state.groups.map((each) => ({ source_type: 'Namespace', ...each })),
      ...state.projects.map((each) => ({ source_type: 'Project', ...each })),
    ].flatMap(({ source_type, id: source_id, path, members }) =>
      members.flatMap(({ userId, level }) =>
        userId === id ? [{ source_id, source_name: path, source_type, access_level: level }] : [],
      ),
    );
    list(all, { request, response }, (each) => each);
  });
  router.get('/users/:id/projects', (request, response) => {
    const state = core.state();
    const { id } = userOf(state, request.params.id);
    const owned = state.projects.filter(({ ownerId }) => ownerId === id);
    list(owned, { request, response }, (each) => projectBody(each, baseOf(request)));
  });
  keysRoutes(router, core, admin);
  tokensRoutes(router, core, { admin, ownId });
  router.get('/runners/all', admin, (request, response) => {
    const { runners, users } = core.state();
    list(runners, { request, response }, ({ id, description, createdBy }) => {
      const maker = users.find((user) => user.id === createdBy);
      return {
        ...{
          id,
          description,
          active: true,
          paused: false,
          is_shared: true,
          runner_type: 'instance_type',
          online: true,
        },
        ...{ status: 'online', name: null, ip_address: '' },
        created_by: maker ? userBody(maker, baseOf(request)) : null,
      };
    });
  });
  router.get('/projects', (request, response) => {
    list(core.state().projects, { request, response }, (each) => projectBody(each, baseOf(request)));
  });
  router.get('/projects/:id', (request, response) => {
    response.json(projectBody(projectOf(core.state(), request.params.id), baseOf(request)));
  });
  router.get('/projects/:id/pipeline_schedules', (request, response) => {
    const state = core.state();
    const { schedules } = projectOf(state, request.params.id);
    list(schedules, { request, response }, ({ id, description, ownerId }) => ({
      ...{ id, description, ref: 'main', cron: '0 1 * * *', cron_timezone: 'UTC', active: true },
      owner: userBody(userOf(state, String(ownerId)), baseOf(request)),
    }));
  });
  router.get('/groups/:id', (request, response) => {
    response.json(groupBody(groupOf(core.state(), request.params.id), baseOf(request)));
  });
  router.get('/groups/:id/descendant_groups', (request, response) => {
    const state = core.state();
    const top = groupOf(state, request.params.id);
    const below = state.groups.filter(({ id, parentId }) => id !== top.id && isBelow(state, parentId, top.id));
    list(below, { request, response }, (each) => groupBody(each, baseOf(request)));
  });
  router.get('/groups/:id/projects', (request, response) => {
    const state = core.state();
    const top = groupOf(state, request.params.id);
    const held = state.projects.filter(({ groupId }) => isBelow(state, groupId, top.id));
    list(held, { request, response }, (each) => projectBody(each, baseOf(request)));
  });
  membersRoutes(router, core);
  router.use(() => {
    throw notFound('Route');
  });
  return router;
}

function keysRoutes(router: Router, core: Core<GitlabState>, admin: RequestHandler): void {
  router.get('/users/:id/keys', (request, response) => {
    const { sshKeys, createdAt } = userOf(core.state(), request.params.id);
    list(sshKeys, { request, response }, ({ id, title }) => ({
      ...{ id, title, created_at: createdAt, expires_at: null, usage_type: 'auth_and_signing' },
      key: 'ssh-ed25519 AAAA',
    }));
  });
  router.get('/users/:id/gpg_keys', (request, response) => {
    const { gpgKeys, createdAt } = userOf(core.state(), request.params.id);
    list(gpgKeys, { request, response }, (id) => ({ id, key: '-----BEGIN PGP', created_at: createdAt }));
  });
  router.delete('/users/:id/keys/:key', admin, (request, response) => {
    core.write('delete key', (state) => {
      const user = userOf(state, request.params.id);
      user.sshKeys = without(user.sshKeys, ({ id }) => String(id) === request.params.key, 'Key');
    });
    response.status(204).end();
  });
  router.delete('/users/:id/gpg_keys/:key', admin, (request, response) => {
    core.write('delete GPG key', (state) => {
      const user = userOf(state, request.params.id);
      user.gpgKeys = without(user.gpgKeys, (id) => String(id) === request.params.key, 'GPG Key');
    });
    response.status(204).end();
  });
}

function tokensRoutes(
  router: Router,
  core: Core<GitlabState>,
  { admin, ownId }: { admin: RequestHandler; ownId(): number },
): void {
  router.get('/personal_access_tokens/self', (_request, response) => {
    const own = core.state().tokens.find(({ userId }) => userId === ownId());
    if (own === undefined) throw refused(401, 'Unauthorized');
    response.json(tokenBody(own));
  });
  router.get('/personal_access_tokens', (request, response) => {
    const of = queryText(request, 'user_id') ?? String(ownId());
    const wanted = queryText(request, 'state');
    const found = core
      .state()
      .tokens.filter(({ userId, active }) => String(userId) === of && (wanted !== 'active' || active));
    list(found, { request, response }, tokenBody);
  });
  router.delete('/personal_access_tokens/:id', admin, (request, response) => {
    core.write('revoke token', (state) => end(state.tokens, request.params.id));
    response.status(204).end();
  });
  router.get('/users/:id/impersonation_tokens', admin, (request, response) => {
    const { id } = userOf(core.state(), request.params.id);
    const found = core.state().impersonation.filter(({ userId, active }) => userId === id && active);
    list(found, { request, response }, (each) => ({ ...tokenBody(each), impersonation: true }));
  });
  router.delete('/users/:user/impersonation_tokens/:id', admin, (request, response) => {
    core.write('revoke impersonation token', (state) => end(state.impersonation, request.params.id));
    response.status(204).end();
  });
}

function membersRoutes(router: Router, core: Core<GitlabState>): void {
  const at = (state: GitlabState, { params }: { params: { kind?: string; id?: string } }) =>
    params.kind === 'groups' ? groupOf(state, params.id) : projectOf(state, params.id);
  router.get('/:kind/:id/members/all', (request, response) => {
    const state = core.state();
    const members = everyMember(state, at(state, request));
    list(members, { request, response }, ({ userId, level }) =>
      memberBody(userOf(state, String(userId)), { level, base: baseOf(request) }),
    );
  });
  router.get('/:kind/:id/members/all/:user', (request, response) => {
    const state = core.state();
    response.json(oneOf(state, everyMember(state, at(state, request)), request));
  });
  router.get('/:kind/:id/members/:user', (request, response) => {
    const state = core.state();
    response.json(oneOf(state, at(state, request).members, request));
  });
  router.delete('/:kind/:id/members/:user', (request, response) => {
    const { user } = request.params;
    core.write('remove member', (state) => {
      const place = at(state, request);
      const isTheirs = ({ userId }: { userId: number }) => String(userId) === user;
      if (!place.members.some(isTheirs)) throw notFound('Member');
      const others = everyMember(state, place).filter((each) => !isTheirs(each) && each.level >= ownerLevel);
      if (request.params.kind === 'groups' && others.length === 0) throw refused(403, 'Forbidden');
      const skips = queryText(request, 'skip_subresources') === 'true';
      const below = request.params.kind === 'groups' && !skips ? everythingBelow(state, place.id) : [];
      for (const each of [place, ...below]) each.members = each.members.filter((one) => !isTheirs(one));
    });
    response.status(204).end();
  });
}

function oneOf(state: GitlabState, members: GitlabGroup['members'], request: Request<{ user: string }>) {
  const found = members.find(({ userId }) => String(userId) === request.params.user);
  if (found === undefined) throw notFound('Member');
  return memberBody(userOf(state, String(found.userId)), { level: found.level, base: baseOf(request) });
}

function everythingBelow(state: GitlabState, topId: number): (GitlabGroup | GitlabProject)[] {
  return [
    ...state.groups.filter(({ parentId }) => isBelow(state, parentId, topId)),
    ...state.projects.filter(({ groupId }) => isBelow(state, groupId, topId)),
  ];
}

/** With those of the groups above and of invited groups, each once, at the highest level. */
function everyMember(state: GitlabState, place: GitlabGroup | GitlabProject): GitlabGroup['members'] {
  const above = 'parentId' in place ? lineOf(state, place.id) : [place, ...lineOf(state, place.groupId)];
  const levels = new Map<number, number>();
  for (const { members, invited = [] } of above)
    for (const { userId, level } of [...members, ...invited])
      levels.set(userId, Math.max(level, levels.get(userId) ?? 0));
  return [...levels].map(([userId, level]) => ({ userId, level }));
}

function isAsked(
  user: GitlabUser,
  { request, isAdministrator }: { request: Request; isAdministrator: boolean },
): boolean {
  const text = queryText(request, 'search')?.toLowerCase();
  const username = queryText(request, 'username')?.toLowerCase();
  const isTold = isAdministrator ? [user.email, ...user.emails] : [];
  const names = [user.username, user.name].map((name) => name.toLowerCase());
  const isFound =
    text === undefined ||
    names.some((name) => name.includes(text)) ||
    isTold.some((email) => email.toLowerCase() === text);
  return (
    isFound &&
    (username === undefined || user.username.toLowerCase() === username) &&
    (queryText(request, 'admins') !== 'true' || user.isAdmin) &&
    (queryText(request, 'active') !== 'true' || user.state === 'active')
  );
}

function list<Item>(
  items: readonly Item[],
  { request, response }: { request: Request; response: Response },
  body: (item: Item) => object,
): void {
  const names = { size: 'per_page', cursor: 'page', defaultSize: 20, largestSize: 100 };
  const page = onePage(items, names, { request, response });
  // GitLab names the first page in every answer.
  response.append('Link', `<${baseOf(request)}${request.baseUrl}${request.path}?page=1>; rel="first"`);
  response.set('x-total', String(items.length));
  response.json(page.map(body));
}

function without<Item>(items: readonly Item[], isIt: (item: Item) => boolean, what: string): Item[] {
  if (!items.some(isIt)) throw notFound(what);
  return items.filter((item) => !isIt(item));
}

function end(tokens: GitlabState['tokens'], id: unknown): void {
  const token = tokens.find((each) => String(each.id) === String(id) && each.active);
  if (token === undefined) throw notFound('Token');
  token.active = false;
}

function userOf(state: GitlabState, id: unknown): GitlabUser {
  const user = state.users.find((each) => String(each.id) === String(id));
  if (user === undefined) throw notFound('User');
  return user;
}

function groupOf(state: GitlabState, id: unknown): GitlabGroup {
  const group = state.groups.find((each) => String(each.id) === String(id) || each.path === id);
  if (group === undefined) throw notFound('Group');
  return group;
}

function projectOf(state: GitlabState, id: unknown): GitlabProject {
  const project = state.projects.find((each) => String(each.id) === String(id));
  if (project === undefined) throw notFound('Project');
  return project;
}

function baseOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}
