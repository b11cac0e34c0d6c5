import { isOpen } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Share } from './tally.ts';

/** What the organisation says of money; null where it has not said. Prices are for a month, by the id of a system. */
export interface Prices {
  hourlyRate: number | null;
  minutesByHand: number | null;
  licences: Readonly<Record<string, number>>;
}

/** Of times in milliseconds; exact. `p95`: the shortest that at least 95 of 100 do not exceed. */
interface Times {
  median: number;
  p95: number;
  count: number;
}

/** What some departures come to. They are few enough to be opened, so nothing in it is rounded. */
export interface PeriodFigures {
  departures: number;
  /** From the cut-off until every action in a system was proven; over all systems, and for each. Null where none is. */
  time: Times | null;
  bySystem: readonly (Times & { system: string; label: string })[];
  /** Of the actions of runs that began, those read back. */
  verified: Share;
  /** Of these actions, those open by now, whose time has come. */
  openAfter: number;
  /** Of the tasks that are done, those done after their time; of the proven actions, those that ended after it. */
  lateTasks: Share;
  lateAccess: Share;
  handovers: Share;
  equipment: Share;
  knowledge: Share;
  /** Licences given back and proven, what these cost in a month, and how many of them have no price. */
  licences: { freed: number; monthly: number; unpriced: number };
  /**
   * Proven actions that no person had to do, by the organisation's own minutes and rate; null where it has said
   * neither.
   */
  saved: { actions: number; amount: number } | null;
}

export function periodFigures(
  departures: readonly Departure[],
  { prices, now }: { prices: Prices; now: Instant },
): PeriodFigures {
  const counted = departures.flatMap((departure) => {
    const figures = figuresOf(departure);
    return figures === null ? [] : [{ departure, figures }];
  });
  const figures = counted.map((one) => one.figures);
  const begun = counted.filter(({ departure }) => departure.runStartedAt !== null);
  const actions = begun.flatMap(({ departure }) => departure.revocations);
  const verified = actions.filter(({ status }) => status === 'verified');
  const tasks = counted.flatMap(({ departure }) => departure.tasks.flatMap(({ done }) => (done ? [done] : [])));
  return {
    departures: counted.length,
    time: timesOf(figures.flatMap(({ systems }) => systems.map(({ milliseconds }) => milliseconds))),
    bySystem: bySystem(figures),
    verified: { done: verified.length, total: actions.length },
    openAfter: counted
      .filter(({ departure }) => isDue(departure, now))
      .reduce((sum, { departure }) => sum + departure.revocations.filter(isOpen).length, 0),
    lateTasks: { done: tasks.filter(({ late }) => late).length, total: tasks.length },
    lateAccess: { done: verified.filter(({ late }) => late).length, total: verified.length },
    handovers: sumOf(figures, 'handovers'),
    equipment: sumOf(figures, 'equipment'),
    knowledge: sumOf(figures, 'knowledge'),
    licences: licencesOf(
      verified.map(({ action }) => action),
      prices,
    ),
    saved: savedBy(verified.filter(({ action }) => !action.manual).length, prices),
  };
}

function isDue(departure: Departure, now: Instant): boolean {
  const at = runDueAt(departure);
  return departure.runStartedAt !== null || (at !== null && at <= now);
}

function sumOf(figures: readonly Figures[], what: 'handovers' | 'equipment' | 'knowledge'): Share {
  return figures.reduce((sum, one) => ({ done: sum.done + one[what].done, total: sum.total + one[what].total }), {
    done: 0,
    total: 0,
  });
}

function timesOf(all: readonly number[]): Times | null {
  const sorted = all.toSorted((a, b) => a - b);
  const count = sorted.length;
  const at = (rank: number) => sorted[rank] ?? 0;
  if (count === 0) return null;
  return {
    median: (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2,
    p95: at(Math.ceil(count * 0.95) - 1),
    count,
  };
}

/** The slowest first. A system is called what it was called in the latest of these departures. */
function bySystem(figures: readonly Figures[]): PeriodFigures['bySystem'] {
  const found = new Map<string, { label: string; times: number[] }>();
  for (const { system, label, milliseconds } of figures.flatMap(({ systems }) => systems)) {
    const { times } = found.get(system) ?? { times: [] };
    found.set(system, { label, times: [...times, milliseconds] });
  }
  return [...found]
    .flatMap(([system, { label, times }]) => {
      const summed = timesOf(times);
      return summed === null ? [] : [{ system, label, ...summed }];
    })
    .sort((a, b) => b.median - a.median || (a.system < b.system ? -1 : 1));
}

function licencesOf(
  actions: readonly { system: string; stage: string }[],
  { licences }: Prices,
): PeriodFigures['licences'] {
  const freed = actions.filter(({ stage }) => stage === 'licence');
  const priced = freed.filter(({ system }) => Object.hasOwn(licences, system));
  return {
    freed: freed.length,
    monthly: priced.reduce((sum, { system }) => sum + (licences[system] ?? 0), 0),
    unpriced: freed.length - priced.length,
  };
}

function savedBy(actions: number, { hourlyRate, minutesByHand }: Prices): PeriodFigures['saved'] {
  if (hourlyRate === null || minutesByHand === null) return null;
  return { actions, amount: (actions * minutesByHand * hourlyRate) / 60 };
}
