import type { Connector } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { oneAtATime } from '../kit/one-at-a-time.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { disable } from './actions/disable.ts';
import { ownApp } from './actions/own-app.ts';
import { privateApps } from './actions/private-apps.ts';
import { handOver, ownedRecords } from './actions/records.ts';
import { teams } from './actions/teams.ts';
import { check } from './check.ts';
import type { HubspotSettings } from './hubspot-settings.ts';
import type { HubspotSystem } from './hubspot-system.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import { control, search, tenant } from './search.ts';
import { lastUse, snapshot } from './snapshot.ts';
import { accountNow } from './user-state.ts';

/**
 * Of 100 calls in ten seconds on the smallest plans:
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
const advice = { perMinute: 300, concurrency: 4 };

export function createHubspotConnector(settings: HubspotSettings, deps: ConnectorDependencies): Connector {
  const token = resolveSecret(settings.token, deps);
  const http = clientFor(settings, deps, { auth: tokenAuth('Bearer', token), ...advice });
  const system: HubspotSystem = { settings, token, http, inTurn: oneAtATime() };

  return connectorOf({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    handsOver: settings.data !== undefined,
    origin: new URL(settings.baseUrl).origin,
    tenant,
    search,
    control,
    now: accountNow,
    protection,
    kinds: [disable, teams, handOver, ownedRecords, privateApps, ownApp],
    snapshot,
    lastUse,
    accounts,
    rehearsal,
    check: (context) => check(system, context),
  });
}
