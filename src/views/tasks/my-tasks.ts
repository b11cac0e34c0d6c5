import type { Instant } from '../../domain/calendar/time.ts';
import { collectedIn } from '../../domain/cards/collected.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential, isInsider } from '../../domain/people/visibility.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { button, item, items } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { collectedTitle } from './collected-title.ts';
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

/** One line of such a list: a task, or what is asked of the reader for several departures of a wave as one. */
export interface MyLine {
  /** More than one only of one wave and one step. */
  tasks: readonly [MyTask, ...MyTask[]];
  /** The card that stands for them, by wave and group; null for a task by itself. */
  collected: string | null;
}

/** The tasks as people count them: a step of two hundred who leave together is one thing to do. */
export function myLines(tasks: readonly MyTask[], reader: Pick<Person, 'id'>): readonly MyLine[] {
  const lines: { tasks: [MyTask, ...MyTask[]]; collected: string | null }[] = [];
  for (const one of tasks) {
    const collected = collectedFor(one, reader);
    const known = collected === null ? undefined : lines.find((line) => line.collected === collected);
    if (known) known.tasks.push(one);
    else lines.push({ tasks: [one], collected });
  }
  return lines;
}

function collectedFor({ departure, task }: MyTask, { id }: Pick<Person, 'id'>): string | null {
  const group = collectedIn(departure, { card: 'task', subject: task.id, reader: id });
  return group === null || departure.wave === undefined ? null : `${departure.wave.id}/${group}`;
}

/** Tasks in a list, each with its way on: an answer where one is asked for, else *Done*. */
export function myTaskBlocks(
  lines: readonly MyLine[],
  reader: Person,
  voice: Voice,
  now: Instant,
): readonly CardBlock[] {
  return lines.flatMap(({ tasks, collected }) => {
    const [one] = tasks;
    if (collected !== null && tasks.length > 1) return [items([collectedLine(tasks, collected, voice, now)])];
    const line = myTaskItem(one, reader, voice, now);
    if (!isAsked(one, reader)) return [items([line])];
    return [items([{ ...line, action: null }]), taskActions(one.departure, one.task, reader, voice)];
  });
}

function collectedLine(tasks: MyLine['tasks'], collected: string, voice: Voice, now: Instant): CardItem {
  const [first] = tasks;
  const { icon, state } = taskMark(first.task, now, voice);
  const title = collectedTitle(tasks, voice);
  return item(icon, state, [{ strong: title }], {
    detail: voice.t('collected.line', { count: tasks.length, when: voice.instant(first.task.dueAt) }),
    action: button(voice, act('collected.show', null, { target: collected, seen: 0 }), 'button.open', { about: title }),
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
