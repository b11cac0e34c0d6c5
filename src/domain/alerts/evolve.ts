import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { AlertEvent } from './events.ts';

/** An alarm is up, or is taken off. */
export function evolveAlerts(state: Departure, event: AlertEvent, at: Instant): Departure {
  switch (event.type) {
    case 'alert-raised':
      return {
        ...state,
        alerts: [...state.alerts, { id: event.alertId, at, kind: event.kind, subject: event.subject, clearedAt: null }],
      };
    case 'alert-cleared':
      return {
        ...state,
        alerts: state.alerts.map((alert) => (alert.id === event.alertId ? { ...alert, clearedAt: at } : alert)),
      };
  }
}
