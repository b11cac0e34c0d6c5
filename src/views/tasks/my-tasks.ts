import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential, isInsider } from '../../domain/people/visibility.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import { item, items } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { doneButton, taskActions } from './task-actions.ts';
import { byDue, taskMark, taskTitle } from './task-state.ts';

export interface MyTask {
  departure: Departure;
  task: Task;
}

/** Everything that waits for this person, soonest first. What is still confidential waits unseen. */
export function myTasks(departures: readonly Departure[], reader: Pick<Person, 'id'>, now: Instant): readonly MyTask[] {
  return departures
    .filter((departure) => isInsider(departure, reader.id) || !isConfidential(departure, now))
    .flatMap((departure) =>
      departure.tasks
        .filter((task) => task.assignee === reader.id && isTaskActive(task))
        .filter((task) => departure.status === 'active' || task.nature === 'restore')
        .map((task) => ({ departure, task })),
    )
    .sort((a, b) => byDue(a.task, b.task));
}

/** Tasks in a list, each with its way on: an answer where one is asked for, else *Done*. */
export function myTaskBlocks(
  tasks: readonly MyTask[],
  reader: Person,
  voice: Voice,
  now: Instant,
): readonly CardBlock[] {
  return tasks.flatMap((one) => {
    const line = myTaskItem(one, reader, voice, now);
    if (!isAsked(one, reader)) return [items([line])];
    return [items([{ ...line, action: null }]), taskActions(one.departure, one.task, reader, voice)];
  });
}

/** How many of them a card of something else names; the rest is on the home page. */
const mostBeside = 4;

/**
 * What waits for this reader in one departure, on a message that lies over the cards of these tasks: soonest first,
 * each with its *Done*.
 */
export function tasksBeside(departure: Departure, reader: Person, voice: Voice, now: Instant): readonly CardItem[] {
  const tasks = myTasks([departure], reader, now);
  const rest = tasks.length - mostBeside;
  return [
    ...tasks.slice(0, mostBeside).map((one) => ({
      ...myTaskItem(one, reader, voice, now),
      detail: voice.t('farewell.due', { when: voice.instant(one.task.dueAt) }),
    })),
    ...(rest > 0 ? [item('info', '', voice.t('channel.more', { count: rest }))] : []),
  ];
}

/** Somebody else's departure waits for a yes or no. */
function isAsked({ departure, task }: MyTask, reader: Pick<Person, 'id'>): boolean {
  return task.status === 'offered' && departure.leaver.id !== reader.id;
}

function myTaskItem({ departure, task }: MyTask, reader: Pick<Person, 'id'>, voice: Voice, now: Instant): CardItem {
  const own = departure.leaver.id === reader.id;
  // The leaver is not asked for an answer, and not told off.
  const { icon, state } = own ? { icon: 'todo' as const, state: voice.t('word.open') } : taskMark(task, now, voice);
  const when = voice.instant(task.dueAt);
  return item(icon, state, [{ strong: taskTitle(task, voice) }], {
    detail: own
      ? voice.t('farewell.due', { when })
      : voice.t('digest.line', { name: shownName(departure.leaver.name), when }),
    action: doneButton(departure, task, voice, 'default'),
  });
}
