import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { groupShape, type OktaGroup } from '../okta-shapes.ts';
import { isEmptied, type OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';
import { wholeList } from '../whole-list.ts';

/**
 * Groups that Okta itself keeps, one action each. Groups of an app belong to their source (see `appGroups`), and
 * Everyone (BUILT_IN) cannot be left. A group rule may add the person again; the re-checks see that.
 */
export const groups = removableKind<OktaSystem, OktaGroup>({
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'group',
  nounInFrench: 'le groupe',
  applies: ({ status }, { settings }) => !settings.leave.includes('groups') && !isEmptied(status),
  list: groupsOf,
  target: (group) => ({ id: group.id, label: groupName(group) }),
  removes: ({ type }) => type === 'OKTA_GROUP',
  path: ({ account, target }) => path`/api/v1/groups/${target}/users/${account}`,
});

/**
 * All groups of a user. An administrator with a resource set sees only the groups in it, and everybody who is not
 * deactivated is in Everyone: a list without it is not whole.
 */
export async function groupsOf({ id }: { id: string }, system: OktaSystem, context: ConnectorContext) {
  const { items, evidence } = await wholeList(
    system,
    { path: path`/api/v1/users/${id}/groups`, shape: z.array(groupShape) },
    context,
  );
  const seen = sawAll(evidence, `groups: ${items.map(groupName).join(', ') || 'none'}`);
  if (items.some(({ type }) => type === 'BUILT_IN')) return { items, evidence: seen };
  const user = await readUser(system, id, context);
  if (isEmptied(user.status)) return { items, evidence: [...seen, ...user.evidence] };
  throw new ConnectorError(
    'unproven',
    {
      en: 'the list of groups lacks the one that everybody is in, so it is not whole',
      fr: 'il manque à la liste des groupes celui où tout le monde se trouve : elle n’est pas entière',
    },
    {
      evidence: [...seen, ...user.evidence],
    },
  );
}

/**
 * What shows that an empty list below the user is Okta's word, and not the want of a right: a list beside it that
 * cannot be empty.
 */
export async function listsAreTold(user: { id: string }, system: OktaSystem, context: ConnectorContext) {
  return (await groupsOf(user, system, context)).evidence;
}

export function groupName({ id, profile }: OktaGroup): string {
  return profile?.name ?? id;
}
