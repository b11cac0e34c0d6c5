import { z } from 'zod';
import type { Connector, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { path } from '../http/path.ts';
import { connectorOf, saw } from '../kit/connector-of.ts';
import { idText } from '../kit/vendor-shapes.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { apiTokens } from './actions/api-tokens.ts';
import { disable } from './actions/disable.ts';
import { groups } from './actions/groups.ts';
import { dashboards, filters, owned, projects } from './actions/ownership.ts';
import { automation, organisationRoles } from './actions/tasks.ts';
import type { AtlassianSettings } from './atlassian-settings.ts';
import type { AtlassianSystem } from './atlassian-system.ts';
import { check } from './check.ts';
import { accountNow } from './directory.ts';
import { lastUse } from './last-use.ts';
import { rehearsal } from './rehearsal.ts';
import { control, protection, search } from './search.ts';
import { snapshot } from './snapshot.ts';

/** Atlassian tells no numbers, only when it is enough. */
const advice = { perMinute: 120, concurrency: 4 };

export function createAtlassianConnector(settings: AtlassianSettings, deps: ConnectorDependencies): Connector {
  const { site } = settings;
  const token = resolveSecret(site.token, deps);
  const basic = tokenAuth('Basic', Buffer.from(`${site.email}:${token}`).toString('base64'));
  const system: AtlassianSystem = {
    settings,
    http: clientFor(settings, deps, { auth: tokenAuth('Bearer', resolveSecret(settings.apiKey, deps)), ...advice }),
    jira: clientFor({ ...settings, baseUrl: site.baseUrl }, deps, {
      auth: { ...basic, secrets: [...basic.secrets, token] },
      part: 'jira',
      ...advice,
    }),
  };

  return connectorOf({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    handsOver: (['filters', 'dashboards', 'projects'] as const).some((each) => !settings.leave.includes(each)),
    origin: new URL(settings.baseUrl).origin,
    tenant: organisation,
    search,
    control,
    now: accountNow,
    protection,
    kinds: [disable, apiTokens, groups, organisationRoles, filters, dashboards, projects, automation],
    snapshot,
    lastUse,
    accounts,
    owned,
    rehearsal,
    check: (context) => check(system, context),
  });
}

/** The organisation as it answers to its own id, bare or inside `data`: Atlassian’s documents show both. */
const named = z.object({ id: idText });
const organisationShape = z.union([z.object({ data: named }).transform(({ data }) => data), named]);

async function organisation({ http, settings }: AtlassianSystem, context: ConnectorContext) {
  const reply = await http.get(path`/admin/v1/orgs/${settings.organisation}`, organisationShape, context);
  return { id: reply.data.id, evidence: [saw(reply, `organisation ${reply.data.id}`)] };
}
