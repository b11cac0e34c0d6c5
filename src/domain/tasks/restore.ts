import { day, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { newTask } from './new-task.ts';
import { isTaskOpen, type Task } from './task.ts';

/** One task for IT per system in which something was ended, or was on its way, before the departure stopped. */
export function restoreTasks(state: Departure, at: Instant): Task[] {
  const cut = state.revocations.filter(
    // Whatever was called may have been done, also where no answer came or the answer was a refusal.
    (one) => one.calledAt !== null || one.proof !== null || one.status === 'verified',
  );
  const systems = [...new Map(cut.map((one) => [one.action.system, one.action.systemLabel]))];
  return systems.flatMap(([system, label]) => {
    const id = restoreTaskId(state, system);
    if (id === null) return [];
    return [
      newTask({
        id,
        nature: 'restore',
        title: label,
        notes: null,
        owners: state.cast.it.filter((id) => id !== state.leaver.id),
        role: 'it',
        timing: { startsAt: at, dueAt: plus(at, day), reminders: [plus(at, day)], escalateAt: plus(at, 2 * day) },
        escalateTo: state.cast.hr,
      }),
    ];
  });
}

/**
 * One that is open serves again. One that is settled, or was put aside when the departure went on, does not: what was
 * cut since is to be given back anew.
 */
function restoreTaskId({ tasks }: Departure, system: string): string | null {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? `restore-${system}` : `restore-${system}.${count}`;
    const known = tasks.find((task) => task.id === id);
    if (!known) return id;
    if (isTaskOpen(known)) return null;
  }
}
