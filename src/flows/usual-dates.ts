import { noHolidays } from '../domain/calendar/business-days.ts';
import { addDays, instantOf } from '../domain/calendar/time.ts';
import type { Flow, Moment, Rung } from '../domain/flow/flow.ts';
import { momentOf, type PlanContext } from '../domain/flow/moment.ts';
import { rungAt } from '../domain/tasks/rung.ts';

/**
 * From the same anchor, moments can be compared whatever the dates; else on a usual departure: two months' notice, some
 * leave at the end, the cut-off where the flow suggests it.
 */
export function isBefore(flow: Flow, a: Moment, b: Moment, orSame?: 'or-same'): boolean {
  const contexts = a.from === b.from ? everyWeekday : [usualFor(flow)];
  return contexts.some((context) => {
    const [first, second] = [momentOf(a, context), momentOf(b, context)];
    return first < second || (orSame !== undefined && first === second);
  });
}

function sampleContext(lastWorkingDay: string, { notice, leave }: { notice: number; leave: number }): PlanContext {
  const zone = 'UTC';
  return {
    now: instantOf(addDays(lastWorkingDay, -notice), '10:00', zone),
    dates: {
      lastWorkingDay: { date: lastWorkingDay, zone },
      contractEnd: { date: addDays(lastWorkingDay, leave), zone },
      cutOff: { at: instantOf(lastWorkingDay, '18:00', zone), zone },
    },
    zone,
    country: 'FR',
    calendar: noHolidays,
  };
}

const everyWeekday = [16, 17, 18, 19, 20, 21, 22].map((date) =>
  sampleContext(`2026-03-${date}`, { notice: 60, leave: 0 }),
);

function usualFor({ cutOff }: Flow): PlanContext {
  const context = sampleContext('2026-03-20', { notice: 60, leave: 11 });
  if (cutOff.suggested.from === 'cut-off') return context;
  const at = momentOf(cutOff.suggested, context);
  return { ...context, dates: { ...context.dates, cutOff: { at, zone: context.zone } } };
}

/** When a moment lies on a usual departure of this flow; only good for comparing. */
export function usually(flow: Flow, moment: Moment): string {
  return momentOf(moment, usualFor(flow));
}

/** When a rung of the reminder ladder lies there. */
export function usualRung(flow: Flow, rung: Rung, due: Moment): string {
  const context = usualFor(flow);
  return rungAt(rung, momentOf(due, context), context);
}
