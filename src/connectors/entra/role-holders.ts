import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { type RoleAssignment, roleAssignmentShape } from './entra-shapes.ts';
import { type EntraSystem, type Listed, listAll, quoted } from './entra-system.ts';

export const rolesPath = '/roleManagement/directory/roleAssignments';

/** Where an assignment holds that is not limited to a part of the tenant. */
export const wholeTenant = '/';

/**
 * The same in every tenant: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/**
 * Every user, group and app that is a global administrator, by object id. Throws `unproven` for what is not told: every
 * tenant has one, so a list that names none was filtered.
 */
export async function globalAdministrators(system: EntraSystem, context: ConnectorContext): Promise<Listed<string>> {
  const query = { $filter: `roleDefinitionId eq ${quoted(globalAdministrator)}` };
  const { items, evidence } = await listAll(system, { path: rolesPath, shape: roleAssignmentShape, query }, context);
  const holders = items.map(({ principalId, roleDefinitionId, directoryScopeId }) => {
    if (!principalId || roleDefinitionId !== globalAdministrator || !directoryScopeId)
      throw new ConnectorError(
        'unproven',
        {
          en: 'Graph does not tell who is a global administrator',
          fr: 'Graph ne dit pas qui est administrateur général',
        },
        { evidence },
      );
    return isForAll({ directoryScopeId }) ? [principalId] : [];
  });
  const ids = [...new Set(holders.flat())];
  if (ids.length === 0)
    throw new ConnectorError(
      'unproven',
      {
        en: 'Graph names no global administrator, and every tenant has one; the app needs RoleManagement.Read.Directory',
        fr: 'Graph ne nomme aucun administrateur général, et tout locataire en a un ; il faut RoleManagement.Read.Directory à l’application',
      },
      { evidence },
    );
  return { items: ids, evidence };
}

export function isForAll({ directoryScopeId }: Pick<RoleAssignment, 'directoryScopeId'>): boolean {
  return directoryScopeId === wholeTenant;
}
