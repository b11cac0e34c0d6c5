import { addBusinessDays } from '../calendar/business-days.ts';
import { hour, type Instant, instantOf, localDate, localTime, plus, plusDays } from '../calendar/time.ts';
import type { Rung } from '../flow/flow.ts';
import type { PlanContext } from '../flow/moment.ts';

/** The instant of a rung of the reminder ladder. */
export function rungAt(rung: Rung, dueAt: Instant, { zone, country, calendar }: PlanContext): Instant {
  switch (rung.unit) {
    case 'hours':
      return plus(dueAt, rung.offset * hour);
    case 'days':
      return plusDays(dueAt, rung.offset, zone);
    case 'business-days': {
      if (rung.offset === 0) return dueAt;
      const date = addBusinessDays(localDate(dueAt, zone), rung.offset, country, calendar);
      return instantOf(date, localTime(dueAt, zone), zone);
    }
  }
}
