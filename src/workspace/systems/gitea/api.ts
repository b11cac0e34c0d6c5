import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import {
  deployKeyBody,
  organisationBody,
  ownerOf,
  repositoryBody,
  sshKeyBody,
  teamBody,
  tokenBody,
  userBody,
} from './bodies.ts';
import { service } from './seed.ts';
import {
  type GiteaOrganisation,
  type GiteaRepository,
  type GiteaState,
  type GiteaUser,
  isIn,
  reaches,
} from './state.ts';

export interface GiteaAccess {
  token: string;
  /** Of the token's user. Null: the token itself is taken in its place, as by Gitea; Forgejo wants the password. */
  password: string | null;
}

/** Who asks, and in whose name: an administrator may take anybody's (`sudo`). */
interface Doer {
  own: GiteaUser;
  doer: GiteaUser;
  isBasic: boolean;
}

function refused(status: number, message: string): Refusal {
  return new Refusal({ status, body: { message, url: '/api/swagger' } });
}

const notFound = () => refused(404, 'The target couldn’t be found.');

const largestPage = 50;
const usualPage = 30;

const editShape = z.looseObject({
  source_id: z.int(),
  login_name: z.string().min(1),
  prohibit_login: z.boolean().optional(),
  admin: z.boolean().optional(),
});

/** The part of Gitea's API that closing an account needs, as seen on Gitea 1.26: https://docs.gitea.com/api/ */
export function giteaApi(core: Core<GiteaState>, { token, password }: GiteaAccess): Router {
  const router = Router();
  const who = (request: Request): Doer => {
    const state = core.state();
    const own = state.users.find(({ login }) => login === service.login);
    const isBasic = /^basic /i.test(request.get('authorization') ?? '');
    const sudo = queryText(request, 'sudo');
    if (own === undefined) throw refused(401, 'user does not exist [uid: 0, name: ]');
    if (sudo === undefined) return { own, doer: own, isBasic };
    if (!own.isAdmin) throw refused(403, 'Only administrators allowed to sudo.');
    return { own, doer: userNamed(state, sudo), isBasic };
  };
  router.use((request, _response, next) => {
    if (!isLetIn(request.get('authorization') ?? '', [token, ...(password === null ? [] : [password])]))
      throw refused(401, 'invalid username, password or token');
    next();
  }, jsonBody());
  /** The token's scopes, which Gitea compares with the part of the API that is asked. */
  const scoped =
    (...parts: readonly string[]): RequestHandler =>
    (request, _response, next) => {
      const { own } = who(request);
      const scopes = own.tokens.find(({ lastEight }) => lastEight === token.slice(-8))?.scopes ?? [];
      const levels = request.method === 'GET' ? ['read', 'write'] : ['write'];
      const lacking = parts.find((part) => !levels.some((level) => scopes.includes(`${level}:${part}`)));
      if (lacking !== undefined && !scopes.includes('all'))
        throw refused(403, `token does not have at least one of required scope(s), required=[${lacking}]`);
      next();
    };
  const admin: RequestHandler = (request, _response, next) => {
    if (!who(request).own.isAdmin) throw refused(403, 'user should be the site admin');
    next();
  };
  const byPassword: RequestHandler = (request, _response, next) => {
    const given = password ?? token;
    const isRight = isLetIn(request.get('authorization') ?? '', [given]);
    if (!who(request).isBasic || !isRight) throw refused(401, 'auth required');
    next();
  };
  const seen = (request: Request, user: GiteaUser) => {
    const { own, doer } = who(request);
    return userBody(user, own.isAdmin || doer.id === user.id);
  };

  router.use('/admin', scoped('admin'), admin);
  router.get('/admin/users', (request, response) => {
    const isAdmin = queryText(request, 'is_admin');
    const users = core.state().users.filter((user) => isAdmin === undefined || String(user.isAdmin) === isAdmin);
    list(
      users.toSorted((a, b) => a.id - b.id),
      { request, response },
      (user) => seen(request, user),
    );
  });
  router.get('/admin/emails/search', (request, response) => {
    const text = (queryText(request, 'q') ?? '').toLowerCase();
    const all = core.state().users.flatMap((user) =>
      [user.email, ...user.emails].map((email) => ({
        email,
        user_id: user.id,
        username: user.login,
        name: user.name,
      })),
    );
    const found = all.filter(({ email, username, name }) =>
      [email, username, name].some((each) => each.toLowerCase().includes(text)),
    );
    list(found, { request, response }, ({ name: _, ...email }) => ({ ...email, verified: true, primary: true }));
  });
  router.patch('/admin/users/:name', (request, response) => {
    const asked = editShape.safeParse(request.body);
    if (!asked.success) throw refused(422, '[]: LoginName: Required');
    const changed = core.write('edit user', (state) => {
      const user = userNamed(state, request.params.name);
      const { source_id, login_name, prohibit_login, admin } = asked.data;
      if (source_id !== 0) user.sourceId = source_id;
      user.loginName = login_name;
      user.isProhibited = prohibit_login ?? user.isProhibited;
      if (admin === false && state.users.filter(({ isAdmin }) => isAdmin).length === 1 && user.isAdmin)
        throw refused(400, 'can not delete the last admin user');
      user.isAdmin = admin ?? user.isAdmin;
      return user;
    });
    response.json(seen(request, changed));
  });
  router.delete('/admin/users/:name/keys/:id', (request, response) => {
    core.write('delete SSH key', (state) => {
      const user = userNamed(state, request.params.name);
      user.sshKeys = without(user.sshKeys, request.params.id);
    });
    response.status(204).end();
  });

  router.get('/user', scoped('user'), (request, response) => {
    response.json(seen(request, who(request).doer));
  });
  router.get('/user/applications/oauth2', scoped('user'), (request, response) => {
    list(who(request).doer.apps, { request, response }, (app) => ({ ...app, client_id: `client-${app.id}` }));
  });
  router.delete('/user/applications/oauth2/:id', scoped('user'), (request, response) => {
    const { login } = who(request).doer;
    core.write('delete OAuth application', (state) => {
      const user = userNamed(state, login);
      user.apps = without(user.apps, request.params.id);
    });
    response.status(204).end();
  });
  router.delete('/user/gpg_keys/:id', scoped('user'), (request, response) => {
    const { login } = who(request).doer;
    core.write('delete GPG key', (state) => {
      const user = userNamed(state, login);
      user.gpgKeys = without(user.gpgKeys, request.params.id);
    });
    response.status(204).end();
  });
  router.get('/user/teams', scoped('user', 'organization'), (request, response) => {
    const { doer } = who(request);
    const teams = core
      .state()
      .organisations.flatMap((each) => each.teams.map((team) => ({ organisation: each, team })))
      .filter(({ team }) => team.members.includes(doer.id));
    list(teams, { request, response }, ({ team, organisation }) => teamBody(team, organisation));
  });
  router.get('/user/repos', scoped('user', 'repository'), (request, response) => {
    const { doer } = who(request);
    const state = core.state();
    const found = state.repositories.filter((each) => reaches(state, each, doer.id));
    list(found, { request, response }, (each) => repositoryBody(state, each, doer));
  });

  router.get('/users/search', scoped('user'), (request, response) => {
    const uid = queryText(request, 'uid');
    const found = core.state().users.filter(({ id }) => uid === undefined || String(id) === uid);
    response.set('x-total-count', String(found.length));
    response.json({ ok: true, data: found.slice(0, largestPage).map((user) => seen(request, user)) });
  });
  router.get('/users/:name/tokens', scoped('user'), byPassword, admin, (request, response) => {
    list(userNamed(core.state(), request.params.name).tokens, { request, response }, tokenBody);
  });
  router.delete('/users/:name/tokens/:id', scoped('user'), byPassword, admin, (request, response) => {
    core.write('delete token', (state) => {
      const user = userNamed(state, request.params.name);
      user.tokens = without(user.tokens, request.params.id);
    });
    response.status(204).end();
  });
  router.get('/users/:name/keys', scoped('user'), (request, response) => {
    list(userNamed(core.state(), request.params.name).sshKeys, { request, response }, sshKeyBody);
  });
  router.get('/users/:name/gpg_keys', scoped('user'), (request, response) => {
    const { gpgKeys } = userNamed(core.state(), request.params.name);
    list(gpgKeys, { request, response }, ({ id, keyId }) => ({ id, key_id: keyId }));
  });
  router.get('/users/:name/orgs', scoped('user', 'organization'), (request, response) => {
    const { id } = userNamed(core.state(), request.params.name);
    // All these organisations are private: others see none of them.
    const mine = core.state().organisations.filter((each) => who(request).own.isAdmin && isIn(each, id));
    list(mine, { request, response }, organisationBody);
  });
  router.get('/users/:name/repos', scoped('user', 'repository'), (request, response) => {
    const state = core.state();
    const { id } = userNamed(state, request.params.name);
    const { own, doer } = who(request);
    const owned = state.repositories.filter(({ ownerId }) => own.isAdmin && ownerId === id);
    list(owned, { request, response }, (each) => repositoryBody(state, each, doer));
  });
  // Also for the names of organisations, and for names that were changed.
  router.get('/users/:name', scoped('user'), (request, response) => {
    const state = core.state();
    const name = String(request.params.name).toLowerCase();
    const organisation = state.organisations.find((each) => each.name.toLowerCase() === name);
    if (organisation) response.json({ id: organisation.id, login: organisation.name });
    else response.json(seen(request, userNamed(state, request.params.name)));
  });
  placesRoutes(router, core, { scoped, who });
  router.use(() => {
    throw notFound();
  });
  return router;
}

function placesRoutes(
  router: Router,
  core: Core<GiteaState>,
  { scoped, who }: { scoped(...parts: readonly string[]): RequestHandler; who(request: Request): Doer },
): void {
  router.use(['/orgs', '/teams'], scoped('organization'));
  router.get('/orgs', (request, response) => {
    list(core.state().organisations, { request, response }, organisationBody);
  });
  router.get('/orgs/:name', (request, response) => {
    response.json(organisationBody(organisationNamed(core.state(), request.params.name)));
  });
  router.get('/orgs/:name/teams', (request, response) => {
    const organisation = organisationNamed(core.state(), request.params.name);
    list(organisation.teams, { request, response }, (team) => teamBody(team, null));
  });
  router.get('/teams/:id/members', (request, response) => {
    const state = core.state();
    const team = state.organisations.flatMap(({ teams }) => teams).find(({ id }) => String(id) === request.params.id);
    if (team === undefined || !who(request).own.isAdmin) throw notFound();
    const members = state.users.filter(({ id }) => team.members.includes(id));
    list(members, { request, response }, (user) => userBody(user, true));
  });
  router.delete('/orgs/:name/members/:user', (request, response) => {
    core.write('remove member', (state) => {
      const organisation = organisationNamed(state, request.params.name);
      const user = userNamed(state, request.params.user);
      const owners = organisation.teams.find(({ permission }) => permission === 'owner')?.members ?? [];
      if (owners.length === 1 && owners.includes(user.id)) throw refused(500, '');
      for (const team of organisation.teams) team.members = team.members.filter((id) => id !== user.id);
    });
    response.status(204).end();
  });
  router.use(['/repos', '/repositories'], scoped('repository'));
  router.get('/repos/search', (request, response) => {
    const state = core.state();
    const { doer } = who(request);
    response.json({ ok: true, data: state.repositories.slice(0, 1).map((each) => repositoryBody(state, each, doer)) });
  });
  router.get('/repositories/:id', (request, response) => {
    const state = core.state();
    const found = state.repositories.find(({ id }) => String(id) === request.params.id);
    if (found === undefined) throw notFound();
    response.json(repositoryBody(state, found, who(request).doer));
  });
  router.get('/repos/:owner/:name/collaborators', (request, response) => {
    const state = core.state();
    const { collaborators } = repositoryNamed(state, request.params);
    const users = state.users.filter(({ id }) => collaborators.some(({ userId }) => userId === id));
    list(users, { request, response }, (user) => userBody(user, true));
  });
  router.delete('/repos/:owner/:name/collaborators/:user', (request, response) => {
    core.write('remove collaborator', (state) => {
      const repository = repositoryNamed(state, request.params);
      const { id } = userNamed(state, request.params.user);
      repository.collaborators = repository.collaborators.filter(({ userId }) => userId !== id);
    });
    response.status(204).end();
  });
  router.get('/repos/:owner/:name/keys', (request, response) => {
    list(repositoryNamed(core.state(), request.params).deployKeys, { request, response }, deployKeyBody);
  });
}

/** By the token, or by Basic with one of the words as the password. */
function isLetIn(authorization: string, words: readonly string[]): boolean {
  const [, scheme = '', given = ''] = /^(\S+) (.+)$/.exec(authorization) ?? [];
  if (/^basic$/i.test(scheme)) {
    const text = Buffer.from(given, 'base64').toString();
    return words.includes(text.slice(text.indexOf(':') + 1));
  }
  return /^(?:token|bearer)$/i.test(scheme) && given === words[0];
}

/** A page of the list; several of Gitea's lists have no Link header, all tell how many there are. */
function list<Item>(
  items: readonly Item[],
  { request, response }: { request: Request; response: Response },
  body: (item: Item) => object,
): void {
  const asked = Number(queryText(request, 'limit') ?? usualPage);
  const size = Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPage) : usualPage;
  const start = (Math.max(1, Number(queryText(request, 'page') ?? 1)) - 1) * size;
  response.set('x-total-count', String(items.length));
  response.json(items.slice(start, start + size).map(body));
}

function without<Item extends { id: number }>(items: readonly Item[], id: unknown): Item[] {
  if (!items.some((each) => String(each.id) === String(id))) throw notFound();
  return items.filter((each) => String(each.id) !== String(id));
}

function userNamed(state: GiteaState, name: unknown): GiteaUser {
  const asked = String(name).toLowerCase();
  const user =
    state.users.find(({ login }) => login.toLowerCase() === asked) ??
    state.users.find(({ formerLogins }) => formerLogins.some((each) => each.toLowerCase() === asked));
  if (user === undefined) throw notFound();
  return user;
}

function organisationNamed(state: GiteaState, name: unknown): GiteaOrganisation {
  const found = state.organisations.find((each) => each.name.toLowerCase() === String(name).toLowerCase());
  if (found === undefined) throw notFound();
  return found;
}

function repositoryNamed(state: GiteaState, { owner, name }: { owner?: string; name?: string }): GiteaRepository {
  const found = state.repositories.find((each) => each.name === name && ownerOf(state, each).login === owner);
  if (found === undefined) throw notFound();
  return found;
}
