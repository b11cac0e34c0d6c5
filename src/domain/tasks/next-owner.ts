import type { Task } from './task.ts';

/** The next candidate who has not declined and is not leaving too; null: back to the manager. */
export function nextOwner(task: Task, leaving: ReadonlySet<string>, except: string): string | null {
  const declined = new Set([...task.declines.map((one) => one.by), except]);
  return task.candidates.find((one) => !declined.has(one) && !leaving.has(one)) ?? null;
}
