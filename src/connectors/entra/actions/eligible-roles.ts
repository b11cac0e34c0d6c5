import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { byHand } from '../by-hand.ts';
import { type RoleAssignment, roleAssignmentShape } from '../entra-shapes.ts';
import { type EntraSystem, type Listed, listAll, quoted, userOf } from '../entra-system.ts';
import { nameOfRole } from '../role-assignments.ts';
import { deleted, readUser } from '../user-state.ts';

/**
 * Roles that the person may switch on for a while (Privileged Identity Management). They open nothing while the account is
 * closed, and stay with whoever only changes jobs: one task for a person, who ends them there.
 */
export const eligibleRoles: ActionKind<EntraSystem> = {
  verb: 'eligible-roles',
  provesItself: true,
  async plan({ id, login, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('roles')) return [];
    const { items } = await eligible(system, id, context);
    if (items.length === 0) return [];
    const names = items.map(nameOfRole).toSorted().join(', ').slice(0, 300);
    return [{ stage: 'task', call: byHand.endEligibleRoles(names, login), effect: 'reversible', manual: true }];
  },
  async act(action) {
    return { status: 'manual', message: action.call };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, userOf(action), context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { items, evidence } = await eligible(system, action.accountId, context);
    return { state: items.length > 0 ? 'not-desired' : 'desired', evidence: [...read.evidence, ...evidence] };
  },
};

/**
 * https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances . A tenant without the licence
 * for it has none, and Graph says so by the code of a 400: from recall, not from its description. Any other 400 is untold.
 */
async function eligible(system: EntraSystem, id: string, context: ConnectorContext): Promise<Listed<RoleAssignment>> {
  const path = '/roleManagement/directory/roleEligibilityScheduleInstances';
  const query = { $filter: `principalId eq ${quoted(id)}`, $expand: 'roleDefinition' };
  try {
    const { items, evidence } = await listAll(system, { path, shape: roleAssignmentShape, query }, context);
    if (items.some(({ principalId }) => principalId !== id))
      throw new ConnectorError('unproven', 'Graph does not tell who may switch a role on', { evidence });
    return { items, evidence: sawAll(evidence, `may switch on: ${items.map(nameOfRole).join(', ') || 'none'}`) };
  } catch (error) {
    const isWithoutLicence =
      error instanceof ConnectorError &&
      error.evidence[0]?.http === 400 &&
      error.message.includes('AadPremiumLicenseRequired');
    if (!isWithoutLicence) throw error;
    return { items: [], evidence: sawAll(error.evidence, 'the tenant has no licence for roles to switch on') };
  }
}
