import type { Evidence } from '../../domain/revocation.ts';
import type { ActOutcome, ConnectorContext, ReadBack } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { path } from '../http/path.ts';
import { targetOf } from '../planned-action.ts';
import { groupShape, patchSchemaId, type ScimUser } from './scim-shapes.ts';
import { equals, filtered, readUser, type ScimSystem, saw } from './scim-system.ts';

export interface Membership {
  id: string;
  name: string;
}

/** Each group that the user is a direct member of, one action each. */
export const groups: ActionKind<ScimSystem> = {
  verb: 'groups',
  async plan(account, system, context) {
    const { settings } = system;
    // Where the user leaves the product, the groups lose them with it.
    if (settings.groups === 'leave' || settings.deactivateSemantics !== 'suspend') return [];
    const { memberships } = await membershipsOf(system, account.id, context);
    return memberships.map(({ id, name }) => ({
      stage: 'groups',
      target: { id, label: name },
      call: `PATCH ${path`/Groups/${id}`} remove member ${account.id}`,
      effect: 'reversible',
    }));
  },
  async act(action, { http, settings }, context): Promise<ActOutcome> {
    const group = path`/Groups/${targetOf(action).id}`;
    const operation =
      settings.groupRemoval === 'path'
        ? { op: 'remove', path: `members[${equals('value', action.accountId)}]` }
        : { op: 'remove', path: 'members', value: [{ value: action.accountId }] };
    const json = { schemas: [patchSchemaId], Operations: [operation] };
    const reply = await http.send('PATCH', group, context, { json, expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such group')] };
    return { status: 'accepted', evidence: [saw(reply, 'accepted')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context): Promise<ReadBack> {
    const { id, label } = targetOf(action);
    const group = await system.http.find(path`/Groups/${id}`, groupShape, context);
    if (group.data?.members) {
      const inside = group.data.members.some(({ value }) => value === action.accountId);
      return {
        state: inside ? 'not-desired' : 'desired',
        evidence: [saw(group, `${inside ? 'still' : 'not'} a member of ${label}`)],
      };
    }
    // Some servers leave the members out, of empty groups or of all: the user's own list is asked then.
    const user = await readUser(system, action.accountId, context);
    const evidence = [
      saw(group, group.data ? 'members are not told' : 'no such group'),
      saw(user, user.data ? `groups: ${namesOf(user.data) || 'none'}` : 'no such user'),
    ];
    const listed = user.data?.groups;
    if (listed) return { state: listed.some(({ value }) => value === id) ? 'not-desired' : 'desired', evidence };
    const filter = `${equals('id', id)} and ${equals('members.value', action.accountId)}`;
    const asked = await filtered(system, { resources: 'Groups', filter, shape: groupShape }, context);
    evidence.push(...asked.evidence);
    if (asked.found === null) return { state: 'unreadable', evidence };
    return { state: asked.found.some((each) => each.id === id) ? 'not-desired' : 'desired', evidence };
  },
};

/** From the user's own list; where the server keeps none, from the groups that name the user. */
export async function membershipsOf(
  system: ScimSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ memberships: Membership[]; evidence: Evidence[] }> {
  const user = await readUser(system, userId, context);
  const listed = user.data?.groups ?? [];
  if (listed.length > 0)
    return {
      memberships: listed
        .filter(({ type }) => type !== 'indirect')
        .map(({ value, display }) => ({ id: value, name: display || value })),
      evidence: [saw(user, `${listed.length} groups`)],
    };
  const filter = equals('members.value', userId);
  const { found, evidence } = await filtered(system, { resources: 'Groups', filter, shape: groupShape }, context);
  // A server that ignores the filter lists every group.
  const named = (found ?? []).filter(({ members }) => !members || members.some(({ value }) => value === userId));
  return { memberships: named.map(({ id, displayName }) => ({ id, name: displayName || id })), evidence };
}

function namesOf({ groups: listed }: ScimUser): string {
  return (listed ?? []).map(({ display, value }) => display || value).join(', ');
}
