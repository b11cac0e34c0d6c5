import type { Connector, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth, tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { connectorOf, saw } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { apiTokens } from './actions/api-tokens.ts';
import { appGroups } from './actions/app-groups.ts';
import { disable } from './actions/disable.ts';
import { factors } from './actions/factors.ts';
import { grants } from './actions/grants.ts';
import { groups } from './actions/groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { check } from './check.ts';
import { control } from './control.ts';
import { lastUse } from './last-use.ts';
import { neededScopes, type OktaSettings } from './okta-settings.ts';
import { organisationShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import { search } from './search.ts';
import { type ServiceAppAuth, serviceAppAuth } from './service-app.ts';
import { snapshot } from './snapshot.ts';
import { accountNow } from './user-status.ts';

/** Okta advises at most ten calls at once; 600 a minute is the usual smallest bucket. */
const advice = { perMinute: 300, concurrency: 6 };

/**
 * The organisation of these settings; `serviceApp` is null where an API token signs in. `scopes`: what a service app
 * asks for, all or nothing.
 */
export function oktaSystem(
  settings: OktaSettings,
  deps: ConnectorDependencies,
  scopes: readonly string[] = neededScopes(settings),
): { system: OktaSystem; serviceApp: ServiceAppAuth | null } {
  const serviceApp = serviceAppOf(settings, deps, scopes);
  const auth = serviceApp ?? tokenAuth('SSWS', tokenOf(settings, deps));
  return { system: { settings, http: clientFor(settings, deps, { auth, ...advice }) }, serviceApp };
}

export function createOktaConnector(settings: OktaSettings, deps: ConnectorDependencies): Connector {
  const { system, serviceApp } = oktaSystem(settings, deps);

  return connectorOf({
    userNames: true,
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    origin: new URL(settings.baseUrl).origin,
    tenant: organisation,
    search,
    control,
    now: accountNow,
    protection,
    // Close first, then what is open, then what lies about.
    kinds: [disable, sessions, factors, grants, apiTokens, roles, groups, appGroups],
    snapshot,
    lastUse,
    accounts,
    rehearsal,
    check: (context) => check(system, serviceApp, context),
  });
}

async function organisation({ http }: OktaSystem, context: ConnectorContext) {
  const reply = await http.get('/.well-known/okta-organization', organisationShape, context);
  return { id: reply.data.id, evidence: [saw(reply, `organisation ${reply.data.id}`)] };
}

function tokenOf({ auth }: OktaSettings, deps: ConnectorDependencies): string {
  return resolveSecret(auth.method === 'token' ? auth.token : auth.privateKey, deps);
}

function serviceAppOf(
  settings: OktaSettings,
  deps: ConnectorDependencies,
  scopes: readonly string[],
): ServiceAppAuth | null {
  if (settings.auth.method !== 'oauth') return null;
  const { clientId, keyId, privateKey: ref } = settings.auth;
  const privateKey = resolveSecret(ref, deps);
  const key = signingKeyOf(privateKey, ref);
  const http = clientFor(settings, deps, { auth: noAuth, part: 'sign-in', ...advice });
  const app = { baseUrl: settings.baseUrl, clientId, privateKey, key: { ...key, keyId: keyId ?? key.keyId } };
  return serviceAppAuth(app, scopes, http);
}
