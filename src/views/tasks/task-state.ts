import type { Instant } from '../../domain/calendar/time.ts';
import type { Share } from '../../domain/figures/tally.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import type { ItemIcon } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Somebody could have done it and its time has passed. */
export function isLate(task: Task, now: Instant): boolean {
  return isTaskOpen(task) && task.status !== 'waiting' && task.dueAt < now;
}

/** What a task is called; giving access back is told by its system alone. */
export function taskTitle(task: Task, voice: Voice): string {
  const title = cut(oneLine(voice.localized(task.title)), 150);
  return task.nature === 'restore' ? voice.t('task.restoreTitle', { system: title }) : title;
}

/** The state of a task as an icon and a word. */
export function taskMark(task: Task, now: Instant, voice: Voice): { icon: ItemIcon; state: string } {
  const state = voice.t(`task-status.${isLate(task, now) ? 'late' : task.status}`);
  if (isLate(task, now)) return { icon: 'late', state };
  switch (task.status) {
    case 'waiting':
      return { icon: 'waiting', state };
    case 'offered':
      return { icon: 'todo', state };
    case 'accepted':
      return { icon: 'accepted', state };
    case 'unassigned':
      return { icon: 'failed', state };
    case 'done':
      return { icon: 'done', state };
    case 'skipped':
      return { icon: 'waived', state };
  }
}

/** What was left out is in neither number: nobody did it, and nobody will. */
export function countTasks(tasks: readonly Task[]): Share {
  const asked = tasks.filter(({ status }) => status !== 'skipped');
  return { done: asked.filter(({ status }) => status === 'done').length, total: asked.length };
}

export function byDue(a: Task, b: Task): number {
  return a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.id < b.id ? -1 : 1;
}
