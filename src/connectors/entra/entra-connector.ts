import { type Connector, ConnectorError } from '../../engine/ports/connector.ts';
import { type ActionKind, kindOf, planAll } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { clientFor } from '../http/http-settings.ts';
import { isListed } from '../planned-action.ts';
import { apps } from './actions/apps.ts';
import { devices } from './actions/devices.ts';
import { disable } from './actions/disable.ts';
import { grants } from './actions/grants.ts';
import { groups } from './actions/groups.ts';
import { licences } from './actions/licences.ts';
import { methods } from './actions/methods.ts';
import { otherGroups } from './actions/other-groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { lastActivity } from './activity.ts';
import { check } from './check.ts';
import { clientCredentials, clientProofOf } from './client-credentials.ts';
import { type EntraSettings, graphUrl, loginUrl } from './entra-settings.ts';
import type { EntraSystem } from './entra-system.ts';
import { resolve } from './resolve.ts';
import { snapshotOf } from './snapshot.ts';
import { deleted, readUser, statusOf } from './user-state.ts';

/** In the order in which they are done. Groups go before licences, because some licences go with a group. */
const kinds: readonly ActionKind<EntraSystem>[] = [
  disable,
  sessions,
  devices,
  methods,
  grants,
  roles,
  apps,
  groups,
  licences,
  otherGroups,
];

/** Graph takes 1,200 writes a minute from an app in a tenant; half of them are left to others. */
const advice = { perMinute: 600, concurrency: 8 };

export function createEntraConnector(settings: EntraSettings, deps: ConnectorDependencies): Connector {
  const proof = clientProofOf(settings, deps);
  const login = clientFor({ ...settings, baseUrl: loginUrl(settings) }, deps, {
    auth: { headers: async () => ({}), secrets: proof.secrets },
    ...advice,
  });
  const auth = clientCredentials(settings, proof, login);
  const graph = { ...settings, baseUrl: graphUrl(settings) };
  const reportsLimits = { perMinute: settings.reportsPerMinute, concurrency: 1 };
  const system: EntraSystem = {
    settings,
    http: clientFor(graph, deps, { auth, ...advice }),
    reports: clientFor({ ...graph, ...reportsLimits }, deps, { auth, ...reportsLimits }),
  };

  return {
    id: settings.id,
    label: settings.label,
    tier: settings.tier,
    resolve: (person, context) => resolve(system, person, context),
    async preview(account, context) {
      // What the account is now, not what it was when it was resolved.
      const read = await readUser(system, account.id, context);
      const status = read.state === 'live' ? statusOf(read.user) : deleted;
      const now = { ...account, status, login: read.user.userPrincipalName ?? account.login };
      const [actions, snapshot] = await Promise.all([
        planAll(kinds, { account: now, system }, context),
        snapshotOf(system, now, context),
      ]);
      return { actions, snapshot };
    },
    async act(action, context) {
      if (isListed(settings.protected, { id: action.accountId, login: action.accountLogin }))
        throw new ConnectorError('protected', `${action.accountLogin} is on the list of protected accounts`);
      return kindOf(kinds, action).act(action, system, context);
    },
    readBack: async (action, context) => kindOf(kinds, action).readBack(action, system, context),
    lastActivity: (account, context) => lastActivity(system, account, context),
    check: (context) => check(system, auth, context),
  };
}
