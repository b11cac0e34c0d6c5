import { type Request, type RequestHandler, Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage, queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { searchAuditLog } from './audit-log.ts';
import { logEntryBody, profileBody, wholeOrganisationBody } from './bodies.ts';
import { copilotRoutes, credentialsRoutes } from './credentials-routes.ts';
import { graphqlRoute } from './graphql-route.ts';
import { membersRoutes } from './members-routes.ts';
import { accountById, accountOf, baseOf, type GithubSettings } from './organisation.ts';
import { githubError, notFound } from './refusals.ts';
import { repositoriesRoutes } from './repositories-routes.ts';
import { repositoryBody } from './repository-bodies.ts';
import { scimRoutes } from './scim-routes.ts';
import { bot } from './seed.ts';
import { type GithubState, isMember, sameLogin } from './state.ts';
import { teamsByNumberRoutes, teamsRoutes } from './teams-routes.ts';

/** Who may call: the installation token of an App, or a classic token whose scopes are told in a header. */
export interface GithubCredentials {
  token: string;
  classicToken: string | null;
  classicScopes: readonly string[];
}

export function githubApi(
  core: Core<GithubState>,
  settings: GithubSettings,
  { token, classicToken, classicScopes }: GithubCredentials,
): Router {
  const isApp = (request: Request) => credentialOf(request) === token;
  const guard: RequestHandler = (request, response, next) => {
    const classic = classicToken !== null && credentialOf(request) === classicToken;
    if (!classic && !isApp(request)) throw new Refusal(githubError(401, 'Bad credentials'));
    if (classic) response.set({ 'x-oauth-scopes': classicScopes.join(', '), 'x-accepted-oauth-scopes': 'admin:org' });
    next();
  };

  const router = Router();
  router.use(guard, jsonBody());
  router.get('/rate_limit', (_request, response) => {
    const header = (name: string) => Number(response.get(`x-ratelimit-${name}`));
    const rate = { limit: 5000, remaining: header('remaining'), reset: header('reset'), used: header('used') };
    response.json({ resources: { core: rate, search: { ...rate, limit: 30 } }, rate });
  });
  router.get('/user', (request, response) => {
    if (isApp(request)) throw new Refusal(githubError(403, 'Resource not accessible by integration'));
    response.json(profileBody({ ...bot, name: 'Relais' }, baseOf(request)));
  });
  router.get('/users/:login', (request, response) => {
    response.json(profileBody(accountOf(core.state(), request.params.login), baseOf(request)));
  });
  router.get('/user/:id', (request, response) => {
    response.json(profileBody(accountById(core.state(), request.params.id), baseOf(request)));
  });
  router.post('/graphql', graphqlRoute(core, settings));
  router.use('/organizations', teamsByNumberRoutes(core, settings));
  router.use('/orgs/:org', organisationRoutes(core, settings, isApp));
  router.use('/repos', repositoriesRoutes(core, settings));
  router.use('/scim/v2/organizations/:org', scimRoutes(core, settings));
  router.use(() => {
    throw new Refusal(notFound);
  });
  return router;
}

function organisationRoutes(
  core: Core<GithubState>,
  settings: GithubSettings,
  isApp: (request: Request) => boolean,
): Router {
  const router = Router({ mergeParams: true });
  router.use((request, _response, next) => {
    const { org = '' }: { org?: string } = request.params;
    if (!sameLogin(org, settings.org)) throw new Refusal(notFound);
    next();
  });
  router.get('/', (request, response) => {
    const { accounts, repositories } = core.state();
    // Removing somebody does not lower the number of seats that are paid for.
    const plan = {
      name: 'enterprise',
      space: 976_562_499,
      private_repos: 999_999,
      seats: 20,
      filled_seats: accounts.filter(isMember).length,
    };
    response.json({ ...wholeOrganisationBody(settings, repositories.length, baseOf(request)), plan });
  });
  router.get('/audit-log', (request, response) => {
    const entries = searchAuditLog(core.state().log, queryText(request, 'phrase') ?? '').sort((a, b) =>
      queryText(request, 'order') === 'asc' ? a.at.localeCompare(b.at) : b.at.localeCompare(a.at),
    );
    const names = { size: 'per_page', cursor: 'after', defaultSize: 30, largestSize: 100 };
    response.json(
      onePage(entries, names, { request, response }).map((each) => logEntryBody(each, settings, core.state())),
    );
  });
  router.get('/repos', (request, response) => {
    const names = { size: 'per_page', cursor: 'page', defaultSize: 30, largestSize: 100 };
    const repositories = onePage(core.state().repositories, names, { request, response });
    response.json(repositories.map((each) => repositoryBody(each, settings, baseOf(request))));
  });
  router.use(
    copilotRoutes(core, settings),
    membersRoutes(core, settings),
    teamsRoutes(core, settings),
    credentialsRoutes(core, settings, isApp),
  );
  return router;
}

function credentialOf(request: Request): string | undefined {
  return /^(?:bearer|token) (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
}
