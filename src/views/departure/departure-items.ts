import { isAnnouncementKey } from '../../domain/announcement/announcement.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { isTaskActive } from '../../domain/tasks/task.ts';
import { mayBeAskedFrom, tellingTask } from '../../domain/tasks/who-hears.ts';
import { unresolvedPlainly, unresolvedWords } from '../access/unresolved-words.ts';
import { act } from '../act-names.ts';
import { type Audience, leads } from '../audience.ts';
import { button, item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { doneButton } from '../tasks/task-actions.ts';
import { byDue, isLate, taskMark, taskTitle } from '../tasks/task-state.ts';
import { cut, oneLine } from '../words/plain.ts';
import { calledName, mentionOf, nameOf, type Voice } from '../words/voice.ts';

/** How many lines a list on the card may have; the rest is in the details. */
const longest = 6;

/** What only a person can settle: tasks nobody took, systems that did not answer, people who cannot be reached. */
export function waitingItems(departure: Departure, audience: Audience, voice: Voice): readonly CardItem[] {
  const unassigned = departure.tasks
    .filter((task) => task.status === 'unassigned')
    .sort(byDue)
    .map((task) => {
      const title = taskTitle(task, voice);
      const last = task.declines.at(-1);
      const declined =
        last && last.reason !== ''
          ? voice.t('departure.declinedBy', {
              name: calledName(departure, last.by, voice),
              reason: cut(oneLine(last.reason), 200),
            })
          : null;
      return item('failed', voice.t('task-status.unassigned'), [{ strong: title }], {
        detail: declined ?? voice.t('departure.unassigned', { when: voice.instant(task.dueAt) }),
        action: button(
          voice,
          act('task.reassign', departure.id, { target: task.id, seen: task.rev }),
          'button.nameSomeone',
          { style: 'primary', about: title },
        ),
      });
    });
  const words = audience.hr || audience.it || audience.admin ? unresolvedWords : unresolvedPlainly;
  const unresolved = unresolvedOf(departure).map(({ systemLabel, reason }) => {
    const system = oneLine(systemLabel);
    return item(
      'failed',
      voice.t('word.unresolved'),
      voice.t('departure.unresolved', { system, reason: words(reason, voice) }),
      { action: button(voice, act('access.replan', departure.id), 'button.askAgain', { about: system }) },
    );
  });
  return [
    ...firstOf(unassigned, voice),
    ...firstOf(unresolved, voice),
    ...unreachableItems(departure, audience, voice),
  ];
}

/** Handovers that wait until the team has been told, with the button for whoever tells it. */
export function untoldItems(departure: Departure, reader: Pick<Person, 'id'>, voice: Voice): readonly CardItem[] {
  const step = tellingTask(departure);
  const count = departure.tasks.filter(
    (task) => task.nature === 'handover' && task.status === 'waiting' && mayBeAskedFrom(departure, task) === null,
  ).length;
  if (step === undefined || count === 0) return [];
  return [
    item('todo', voice.t('word.open'), voice.t('departure.untold', { count, title: taskTitle(step, voice) }), {
      action: step.assignee === reader.id && isTaskActive(step) ? doneButton(departure, step, voice, 'primary') : null,
    }),
  ];
}

/**
 * HR and IT find another way to whoever Relais cannot write to; shown to those who lead as well, because they would
 * wait for an answer in vain.
 */
export function unreachableItems(departure: Departure, audience: Audience, voice: Voice): readonly CardItem[] {
  if (!leads(audience) && !audience.it) return [];
  const seen = new Map<string, Words>();
  // Of a channel in which nothing could be posted, see `announcementItems`.
  for (const post of departure.posts)
    if (post.unreachable && !isAnnouncementKey(post.key)) seen.set(post.to, post.unreachable);
  const list = [...seen].map(([person, reason]) =>
    item(
      'failed',
      voice.t('word.unreached'),
      voice.t('departure.unreachable', {
        name: nameOf(departure, person, voice),
        reason: cut(oneLine(voice.localized(reason)), 200),
      }),
    ),
  );
  return firstOf(list, voice);
}

/** The list as far as the card shows it, with how many more there are. */
function firstOf(list: readonly CardItem[], voice: Voice): readonly CardItem[] {
  if (list.length <= longest) return list;
  return [...list.slice(0, longest), item('info', '', voice.t('channel.more', { count: list.length - longest }))];
}

export function lateItems(departure: Departure, voice: Voice, now: Instant): readonly CardItem[] {
  const list = departure.tasks
    .filter((task) => isLate(task, now) && task.status !== 'unassigned')
    .sort(byDue)
    .map((task) => {
      const { icon, state } = taskMark(task, now, voice);
      const who = mentionOf(departure, task.assignee, voice);
      return item(icon, state, [{ strong: taskTitle(task, voice) }], {
        detail: voice.rich('departure.wasDue', { name: who, when: voice.instant(task.dueAt) }),
      });
    });
  return firstOf(list, voice);
}
