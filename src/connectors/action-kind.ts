import type { Account, PlannedAction } from '../domain/revocation.ts';
import { type ActOutcome, type ConnectorContext, ConnectorError, type ReadBack } from '../engine/ports/connector.ts';
import type { Identity } from './define-connector.ts';
import { type ActionPlan, planAction, verbOf } from './planned-action.ts';

/** One kind of thing that is done in a system: what there is to do, doing it, and reading that it holds. */
export interface ActionKind<System> {
  verb: string;
  plan(account: Account, system: System, context: ConnectorContext): Promise<readonly Omit<ActionPlan, 'verb'>[]>;
  act(action: PlannedAction, system: System, context: ConnectorContext): Promise<ActOutcome>;
  readBack(action: PlannedAction, system: System, context: ConnectorContext): Promise<ReadBack>;
}

/** All there is to do to an account, in the order of the kinds. */
export async function planAll<System extends { settings: Identity }>(
  kinds: readonly ActionKind<System>[],
  { account, system }: { account: Account; system: System },
  context: ConnectorContext,
): Promise<PlannedAction[]> {
  const plans = await Promise.all(kinds.map((kind) => kind.plan(account, system, context)));
  return kinds.flatMap(({ verb }, index) =>
    (plans[index] ?? []).map((plan) => planAction(system.settings, account, { verb, ...plan })),
  );
}

/** The kind that an action was planned by. */
export function kindOf<System>(kinds: readonly ActionKind<System>[], action: PlannedAction): ActionKind<System> {
  const verb = verbOf(action);
  const kind = kinds.find((each) => each.verb === verb);
  if (!kind) throw new ConnectorError('mismatch', `${action.id} is not an action of this connector`);
  return kind;
}
