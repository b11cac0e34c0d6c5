import type { Dates } from './dates.ts';
import { day, localDate } from './time.ts';

/**
 * What does not fit together in the dates of a departure, although it may be meant so; `days` apart on the calendar.
 */
export interface DateGap {
  kind: 'early' | 'late' | 'afterContract';
  days: number;
}

/**
 * Between the cut-off and the last working day, or the end of the contract. Null when access ends on the last working
 * day.
 */
export function cutOffGap({ lastWorkingDay, contractEnd, cutOff }: Dates): DateGap | null {
  const end = localDate(cutOff.at, cutOff.zone);
  if (end < lastWorkingDay.date) return { kind: 'early', days: daysFrom(end, lastWorkingDay.date) };
  if (end > contractEnd.date) return { kind: 'afterContract', days: daysFrom(contractEnd.date, end) };
  if (end > lastWorkingDay.date) return { kind: 'late', days: daysFrom(lastWorkingDay.date, end) };
  return null;
}

/** Days on the calendar from the first to the second; negative where the second is earlier. */
export function daysFrom(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / day);
}
