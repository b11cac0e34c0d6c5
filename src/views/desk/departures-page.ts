import { isOpen } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { commonKindSchema } from '../../domain/flow/flow.ts';
import { listingOf, nothingDue } from '../../domain/lifecycle/listing.ts';
import { accessPhase, phaseWords, waivedCount } from '../access/access-state.ts';
import { everyKind, type ListFilters } from '../forms/list-filters.ts';
import type { NamedKind } from '../forms/walk-kind.ts';
import { countTasks, isLate } from '../tasks/task-state.ts';
import { formatShortDay, formatShortInstant } from '../words/format.ts';
import { kindName, kindOf } from '../words/kind-name.ts';
import { shownName } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import type { DeskCell, DeskFilter, DeskPage, DeskQuery, DeskWay } from './desk-page.ts';

/** The filters of a list as they stand in an address; what is as usual is left out. */
function queryOfFilters({ open, kind, from, to, late, page }: ListFilters): DeskQuery {
  return {
    ...(!open && { state: 'closed' }),
    ...(kind !== null && { kind }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(late && { late: 'yes' }),
    ...(page > 0 && { page: String(page + 1) }),
  };
}

export interface ListedDepartures {
  filters: ListFilters;
  departures: readonly Departure[];
  /** How many fit the filters in all. */
  total: number;
  pages: number;
  ownKinds: readonly NamedKind[];
  /** For a file, which has no further pages. */
  whole: boolean;
  now: Instant;
}

/** The planned departures that fit some filters, one a line. */
export function departuresPage(listed: ListedDepartures, voice: Voice): DeskPage {
  const { filters, departures, total, pages, whole, now } = listed;
  const { t } = voice;
  const way = (page: number): DeskWay => ({ view: 'departures', query: queryOfFilters({ ...filters, page }) });
  const head = (['who', 'kind', 'manager', 'lastDay', 'cutOff', 'next', 'tasks', 'access'] as const).map((one) =>
    t(`desk.column.${one}`),
  );
  return {
    view: 'departures',
    title: t('desk.departures'),
    lead: t('list.count', { total, open: filters.open ? 'yes' : 'no' }),
    filters: filtersOf(listed, voice),
    blocks: [
      ...(whole && departures.length < total
        ? [{ type: 'text' as const, text: t('desk.partialFile', { count: departures.length, total }) }]
        : []),
      {
        type: 'table',
        caption: t('desk.departures'),
        head,
        rows: departures.map((one) => rowOf(one, now, voice)),
      },
      ...(pages > 1 && !whole
        ? [
            {
              type: 'pages' as const,
              text: t('list.page', { page: filters.page + 1, pages }),
              earlier: filters.page > 0 ? way(filters.page - 1) : null,
              later: filters.page < pages - 1 ? way(filters.page + 1) : null,
            },
          ]
        : []),
    ],
  };
}

function filtersOf({ filters, ownKinds }: ListedDepartures, voice: Voice): readonly DeskFilter[] {
  const { t } = voice;
  const day = (id: 'from' | 'to'): DeskFilter => ({
    ...{ id, label: t(`list.${id}`), type: 'date', options: [] },
    value: filters[id] ?? '',
  });
  return [
    {
      ...{ id: 'state', label: t('list.state'), type: 'choice' },
      options: [
        { value: 'open', label: t('list.open') },
        { value: 'closed', label: t('list.closed') },
      ],
      value: filters.open ? 'open' : 'closed',
    },
    {
      ...{ id: 'kind', label: t('list.kind'), type: 'choice' },
      options: [
        { value: everyKind, label: t('list.any') },
        ...commonKindSchema.options.map((one) => ({ value: one, label: t(`kind.${one}`) })),
        ...ownKinds.map(({ kind, flow }) => ({
          value: kind,
          label: kindName(kind, flow, voice),
        })),
      ],
      value: filters.kind ?? everyKind,
    },
    day('from'),
    day('to'),
    {
      ...{ id: 'late', label: t('list.late'), type: 'choice' },
      options: [
        { value: 'no', label: t('desk.all') },
        { value: 'yes', label: t('list.lateOnly') },
      ],
      value: filters.late ? 'yes' : 'no',
    },
  ];
}

function rowOf(departure: Departure, now: Instant, voice: Voice): readonly DeskCell[] {
  const { id, leaver, manager, dates, tasks, status } = departure;
  const { locale, zone, t } = voice;
  const nextAt = listingOf(departure)?.nextAt ?? nothingDue;
  const late = tasks.filter((task) => isLate(task, now)).length;
  const { done, total } = countTasks(tasks);
  const isUp = status === 'active';
  return [
    { text: shownName(leaver.name), to: { view: 'departure', query: { id } } },
    { text: kindOf(departure, voice) ?? '–' },
    { text: manager === null ? '–' : nameOf(departure, manager, voice) },
    { text: dates ? formatShortDay(locale, dates.lastWorkingDay.date) : '–' },
    { text: dates ? formatShortInstant(locale, dates.cutOff.at, zone) : '–' },
    nextAt === nothingDue
      ? { text: '–' }
      : {
          text: formatShortInstant(locale, nextAt, zone),
          ...(isUp && nextAt < now && { tone: 'attention' as const }),
        },
    {
      text: t('desk.tasksDone', { done, total, late }),
      ...(late > 0 && { tone: 'attention' as const }),
    },
    accessCell(departure, now, voice),
  ];
}

/** How access stands while the departure is under way; afterwards, whether anything was left open. */
export function accessCell(departure: Departure, now: Instant, voice: Voice): DeskCell {
  const { status, revocations } = departure;
  if (status !== 'active') {
    const open = revocations.filter(isOpen).length;
    return {
      text: voice.t(`status.${status}`),
      ...(status === 'completed' && open > 0 && { tone: 'danger' as const }),
    };
  }
  const phase = accessPhase(departure, now);
  const urgent = phase === 'overdue' || phase === 'attention';
  return {
    text: phaseWords(departure, voice, now),
    ...(urgent && { tone: 'danger' as const }),
    ...(phase === 'settled' && waivedCount(revocations) === 0 && { tone: 'good' as const }),
  };
}
