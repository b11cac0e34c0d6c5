import { z } from 'zod';
import type { Connector } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth, tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { path } from '../http/path.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { connectorOf, saw } from '../kit/connector-of.ts';
import { verbOf } from '../planned-action.ts';
import { resolveSecret } from '../secrets.ts';

import { apiTokens } from './actions/api-tokens.ts';
import { disable } from './actions/disable.ts';
import { factors } from './actions/factors.ts';
import { grants } from './actions/grants.ts';
import { groups, memberOf } from './actions/groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { lastUse } from './activity.ts';
import { check } from './check.ts';
import { neededScopes, type OktaSettings } from './okta-settings.ts';
import { appLinkShape, organisationShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { protection } from './protection.ts';
import { accountOf, search, searchControl } from './search.ts';
import { type ServiceAppAuth, serviceAppAuth } from './service-app.ts';
import { readUser } from './user-status.ts';

/** In the order in which they are done: close first, then what is open, then what lies about. */
const kinds: readonly ActionKind<OktaSystem>[] = [disable, sessions, factors, grants, apiTokens, roles, groups];

/** Okta advises at most ten calls at once; 600 a minute is the usual smallest bucket. */
const advice = { perMinute: 300, concurrency: 6 };

export function createOktaConnector(settings: OktaSettings, deps: ConnectorDependencies): Connector {
  const serviceApp = serviceAppOf(settings, deps);
  const auth = serviceApp ?? tokenAuth('SSWS', tokenOf(settings, deps));
  const system: OktaSystem = { settings, http: clientFor(settings, deps, { auth, ...advice }) };

  return connectorOf<OktaSystem>({
    system,
    origin: new URL(settings.baseUrl).origin,
    // Told to everybody, without credentials: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingMetadata/
    async tenant({ http }, context) {
      const reply = await http.get('/.well-known/okta-organization', organisationShape, context);
      return { id: reply.data.id, evidence: [saw(reply, `organisation ${reply.data.id}`)] };
    },
    search,
    control: searchControl,
    async now(_, account, context) {
      // Okta keeps deactivated users for good until somebody deletes them: a 404 proves nothing.
      const { user, evidence } = await readUser(system, account.id, context);
      const protectedBecause = await protection(system, user, { context, evidence: [] });
      const now = { ...accountOf(system, user, account.tenant), protectedBecause };
      return { account: now, presence: 'there', evidence: [evidence] };
    },
    kinds,
    async snapshot({ http }, { account, items }, context) {
      const appLinks = path`/api/v1/users/${account.id}/appLinks`;
      const [apps, groups] = await Promise.all([
        http.list(appLinks, z.array(appLinkShape), context),
        memberOf(system, account.id, context).catch(() => ({ items: [] })),
      ]);
      return {
        status: account.status,
        login: account.login,
        groups: groups.items.map(({ id, type, profile }) => ({ id, type, name: profile.name })),
        apps: apps.items.map(({ appInstanceId, label }) => ({ id: appInstanceId, label })),
        roles: items.flatMap(({ action }) => (verbOf(action) === roles.verb ? [action.target?.label ?? ''] : [])),
      };
    },
    lastUse: (_, { account }, context) => lastUse(system, account, context),
    check: (context) => check(system, serviceApp, context),
  });
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
