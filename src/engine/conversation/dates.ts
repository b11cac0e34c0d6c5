import type { Dates } from '../../domain/departure.ts';
import { instantOf, isKnownZone } from '../../domain/time.ts';
import { datesFields } from '../../views/forms/fields.ts';
import { type Turn, textOf } from './turn.ts';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The dates of a submitted form, or which field is missing or cannot be read. */
export function readDates(turn: Turn): { dates: Dates; now: boolean; nowConfirmed: boolean } | { missing: string } {
  const lastWorkingDay = textOf(turn, datesFields.lastWorkingDay);
  const contractEnd = textOf(turn, datesFields.contractEnd);
  const zone = textOf(turn, datesFields.zone);
  if (!lastWorkingDay || !dayPattern.test(lastWorkingDay)) return { missing: datesFields.lastWorkingDay };
  if (!contractEnd || !dayPattern.test(contractEnd)) return { missing: datesFields.contractEnd };
  if (!zone || !isKnownZone(zone)) return { missing: datesFields.zone };
  const days = { lastWorkingDay: { date: lastWorkingDay, zone }, contractEnd: { date: contractEnd, zone } };
  if (textOf(turn, datesFields.when) === 'now') {
    const confirmed = turn.act.values?.[datesFields.nowConfirmed];
    return {
      dates: { ...days, cutOff: { at: turn.now, zone } },
      now: true,
      nowConfirmed: Array.isArray(confirmed) && confirmed.includes('confirmed'),
    };
  }
  const date = textOf(turn, datesFields.cutOffDate);
  const time = textOf(turn, datesFields.cutOffTime);
  if (!date || !dayPattern.test(date)) return { missing: datesFields.cutOffDate };
  if (!time || !timePattern.test(time)) return { missing: datesFields.cutOffTime };
  return { dates: { ...days, cutOff: { at: instantOf(date, time, zone), zone } }, now: false, nowConfirmed: false };
}

/** Beside which field a refusal of dates is told. */
export function fieldOfDatesProblem(code: string, now: boolean): string {
  switch (code) {
    case 'dates-out-of-order':
      return datesFields.contractEnd;
    case 'now-needs-confirmation':
      return now ? datesFields.nowConfirmed : datesFields.cutOffTime;
    default:
      return datesFields.cutOffDate;
  }
}
