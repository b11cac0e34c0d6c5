import type { Evidence } from '../../domain/revocation.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { isListed } from '../planned-action.ts';
import { type EntraUser, idShape, membershipShape, userFields, userShape } from './entra-shapes.ts';
import { type EntraSystem, listAll, saw, sawAll } from './entra-system.ts';
import { isGuest } from './user-state.ts';

/** The same in every tenant: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/**
 * Why this user must not be touched. Where the administrators cannot be read, the error stands: nobody is cut on a guess.
 * Another administrator counts only as an enabled member of the role itself who is not on the protected list, because
 * a break-glass account is not somebody who can do the work.
 */
export async function protectionOf(
  system: EntraSystem,
  user: { id: string; login: string },
  context: ConnectorContext,
): Promise<{ because: string | null; evidence: Evidence[] }> {
  const { settings, http } = system;
  if (isListed(settings.protected, user)) return { because: 'it is on the list of protected accounts', evidence: [] };

  // A role may also come with a group, hence transitively.
  const has = await listAll(
    system,
    { path: path`/users/${user.id}/transitiveMemberOf`, shape: membershipShape },
    context,
  );
  const role = has.items.find(({ roleTemplateId }) => roleTemplateId === globalAdministrator);
  const evidence = sawAll(has.evidence, role ? 'a global administrator' : 'no global administrator');
  if (!role) return { because: null, evidence };

  const members = await listAll(system, { path: path`/directoryRoles/${role.id}/members`, shape: idShape }, context);
  evidence.push(...sawAll(members.evidence, `${members.items.length} global administrators`));
  for (const { id } of members.items.filter((each) => each.id !== user.id)) {
    // A member may be a group or an app: then this is a 404, and it does not count.
    const other = await http.find(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
    const counts = other.data !== null && stays(other.data, settings.protected);
    evidence.push(saw(other, `global administrator ${id} ${counts ? 'stays' : 'does not count'}`));
    if (counts) return { because: null, evidence };
  }
  return { because: 'it is the last global administrator who is enabled', evidence };
}

function stays(user: EntraUser, spared: readonly string[]): boolean {
  return user.accountEnabled && !isGuest(user) && !isListed(spared, { id: user.id, login: user.userPrincipalName });
}
