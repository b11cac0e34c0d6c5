import { isConfirmed, runDueAt, timeToDeactivate } from '../../domain/approval.ts';
import type { Departure } from '../../domain/departure.ts';
import { isOpen, type Revocation } from '../../domain/revocation.ts';
import type { Instant } from '../../domain/time.ts';
import type { HomeNumbers, Share } from '../../views/cards/home.ts';
import { coverage, isLate } from '../../views/task-state.ts';

/** The live numbers of the dashboards, over what the reader may see. */
export function numbersOf(departures: readonly Departure[], now: Instant): HomeNumbers {
  const planned = departures.filter(({ status }) => status === 'active' || status === 'completed');
  const active = planned.filter(({ status }) => status === 'active');
  const actions = active.flatMap((one) => one.revocations);
  return {
    active: active.length,
    lateTasks: active.flatMap((one) => one.tasks).filter((task) => isLate(task, now)).length,
    openConfirmations: active.filter((one) => one.revocations.length > 0 && !isConfirmed(one, now)).length,
    failedActions: actions.filter(({ status }) => status === 'failed').length,
    manualActions: actions.filter((one) => one.status === 'manual' && isOpen(one)).length,
    handovers: sum(planned.map(coverage)),
    equipment: recovered(planned),
    licences: share(
      planned.flatMap((one) => one.revocations).filter(({ action }) => action.stage === 'licence'),
      ({ status }) => status === 'verified',
    ),
    timeToDeactivate: timesBySystem(planned),
  };
}

/** Late and taken over mean the same here as on each departure's card: two numbers for one thing are believed by nobody. */
function sum(shares: readonly Share[]): Share {
  return shares.reduce((a, b) => ({ done: a.done + b.done, total: a.total + b.total }), { done: 0, total: 0 });
}

function recovered(departures: readonly Departure[]): Share {
  const tasks = departures.flatMap((one) => one.tasks).filter((task) => task.nature === 'equipment');
  // What never came back is settled, but it was not recovered.
  return share(tasks, (task) => task.status === 'done' && task.condition !== 'missing');
}

function share<T>(all: readonly T[], isDone: (one: T) => boolean): Share {
  return { done: all.filter(isDone).length, total: all.length };
}

/** From the cut-off to the last verified action of a system, per departure; the median over departures. */
function timesBySystem(departures: readonly Departure[]): HomeNumbers['timeToDeactivate'] {
  const found = new Map<string, { label: string; times: number[] }>();
  for (const departure of departures) {
    if (runDueAt(departure) === null) continue;
    for (const [system, revocations] of groupBySystem(departure.revocations)) {
      const ends = revocations.map(({ status, endedAt }) => (status === 'verified' ? endedAt : null));
      const label = revocations[0]?.action.systemLabel;
      if (label === undefined || ends.some((end) => end === null)) continue;
      const last = ends.filter((end) => end !== null).reduce((a, b) => (a > b ? a : b));
      const entry = found.get(system) ?? { label, times: [] };
      entry.times.push(timeToDeactivate(departure, last));
      found.set(system, entry);
    }
  }
  return [...found].map(([system, { label, times }]) => ({
    system,
    label,
    medianMilliseconds: median(times),
    departures: times.length,
  }));
}

function groupBySystem(revocations: readonly Revocation[]): ReadonlyMap<string, Revocation[]> {
  const groups = new Map<string, Revocation[]>();
  for (const one of revocations) groups.set(one.action.system, [...(groups.get(one.action.system) ?? []), one]);
  return groups;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
