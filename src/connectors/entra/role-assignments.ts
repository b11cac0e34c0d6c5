import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type Membership, type RoleAssignment, roleAssignmentShape } from './entra-shapes.ts';
import { type EntraSystem, type Listed, listAll, quoted } from './entra-system.ts';
import { isRole, memberOf } from './memberships.ts';
import { isForAll, rolesPath, wholeTenant } from './role-holders.ts';

/**
 * Every role that the user has directly: built-in and custom ones, for the whole tenant or for a part of it such as an
 * administrative unit. Throws `unproven` when the list lacks a role that the user is a member of: then it was filtered.
 */
export async function rolesOf(
  system: EntraSystem,
  id: string,
  context: ConnectorContext,
): Promise<Listed<RoleAssignment>> {
  const query = { $filter: `principalId eq ${quoted(id)}`, $expand: 'roleDefinition' };
  const listed = await listAll(system, { path: rolesPath, shape: roleAssignmentShape, query }, context);
  const { items } = listed;
  // Null for want of rights, or a filter that was not obeyed.
  if (items.some(({ principalId }) => principalId !== id))
    throw new ConnectorError(
      'unproven',
      { en: 'Graph does not tell whose a role is', fr: 'Graph ne dit pas à qui est un rôle' },
      { evidence: listed.evidence },
    );
  const memberships = await memberOf(system, id, context);
  requireAll(items, memberships.items);
  const evidence = sawAll(listed.evidence, `roles: ${items.map(nameOfRole).join(', ') || 'none'}`);
  return { items, evidence: [...evidence, ...memberships.evidence] };
}

/** Of a built-in role, the template's id is the definition's. Those for a part of the tenant are no memberships. */
function requireAll(assignments: readonly RoleAssignment[], memberships: readonly Membership[]): void {
  const told = new Set(assignments.filter(isForAll).map(({ roleDefinitionId }) => roleDefinitionId));
  const lost = memberships.find((each) => isRole(each) && !told.has(each.roleTemplateId));
  if (lost)
    throw new ConnectorError('unproven', {
      en: `the user is in the role ${lost.displayName || lost.id}, and the list of roles does not name it`,
      fr: `l’utilisateur a le rôle ${lost.displayName || lost.id}, et la liste des rôles ne le nomme pas`,
    });
}

/** The role’s name, and the part of the tenant where it holds if that is not all of it. */
export function nameOfRole(assignment: RoleAssignment): string {
  const { roleDefinition, roleDefinitionId, id } = assignment;
  const name = roleDefinition?.displayName || roleDefinitionId || id;
  const scope = assignment.directoryScopeId || assignment.appScopeId;
  return !scope || scope === wholeTenant ? name : `${name} · ${scope.replace(/^\//, '')}`;
}
