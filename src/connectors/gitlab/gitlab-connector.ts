import type { Connector } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { administrator } from './actions/administrator.ts';
import { disable } from './actions/disable.ts';
import { invitations } from './actions/invitations.ts';
import { gpgKeys, sshKeys } from './actions/keys.ts';
import { memberships } from './actions/memberships.ts';
import { ownedGroups } from './actions/owned-groups.ts';
import { projects } from './actions/projects.ts';
import { runners } from './actions/runners.ts';
import { schedules } from './actions/schedules.ts';
import { impersonationTokens, personalTokens } from './actions/tokens.ts';
import { check } from './check.ts';
import type { GitlabSettings } from './gitlab-settings.ts';
import type { GitlabSystem } from './gitlab-system.ts';
import { lastUse } from './last-use.ts';
import { ownedPlaces } from './owned.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import { control, search } from './search.ts';
import { snapshot } from './snapshot.ts';
import { isTenant, tenant } from './tenant.ts';
import { accountNow } from './user-state.ts';

/**
 * Users may be asked 300 times in ten minutes unless an administrator says otherwise; gitlab.com takes 2,000 calls a
 * minute.
 */
const advice = { instance: { perMinute: 30, concurrency: 2 }, group: { perMinute: 600, concurrency: 4 } };

export function createGitlabConnector(settings: GitlabSettings, deps: ConnectorDependencies): Connector {
  const auth = tokenAuth('Bearer', resolveSecret(settings.token, deps));
  const api = { ...settings, baseUrl: `${settings.baseUrl.replace(/\/$/, '')}/api/v4` };
  const system: GitlabSystem = { settings, http: clientFor(api, deps, { auth, ...advice[settings.scope.of] }) };

  return connectorOf({
    userNames: true,
    perMinute: settings.perMinute ?? advice[settings.scope.of].perMinute,
    system,
    origin: new URL(settings.baseUrl).origin,
    tenant,
    isTenant,
    search,
    control,
    now: accountNow,
    protection,
    kinds: [
      disable,
      personalTokens,
      impersonationTokens,
      sshKeys,
      gpgKeys,
      administrator,
      memberships,
      ownedGroups,
      invitations,
      projects,
      schedules,
      runners,
    ],
    snapshot,
    lastUse,
    accounts,
    owned: [ownedPlaces],
    rehearsal,
    check: (context) => check(system, context),
  });
}
