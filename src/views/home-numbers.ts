import { isConfirmed, quorum, runDueAt } from '../domain/approval.ts';
import type { Departure } from '../domain/departure.ts';
import { isOpen, type Revocation } from '../domain/revocation.ts';
import type { Instant } from '../domain/time.ts';
import { isProved, systemsOf } from './access-state.ts';
import type { HomeNumbers } from './cards/home.ts';
import { isLate } from './task-state.ts';

/** The dashboards' numbers over these departures; drafts and what was called off do not count. */
export function homeNumbers(departures: readonly Departure[], now: Instant): HomeNumbers {
  const counted = departures.filter(({ status }) => status === 'active' || status === 'completed');
  const active = counted.filter(({ status }) => status === 'active');
  const tasks = counted.flatMap((departure) => departure.tasks).filter((task) => task.status !== 'skipped');
  const handovers = tasks.filter((task) => task.nature === 'handover');
  const equipment = tasks.filter((task) => task.nature === 'equipment');
  const licences = counted.flatMap(({ revocations }) => revocations).filter((one) => one.action.stage === 'licence');
  const open = active.flatMap(({ revocations }) => revocations);
  return {
    active: active.length,
    lateTasks: active.flatMap((departure) => departure.tasks).filter((task) => isLate(task, now)).length,
    openConfirmations: active.reduce((sum, departure) => sum + owed(departure, now), 0),
    failedActions: open.filter((one) => one.status === 'failed').length,
    manualActions: open.filter((one) => one.status === 'manual' && !isProved(one)).length,
    handovers: share(handovers, (task) => task.status === 'accepted' || task.status === 'done'),
    // What is missing was looked for, not recovered.
    equipment: share(equipment, (task) => task.status === 'done' && task.condition !== 'missing'),
    licences: share(licences, (one) => !isOpen(one) && one.status !== 'waived'),
    timeToDeactivate: timeToDeactivate(counted),
  };
}

function share<T>(all: readonly T[], isDone: (one: T) => boolean): { done: number; total: number } {
  return { done: all.filter(isDone).length, total: all.length };
}

function owed(departure: Departure, now: Instant): number {
  if (departure.revocations.length === 0 || isConfirmed(departure, now)) return 0;
  return quorum(departure, now).reduce((sum, { needed, given }) => sum + Math.max(0, needed - given.length), 0);
}

/** Only systems in which every action was read back count: what is not proved has no time yet. */
function timeToDeactivate(departures: readonly Departure[]): HomeNumbers['timeToDeactivate'] {
  const times = new Map<string, { label: string; took: number[] }>();
  for (const departure of departures) {
    const due = runDueAt(departure);
    if (due === null) continue;
    for (const { system, label, revocations } of systemsOf(departure.revocations)) {
      const ended = endOf(revocations);
      if (ended === null) continue;
      const entry = times.get(system) ?? { label, took: [] };
      entry.took.push(Math.max(0, Date.parse(ended) - Date.parse(due)));
      times.set(system, entry);
    }
  }
  return [...times]
    .map(([system, { label, took }]) => ({
      system,
      label,
      medianMilliseconds: median(took),
      departures: took.length,
    }))
    .sort((a, b) => b.medianMilliseconds - a.medianMilliseconds);
}

function endOf(revocations: readonly Revocation[]): Instant | null {
  if (!revocations.every((one) => one.status === 'verified')) return null;
  return (
    revocations
      .map((one) => one.endedAt)
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
