import { byHand } from '../by-hand.ts';
import { eligibleKind } from '../eligible-kind.ts';
import { type RoleAssignment, roleAssignmentShape } from '../entra-shapes.ts';
import { nameOfRole } from '../role-assignments.ts';

/** Roles: https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances */
export const eligibleRoles = eligibleKind<RoleAssignment>({
  verb: 'eligible-roles',
  named: { en: 'roles that can be switched on', fr: 'rôles activables' },
  leavable: 'roles',
  path: '/roleManagement/directory/roleEligibilityScheduleInstances',
  shape: roleAssignmentShape,
  expand: 'roleDefinition',
  nameOf: (role) => ({ en: nameOfRole(role), fr: nameOfRole(role) }),
  task: byHand.endEligibleRoles,
});
