import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { everyUser } from './lookups.ts';
import { listShape, resourceTypeShape, type ScimUser, userShape } from './scim-shapes.ts';
import type { ScimSystem } from './scim-system.ts';

/**
 * Among the first hundred, other users tell groups by id: the control of a user's own list. `inactive`: users who are
 * inactive do, because a server may tell no groups of anybody who is.
 */
export async function tellsOwnGroups(
  { http }: ScimSystem,
  { context, evidence, inactive = false }: { context: ConnectorContext; evidence: Evidence[]; inactive?: boolean },
): Promise<boolean> {
  const reply = await http.get('/Users', listShape(userShape), context, { query: { startIndex: 1, count: 100 } });
  const users = (reply.data.Resources ?? []).filter(({ active }) => !inactive || active === false);
  const telling = users.filter(tellsGroups).length;
  evidence.push(saw(reply, `${telling} ${inactive ? 'inactive ' : ''}users tell their groups`));
  return telling > 0;
}

function tellsGroups({ groups }: ScimUser): boolean {
  return groups?.some(({ value }) => value) ?? false;
}

/** Whether anybody at all tells a group: the first hundred are not all. */
async function isAGroupTold(system: ScimSystem, look: { context: ConnectorContext; evidence: Evidence[] }) {
  if (await tellsOwnGroups(system, look)) return true;
  const all = await everyUser(system, look.context);
  const telling = all.users.filter(tellsGroups).length;
  look.evidence.push(...sawAll(all.evidence, `${telling} of ${all.users.length} users tell their groups`));
  return telling > 0;
}

/**
 * Owed to a list of groups that is empty, or not there: nothing else speaks of groups. Without the right to read them a
 * server may answer so as well, and where no group is in sight nothing can serve as a control. So an empty list is
 * believed only where the server says that it has no such resource; a list that is not there, unless it says that it
 * has. Throws `unproven` else.
 */
export async function requireNoGroups(
  system: ScimSystem,
  { listed, context, evidence }: { listed: 'empty' | 'missing'; context: ConnectorContext; evidence: Evidence[] },
): Promise<void> {
  const unproven = (why: Localized) =>
    new ConnectorError(
      'unproven',
      {
        en: `the list of groups is ${listed}, and ${why.en}; does the token have the right? Where this product has none, set groups: leave`,
        fr: `la liste des groupes ${listed === 'empty' ? 'est vide' : 'n’existe pas'}, et ${why.fr} ; le jeton en a-t-il le droit ? Là où ce produit n’en a pas, mettez groups: leave`,
      },
      { evidence },
    );
  if (await isAGroupTold(system, { context, evidence }))
    throw unproven({ en: 'users tell groups of theirs', fr: 'des utilisateurs en donnent' });
  const said = await saysItHasGroups(system, { context, evidence });
  if (said === true)
    throw unproven({ en: 'the server says that it has groups', fr: 'le serveur dit qu’il a des groupes' });
  if (said === null && listed === 'empty')
    throw unproven({ en: 'the server does not say that it has none', fr: 'le serveur ne dit pas qu’il n’en a pas' });
}

/** RFC 7644, 4. Null for the many servers that do not say what they have. */
async function saysItHasGroups(
  { http }: ScimSystem,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence[] },
): Promise<boolean | null> {
  try {
    const reply = await http.find('/ResourceTypes', listShape(resourceTypeShape), context);
    const names = (reply.data?.Resources ?? []).flatMap(({ name, endpoint }) => [name, endpoint]);
    evidence.push(saw(reply, `resource types: ${names.filter(Boolean).join(', ') || 'untold'}`));
    if (!names.some(Boolean)) return null;
    return names.some((each) => each === 'Group' || each?.endsWith('/Groups'));
  } catch (error) {
    if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'unauthorised')) return null;
    throw error;
  }
}
