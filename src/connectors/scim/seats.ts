import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { targetOf } from '../planned-action.ts';
import { isAsked } from './groups.ts';
import { listShape, patchSchemaId, type ScimUser, userShape } from './scim-shapes.ts';
import { readUser, type ScimSystem, sendScim } from './scim-system.ts';

/** Attributes of a user that `active: false` leaves as they are: rights in the product, and paid seats. */
const attributes = [
  { name: 'roles', stage: 'groups' },
  { name: 'entitlements', stage: 'licence' },
] as const;

/** Roles and entitlements of a suspended user, one action for each attribute that holds any. */
export const seats: ActionKind<ScimSystem> = {
  verb: 'seats',
  named: { en: 'roles and entitlements', fr: 'rôles et droits' },
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
    const before = await readUser(system, action.accountId, context);
    if (before.data?.[nameOf(action)]?.length)
      system.habits.toldBeforeRemoval.set(keyOf(action), context.now().getTime());
    const json = { schemas: [patchSchemaId], Operations: [{ op: 'remove', path: targetOf(action).id }] };
    const to = path`/Users/${action.accountId}`;
    const reply = await sendScim(system, { method: 'PATCH', path: to, json, expect: [404] }, context);
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such user')] };
    return { status: 'accepted', evidence: [saw(reply, 'accepted')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const reply = await readUser(system, action.accountId, context);
    const name = nameOf(action);
    const left = reply.data ? toldIn(reply.data, name) : [];
    const evidence = [saw(reply, `${name}: ${left.join(', ') || 'none'}`)];
    if (left.length > 0) return { state: 'not-desired', evidence };
    if (reply.data && !reply.data[name] && !wasToldJustBefore(action, system, context))
      await requireTold(system, { name, context, evidence });
    return { state: 'desired', evidence };
  },
};

type Attribute = (typeof attributes)[number]['name'];

function nameOf(action: PlannedAction): Attribute {
  return targetOf(action).id === 'roles' ? 'roles' : 'entitlements';
}

function keyOf(action: PlannedAction): string {
  return `${action.accountId} ${nameOf(action)}`;
}

/**
 * For so long after it was told, right before its removal, the right to see it is taken for granted, in milliseconds.
 */
const believedFor = 600_000;

function wasToldJustBefore(action: PlannedAction, { habits }: ScimSystem, context: ConnectorContext): boolean {
  const at = habits.toldBeforeRemoval.get(keyOf(action));
  return at !== undefined && context.now().getTime() - at < believedFor;
}

/**
 * The control of an attribute that was told once and is not any more: somebody else, among the first hundred, tells
 * theirs. Throws `unproven` else.
 */
async function requireTold(
  { http }: ScimSystem,
  { name, context, evidence }: { name: Attribute; context: ConnectorContext; evidence: Evidence[] },
): Promise<void> {
  const reply = await http.get('/Users', listShape(userShape), context, { query: { startIndex: 1, count: 100 } });
  const telling = (reply.data.Resources ?? []).filter((user) => heldIn(user, name).length > 0).length;
  evidence.push(saw(reply, `${telling} users tell their ${name}`));
  if (telling === 0)
    throw new ConnectorError(
      'unproven',
      {
        en: `nobody tells ${name} any more; does the token still have the right?`,
        fr: `plus personne ne donne ${name} ; le jeton en a-t-il encore le droit ?`,
      },
      {
        evidence,
      },
    );
}

/**
 * What is held, where the server hides nothing: what nobody has is left out by many servers, so that an attribute is
 * missing counts only in a user who tells the name that every user has. Throws `unproven` else.
 */
function toldIn(user: ScimUser, name: Attribute): string[] {
  if (user[name] || user.userName) return heldIn(user, name);
  throw new ConnectorError('unproven', {
    en: `the server tells neither ${name} nor the name of the user ${user.id}`,
    fr: `le serveur ne donne ni ${name} ni le nom de l’utilisateur ${user.id}`,
  });
}

function heldIn(user: ScimUser, name: Attribute): string[] {
  return (user[name] ?? []).map(({ value, display }) => value ?? display ?? '?');
}

/** For the snapshot: what was held, to be given back by hand. */
export function seatsOf(user: ScimUser | null) {
  return { roles: user ? heldIn(user, 'roles') : [], entitlements: user ? heldIn(user, 'entitlements') : [] };
}
