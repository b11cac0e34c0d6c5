import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { button, item } from '../blocks.ts';
import type { CardAction, CardItem } from '../card-view.ts';
import { departureLead, departureTone } from '../departure/departure-status.ts';
import { isLate, taskMark, taskTitle } from '../tasks/task-state.ts';
import { shownName } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** One departure, or one task of it, on a card that stands for several departures of a wave. */
export interface CollectedLine {
  departure: Departure;
  /** Null where the line is about the departure as a whole. */
  task: Task | null;
  /** Whether something of it waits for the reader. */
  isOpen: boolean;
}

/** What a collected card, and the pages behind it, are drawn from. */
export interface CollectedReading {
  wave: string;
  group: string;
  reader: Person;
  lines: readonly CollectedLine[];
  now: Instant;
}

/** The lines that this reader may see by now: what is open first, the soonest first. */
export function linesShown({ lines, reader, now }: CollectedReading): readonly CollectedLine[] {
  return lines
    .filter(({ departure }) => maySee(departure, { id: reader.id, roles: [] }, now))
    .toSorted(
      (a, b) =>
        Number(b.isOpen) - Number(a.isOpen) ||
        whenOf(a).localeCompare(whenOf(b)) ||
        a.departure.leaver.name.localeCompare(b.departure.leaver.name),
    );
}

/** When its task is due, or access ends. */
export function whenOf({ departure, task }: CollectedLine): Instant {
  return task?.dueAt ?? departure.dates?.cutOff.at ?? '';
}

export function isEscalation(group: string): boolean {
  return group.startsWith('escalation.');
}

/** How one departure stands, with the way to all that can be done about it alone. */
export function collectedItem(
  line: CollectedLine,
  { group, now }: Pick<CollectedReading, 'group' | 'now'>,
  title: string,
  voice: Voice,
): CardItem {
  const { departure, task } = line;
  const name = shownName(departure.leaver.name);
  if (task === null) return departureItem(departure, name, voice, now);
  const { icon, state } = taskMark(task, now, voice);
  const own = taskTitle(task, voice);
  const words = [
    own === title ? null : own,
    line.isOpen ? voice.t('collected.due', { when: voice.instant(task.dueAt) }) : null,
    isEscalation(group) ? nameOf(departure, task.assignee, voice) : null,
  ].filter((one) => one !== null);
  return item(icon, state, [{ strong: name }], {
    detail: words.length === 0 ? null : words.join(' · '),
    action: openTask(line, name, voice),
  });
}

function openTask({ departure, task }: CollectedLine, name: string, voice: Voice): CardAction | null {
  if (task === null) return null;
  return button(voice, act('task.open', departure.id, { target: task.id }), 'button.open', { about: name });
}

function departureItem(departure: Departure, name: string, voice: Voice, now: Instant): CardItem {
  const open = departure.status === 'active';
  const tone = departureTone(departure, now);
  const icon = open
    ? tone === 'danger'
      ? 'failed'
      : tone === 'attention'
        ? 'late'
        : 'running'
    : closedIcon(departure);
  const state = open
    ? voice.t(`lead.departure.${departureLead(departure, voice, now).state}`)
    : voice.t(`status.${departure.status}`);
  return item(icon, state, [{ strong: name }], {
    detail: departure.dates && voice.t('collected.ends', { when: voice.zoned(departure.dates.cutOff) }),
    action: button(voice, act('departure.open', departure.id), 'button.open', { about: name }),
  });
}

/** One that was stopped is over, and nothing of it was done. */
function closedIcon({ status }: Departure): 'done' | 'waived' {
  return status === 'completed' ? 'done' : 'waived';
}

/** Whether it was really done: what was skipped, or belongs to a departure that was stopped, is not. */
export function isDone({ departure, task }: CollectedLine): boolean {
  return task === null ? departure.status === 'completed' : task.status === 'done';
}

/** Whether its reader is late with it, or it needs somebody. */
export function needsHurry({ departure, task, isOpen }: CollectedLine, now: Instant): boolean {
  if (!isOpen) return false;
  return task === null ? departureTone(departure, now) === 'danger' : isLate(task, now);
}
