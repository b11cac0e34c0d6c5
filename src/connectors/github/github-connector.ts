import { type Connector, ConnectorError } from '../../engine/ports/connector.ts';
import { type ActionKind, kindOf, planAll } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth, tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { isListed, verbOf } from '../planned-action.ts';
import { resolveSecret } from '../secrets.ts';
import { enterpriseTeams } from './actions/enterprise-teams.ts';
import { fineGrainedTokens } from './actions/fine-grained-tokens.ts';
import { membership } from './actions/membership.ts';
import { outsideCollaborator } from './actions/outside-collaborator.ts';
import { roles } from './actions/roles.ts';
import { ssoCredentials } from './actions/sso-credentials.ts';
import { teams } from './actions/teams.ts';
import { lastActivity } from './activity.ts';
import { type GithubAppAuth, githubAppAuth } from './app-auth.ts';
import { check } from './check.ts';
import type { GithubSettings } from './github-settings.ts';
import { type GithubSystem, membershipOf, sameAccount } from './github-system.ts';
import { resolve } from './resolve.ts';

/** In the order in which they are done. */
const kinds: readonly ActionKind<GithubSystem>[] = [
  membership,
  enterpriseTeams,
  outsideCollaborator,
  ssoCredentials,
  fineGrainedTokens,
  roles,
  teams,
];

/** 5,000 an hour for everybody together; short bursts are fine, a whole plan is about fifty reads. */
const advice = {
  perMinute: 600,
  concurrency: 8,
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
};

export function createGithubConnector(settings: GithubSettings, deps: ConnectorDependencies): Connector {
  const app = appOf(settings, deps);
  const auth =
    app ?? tokenAuth('Bearer', settings.auth.method === 'token' ? resolveSecret(settings.auth.token, deps) : '');
  const system: GithubSystem = { settings, http: clientFor(settings, deps, { auth, ...advice }) };

  return {
    id: settings.id,
    label: settings.label,
    tier: settings.tier,
    resolve: (person, context) => resolve(system, person, context),
    async preview(account, context) {
      await sameAccount(system, account, context);
      const [actions, { membership }] = await Promise.all([
        planAll(kinds, { account, system }, context),
        membershipOf(system, account.login, context),
      ]);
      const labelsOf = (verb: string) =>
        actions.filter((each) => verbOf(each) === verb).map(({ target }) => target?.label ?? '');
      const snapshot = {
        login: account.login,
        status: account.status,
        role: membership?.role ?? null,
        organisationRoles: labelsOf(roles.verb),
        teams: labelsOf(teams.verb),
      };
      return { actions, snapshot };
    },
    async act(action, context) {
      if (isListed(settings.protected, { id: action.accountId, login: action.accountLogin }))
        throw new ConnectorError('protected', `${action.accountLogin} is on the list of protected accounts`);
      return kindOf(kinds, action).act(action, system, context);
    },
    readBack: async (action, context) => kindOf(kinds, action).readBack(action, system, context),
    lastActivity: (account, context) => lastActivity(system, account, context),
    check: (context) => check(system, app, context),
  };
}

function appOf(settings: GithubSettings, deps: ConnectorDependencies): GithubAppAuth | null {
  if (settings.auth.method !== 'app') return null;
  const { appId, installationId, privateKey: ref } = settings.auth;
  const privateKey = resolveSecret(ref, deps);
  const http = clientFor(settings, deps, { auth: noAuth, ...advice });
  return githubAppAuth({ appId, installationId, privateKey, key: signingKeyOf(privateKey, ref) }, http);
}
