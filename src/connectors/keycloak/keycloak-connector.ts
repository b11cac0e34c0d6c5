import type { Connector, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth } from '../http/auth.ts';
import { clientCredentials } from '../http/client-credentials.ts';
import { clientFor } from '../http/http-settings.ts';
import { path } from '../http/path.ts';
import { connectorOf, saw } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { consents } from './actions/consents.ts';
import { credentials } from './actions/credentials.ts';
import { disable } from './actions/disable.ts';
import { groups } from './actions/groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { check } from './check.ts';
import { control } from './control.ts';
import type { KeycloakSettings } from './keycloak-settings.ts';
import { type KeycloakSystem, readRealm } from './keycloak-system.ts';
import { lastUse } from './last-use.ts';
import { rehearsal } from './rehearsal.ts';
import { search } from './search.ts';
import { snapshot } from './snapshot.ts';
import { accountNow } from './user-now.ts';

/** Keycloak has no limits of its own; an installation of ordinary size answers this without being noticed. */
const advice = { perMinute: 600, concurrency: 6 };

export function createKeycloakConnector(settings: KeycloakSettings, deps: ConnectorDependencies): Connector {
  const clientSecret = resolveSecret(settings.clientSecret, deps);
  const service = {
    http: clientFor(settings, deps, { auth: noAuth, part: 'sign-in', ...advice }),
    path: path`/realms/${settings.realm}/protocol/openid-connect/token`,
    refuses: { en: 'Keycloak refuses the client', fr: 'Keycloak refuse le client' },
  };
  const fields = async () => ({ client_id: settings.clientId, client_secret: clientSecret });
  const auth = clientCredentials(service, fields, [clientSecret]);
  const system: KeycloakSystem = {
    settings,
    http: clientFor(settings, deps, { auth, ...advice }),
    realm: path`/admin/realms/${settings.realm}`,
  };

  return connectorOf({
    userNames: true,
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    origin: settings.baseUrl.replace(/\/$/, ''),
    tenant: realmId,
    search,
    control,
    now: accountNow,
    // Close first: enabling wakes what was not ended, and what is ended while the door is open begins again.
    kinds: [disable, sessions, consents, credentials, groups, roles],
    snapshot,
    lastUse,
    accounts,
    rehearsal,
    check: (context) => check(system, auth, context),
  });
}

async function realmId(system: KeycloakSystem, context: ConnectorContext) {
  const reply = await readRealm(system, context);
  return { id: reply.id, evidence: [saw(reply, `realm ${reply.id}`)] };
}
