import type { Dates } from '../calendar/dates.ts';
import { localDate } from '../calendar/time.ts';
import type { Counting } from '../flow/dates-follow.ts';
import type { Flow } from '../flow/flow.ts';
import { momentOf } from '../flow/moment.ts';
import type { HandoverDraft } from './handover-draft.ts';

interface FlowDates {
  flow: Flow;
  dates: Dates;
}

/**
 * The day on which handovers are due unless somebody chose another: the flow's, or the last working day when that one
 * is over already.
 */
export function proposedHandoverDay(flow: Flow, dates: Dates, counting: Counting): string {
  const day = flowsHandoverDay(flow, dates, counting);
  return day < localDate(counting.now, dates.cutOff.zone) ? dates.lastWorkingDay.date : day;
}

/** Whether nobody chose this day: it is what was proposed for these dates, now or earlier. */
export function isProposedHandoverDay(date: string, flow: Flow, dates: Dates, counting: Counting): boolean {
  return date === proposedHandoverDay(flow, dates, counting) || date === flowsHandoverDay(flow, dates, counting);
}

/** The draft's handovers under new dates: those with the proposed day move along. */
export function followingHandovers(
  handovers: readonly HandoverDraft[],
  { from, to, counting }: { from: FlowDates; to: FlowDates; counting: Counting },
): HandoverDraft[] {
  return handovers.map((one) =>
    isProposedHandoverDay(one.dueDate, from.flow, from.dates, counting)
      ? { ...one, dueDate: proposedHandoverDay(to.flow, to.dates, counting) }
      : one,
  );
}

function flowsHandoverDay(flow: Flow, dates: Dates, counting: Counting): string {
  const { zone } = dates.cutOff;
  return localDate(momentOf(flow.handovers.due, { ...counting, dates, zone }), zone);
}
