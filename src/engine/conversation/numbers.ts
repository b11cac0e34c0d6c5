import { isOpen } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { isConfirmed } from '../../domain/confirmation/approval.ts';
import type { Departure } from '../../domain/departure.ts';
import { addFigures, figuresOf, type Totals } from '../../domain/figures/figures.ts';
import { medianOf } from '../../domain/figures/time-buckets.ts';
import type { HomeNumbers } from '../../views/cards/home-dashboards.ts';
import { isLate } from '../../views/tasks/task-state.ts';

/** What the numbers are made from. */
export interface Counted {
  /** Over every completed departure. */
  ended: Totals;
  /** Newest first. */
  live: readonly Departure[];
}

/**
 * Over the departures that ended and those under way. A completed one that is live as well is counted among those
 * that ended.
 */
export function totalsOf({ ended, live }: Counted): Totals {
  return addFigures(
    ended,
    active(live).flatMap((one) => figuresOf(one) ?? []),
  );
}

function active(live: readonly Departure[]): readonly Departure[] {
  return live.filter(({ status }) => status === 'active');
}

/** The numbers of the dashboards: late and taken over mean the same here as on each departure's card. */
export function numbersOf(counted: Counted, now: Instant): HomeNumbers {
  const totals = totalsOf(counted);
  const underWay = active(counted.live);
  const actions = underWay.flatMap((one) => one.revocations);
  return {
    active: underWay.length,
    lateTasks: underWay.flatMap((one) => one.tasks).filter((task) => isLate(task, now)).length,
    openConfirmations: underWay.filter((one) => one.revocations.length > 0 && !isConfirmed(one, now)).length,
    failedActions: actions.filter(({ status }) => status === 'failed').length,
    manualActions: actions.filter((one) => one.status === 'manual' && isOpen(one)).length,
    handovers: totals.handovers,
    equipment: totals.equipment,
    licences: totals.licences,
    knowledge: totals.knowledge,
    timeToDeactivate: Object.entries(totals.systems).map(([system, { labels, times }]) => {
      const { milliseconds, count } = medianOf(times);
      const label = presentLabel(system, underWay) ?? commonest(labels);
      return { system, label, medianMilliseconds: milliseconds, departures: count };
    }),
  };
}

/**
 * What the newest departure under way calls it: a system may have another name in `relais.yaml` than it had for those
 * that ended.
 */
function presentLabel(system: string, underWay: readonly Departure[]): string | null {
  for (const { revocations } of underWay) {
    const found = revocations.find(({ action }) => action.system === system);
    if (found) return found.action.systemLabel;
  }
  return null;
}

function commonest(labels: Readonly<Record<string, number>>): string {
  const [first] = Object.entries(labels).sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}
