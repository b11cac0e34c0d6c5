import type { Dates } from '../calendar/dates.ts';
import { type Instant, instantOf } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { type Counting, followLastDay, proposedCutOff } from '../flow/dates-follow.ts';
import type { Flow } from '../flow/flow.ts';
import type { FactDays } from './employment-fact.ts';

/**
 * The dates with HR's days in them. What HR does not tell stays as people set it, as far as it still fits: a last
 * working day never lies behind the end of the contract, and one that was the same day goes with it.
 */
export function withHrDays(ours: Dates, days: FactDays, { flow, counting }: { flow: Flow; counting: Counting }): Dates {
  const { zone } = ours.lastWorkingDay;
  const { contractEnd } = days;
  const follows = ours.lastWorkingDay.date === ours.contractEnd.date || ours.lastWorkingDay.date > contractEnd;
  const lastWorkingDay = days.lastWorkingDay ?? (follows ? contractEnd : ours.lastWorkingDay.date);
  const submitted = {
    ...ours,
    lastWorkingDay: { date: lastWorkingDay, zone },
    contractEnd: { date: contractEnd, zone },
  };
  return followLastDay(ours, submitted, { flow, counting });
}

/**
 * The dates of a draft that HR begins: its days, lived in the leaver's zone, and the cut-off where the flow wants it.
 */
export function datesFromHr(
  leaver: Departure['leaver'],
  days: FactDays,
  { flow, counting }: { flow: Flow; counting: Counting },
): Dates {
  const zone = leaver.timeZone;
  const last = days.lastWorkingDay ?? days.contractEnd;
  const noon: Instant = instantOf(last, '12:00', zone);
  const dates: Dates = {
    lastWorkingDay: { date: last, zone },
    contractEnd: { date: days.contractEnd, zone },
    cutOff: { at: noon, zone },
  };
  return { ...dates, cutOff: { at: proposedCutOff(flow, dates, counting), zone } };
}
