import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { evolve } from '../evolve.ts';
import { happened } from '../refusal.ts';
import { adoptTenant } from './adopt-tenant.ts';
import type { LookCommand, LookReport } from './commands.ts';
import { decideLooks } from './decide-looks.ts';
import { replan } from './replan.ts';
import { setAside } from './set-aside.ts';

/** What people ask of all systems. */
export function decideLookCommand(state: Departure, command: LookCommand, context: PersonContext): Outcome {
  if (command.type === 'access.set-aside') return setAside(state, command.system, context);
  const { preflight, adopt } = command;
  if (!adopt) return replan(state, preflight, context);
  // The tenant is adopted first, and then the look that shows it counts.
  const adopted = adoptTenant(state, adopt, { preflight, context });
  if (adopted.type === 'refused') return adopted;
  const { actor, now } = context;
  const after = adopted.events.reduce((before, event) => evolve(before, { at: now, by: actor.id, event }), state);
  const planned = replan(after, preflight, context);
  return planned.type === 'refused' ? planned : happened(...adopted.events, ...planned.events);
}

/** What the reconciler reports of a system. */
export function decideLookReport(state: Departure, report: LookReport, context: DecideContext): Outcome {
  return decideLooks(state, [report], context);
}
