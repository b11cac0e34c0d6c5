import type { Localized } from '../../domain/localized.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ActOutcome, ConnectorContext, ReadBack } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { targetOf } from '../planned-action.ts';
import { type EntraSystem, type Listed, userOf } from './entra-system.ts';
import { type EntraUser, readUser } from './user-state.ts';

/** How everything that a user has is listed: below the user, by id. */
export type ListOf<Item> = (system: EntraSystem, userId: string, context: ConnectorContext) => Promise<Listed<Item>>;

/** What one kind of thing is, and how one of it is taken away. */
export interface Belonging<Item extends { id: string }> {
  list: ListOf<Item>;
  /** Decides by what it is by now: the path to DELETE, or what a person must do. Throws where it cannot be done yet. */
  removal(item: Item, of: { action: PlannedAction; user: EntraUser }): { path: string } | { byHand: Localized };
}

/**
 * The user, and the action's target among what the user has. A list counts only when the user answered in the same
 * look.
 */
export async function targetBelow<Item extends { id: string }>(
  action: PlannedAction,
  { list, system }: { list: ListOf<Item>; system: EntraSystem },
  context: ConnectorContext,
): Promise<{ user: EntraUser | null; item: Item | null; evidence: Evidence[] }> {
  const read = await readUser(system, userOf(action), context);
  if (read.state === 'deleted') return { user: null, item: null, evidence: read.evidence };
  const { items, evidence } = await list(system, action.accountId, context);
  const { id } = targetOf(action);
  const item = items.find((each) => each.id === id) ?? null;
  return { user: read.user, item, evidence: [...read.evidence, ...evidence] };
}

/** Takes one thing away from a user, once it was seen there. */
export async function takeAway<Item extends { id: string }>(
  { list, removal }: Belonging<Item>,
  { action, system }: { action: PlannedAction; system: EntraSystem },
  context: ConnectorContext,
): Promise<ActOutcome> {
  const before = await targetBelow(action, { list, system }, context);
  if (!before.user || !before.item) return { status: 'already', evidence: before.evidence };
  const way = removal(before.item, { action, user: before.user });
  if ('byHand' in way) return { status: 'manual', message: way.byHand };
  const reply = await system.http.send('DELETE', way.path, context, { expect: [404] });
  if (reply.status === 404) return { status: 'already', evidence: [...before.evidence, saw(reply, 'not there')] };
  return {
    status: 'accepted',
    evidence: [...before.evidence, saw(reply, 'removal accepted')],
    readBackAfterSeconds: 0,
  };
}

/** Desired: the user answered, and no longer has it; or the user is in the trash. */
export async function isTakenAway<Item extends { id: string }>(
  { list }: Pick<Belonging<Item>, 'list'>,
  { action, system }: { action: PlannedAction; system: EntraSystem },
  context: ConnectorContext,
): Promise<ReadBack> {
  const { item, evidence } = await targetBelow(action, { list, system }, context);
  return { state: item ? 'not-desired' : 'desired', evidence };
}
