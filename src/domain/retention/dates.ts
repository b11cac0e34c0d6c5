import { isUnsettled } from '../actions/unsettled.ts';
import { addDays, type Instant, instantOf, localDate } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { type Kept, keptFor, periodOf, type Retention } from './retention.ts';

export interface RetentionDates {
  /** When the record is erased: everything that names anybody. */
  record: Kept & { until: Instant };
  /** Until when the evidence stays without names; null where it goes with the record. */
  evidence: (Kept & { until: Instant }) | null;
}

/**
 * When what is kept of an ended departure goes: counted from its end, or from the end of the contract where that is
 * later, on the leaver's clock. Null while it has not ended, is a draft, or leaves something open that its record alone
 * knows of.
 */
export function retentionDates(state: Departure, { policies, sector }: Retention): RetentionDates | null {
  const { ended, dates, leaver } = state;
  if (ended === null || state.status === 'draft' || state.status === 'active' || isUnsettled(state)) return null;
  const { timeZone: zone, country } = leaver;
  const endedOn = localDate(ended.at, zone);
  const lastDay = dates?.contractEnd.date ?? endedOn;
  const from = lastDay > endedOn && state.status === 'completed' ? lastDay : endedOn;
  const until = (keep: string) => instantOf(addDays(endOfPeriod(from, keep), 1), '00:00', zone);
  const record = keptFor(policies, 'identity', { country, sector });
  const evidence = keptFor(policies, 'evidence', { country, sector });
  const recordUntil = until(record.keep);
  const evidenceUntil = until(evidence.keep);
  return {
    record: { ...record, until: recordUntil },
    evidence: evidence.pseudonymise && evidenceUntil > recordUntil ? { ...evidence, until: evidenceUntil } : null,
  };
}

/** The day so long after another; of a month that is too short, its last. */
export function endOfPeriod(date: string, keep: string): string {
  const { count, unit } = periodOf(keep);
  if (unit === 'day') return addDays(date, count);
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const months = month - 1 + count * (unit === 'year' ? 12 : 1);
  const last = new Date(Date.UTC(year, months + 1, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
