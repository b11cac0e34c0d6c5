import { atOnce, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { firstWordValidFor, isUnderHold } from '../hold/held.ts';
import { isLive } from '../lifecycle/ended.ts';
import { retentionDates } from '../retention/dates.ts';
import type { TimedContext, TimedEvent, WorkItem } from '../work.ts';

/** The erasure of a departure whose time has come, and the end of a word that nobody answered. */
export function timedErasure(state: Departure, { retention }: Pick<TimedContext, 'retention'>): TimedEvent[] {
  const { erasureAsked } = state;
  const lapses: TimedEvent[] =
    erasureAsked === undefined
      ? []
      : [{ at: plus(erasureAsked.at, firstWordValidFor), why: 'expire', event: { type: 'erasure-withdrawn' } }];
  // Without the policies nobody knows when: whoever only decides on something else has none.
  const dates =
    retention === undefined || isUnderHold(state) || isLive(state) ? null : retentionDates(state, retention);
  if (dates === null) return lapses;
  const evidenceUntil = dates.evidence?.until ?? null;
  return [
    ...lapses,
    { at: dates.record.until, why: 'expire', event: { type: 'erasure-began', why: 'retention', evidenceUntil } },
  ];
}

/** Once it has begun, nothing else is done to a departure. */
export function erasureWork({ erasure }: Departure): WorkItem[] {
  return erasure === undefined ? [] : [{ at: erasure.notBefore ?? atOnce, why: 'continue', work: { type: 'erase' } }];
}
