import { type Connector, ConnectorError } from '../../engine/ports/connector.ts';
import { type ActionKind, kindOf, planAll } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { isListed } from '../planned-action.ts';
import { resolveSecret } from '../secrets.ts';

import { lastActivity } from './activity.ts';
import { check } from './check.ts';
import { deactivate } from './deactivate.ts';
import { groups, membershipsOf } from './groups.ts';
import { lookInside } from './look-inside.ts';
import { accountOf, resolve, statusOf } from './resolve.ts';
import type { ScimSettings } from './scim-settings.ts';
import { readUser, type ScimSystem } from './scim-system.ts';

/** In the order in which they are done. */
const kinds: readonly ActionKind<ScimSystem>[] = [deactivate, groups, lookInside];

/** Slack, the strictest that publishes it, takes 180 writes a minute over all its clients. */
const advice = { perMinute: 120, concurrency: 3 };

export function createScimConnector(settings: ScimSettings, deps: ConnectorDependencies): Connector {
  const auth = tokenAuth('Bearer', resolveSecret(settings.token, deps));
  const headers = { accept: 'application/scim+json, application/json', 'content-type': 'application/scim+json' };
  const system: ScimSystem = { settings, http: clientFor(settings, deps, { auth, headers, ...advice }) };

  return {
    id: settings.id,
    label: settings.label,
    tier: settings.tier,
    resolve: (person, context) => resolve(system, person, context),
    async preview(account, context) {
      const { data: user, evidence } = await readUser(system, account.id, context);
      if (user === null)
        throw new ConnectorError('not-found', `the user ${account.login} is not there any more`, {
          evidence: [evidence],
        });
      // What the account is now, not what it was when it was resolved.
      const now = accountOf(user, settings);
      const actions = await planAll(kinds, { account: now, system }, context);
      const { memberships } = await membershipsOf(system, user.id, context);
      const snapshot = {
        userName: user.userName,
        status: statusOf(user),
        groups: memberships.map(({ id, name }) => ({ id, name })),
      };
      return { actions, snapshot };
    },
    async act(action, context) {
      if (isListed(settings.protected, { id: action.accountId, login: action.accountLogin }))
        throw new ConnectorError('protected', `${action.accountLogin} is on the list of protected accounts`);
      return kindOf(kinds, action).act(action, system, context);
    },
    readBack: async (action, context) => kindOf(kinds, action).readBack(action, system, context),
    lastActivity: (account, context) => lastActivity(system, account, context),
    check: (context) => check(system, context),
  };
}
