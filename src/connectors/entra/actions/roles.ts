import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { type Belonging, isTakenAway, takeAway } from '../below-account.ts';
import type { RoleAssignment } from '../entra-shapes.ts';
import type { EntraSystem } from '../entra-system.ts';
import { nameOfRole, rolesOf } from '../role-assignments.ts';
import { deleted } from '../user-state.ts';

/**
 * Directory roles given to the person, built-in and custom, for the tenant or a part of it; those that come with a
 * group go with the group. Those that the person may only switch on for a while are `eligible-roles`.
 */
export const roles: ActionKind<EntraSystem> = {
  verb: 'roles',
  named: { en: 'roles', fr: 'rôles' },
  provesItself: true,
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('roles')) return [];
    return (await rolesOf(system, id, context)).items.map((role) => ({
      stage: 'groups',
      target: { id: role.id, label: nameOfRole(role) },
      call: `DELETE ${pathOf(role.id)}`,
      effect: 'reversible',
    }));
  },
  act: (action, system, context) => takeAway(assignments, { action, system }, context),
  readBack: (action, system, context) => isTakenAway(assignments, { action, system }, context),
};

const assignments: Belonging<RoleAssignment> = { list: rolesOf, removal: ({ id }) => ({ path: pathOf(id) }) };

function pathOf(id: string): string {
  return path`/roleManagement/directory/roleAssignments/${id}`;
}
