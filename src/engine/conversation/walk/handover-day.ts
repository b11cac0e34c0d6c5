import type { Departure } from '../../../domain/departure.ts';
import { countingFor } from '../../../domain/flow/dates-follow.ts';
import { proposedHandoverDay } from '../../../domain/tasks/handover-day.ts';
import type { Turn } from '../turn.ts';
import { flowOf, shownInWalk } from './walk-pages.ts';

/**
 * The day that a handover form proposes: when the flow wants handovers done, which leaves time to ask questions; else
 * the last working day.
 */
export function suggestedHandoverDay(turn: Turn, departure: Departure): string | undefined {
  const flow = departure.flow ?? flowOf(turn, departure);
  const dates = departure.dates ?? shownInWalk(turn, departure, flow);
  if (!dates) return undefined;
  if (!flow) return dates.lastWorkingDay.date;
  return proposedHandoverDay(flow, dates, countingFor(departure, { now: turn.now, calendar: turn.deps.calendar }));
}
