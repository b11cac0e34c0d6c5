import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { evolve } from '../evolve.ts';
import { happened } from '../refusal.ts';
import type { SystemLook } from '../systems/look.ts';
import { adoptTenant, tenantsTold } from './adopt-tenant.ts';
import type { LookCommand, LookReport } from './commands.ts';
import { decideLooks } from './decide-looks.ts';
import { replan } from './replan.ts';
import { setAside } from './set-aside.ts';

/** What people ask of all systems. */
export function decideLookCommand(state: Departure, command: LookCommand, context: PersonContext): Outcome {
  if (command.type === 'access.set-aside') return setAside(state, command.system, context);
  const { preflight, adopt } = command;
  const plan = (from: Departure) =>
    withTenantsTold(from, preflight.systems, context, (after) => replan(after, preflight, context));
  if (!adopt) return plan(state);
  // The tenant is adopted first, and then the look that shows it counts.
  const adopted = adoptTenant(state, adopt, { preflight, context });
  if (adopted.type === 'refused') return adopted;
  return afterEvents(state, adopted.events, context, plan);
}

/** What the reconciler reports of a system. */
export function decideLookReport(state: Departure, report: LookReport, context: DecideContext): Outcome {
  return withTenantsTold(state, [report.look], context, (after) => decideLooks(after, [report], context));
}

/** Looks count in the tenant that they tell, where the plan knew no more of it than its address. */
function withTenantsTold(
  state: Departure,
  looks: readonly SystemLook[],
  context: DecideContext,
  next: (after: Departure) => Outcome,
): Outcome {
  return afterEvents(state, tenantsTold(state, looks), context, next);
}

/** These events, and what is decided once they have happened. */
function afterEvents(
  state: Departure,
  events: readonly DepartureEvent[],
  { actor, now }: DecideContext,
  next: (after: Departure) => Outcome,
): Outcome {
  const by = actor.type === 'person' ? actor.id : 'system';
  const decided = next(events.reduce((before, event) => evolve(before, { at: now, by, event }), state));
  return decided.type === 'refused' ? decided : happened(...events, ...decided.events);
}
