import { isOpen } from '../../domain/actions/revocation.ts';
import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import { runDueAt } from '../../domain/confirmation/cut-off.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { looksDue } from '../../domain/looks/look-due.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { look } from './execute.ts';

/**
 * Asks the systems that were configured after the plan was made: a departure that is completed without them would be
 * silent about them. Each is asked once here; from then on it is one of the departure's systems, with retries and
 * alarms like any other.
 */
export async function lookAtNewSystems(deps: EngineDeps, id: DepartureId): Promise<void> {
  const state = await deps.store.departures.load(id);
  if (state === null) return;
  const systems = unasked(state, deps);
  await allEnded(systems.map((system) => deps.gates.through(system, () => look(deps, id, system), 'look')));
}

/**
 * Only from the cut-off on, and where nothing waits for its confirmation: before that, a new plan finds them. Once
 * completed, with the others on a later day.
 */
function unasked(state: Departure, { connectors, clock }: EngineDeps): string[] {
  const now = toInstant(clock.now());
  const dueAt = runDueAt(state);
  if (dueAt === null || dueAt > now) return [];
  if (state.status !== 'active' && !isDayOfLooks(state, now)) return [];
  if (state.runStartedAt === null && state.revocations.some(isOpen)) return [];
  return [...connectors.keys()].filter((system) => state.systems.every((one) => one.system !== system));
}

function isDayOfLooks(state: Departure, now: Instant): boolean {
  return state.status === 'completed' && looksDue(state, now).some(({ at }) => at <= now);
}
