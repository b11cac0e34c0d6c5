import type { Instant } from '../calendar/time.ts';
import { overdueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import type { DepartureKind } from '../flow/flow.ts';
import type { PersonId } from '../people/people.ts';
import { isTaskOpen } from '../tasks/task.ts';
import { isLive } from './ended.ts';

/** What lists of departures are filtered and sorted by. */
export interface Listing {
  /** Somebody may still have to act in it (`isLive`). */
  open: boolean;
  kind: DepartureKind;
  manager: PersonId | null;
  leaver: PersonId;
  /** The last working day, `YYYY-MM-DD`. */
  lastDay: string;
  /**
   * Of an open one the next date: the earliest due instant of what is not done, the end of access included; it is late
   * once that has passed. Of one that ended: when it ended.
   */
  nextAt: Instant;
}

/** An open departure in which nothing is due any more stands last. */
export const nothingDue: Instant = '9999-12-31T00:00:00.000Z';

/** Null for what was never planned, because a draft is its author's alone, and for what is being erased. */
export function listingOf(departure: Departure): Listing | null {
  const { flow, kind, dates, manager, leaver, ended, createdAt, erasure } = departure;
  if (erasure !== undefined) return null;
  if (departure.status === 'draft' || flow === null || kind === null || dates === null) return null;
  const open = isLive(departure);
  const nextAt = open ? nextDate(departure) : (ended?.at ?? createdAt);
  return { open, kind, manager, leaver: leaver.id, lastDay: dates.lastWorkingDay.date, nextAt };
}

function nextDate(departure: Departure): Instant {
  const due = departure.tasks.filter(isTaskOpen).map(({ dueAt }) => dueAt);
  const waits = departure.status === 'active' && departure.runStartedAt === null && departure.revocations.length > 0;
  const cutOff = waits ? overdueAt(departure) : null;
  return [...due, ...(cutOff === null ? [] : [cutOff])].reduce((first, at) => (at < first ? at : first), nothingDue);
}
