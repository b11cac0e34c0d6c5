import type { Flow } from '../flow/flow.ts';
import type { PlannedAction } from '../systems/action.ts';
import type { SystemLook } from '../systems/look.ts';
import { isForProtected } from '../systems/protected-account.ts';
import { type Tier, tierSchema } from '../systems/tier.ts';

/**
 * What a flow would do of what was found: all of it, or for an old role its groups only; without what the manager
 * keeps.
 */
export function actionsOf(flow: Flow, looks: readonly SystemLook[], kept: readonly string[]): readonly PlannedAction[] {
  const keptIds = new Set(keptOf(flow, looks, kept).map(({ id }) => id));
  return candidatesOf(flow, looks).filter(({ id }) => !keptIds.has(id));
}

/**
 * What of it the manager keeps. Only an old role's groups can be kept; whatever else a client sends is not asked for.
 */
export function keptOf(flow: Flow, looks: readonly SystemLook[], kept: readonly string[]): readonly PlannedAction[] {
  if (flow.access !== 'old-role') return [];
  return candidatesOf(flow, looks).filter((action) => kept.includes(action.id) && isKeepable(action));
}

/** What stands for a protected account is no group that a new role could need. */
export function isKeepable(action: PlannedAction): boolean {
  return !isForProtected(action);
}

function candidatesOf(flow: Flow, looks: readonly SystemLook[]): readonly PlannedAction[] {
  const actions = looks
    .flatMap(({ accounts }) => accounts)
    .flatMap(({ items }) => items.map(({ action }) => action))
    // What an account holds that its own system protects is not told: a person must look at it, also for an old role.
    .filter((action) => flow.access === 'all' || action.stage === 'groups' || isForProtected(action));
  // Finance, CRM, cloud and code first: where everything starts at once, this is the order of the queue. Each account
  // keeps its own order.
  return actions.toSorted((a, b) => rank(a.tier) - rank(b.tier));
}

function rank(tier: Tier): number {
  return tierSchema.options.indexOf(tier);
}
