import { type Request, type RequestHandler, Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage, queryText } from '../paging.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { searchAuditLog } from './audit-log.ts';
import { copilotRoutes, credentialsRoutes } from './credentials-routes.ts';
import { membersRoutes } from './members-routes.ts';
import { accountOf, type GithubSettings } from './organisation.ts';
import { repositoriesRoutes } from './repositories-routes.ts';
import { scimRoutes } from './scim-routes.ts';
import { type GithubState, isMember, sameLogin } from './state.ts';
import { githubError, logEntryBody, notFound, organisationBody, repositoryBody, userBody } from './words.ts';

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
    const rate = { limit: 5000, remaining: Number(response.get('x-ratelimit-remaining')) };
    response.json({ resources: { core: rate }, rate });
  });
  router.get('/user', (request, response) => {
    if (isApp(request)) throw new Refusal(githubError(403, 'Resource not accessible by integration'));
    response.json({ login: 'relais-bot', id: 1, type: 'User' });
  });
  router.get('/users/:login', (request, response) => {
    const account = accountOf(core.state(), request.params.login);
    // Hardly anybody makes their address public.
    response.json({ ...userBody(account, ''), name: account.name, email: null });
  });
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
  router.get('/', (_request, response) => {
    const filled = core.state().accounts.filter(isMember).length;
    // Removing somebody does not lower the number of seats that are paid for.
    const plan = { name: 'enterprise', seats: 20, filled_seats: filled };
    response.json({ ...organisationBody(settings.org, ''), plan });
  });
  router.get('/audit-log', (request, response) => {
    const entries = searchAuditLog(core.state().log, queryText(request, 'phrase') ?? '').sort((a, b) =>
      queryText(request, 'order') === 'asc' ? a.at.localeCompare(b.at) : b.at.localeCompare(a.at),
    );
    const names = { size: 'per_page', cursor: 'after', defaultSize: 30, largestSize: 100 };
    response.json(onePage(entries, names, { request, response }).map((each) => logEntryBody(each, settings.org)));
  });
  router.get('/repos', (_request, response) => {
    response.json(core.state().repositories.map((each) => repositoryBody(each, settings.org, '')));
  });
  router.use(copilotRoutes(core, settings), membersRoutes(core, settings), credentialsRoutes(core, settings, isApp));
  return router;
}

function credentialOf(request: Request): string | undefined {
  return /^(?:bearer|token) (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
}
