import { atOnce, day, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { firstWordValidFor, isUnderHold } from '../hold/held.ts';
import { isLive } from '../lifecycle/ended.ts';
import { retentionDates } from '../retention/dates.ts';
import type { TimedContext, TimedEvent, WorkItem } from '../work.ts';

/**
 * How long a departure that was put back from a back-up is kept at least: a hold that was put since is not in it, and
 * people must have time to put it again.
 */
const graceOnceRestored = 7 * day;

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
  const { until } = dates.record;
  const grace = state.restoredAt === undefined ? until : plus(state.restoredAt, graceOnceRestored);
  const at = grace > until ? grace : until;
  return [...lapses, { at, why: 'expire', event: { type: 'erasure-began', why: 'retention', evidenceUntil } }];
}

/** Once it has begun, nothing else is done to a departure. */
export function erasureWork({ erasure }: Departure): WorkItem[] {
  return erasure === undefined ? [] : [{ at: erasure.notBefore ?? atOnce, why: 'continue', work: { type: 'erase' } }];
}
