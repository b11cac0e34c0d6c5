import type { Dates } from '../calendar/dates.ts';
import { type Instant, instantOf, localDate, localTime } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Flow } from './flow.ts';
import { momentOf, type PlanContext } from './moment.ts';

/** Where days are counted: everything of a plan but its dates. */
export type Counting = Omit<PlanContext, 'dates' | 'zone'>;

/** The cut-off that the flow proposes for a last working day and the end of the contract. */
export function proposedCutOff(flow: Flow, dates: Dates, counting: Counting): Instant {
  return momentOf(flow.cutOff.suggested, { ...counting, dates, zone: dates.cutOff.zone });
}

/**
 * The dates as submitted, with what follows the last working day moved along when only that day was changed. `shown`
 * are the dates that the form showed: a value that differs from them was set by hand, and so was one that was not the
 * proposal before. Both are kept. A cut-off's day and time of day are told apart, because a time set by hand must not
 * hold its day back.
 */
export function followLastDay(
  shown: Dates,
  submitted: Dates,
  { flow, counting }: { flow: Flow; counting: Counting },
): Dates {
  if (submitted.lastWorkingDay.date === shown.lastWorkingDay.date) return submitted;
  const endFollows =
    shown.contractEnd.date === shown.lastWorkingDay.date && submitted.contractEnd.date === shown.contractEnd.date;
  const dates = endFollows ? { ...submitted, contractEnd: submitted.lastWorkingDay } : submitted;
  return followProposal(shown, dates, {
    before: proposedCutOff(flow, shown, counting),
    after: proposedCutOff(flow, dates, counting),
  });
}

/** The dates once another flow was chosen: what was the old flow's proposal becomes the new one's. */
export function followFlow(dates: Dates, { from, to, counting }: { from: Flow; to: Flow; counting: Counting }): Dates {
  return followProposal(dates, dates, {
    before: proposedCutOff(from, dates, counting),
    after: proposedCutOff(to, dates, counting),
  });
}

function followProposal(shown: Dates, submitted: Dates, proposal: { before: Instant; after: Instant }): Dates {
  const { zone } = submitted.cutOff;
  const follow = (partOf: (at: Instant, zone: string) => string) => {
    const before = partOf(shown.cutOff.at, shown.cutOff.zone);
    const now = partOf(submitted.cutOff.at, zone);
    const isByHand = now !== before || before !== partOf(proposal.before, shown.cutOff.zone);
    return isByHand ? now : partOf(proposal.after, zone);
  };
  return { ...submitted, cutOff: { at: instantOf(follow(localDate), follow(localTime), zone), zone } };
}

/** The days of a departure are counted in the leaver's country. */
export function countingFor(
  { leaver }: Pick<Departure, 'leaver'>,
  { now, calendar }: Pick<PlanContext, 'now' | 'calendar'>,
): Counting {
  return { now, calendar, country: leaver.country };
}
