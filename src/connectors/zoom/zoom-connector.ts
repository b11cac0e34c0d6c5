import type { Connector, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientCredentials, requestToken } from '../http/client-credentials.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { disable } from './actions/disable.ts';
import { groups } from './actions/groups.ts';
import { handOver } from './actions/hand-over.ts';
import { licence } from './actions/licence.ts';
import { meetings } from './actions/meetings.ts';
import { phone } from './actions/phone.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { check } from './check.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import { control, search, tenant } from './search.ts';
import { lastUse, snapshot } from './snapshot.ts';
import { accountNow } from './user-state.ts';
import type { ZoomSettings } from './zoom-settings.ts';
import type { ZoomSystem } from './zoom-system.ts';

/**
 * Below what the smallest paid plan takes, for all apps of the account together:
 * https://developers.zoom.us/docs/api/rate-limits/
 */
const advice = { perMinute: 480, concurrency: 4 };

export function createZoomConnector(settings: ZoomSettings, deps: ConnectorDependencies): Connector {
  const secret = resolveSecret(settings.clientSecret, deps);
  const pair = tokenAuth('Basic', Buffer.from(`${settings.clientId}:${secret}`).toString('base64'));
  const service = {
    http: clientFor({ ...settings, baseUrl: settings.tokenUrl }, deps, {
      auth: { ...pair, secrets: [...pair.secrets, secret] },
      part: 'sign-in',
      ...advice,
    }),
    path: '/oauth/token',
    refuses: { en: 'Zoom refuses the app', fr: 'Zoom refuse l’application' },
  };
  const fields = { grant_type: 'account_credentials', account_id: settings.accountId };
  const auth = clientCredentials(service, async () => fields, [secret]);
  const http = clientFor(settings, deps, { auth, ...advice });
  const system: ZoomSystem = { settings, http, hosted: new Map(), removals: new Map() };

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
    kinds: [disable, sessions, roles, groups, handOver, licence, meetings, phone],
    snapshot,
    lastUse,
    accounts,
    rehearsal,
    // A new token: the one that is held may not show what was granted since.
    check: (context) => check(system, (now: ConnectorContext) => requestToken(service, fields, now), context),
  });
}
