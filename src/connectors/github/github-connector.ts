import type { Connector } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth, tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { verbOf } from '../planned-action.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { enterpriseTeams } from './actions/enterprise-teams.ts';
import { fineGrainedTokens } from './actions/fine-grained-tokens.ts';
import { invitation } from './actions/invitation.ts';
import { managedUser } from './actions/managed-user.ts';
import { membership } from './actions/membership.ts';
import { outsideCollaborator } from './actions/outside-collaborator.ts';
import { ownApp } from './actions/own-app.ts';
import { repositoryInvitations } from './actions/repository-invitations.ts';
import { roles } from './actions/roles.ts';
import { ssoCredentials } from './actions/sso-credentials.ts';
import { teams } from './actions/teams.ts';
import { type GithubAppAuth, githubAppAuth } from './app-auth.ts';
import { check } from './check.ts';
import type { GithubSettings } from './github-settings.ts';
import { type GithubSystem, organisationOf, originOf } from './github-system.ts';
import { lastUse } from './last-use.ts';
import { owned } from './owned.ts';
import { rehearsal } from './rehearsal.ts';
import { search } from './search.ts';
import { sightOf } from './sight.ts';
import { accountNow } from './standing.ts';

/** In the order in which they are done. */
const kinds: readonly ActionKind<GithubSystem>[] = [
  membership,
  managedUser,
  enterpriseTeams,
  outsideCollaborator,
  invitation,
  ssoCredentials,
  fineGrainedTokens,
  roles,
  teams,
  repositoryInvitations,
  ownApp,
];

/** 5,000 an hour for everybody together; short bursts are fine, a whole plan is about thirty reads. */
const advice = {
  perMinute: 600,
  concurrency: 8,
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
};

export function createGithubConnector(settings: GithubSettings, deps: ConnectorDependencies): Connector {
  const app = appOf(settings, deps);
  const auth =
    app ?? tokenAuth('Bearer', settings.auth.method === 'token' ? resolveSecret(settings.auth.token, deps) : '');
  const system: GithubSystem = {
    settings,
    app,
    http: clientFor(settings, deps, { auth, ...advice }),
    accountOfLogin: new Map(),
  };

  return connectorOf({
    userNames: true,
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    origin: originOf(settings),
    tenant: organisationOf,
    search,
    control: sightOf,
    now: accountNow,
    kinds,
    async snapshot(_, { account: { login, status }, items }) {
      const held = (kind: ActionKind<GithubSystem>) =>
        items.flatMap(({ action }) => (verbOf(action) === kind.verb ? [action.target?.label ?? ''] : []));
      return { login, status, organisationRoles: held(roles), teams: held(teams) };
    },
    lastUse,
    accounts,
    owned,
    rehearsal,
    check: (context) => check(system, context),
  });
}

function appOf(settings: GithubSettings, deps: ConnectorDependencies): GithubAppAuth | null {
  if (settings.auth.method !== 'app') return null;
  const { appId, installationId, privateKey: ref } = settings.auth;
  const privateKey = resolveSecret(ref, deps);
  const http = clientFor(settings, deps, { auth: noAuth, part: 'sign-in', ...advice });
  return githubAppAuth({ appId, installationId, privateKey, key: signingKeyOf(privateKey, ref) }, http);
}
