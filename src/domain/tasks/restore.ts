import { day, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { newTask } from './new-task.ts';
import { isTaskOpen, type Task } from './task.ts';

type Revocation = Departure['revocations'][number];

/** One task for IT per system in which something was ended, or was on its way, before the departure stopped. */
export function restoreTasks(state: Departure, at: Instant): Task[] {
  const cut = state.revocations.filter(mayHaveEnded);
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

/** Whatever was called may have been done, also where no answer came or the answer was a refusal. */
function mayHaveEnded({ calledAt, proof, status }: Revocation): boolean {
  return calledAt !== null || proof !== null || status === 'verified';
}

/**
 * What the task is about: everything of its system that was ended, or may have been. Nothing for a task of another
 * nature.
 */
export function toGiveBack({ revocations }: Departure, { id, nature }: Task): readonly Revocation[] {
  if (nature !== 'restore') return [];
  const system = id.replace(/^restore-/, '');
  const ended = revocations.filter(mayHaveEnded);
  const own = ended.filter(({ action }) => action.system === system);
  // One that was made anew counts its turn behind a dot.
  return own.length > 0 ? own : ended.filter(({ action }) => action.system === system.replace(/\.\d+$/, ''));
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
