import type { PlannedAction } from '../../domain/systems/action.ts';
import { type ActOutcome, type ConnectorContext, ConnectorError, type ReadBack } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { targetOf } from '../planned-action.ts';
import { removeMember } from './member-removal.ts';
import { hasMember, isInside, membershipsOf, tellsMembers } from './memberships.ts';
import { groupShape, type ScimGroup } from './scim-shapes.ts';
import { filtered, type ScimSystem } from './scim-system.ts';

/** Each group that the user is a direct member of, one action each. */
export const groups: ActionKind<ScimSystem> = {
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },
  async plan(account, system, context) {
    if (!isAsked(system)) return [];
    const { memberships } = await membershipsOf(system, account.id, context);
    return memberships.map(({ id, name }) => ({
      stage: 'groups',
      target: { id, label: name },
      call: `PATCH ${path`/Groups/${id}`} remove member ${account.id}`,
      effect: 'reversible',
    }));
  },
  async act(action, system, context): Promise<ActOutcome> {
    system.habits.removals.add(removalOf(action, action.accountId));
    const before = await readGroup(system, action, context);
    const reply = await removeMember(system, { action, before: before.data }, context);
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such group')] };
    const after = await readGroup(system, action, context);
    const evidence = [saw(before, `${countOf(before.data)} members`), saw(reply, 'accepted')];
    // Other leavers may go out of the same group between the two reads.
    const lost = lostBetween(before.data, after.data).filter(
      (userId) => !system.habits.removals.has(removalOf(action, userId)),
    ).length;
    if (lost > 0)
      throw new ConnectorError(
        'rejected',
        {
          en: `removing one member took ${lost} others out of ${targetOf(action).label} as well; put them back by hand, and close this one by hand`,
          fr: `retirer un membre en a sorti ${lost} autres de ${targetOf(action).label} ; remettez-les à la main, et fermez celui-ci à la main`,
        },
        { evidence: [...evidence, saw(after, `${countOf(after.data)} members left`)] },
      );
    return { status: 'accepted', evidence, readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context): Promise<ReadBack> {
    const { id, label } = targetOf(action);
    const group = await readGroup(system, action, context);
    if (group.data && hasMember(group.data, action.accountId))
      return { state: 'not-desired', evidence: [saw(group, `still a member of ${label}`)] };
    // Members who are told, and the user not among them.
    if (group.data && tellsMembers(group.data))
      return { state: 'desired', evidence: [saw(group, `not a member of ${label}`)] };
    if (group.data === null) {
      // A wrong address answers 404 too: that group counts as gone only where groups are listed at all.
      const all = await filtered<ScimGroup>(system, { resources: 'Groups', filter: null, shape: groupShape }, context);
      const evidence = [saw(group, 'no such group'), ...all.evidence];
      if (!all.found?.length) return { state: 'unreadable', evidence };
      return { state: all.found.some((each) => each.id === id) ? 'not-desired' : 'desired', evidence };
    }
    // Some servers leave the members out, always say that there are none, or end the list early: that shows nothing.
    const { inside, evidence } = await isInside(system, { userId: action.accountId, groupId: id }, context);
    const all = [saw(group, `${label} does not tell all its members`), ...evidence];
    if (inside === null) return { state: 'unreadable', evidence: all };
    return { state: inside ? 'not-desired' : 'desired', evidence: all };
  },
};

/** Where the user leaves the product, the groups lose them with it. */
export function isAsked({ settings }: ScimSystem): boolean {
  return settings.groups === 'remove' && settings.deactivateSemantics === 'suspend';
}

async function readGroup({ http }: ScimSystem, action: PlannedAction, context: ConnectorContext) {
  return http.find(path`/Groups/${targetOf(action).id}`, groupShape, context);
}

function countOf(group: ScimGroup | null): string {
  return group?.members ? String(group.members.length) : 'untold';
}

function removalOf(action: PlannedAction, userId: string): string {
  return `${targetOf(action).id} ${userId}`;
}

/** Who is gone from the group since; nobody where the members are not told. */
function lostBetween(before: ScimGroup | null, after: ScimGroup | null): readonly string[] {
  if (!before?.members || !after?.members) return [];
  const left = new Set(after.members.map(({ value }) => value));
  return before.members.flatMap(({ value }) => (value && !left.has(value) ? [value] : []));
}
