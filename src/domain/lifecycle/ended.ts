import type { Departure } from '../departure.ts';
import { isTaskOpen } from '../tasks/task.ts';

/** Nothing more is done to it, except re-checks of what was cut. */
export function isEnded(departure: Departure): boolean {
  return departure.status === 'completed' || departure.status === 'cancelled' || departure.status === 'retained';
}

/** Somebody may still have to act in it. After its end that is whoever gives access back. */
export function isLive(departure: Departure): boolean {
  return !isEnded(departure) || departure.tasks.some(isTaskOpen);
}
