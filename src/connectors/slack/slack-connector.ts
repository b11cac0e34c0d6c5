import type { Connector } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { apps } from './actions/apps.ts';
import { channels } from './actions/channels.ts';
import { disable } from './actions/disable.ts';
import { external } from './actions/external.ts';
import { sessions } from './actions/sessions.ts';
import { workflows } from './actions/workflows.ts';
import { check } from './check.ts';
import { identityOf } from './identity.ts';
import { lastUse } from './last-use.ts';
import { control } from './look-ups.ts';
import { rehearsal } from './rehearsal.ts';
import { search } from './search.ts';
import type { SlackSettings } from './slack-settings.ts';
import type { SlackSystem } from './slack-system.ts';
import { snapshot } from './snapshot.ts';
import { accountNow } from './user-state.ts';

/** The slowest methods asked here are of Slack’s tier 2, some twenty a minute; most are of tier 3, some fifty. */
const advice = { perMinute: 50, concurrency: 3 };
/** 180 writes a minute over all SCIM apps of the organisation: https://docs.slack.dev/reference/scim-api/rate-limits */
const scimAdvice = { perMinute: 120, concurrency: 3 };

export function createSlackConnector(settings: SlackSettings, deps: ConnectorDependencies): Connector {
  const auth = tokenAuth('Bearer', resolveSecret(settings.token, deps));
  const system: SlackSystem = {
    settings,
    http: clientFor(settings, deps, { auth, ...advice }),
    scim: settings.plan === 'business' ? scimClient(settings, deps) : null,
  };

  return connectorOf({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    origin: new URL(settings.baseUrl).origin,
    async tenant(_, context) {
      const { organisation, evidence } = await identityOf(system, context);
      return { id: organisation, evidence: [evidence] };
    },
    search,
    control,
    now: accountNow,
    kinds: [disable, sessions, external, apps, workflows, channels],
    snapshot,
    lastUse,
    accounts,
    rehearsal,
    check: (context) => check(system, context),
  });
}

function scimClient(settings: SlackSettings, deps: ConnectorDependencies) {
  const auth = tokenAuth('Bearer', resolveSecret(settings.scimToken ?? settings.token, deps));
  return clientFor({ ...settings, baseUrl: settings.scimUrl }, deps, { auth, part: 'scim', ...scimAdvice });
}
