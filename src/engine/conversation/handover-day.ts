import type { Departure } from '../../domain/departure.ts';
import { momentOf } from '../../domain/plan.ts';
import { localDate } from '../../domain/time.ts';
import type { Turn } from './turn.ts';
import { flowOf } from './walk-pages.ts';

/** The day that a handover form proposes: when the flow wants handovers done, which leaves time to ask questions; else the last working day. */
export function suggestedHandoverDay(turn: Turn, departure: Departure): string | undefined {
  const dates = departure.dates ?? departure.draft.dates;
  if (!dates) return undefined;
  const lastDay = dates.lastWorkingDay.date;
  const flow = departure.flow ?? flowOf(turn, departure);
  if (!flow) return lastDay;
  const { zone } = dates.cutOff;
  const { calendar } = turn.deps;
  const due = momentOf(flow.handovers.due, { now: turn.now, dates, zone, country: departure.leaver.country, calendar });
  const day = localDate(due, zone);
  return day < localDate(turn.now, zone) ? lastDay : day;
}
