import { atOnce } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { TimedContext, TimedEvent } from '../work.ts';
import { type Alarm, alarms, clearsByItself } from './alarms.ts';

/**
 * Alarms that are raised and cleared by time. What a look of a later day finds, or cannot tell, rings also when all is
 * over.
 */
export function timedAlerts(state: Departure, context: TimedContext): TimedEvent[] {
  const standing = alarms(state, context);
  const up = state.alerts.filter((alert) => alert.clearedAt === null);
  const same = (a: Pick<Alarm, 'kind' | 'subject'>, b: Pick<Alarm, 'kind' | 'subject'>) =>
    a.kind === b.kind && a.subject === b.subject;
  const raised = standing
    .filter((alarm) => !up.some((alert) => same(alarm, alert)))
    .map(({ kind, subject, at }): TimedEvent => {
      const alertId = `${kind}-${state.alerts.length + 1}-${subject}`;
      return { at, why: 'escalate', event: { type: 'alert-raised', alertId, kind, subject } };
    });
  const cleared = up
    .filter((alert) => clearsByItself(alert.kind, state) && !standing.some((alarm) => same(alarm, alert)))
    .map((alert): TimedEvent => ({ at: atOnce, why: 'continue', event: { type: 'alert-cleared', alertId: alert.id } }));
  // One at a time, so that each alert gets an id of its own; the earliest, so that none waits behind one that is yet to
  // come.
  const [first] = raised.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [...(first ? [first] : []), ...cleared];
}
