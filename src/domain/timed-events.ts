import { timedAlerts } from './alerts/timed-events.ts';
import { timedConfirmations } from './confirmation/timed-events.ts';
import { timedContact } from './contact/timed-events.ts';
import type { Departure } from './departure.ts';
import { timedErasure } from './erasure/work.ts';
import { timedHolds } from './hold/timed-events.ts';
import { timedKnowledge } from './knowledge/timed-events.ts';
import { timedLifecycle } from './lifecycle/timed-events.ts';
import { timedRun } from './run/timed-events.ts';
import { timedSessions } from './sessions/work.ts';
import { timedTasks } from './tasks/timed-events.ts';
import type { TimedContext, TimedEvent } from './work.ts';

/** What time alone brings, room by room, in the order in which it happens when it comes at once. */
const rooms: readonly ((state: Departure, context: TimedContext) => readonly TimedEvent[])[] = [
  timedTasks,
  timedConfirmations,
  timedAlerts,
  timedRun,
  timedContact,
  timedKnowledge,
  timedSessions,
  timedHolds,
  timedLifecycle,
  timedErasure,
];

/**
 * Everything that time alone will bring, with its instant; what has come is decided by `tick`, the rest says when to
 * wake.
 */
export function timedEvents(state: Departure, context: TimedContext): readonly TimedEvent[] {
  // What is being erased changes by nothing else.
  return state.erasure !== undefined ? [] : rooms.flatMap((room) => room(state, context));
}
