import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { groupShape, type KeycloakGroup } from '../keycloak-shapes.ts';
import { type KeycloakSystem, userPath, wholeList } from '../keycloak-system.ts';
import { isGone, readUser } from '../user-now.ts';

/**
 * Groups of the realm, with the roles that come with them. A group of a directory may come back at its next
 * synchronisation; re-checks see that.
 */
export const groups = removableKind<KeycloakSystem, KeycloakGroup>({
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'group',
  nounInFrench: 'le groupe',
  applies: (account, { settings }) => !isGone(account) && !settings.leave.includes('groups'),
  list: groupsOf,
  target: ({ id, name, path: whole }) => ({ id, label: whole ?? name }),
  path: ({ account, target }, system) => `${userPath(system, account)}${path`/groups/${target}`}`,
});

export async function groupsOf({ id }: { id: string }, system: KeycloakSystem, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { items: [], evidence };
  const listed = await wholeList(
    system,
    { path: `${userPath(system, id)}/groups`, shape: z.array(groupShape) },
    context,
  );
  const names = listed.items.map(({ name }) => name).join(', ') || 'none';
  return { items: listed.items, evidence: [...evidence, ...sawAll(listed.evidence, `groups: ${names}`)] };
}
