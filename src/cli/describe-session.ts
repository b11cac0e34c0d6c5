import { inEnglish } from '../domain/localized.ts';
import type { SessionEvent } from '../domain/sessions/events.ts';
import type { CalledOff } from '../domain/sessions/session.ts';

/** One entry about a handover session in words; not what was noted of it. */
export function describeSession(event: SessionEvent, nameOf: (id: string) => string): string {
  switch (event.type) {
    case 'session-planned':
      return `planned ${event.session.id}, a handover to ${nameOf(event.session.heir)}, at ${event.session.startsAt}`;
    case 'session-moved':
      return `moved ${event.sessionId} to ${event.startsAt}`;
    case 'session-called-off':
      return `called ${event.sessionId} off: ${reasons[event.because]}`;
    case 'session-held':
      return `confirmed that ${event.sessionId} took place`;
    case 'session-noted':
      return `noted what came of ${event.sessionId}`;
    case 'session-entry-intended':
      return `is about to tell the calendar of ${nameOf(event.person)} of ${event.sessionId}`;
    case 'session-entry-kept':
      return `the calendar of ${nameOf(event.person)} says how ${event.sessionId} stands`;
    case 'session-entry-failed':
      return `the calendar of ${nameOf(event.person)} did not take ${event.sessionId}: ${inEnglish(event.because)}`;
  }
}

const reasons: Readonly<Record<CalledOff, string>> = {
  person: 'somebody decided it',
  departure: 'the departure ended, or access has begun to end',
  'nothing-left': 'its heir takes nothing of it over any more',
  'no-time': 'no time is left before the last day',
};
