import type { ActionKind } from '../action-kind.ts';
import { apps } from './actions/apps.ts';
import { devices } from './actions/devices.ts';
import { disable } from './actions/disable.ts';
import { eligibleGroups } from './actions/eligible-groups.ts';
import { eligibleRoles } from './actions/eligible-roles.ts';
import { grants } from './actions/grants.ts';
import { groups } from './actions/groups.ts';
import { licences } from './actions/licences.ts';
import { methods } from './actions/methods.ts';
import { otherGroups } from './actions/other-groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import type { EntraSystem } from './entra-system.ts';

/** In the order in which they are done. Groups go before licences, because some licences go with a group. */
export const kinds: readonly ActionKind<EntraSystem>[] = [
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
  eligibleRoles,
  eligibleGroups,
];
