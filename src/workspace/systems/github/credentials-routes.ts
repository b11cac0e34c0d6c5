import { type Request, Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { onePage, queryText, queryTexts } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { accessTokenBody, credentialBody, seatBody, tokenRequestBody } from './bodies.ts';
import { accountOf, baseOf, type GithubSettings } from './organisation.ts';
import { githubError, notFound } from './refusals.ts';
import { type GithubState, hasNotEnded, isMember, sameLogin } from './state.ts';

const names = { size: 'per_page', cursor: 'page', defaultSize: 30, largestSize: 100 };
const revocationSchema = z.object({ action: z.literal('revoke'), pat_ids: z.array(z.int()).min(1).max(100) });
const decisionSchema = z.object({
  action: z.enum(['approve', 'deny']),
  pat_request_ids: z.array(z.int()).min(1).max(100),
});

/** Whether the caller is a GitHub App: the token routes answer to nobody else. */
export type IsApp = (request: Request) => boolean;

/** https://docs.github.com/rest/orgs/orgs (SAML credential authorizations), /rest/orgs/personal-access-tokens */
export function credentialsRoutes(core: Core<GithubState>, settings: GithubSettings, isApp: IsApp): Router {
  const router = Router({ mergeParams: true });
  const { now, asyncMilliseconds } = settings;
  const later = () => new Date(now().getTime() + asyncMilliseconds).toISOString();

  router.get('/credential-authorizations', (request, response) => {
    const login = queryText(request, 'login');
    const credentials = core
      .state()
      .credentials.filter((each) => hasNotEnded(each, now()))
      .filter((each) => login === undefined || sameLogin(each.login, login));
    response.json(onePage(credentials, names, { request, response }).map(credentialBody));
  });
  router.delete('/credential-authorizations/:id', (request, response) => {
    core.write('revoke credential', (state) => {
      const credential = state.credentials.find((each) => String(each.id) === request.params.id);
      if (credential === undefined || !hasNotEnded(credential, now())) throw new Refusal(notFound);
      credential.endsAt = now().toISOString();
    });
    response.status(204).end();
  });
  router.post('/credential-authorizations/:login/revoke', (request, response) => {
    const message = `Credential authorization revocation for user '${request.params.login}' has been queued`;
    core.write('revoke credentials', (state) => {
      const { login } = accountOf(state, request.params.login);
      for (const credential of state.credentials) if (credential.login === login) credential.endsAt ??= later();
    });
    response.status(202).json({ message });
  });

  const onlyApps = (request: Request) => {
    if (!isApp(request)) throw new Refusal(githubError(403, 'Resource not accessible by personal access token'));
  };
  router.get('/personal-access-tokens', (request, response) => {
    onlyApps(request);
    const owners = queryTexts(request, 'owner');
    const state = core.state();
    const tokens = state.accessTokens
      .filter((each) => hasNotEnded(each, now()))
      .filter((each) => owners.length === 0 || owners.some((owner) => sameLogin(owner, each.login)));
    response.json(
      onePage(tokens, names, { request, response }).map((each) => accessTokenBody(each, state, baseOf(request))),
    );
  });
  router.post('/personal-access-tokens', (request, response) => {
    onlyApps(request);
    const { pat_ids } = parsed(revocationSchema, request.body);
    core.write('revoke access tokens', (state) => {
      for (const token of state.accessTokens) if (pat_ids.includes(token.id)) token.endsAt ??= later();
    });
    response.status(202).json({});
  });

  router.get('/personal-access-token-requests', (request, response) => {
    onlyApps(request);
    const owners = queryTexts(request, 'owner');
    const requests = core
      .state()
      .tokenRequests.filter((each) => owners.length === 0 || owners.some((owner) => sameLogin(owner, each.login)));
    const state = core.state();
    const page = onePage(requests, names, { request, response });
    response.json(page.map((each) => tokenRequestBody(each, state, baseOf(request))));
  });
  router.post('/personal-access-token-requests', (request, response) => {
    onlyApps(request);
    const { pat_request_ids } = parsed(decisionSchema, request.body);
    core.write('deny token requests', (state) => {
      state.tokenRequests = state.tokenRequests.filter((each) => !pat_request_ids.includes(each.id));
    });
    response.status(202).json({});
  });

  return router;
}

const seatsSchema = z.object({ selected_usernames: z.array(z.string()).min(1) });

/** https://docs.github.com/rest/copilot/copilot-user-management */
export function copilotRoutes(core: Core<GithubState>, settings: GithubSettings): Router {
  const router = Router({ mergeParams: true });

  router.get('/members/:login/copilot', (request, response) => {
    const account = accountOf(core.state(), request.params.login);
    if (account.copilot === null || !isMember(account)) throw new Refusal(notFound);
    response.json(seatBody(account, account.copilot, baseOf(request)));
  });
  router.delete('/copilot/billing/selected_users', (request, response) => {
    const { selected_usernames } = parsed(seatsSchema, request.body);
    const cancelled = core.write('copilot seats', (state) => {
      const seats = selected_usernames.map((login) => accountOf(state, login).copilot).filter((seat) => seat !== null);
      // A seat ends with the billing cycle, not at once.
      for (const seat of seats) seat.endsOn = endOfMonth(settings.now());
      return seats.length;
    });
    response.json({ seats_cancelled: cancelled });
  });

  return router;
}

function endOfMonth(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}

function parsed<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refusal(githubError(422, 'Invalid request.'));
}
