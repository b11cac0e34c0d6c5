import type { Instant } from '../../domain/calendar/time.ts';
import type { CardSpec } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import type { CardDate } from '../card-view.ts';
import { byDue, taskTitle } from '../tasks/task-state.ts';
import { type Voice, voiceFor } from '../words/voice.ts';

/** A calendar that is filled by a machine helps nobody. */
const mostDates = 10;

/**
 * The dates of a card that its reader may keep in a calendar: when their steps are due, and the leaver's last working
 * day. What is done, passed on or called off has none any more. Nothing of a confidential departure: calendars are read
 * by others too.
 */
export function cardDates(
  departure: Departure,
  spec: CardSpec,
  { reader, now }: { reader: Person; now: Instant },
): readonly CardDate[] {
  if (isConfidential(departure, now)) return [];
  const reading = { departure, reader, voice: voiceFor(reader) };
  switch (spec.card) {
    case 'task':
      return departure.tasks.filter(({ id }) => id === spec.subject).map((task) => stepDate(task, reading));
    case 'farewell': {
      const mine = departure.tasks.filter((task) => task.assignee === reader.id && task.status !== 'waiting');
      const steps = mine.toSorted(byDue).map((task) => stepDate(task, reading));
      return [...lastDay(reading), ...steps].slice(0, mostDates);
    }
    default:
      return [];
  }
}

interface Reading {
  departure: Departure;
  reader: Person;
  voice: Voice;
}

function stepDate(task: Task, { departure, reader, voice }: Reading): CardDate {
  const stands = departure.status === 'active' && task.assignee === reader.id && isTaskOpen(task);
  const at = stands && task.status !== 'waiting' ? { instant: task.dueAt } : null;
  return dateOf({ id: `step/${task.id}`, at, title: taskTitle(task, voice) }, voice.instant(task.dueAt), voice);
}

function lastDay({ departure: { kind, dates, status }, voice }: Reading): CardDate[] {
  if (dates === null || kind === 'internal-move') return [];
  const { lastWorkingDay } = dates;
  // Access ends before the departure is completed; the day stays the last one.
  const at = status === 'active' || status === 'completed' ? { day: lastWorkingDay.date } : null;
  return [dateOf({ id: 'last-day', at, title: voice.t('date.lastDay') }, voice.day(lastWorkingDay), voice)];
}

function dateOf(date: Pick<CardDate, 'id' | 'at' | 'title'>, when: string, voice: Voice): CardDate {
  const { title } = date;
  return {
    ...date,
    locale: voice.locale,
    words: {
      invited: voice.t('date.invited', { title, when }),
      moved: voice.t('date.moved', { title, when }),
      over: voice.t('date.over', { title }),
    },
  };
}
