import type { Instant } from '../calendar/time.ts';
import type { DecideContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { PlannedAction } from '../systems/action.ts';

/** What a confirmation confirms, as canonical text; its digest is the plan's hash. */
export function planText(plan: {
  leaverId: string;
  cutOff: Instant;
  mode: string;
  actions: readonly PlannedAction[];
  kept: readonly PlannedAction[];
}): string {
  const actions = plan.actions.map((action) => [
    action.id,
    action.tenant,
    action.accountId,
    action.stage,
    action.target?.id ?? null,
    // What a person is told to do may count what is there; the same is confirmed, however much of it there is by then.
    action.manual ? null : action.call,
    action.effect,
    action.fallback ? [action.fallback.call, action.fallback.effect] : null,
    action.manual,
  ]);
  const kept = plan.kept.map(({ id, tenant }) => [id, tenant]);
  return JSON.stringify([plan.leaverId, plan.cutOff, plan.mode, actions, kept]);
}

/** The hash of the plan as it stands, with a cut-off at this instant. */
export function planHashOf(
  { leaver, flow, revocations, kept }: Departure,
  cutOff: Instant,
  { digest }: Pick<DecideContext, 'digest'>,
): string {
  const actions = revocations.map(({ action }) => action);
  return digest(planText({ leaverId: leaver.id, cutOff, mode: flow?.cutOff.mode ?? 'scheduled', actions, kept }));
}
