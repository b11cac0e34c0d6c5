import { z } from 'zod';
import { type Connector, ConnectorError } from '../../engine/ports/connector.ts';
import { type ActionKind, kindOf, planAll } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth, tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { path } from '../http/path.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { isListed, verbOf } from '../planned-action.ts';
import { resolveSecret } from '../secrets.ts';

import { apiTokens } from './actions/api-tokens.ts';
import { deactivate } from './actions/deactivate.ts';
import { factors } from './actions/factors.ts';
import { grants } from './actions/grants.ts';
import { groups, memberOf } from './actions/groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { suspend } from './actions/suspend.ts';
import { lastActivity } from './activity.ts';
import { check } from './check.ts';
import { neededScopes, type OktaSettings } from './okta-settings.ts';
import { appLinkShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { resolve } from './resolve.ts';
import { type ServiceAppAuth, serviceAppAuth } from './service-app.ts';
import { readUser } from './user-status.ts';

/** In the order in which they are done: close first, then what is open, then what lies about. */
const kinds: readonly ActionKind<OktaSystem>[] = [
  suspend,
  deactivate,
  sessions,
  factors,
  grants,
  apiTokens,
  roles,
  groups,
];

/** Okta advises at most ten calls at once; 600 a minute is the usual smallest bucket. */
const advice = { perMinute: 300, concurrency: 6 };

export function createOktaConnector(settings: OktaSettings, deps: ConnectorDependencies): Connector {
  const serviceApp = serviceAppOf(settings, deps);
  const auth = serviceApp ?? tokenAuth('SSWS', tokenOf(settings, deps));
  const system: OktaSystem = { settings, http: clientFor(settings, deps, { auth, ...advice }) };

  return {
    id: settings.id,
    label: settings.label,
    tier: settings.tier,
    resolve: (person, context) => resolve(system, person, context),
    async preview(account, context) {
      // What the account is now, not what it was when it was resolved.
      const { user } = await readUser(system, account.id, context);
      const now = { ...account, status: user.status, login: user.profile.login };
      const appLinks = path`/api/v1/users/${account.id}/appLinks`;
      const [actions, apps, groups] = await Promise.all([
        planAll(kinds, { account: now, system }, context),
        system.http.list(appLinks, z.array(appLinkShape), context),
        memberOf(system, account.id, context),
      ]);
      const snapshot = {
        status: user.status,
        login: user.profile.login,
        groups: groups.items.map(({ id, type, profile }) => ({ id, type, name: profile.name })),
        apps: apps.items.map(({ appInstanceId, label }) => ({ id: appInstanceId, label })),
        roles: actions.filter((each) => verbOf(each) === roles.verb).map(({ target }) => target?.label ?? ''),
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
    check: (context) => check(system, serviceApp, context),
  };
}

function tokenOf({ auth }: OktaSettings, deps: ConnectorDependencies): string {
  return resolveSecret(auth.method === 'token' ? auth.token : auth.privateKey, deps);
}

function serviceAppOf(settings: OktaSettings, deps: ConnectorDependencies): ServiceAppAuth | null {
  if (settings.auth.method !== 'oauth') return null;
  const { clientId, keyId, privateKey: ref } = settings.auth;
  const privateKey = resolveSecret(ref, deps);
  const key = signingKeyOf(privateKey, ref);
  const http = clientFor(settings, deps, { auth: noAuth, ...advice });
  const app = { baseUrl: settings.baseUrl, clientId, privateKey, key: { ...key, keyId: keyId ?? key.keyId } };
  return serviceAppAuth(app, neededScopes(settings), http);
}
