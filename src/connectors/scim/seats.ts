import type { PlannedAction } from '../../domain/access/revocation.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { targetOf } from '../planned-action.ts';
import { isAsked } from './groups.ts';
import { patchSchemaId, type ScimUser } from './scim-shapes.ts';
import { readUser, type ScimSystem, sendScim } from './scim-system.ts';

/** Attributes of a user that `active: false` leaves as they are: rights in the product, and paid seats. */
const attributes = [
  { name: 'roles', stage: 'groups' },
  { name: 'entitlements', stage: 'licence' },
] as const;

/** Roles and entitlements of a suspended user, one action for each attribute that holds any. */
export const seats: ActionKind<ScimSystem> = {
  verb: 'seats',
  async plan(account, system, context) {
    if (!isAsked(system)) return [];
    const { data } = await readUser(system, account.id, context);
    return attributes.flatMap(({ name, stage }) => {
      const held = data ? toldIn(data, name) : [];
      if (held.length === 0) return [];
      return [
        {
          stage,
          target: { id: name, label: held.join(', ').slice(0, 150) },
          call: `PATCH ${path`/Users/${account.id}`} remove ${name}`,
          effect: 'reversible' as const,
        },
      ];
    });
  },
  async act(action, system, context) {
    const json = { schemas: [patchSchemaId], Operations: [{ op: 'remove', path: targetOf(action).id }] };
    const to = path`/Users/${action.accountId}`;
    const reply = await sendScim(system, { method: 'PATCH', path: to, json, expect: [404] }, context);
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such user')] };
    return { status: 'accepted', evidence: [saw(reply, 'accepted')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const reply = await readUser(system, action.accountId, context);
    const left = reply.data ? toldIn(reply.data, nameOf(action)) : [];
    const detail = `${nameOf(action)}: ${left.join(', ') || 'none'}`;
    return { state: left.length > 0 ? 'not-desired' : 'desired', evidence: [saw(reply, detail)] };
  },
};

type Attribute = (typeof attributes)[number]['name'];

function nameOf(action: PlannedAction): Attribute {
  return targetOf(action).id === 'roles' ? 'roles' : 'entitlements';
}

/**
 * What is held, where the server hides nothing: what nobody has is left out by many servers, so that an attribute is missing counts only in a user
 * who tells the name that every user has. Throws `unproven` else.
 */
function toldIn(user: ScimUser, name: Attribute): string[] {
  if (user[name] || user.userName) return heldIn(user, name);
  throw new ConnectorError('unproven', `the server tells neither ${name} nor the name of the user ${user.id}`);
}

function heldIn(user: ScimUser, name: Attribute): string[] {
  return (user[name] ?? []).map(({ value, display }) => value ?? display ?? '?');
}

/** For the snapshot: what was held, to be given back by hand. */
export function seatsOf(user: ScimUser | null) {
  return { roles: user ? heldIn(user, 'roles') : [], entitlements: user ? heldIn(user, 'entitlements') : [] };
}
