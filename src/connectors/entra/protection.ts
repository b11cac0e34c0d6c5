import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { listedAsProtected, saw, sawAll } from '../kit/connector-of.ts';
import { isListed } from '../planned-action.ts';
import { type AnsweredUser, membershipShape, userFields, userShape } from './entra-shapes.ts';
import { type EntraSystem, largestPage, listAll } from './entra-system.ts';
import { isRole } from './memberships.ts';
import { globalAdministrator, globalAdministrators } from './role-holders.ts';
import { isGuest } from './user-state.ts';

const lastAdministrator: Localized = {
  en: 'it is the last global administrator who is enabled',
  fr: 'c’est le dernier administrateur général actif',
};

/**
 * Why this user must not be touched; null when it may. Where it cannot be told who administers the tenant, it throws:
 * nobody is cut on a guess. Another global administrator counts only as an enabled user who has the
 * role themself and is not on the protected list, because a break-glass account is not somebody who can do the work.
 */
export async function protectionOf(
  system: EntraSystem,
  user: { id: string; login: string },
  context: ConnectorContext,
): Promise<{ because: Localized | null; evidence: Evidence[] }> {
  const { settings, http } = system;
  if (isListed(settings.protected, user)) return { because: listedAsProtected, evidence: [] };

  const holders = await globalAdministrators(system, context);
  const has = await holds(system, { userId: user.id, holders: holders.items }, context);
  const evidence = [
    ...sawAll(holders.evidence, `${holders.items.length} global administrators`),
    ...sawAll(has.evidence, has.role ? 'a global administrator' : 'no global administrator'),
  ];
  if (!has.role) return { because: null, evidence };

  for (const id of holders.items.filter((each) => each !== user.id)) {
    // A holder may be a group or an app: then this is a 404, and it does not count.
    const other = await http.find(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
    const counts = other.data?.id === id && stays(other.data, settings.protected);
    evidence.push(saw(other, `global administrator ${id} ${counts ? 'stays' : 'does not count'}`));
    if (counts) return { because: null, evidence };
  }
  return { because: lastAdministrator, evidence };
}

/**
 * Directly, or by a group that has the role: hence transitively. Memberships are named by id also where nothing else of
 * them is told.
 */
async function holds(
  system: EntraSystem,
  { userId, holders }: { userId: string; holders: readonly string[] },
  context: ConnectorContext,
): Promise<{ role: boolean; evidence: Evidence[] }> {
  const call = {
    path: path`/users/${userId}/transitiveMemberOf`,
    shape: membershipShape,
    query: { $top: largestPage },
  };
  const { items, evidence } = await listAll(system, call, context);
  const byGroup = items.some(({ id }) => holders.includes(id));
  const byRole = items.some(({ roleTemplateId }) => roleTemplateId === globalAdministrator);
  if (holders.includes(userId) || byGroup || byRole) return { role: true, evidence };
  const hidden = items.find((each) => !each['@odata.type'] || (isRole(each) && !each.roleTemplateId));
  if (hidden)
    throw new ConnectorError(
      'unproven',
      {
        en: `Graph does not tell which role ${hidden.id} is; the app needs RoleManagement.Read.Directory`,
        fr: `Graph ne dit pas quel rôle est ${hidden.id} ; il faut RoleManagement.Read.Directory à l’application`,
      },
      { evidence },
    );
  return { role: false, evidence };
}

/** What is not told of somebody does not make them count. */
function stays(user: AnsweredUser, spared: readonly string[]): boolean {
  return (
    user.accountEnabled === true &&
    Boolean(user.userPrincipalName) &&
    !isGuest(user) &&
    !isListed(spared, { id: user.id, login: user.userPrincipalName ?? '' })
  );
}
