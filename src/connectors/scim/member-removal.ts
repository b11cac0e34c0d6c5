import { z } from 'zod';
import type { PlannedAction } from '../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Reply } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import { idText } from '../kit/vendor-shapes.ts';
import { targetOf } from '../planned-action.ts';
import { tellsMembers } from './memberships.ts';
import { groupShape, patchSchemaId, rawResourceShape, type ScimGroup, versionOf } from './scim-shapes.ts';
import { equals, type ScimSystem, sendScim } from './scim-system.ts';

/** So a server refuses what it does not understand: nothing was done. */
const refusals = [400, 405, 501];

/**
 * Takes one member out of a group, by the form that this server takes: what is refused did nothing, and the next form
 * is asked. Last the group is put back without the member. `before`: the group as it is; one that is there, and answers
 * 404 to PATCH, knows no PATCH.
 */
export async function removeMember(
  system: ScimSystem,
  { action, before }: { action: PlannedAction; before: ScimGroup | null },
  context: ConnectorContext,
): Promise<Reply<unknown>> {
  const { habits } = system;
  const first = habits.groupRemoval;
  const forms = first === 'put' ? [first] : ([first, first === 'path' ? 'value' : 'path', 'put'] as const);
  for (const form of forms) {
    if (form === 'put') break;
    const reply = await patched(system, { action, form }, context);
    if (reply.status === 404 ? before === null : !refusals.includes(reply.status)) {
      habits.groupRemoval = form;
      return reply;
    }
  }
  const reply = await putWithout(system, action, context);
  if (reply.status !== 404) habits.groupRemoval = 'put';
  return reply;
}

function patched(
  system: ScimSystem,
  { action, form }: { action: PlannedAction; form: 'path' | 'value' },
  context: ConnectorContext,
): Promise<Reply<unknown>> {
  const operation =
    form === 'path'
      ? { op: 'remove', path: `members[${equals('value', action.accountId)}]` }
      : { op: 'remove', path: 'members', value: [{ value: action.accountId }] };
  const json = { schemas: [patchSchemaId], Operations: [operation] };
  const call = { method: 'PATCH', path: path`/Groups/${targetOf(action).id}`, json, expect: [404, ...refusals] };
  return sendScim(system, call, context);
}

const memberShape = z.union([z.looseObject({ value: idText }), idText]);

/**
 * The whole group goes back as it came, but for the member. Throws `rejected` where not all members are told: the
 * others would be thrown out.
 */
async function putWithout(
  system: ScimSystem,
  action: PlannedAction,
  context: ConnectorContext,
): Promise<Reply<unknown>> {
  const { id, label } = targetOf(action);
  const to = path`/Groups/${id}`;
  const { data, headers, ...read } = await system.http.find(to, rawResourceShape, context);
  if (data === null) return { ...read, headers, data };
  const group = groupShape.safeParse(data);
  const members = z.array(z.unknown()).safeParse(data['members']);
  if (!group.success || !members.success || !tellsMembers(group.data))
    throw new ConnectorError(
      'rejected',
      {
        en: `the server takes no change of ${label}, and does not tell all its members, so the group cannot be put back whole; do it by hand`,
        fr: `le serveur refuse tout changement de ${label} et n’en dit pas tous les membres, si bien que le groupe ne peut pas être remis entier ; faites-le à la main`,
      },
      { evidence: [read.evidence] },
    );
  const isLeaver = (member: unknown) => {
    const { data: told } = memberShape.safeParse(member);
    return (typeof told === 'object' ? told.value : told) === action.accountId;
  };
  // Belongs to the server: it ignores it, or refuses a group that holds it.
  const { meta: _serverOwned, ...rest } = data;
  const json = { ...rest, members: members.data.filter((each) => !isLeaver(each)) };
  const version = headers.get('etag') ?? versionOf(data);
  const guard = version ? { headers: { 'if-match': version } } : {};
  return sendScim(system, { method: 'PUT', path: to, json, expect: [404], ...guard }, context);
}
