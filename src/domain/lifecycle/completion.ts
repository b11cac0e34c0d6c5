import { isOpen } from '../actions/revocation.ts';
import type { Departure } from '../departure.ts';
import { unresolvedOf } from '../systems/asked-system.ts';
import { isTaskOpen } from '../tasks/task.ts';

/** What still stands between this departure and its completion. */
export function openWork(state: Departure): { tasks: number; actions: number } {
  return {
    tasks: state.tasks.filter(isTaskOpen).length,
    actions: state.revocations.filter(isOpen).length,
  };
}

/** Whether all that was to be cut was done, or was given up, and every system was looked at once more. */
export function cutOffPassed(state: Departure): boolean {
  return state.runEndedAt !== null;
}

/** Systems whose last look is missing or did not tell everything, for people to read. */
export function systemsToLookAt(state: Departure): string {
  const missing = unresolvedOf(state);
  return (missing.length > 0 ? missing : state.systems).map(({ systemLabel }) => systemLabel).join(', ');
}
