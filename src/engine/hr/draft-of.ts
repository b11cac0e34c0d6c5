import type { Dates } from '../../domain/calendar/dates.ts';
import { type Instant, localDate } from '../../domain/calendar/time.ts';
import { countingFor } from '../../domain/flow/dates-follow.ts';
import type { DepartureKind, Flow, WorkerType } from '../../domain/flow/flow.ts';
import type { HrDraft } from '../../domain/hr/commands.ts';
import { daysOf, type EmploymentFact, type EndReason } from '../../domain/hr/employment-fact.ts';
import { datesFromHr } from '../../domain/hr/proposed-dates.ts';
import { datesProblem } from '../../domain/lifecycle/dates-problem.ts';
import type { Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';

/** What no system says for certain is a person's to choose: null. */
const kindOf: Readonly<Record<EndReason, DepartureKind | null>> = {
  resignation: 'resignation',
  dismissal: 'dismissal',
  redundancy: 'redundancy',
  retirement: 'retirement',
  'end-of-contract': 'contract-end',
  other: null,
  unknown: null,
};

/** Contracts for a time, which usually run out. */
const forATime: ReadonlySet<WorkerType> = new Set(['contractor', 'consultant']);

/** What the walk's pages are filled in with; each is still to be looked at by whoever prepares the departure. */
export function draftOf(
  deps: Pick<EngineDeps, 'flows' | 'calendar' | 'directory'>,
  { leaver, fact, workerType: said }: { leaver: Person; fact: EmploymentFact; workerType: WorkerType | null },
  now: Instant,
): { patch: Partial<HrDraft>; flow: Flow | null } {
  const days = daysOf(fact);
  if (days === null) return { patch: {}, flow: null };
  const workerType = said ?? deps.directory.workerTypeOf(leaver) ?? 'employee';
  const told = fact.end === null ? 'internal-move' : kindOf[fact.end.reason];
  const kind = told ?? (forATime.has(workerType) ? 'contract-end' : null);
  const fitting = deps.flows.filter(
    (flow) => kind !== null && flow.kinds.includes(kind) && flow.workerTypes.includes(workerType),
  );
  const [flow = null, ...others] = fitting;
  const only = others.length === 0 ? flow : null;
  const dates: Dates | null =
    only &&
    datesFromHr(leaver, days, { flow: only, counting: countingFor({ leaver }, { now, calendar: deps.calendar }) });
  const isOver = dates === null || datesProblem(dates, { now, nowConfirmed: false }) !== null;
  const last = days.lastWorkingDay ?? days.contractEnd;
  return {
    flow: only,
    patch: {
      kind,
      workerType,
      flowId: only?.id ?? null,
      dates: isOver ? null : dates,
      // A day that has passed is no proposal: whoever prepares it chooses "now", or another day.
      ...(last >= localDate(now, leaver.timeZone) && { lastDaySaid: last }),
    },
  };
}
