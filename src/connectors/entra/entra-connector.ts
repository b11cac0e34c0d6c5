import type { Connector } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { accountNow } from './account-of.ts';
import { accounts } from './accounts.ts';
import { check } from './check.ts';
import { clientCredentials, clientProofOf } from './client-credentials.ts';
import { control } from './control.ts';
import { type EntraSettings, graphUrl, loginUrl } from './entra-settings.ts';
import type { EntraSystem } from './entra-system.ts';
import { kinds } from './kinds.ts';
import { lastUse } from './last-use.ts';
import { owned } from './owned.ts';
import { rehearsal } from './rehearsal.ts';
import { search } from './search.ts';
import { snapshotOf } from './snapshot.ts';
import { originOf, tenantOf } from './tenant.ts';

/** Graph takes 1,200 writes a minute from an app in a tenant; half of them are left to others. */
const advice = { perMinute: 600, concurrency: 8 };

/** The tenant of these settings, and what signs in there. */
export function entraSystem(settings: EntraSettings, deps: ConnectorDependencies) {
  const proof = clientProofOf(settings, deps);
  const login = clientFor({ ...settings, baseUrl: loginUrl(settings) }, deps, {
    auth: { headers: async () => ({}), secrets: proof.secrets },
    part: 'sign-in',
    ...advice,
  });
  const auth = clientCredentials(settings, proof, login);
  const graph = { ...settings, baseUrl: graphUrl(settings) };
  const reportsLimits = { perMinute: settings.reportsPerMinute, concurrency: 1 };
  const system: EntraSystem = {
    settings,
    http: clientFor(graph, deps, { auth, ...advice }),
    reports: clientFor({ ...graph, ...reportsLimits }, deps, { auth, part: 'reports', ...reportsLimits }),
  };
  return { system, auth };
}

export function createEntraConnector(settings: EntraSettings, deps: ConnectorDependencies): Connector {
  const { system, auth } = entraSystem(settings, deps);
  return connectorOf({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    handsOver: settings.microsoft365 !== undefined,
    origin: originOf(settings),
    tenant: tenantOf,
    search,
    control,
    now: accountNow,
    kinds,
    snapshot: snapshotOf,
    lastUse,
    accounts,
    owned,
    rehearsal,
    check: (context) => check(system, auth, context),
  });
}
