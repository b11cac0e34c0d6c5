import type { Connector } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';

import { accounts } from './accounts.ts';
import { lastUse } from './activity.ts';
import { check } from './check.ts';
import { deactivate } from './deactivate.ts';
import { groups } from './groups.ts';
import { lookInside } from './look-inside.ts';
import { namelessGroups } from './nameless-groups.ts';
import { rehearsal } from './rehearsal.ts';
import type { ScimSettings } from './scim-settings.ts';
import type { ScimSystem } from './scim-system.ts';
import { search } from './search.ts';
import { seats } from './seats.ts';
import { snapshot } from './snapshot.ts';
import { userNow } from './user-now.ts';
import { chooseWitnesses, knowsAWitness } from './witness.ts';

/** In the order in which they are done. */
const kinds: readonly ActionKind<ScimSystem>[] = [deactivate, groups, seats, namelessGroups, lookInside];

/** Slack, the strictest that publishes it, takes 180 writes a minute over all its clients. */
const advice = { perMinute: 120, concurrency: 3 };

export function createScimConnector(settings: ScimSettings, deps: ConnectorDependencies): Connector {
  const auth = tokenAuth('Bearer', resolveSecret(settings.token, deps));
  const headers = { accept: 'application/scim+json, application/json', 'content-type': 'application/scim+json' };
  const system: ScimSystem = {
    settings,
    http: clientFor(settings, deps, { auth, headers, ...advice }),
    habits: {
      plainJson: false,
      groupRemoval: settings.groupRemoval,
      findsByMember: false,
      lookups: new Map(),
      toldBeforeRemoval: new Map(),
      removals: new Set(),
    },
  };

  return connectorOf<ScimSystem>({
    userNames: true,
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    origin: settings.baseUrl.replace(/\/$/, ''),
    tenant: chooseWitnesses,
    isTenant: knowsAWitness,
    accountsTellTenant: true,
    search,
    // The search has tried each of its look-ups on somebody who exists.
    control: async () => [],
    now: userNow,
    kinds,
    snapshot: (_, of, context) => snapshot(system, of, context),
    lastUse: (_, { account }, context) => lastUse(system, account, context),
    accounts,
    rehearsal,
    check: (context) => check(system, context),
  });
}
