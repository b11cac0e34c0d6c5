import { addDays, type Instant, localDate, localTime, weekDayOf } from '../../domain/calendar/time.ts';
import { overdueAt } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import { isTaskOpen } from '../../domain/tasks/task.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { formatMonth, formatWeekday } from '../words/format.ts';
import { cut, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import type { DeskDay, DeskMonth, DeskPage } from './desk-page.ts';

/** What a calendar may show. */
export const calendarKinds = ['dates', 'tasks', 'all'] as const;
type CalendarKind = (typeof calendarKinds)[number];

export interface Calendar {
  /** `YYYY-MM`. */
  month: string;
  what: CalendarKind;
  /** Those under way, of which there may be more than were read. */
  departures: readonly Departure[];
  isPartial: boolean;
  now: Instant;
}

/** The month before or after. */
function otherMonth(month: string, by: 1 | -1): string {
  return by === 1 ? addDays(`${month}-28`, 4).slice(0, 7) : addDays(`${month}-01`, -1).slice(0, 7);
}

/** What is coming, day by day on the reader's clock. */
export function calendarPage({ month, what, departures, isPartial, now }: Calendar, voice: Voice): DeskPage {
  const { t, locale } = voice;
  const items = departures.flatMap((one) => itemsOf(one, what, voice));
  const inMonth = items.filter(({ date }) => date.startsWith(month));
  const way = (to: string) => ({ view: 'calendar' as const, query: { month: to, ...(what !== 'dates' && { what }) } });
  return {
    view: 'calendar',
    title: t('desk.calendar'),
    lead: t('desk.calendar.lead', { count: inMonth.length, month: formatMonth(locale, month) }),
    filters: [
      {
        ...{ id: 'what', label: t('desk.calendar.what'), type: 'choice', value: what },
        options: calendarKinds.map((one) => ({ value: one, label: t(`desk.calendar.${one}`) })),
      },
    ],
    blocks: [
      ...(isPartial ? [{ type: 'text' as const, text: t('desk.calendar.partial', { count: departures.length }) }] : []),
      {
        type: 'pages',
        text: formatMonth(locale, month),
        earlier: way(otherMonth(month, -1)),
        later: way(otherMonth(month, 1)),
      },
      monthBlock(month, { items: inMonth, today: localDate(now, voice.zone) }, voice),
    ],
  };
}

interface Item {
  date: string;
  /** Sorts within a day: what has no time of day comes first. */
  time: string;
  text: string;
  departure: string;
}

function itemsOf(departure: Departure, what: CalendarKind, voice: Voice): readonly Item[] {
  const { id, status, dates, leaver, tasks, runStartedAt, revocations } = departure;
  const { t, zone } = voice;
  if (!dates) return [];
  const name = shownName(leaver.name);
  const on = (date: string, text: string, time = ''): Item => ({ date, time, text, departure: id });
  const at = (instant: Instant, text: (time: string) => string): Item => {
    const time = localTime(instant, zone);
    return on(localDate(instant, zone), text(time), time);
  };
  const cutOffAt = runStartedAt === null && revocations.length > 0 ? overdueAt(departure) : null;
  const days =
    status === 'active'
      ? [
          on(dates.lastWorkingDay.date, t('desk.calendar.lastDay', { name })),
          ...(dates.contractEnd.date === dates.lastWorkingDay.date
            ? []
            : [on(dates.contractEnd.date, t('desk.calendar.contractEnd', { name }))]),
          ...(cutOffAt === null ? [] : [at(cutOffAt, (time) => t('desk.calendar.cutOff', { name, time }))]),
        ]
      : [];
  const due = tasks
    .filter(isTaskOpen)
    .map((task) =>
      at(task.dueAt, (time) => t('desk.calendar.task', { name, time, task: cut(taskTitle(task, voice), 80) })),
    );
  return [...(what === 'tasks' ? [] : days), ...(what === 'dates' ? [] : due)];
}

function monthBlock(
  month: string,
  { items, today }: { items: readonly Item[]; today: string },
  voice: Voice,
): DeskMonth {
  const first = `${month}-01`;
  const monday = addDays(first, 1 - weekDayOf(first));
  const weeks: (DeskDay | null)[][] = [];
  for (let day = monday; day.slice(0, 7) <= month; day = addDays(day, 7)) {
    const week = Array.from({ length: 7 }, (_, index) => addDays(day, index));
    weeks.push(week.map((date) => (date.startsWith(month) ? dayOf(date, { items, today }, voice) : null)));
  }
  return {
    type: 'month',
    label: formatMonth(voice.locale, month),
    weekdays: Array.from({ length: 7 }, (_, index) => formatWeekday(voice.locale, addDays(monday, index))),
    weeks,
  };
}

function dayOf(date: string, { items, today }: { items: readonly Item[]; today: string }, voice: Voice): DeskDay {
  return {
    date,
    number: String(Number(date.slice(8))),
    label: voice.day({ date }),
    today: date === today,
    items: items
      .filter((one) => one.date === date)
      .sort((a, b) => (a.time === b.time ? (a.text < b.text ? -1 : 1) : a.time < b.time ? -1 : 1))
      .map(({ text, departure }) => ({ text, to: { view: 'departure', query: { id: departure } } })),
  };
}
