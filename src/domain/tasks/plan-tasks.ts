import { type PlannedAction, type Tier, tierSchema } from '../access/revocation.ts';
import { addBusinessDays, type HolidayCalendar } from '../calendar/business-days.ts';
import {
  addDays,
  hour,
  type Instant,
  instantOf,
  localDate,
  localTime,
  minute,
  plus,
  plusDays,
} from '../calendar/time.ts';
import type { Dates, Departure } from '../departure.ts';
import type { Flow, FlowRole, FlowStep, Moment, Rung } from '../flow/flow.ts';
import type { PersonId } from '../people/people.ts';
import type { SystemLook } from '../systems/look.ts';
import { isForProtected } from '../systems/protected-account.ts';
import type { Task, TaskNature } from './task.ts';

/** Where and by which calendar the days of a plan are counted. */
export interface PlanContext {
  now: Instant;
  dates: Dates;
  zone: string;
  country: string;
  calendar: HolidayCalendar;
}

const endOfWorkingDay = '17:00';

/** The instant a flow's moment means for these dates. */
export function momentOf(moment: Moment, context: PlanContext): Instant {
  const { zone, country, calendar } = context;
  const anchor = anchorOf(moment.from, context);
  switch (moment.unit) {
    case 'minutes':
      return plus(anchor.at, moment.offset * minute);
    case 'hours':
      return plus(anchor.at, moment.offset * hour);
    case 'days':
      return instantOf(addDays(anchor.date, moment.offset), moment.at ?? anchor.time, zone);
    case 'business-days':
      return instantOf(addBusinessDays(anchor.date, moment.offset, country, calendar), moment.at ?? anchor.time, zone);
  }
}

function anchorOf(
  from: Moment['from'],
  { now, dates, zone }: PlanContext,
): { at: Instant; date: string; time: string } {
  switch (from) {
    case 'planned':
      return { at: now, date: localDate(now, zone), time: endOfWorkingDay };
    case 'last-working-day':
      return ofDay(dates.lastWorkingDay.date, dates.lastWorkingDay.zone);
    case 'contract-end':
      return ofDay(dates.contractEnd.date, dates.contractEnd.zone);
    case 'cut-off':
      return { at: dates.cutOff.at, date: localDate(dates.cutOff.at, zone), time: localTime(dates.cutOff.at, zone) };
  }
}

function ofDay(date: string, zone: string): { at: Instant; date: string; time: string } {
  return { at: instantOf(date, endOfWorkingDay, zone), date, time: endOfWorkingDay };
}

function rungAt(rung: Rung, dueAt: Instant, { zone, country, calendar }: PlanContext): Instant {
  switch (rung.unit) {
    case 'hours':
      return plus(dueAt, rung.offset * hour);
    case 'days':
      return plusDays(dueAt, rung.offset, zone);
    case 'business-days': {
      if (rung.offset === 0) return dueAt;
      const date = addBusinessDays(localDate(dueAt, zone), rung.offset, country, calendar);
      return instantOf(date, localTime(dueAt, zone), zone);
    }
  }
}

export interface Timing {
  startsAt: Instant;
  dueAt: Instant;
  reminders: Instant[];
  escalateAt: Instant | null;
}

type TimedStep = Pick<FlowStep, 'due' | 'reminders' | 'escalate'> & { starts?: FlowStep['starts'] };

/** When a step starts, is due, reminds and escalates. What would be due before anybody could do it gets until the next working evening. */
export function timingOf(step: TimedStep, context: PlanContext, dueAt = momentOf(step.due, context)): Timing {
  const { now, zone, country, calendar } = context;
  const wished = step.starts ? momentOf(step.starts, context) : now;
  const startsAt = wished < now ? now : wished;
  const due = dueAt > startsAt ? dueAt : reachable(startsAt);
  const reminders = step.reminders
    .map((rung) => rungAt(rung, due, context))
    .filter((at) => at > startsAt)
    .sort();
  return {
    startsAt,
    dueAt: due,
    reminders: [...new Set(reminders)],
    escalateAt: step.escalate ? later(rungAt(step.escalate.after, due, context), plus(startsAt, hour)) : null,
  };

  function reachable(from: Instant): Instant {
    return instantOf(addBusinessDays(localDate(from, zone), 1, country, calendar), endOfWorkingDay, zone);
  }
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** The people a flow's role means in this departure, in order; never the leaver unless the role is the leaver. */
function peopleOf(role: FlowRole, departure: Pick<Departure, 'leaver' | 'manager' | 'cast'>): readonly PersonId[] {
  const { leaver, manager, cast } = departure;
  switch (role) {
    case 'leaver':
      return [leaver.id];
    case 'manager':
      return manager && manager !== leaver.id ? [manager] : [];
    case 'hr':
    case 'it':
    case 'admin':
      return cast[role].filter((id) => id !== leaver.id);
  }
}

interface NewTask {
  id: string;
  nature: TaskNature;
  flowStepId?: string;
  title: Task['title'];
  notes: Task['notes'];
  /** In the order they are asked. */
  owners: readonly PersonId[];
  role: FlowRole | null;
  timing: Timing;
  after?: string[];
  proof?: Task['proof'];
  escalateTo: readonly PersonId[];
}

export function newTask(from: NewTask): Task {
  const [assignee = null, ...candidates] = [...new Set(from.owners)];
  return {
    id: from.id,
    nature: from.nature,
    flowStepId: from.flowStepId ?? null,
    title: from.title,
    notes: from.notes,
    status: assignee === null ? 'unassigned' : 'waiting',
    rev: 1,
    assignee,
    candidates,
    role: from.role,
    startsAt: from.timing.startsAt,
    dueAt: from.timing.dueAt,
    after: from.after ?? [],
    proof: from.proof ?? 'none',
    reminders: from.timing.reminders,
    reminded: 0,
    remindedAt: null,
    escalateAt: from.timing.escalateAt,
    escalateTo: [...new Set(from.escalateTo)],
    escalatedAt: null,
    declines: [],
    done: null,
    condition: null,
    skipped: null,
  };
}

export type Planned = Pick<Departure, 'leaver' | 'manager' | 'cast' | 'requester' | 'draft'>;

/** Every task of a departure, dated: the flow's steps, the handovers, the things to hand back. `leaving` are people who are asked for nothing new. */
export function planTasks(
  flow: Flow,
  departure: Planned,
  context: PlanContext,
  leaving: ReadonlySet<PersonId>,
): Task[] {
  const here = (ids: readonly PersonId[], role: FlowRole | null) =>
    role === 'leaver' ? ids : ids.filter((id) => !leaving.has(id));
  const steps = flow.steps.map((step) =>
    newTask({
      id: `step-${step.id}`,
      nature: 'step',
      flowStepId: step.id,
      title: step.title,
      notes: step.notes ?? null,
      owners: here(
        [step.owner, ...step.next].flatMap((role) => [...peopleOf(role, departure)]),
        step.owner,
      ),
      role: step.owner,
      timing: timingOf(step, context),
      after: step.after.map((id) => `step-${id}`),
      proof: step.proof,
      escalateTo: step.escalate ? peopleOf(step.escalate.to, departure) : [],
    }),
  );
  const { draft } = departure;
  const escalateTo = (defaults: Flow['handovers']) =>
    defaults.escalate ? peopleOf(defaults.escalate.to, departure) : [];
  const handovers = draft.handovers.map((handover, index) =>
    handoverTask(`handover-${index + 1}`, handover, { flow, departure, context, leaving }),
  );
  const things = (['equipment', 'credentials'] as const).flatMap((sort) =>
    draft[sort].map((label, index) =>
      newTask({
        id: `${sort}-${index + 1}`,
        nature: sort === 'equipment' ? 'equipment' : 'credential',
        title: label,
        notes: null,
        // IT takes things back and rotates what the leaver knew; the leaver hands in through the flow's own step.
        owners: here(
          (['it', 'hr', 'manager'] as const).flatMap((role) => [...peopleOf(role, departure)]),
          'it',
        ),
        role: 'it',
        timing: timingOf(flow[sort], context),
        escalateTo: escalateTo(flow[sort]),
      }),
    ),
  );
  return [...steps, ...handovers, ...things];
}

/** A handover is due at the end of its day. */
export function handoverDueAt(date: string, zone: string): Instant {
  return instantOf(date, endOfWorkingDay, zone);
}

export function handoverTask(
  id: string,
  handover: Departure['draft']['handovers'][number],
  {
    flow,
    departure,
    context,
    leaving,
  }: { flow: Flow; departure: Planned; context: PlanContext; leaving: ReadonlySet<PersonId> },
): Task {
  const due = handoverDueAt(handover.dueDate, context.zone);
  const named = [handover.to, ...(handover.fallback ? [handover.fallback] : [])];
  return newTask({
    id,
    nature: 'handover',
    title: handover.title,
    notes: handover.notes === '' ? null : handover.notes,
    owners: named.filter((one) => one !== departure.leaver.id && !leaving.has(one)),
    role: null,
    timing: timingOf(flow.handovers, context, due),
    escalateTo: flow.handovers.escalate ? peopleOf(flow.handovers.escalate.to, departure) : [],
  });
}

/** What a flow would do of what was found: all of it, or for an old role its groups only; without what the manager keeps. */
export function actionsOf(flow: Flow, looks: readonly SystemLook[], kept: readonly string[]): readonly PlannedAction[] {
  const keptIds = new Set(keptOf(flow, looks, kept).map(({ id }) => id));
  return candidatesOf(flow, looks).filter(({ id }) => !keptIds.has(id));
}

/** What of it the manager keeps. Only an old role's groups can be kept; whatever else a client sends is not asked for. */
export function keptOf(flow: Flow, looks: readonly SystemLook[], kept: readonly string[]): readonly PlannedAction[] {
  if (flow.access !== 'old-role') return [];
  return candidatesOf(flow, looks).filter((action) => kept.includes(action.id) && isKeepable(action));
}

/** What stands for a protected account is no group that a new role could need. */
export function isKeepable(action: PlannedAction): boolean {
  return !isForProtected(action);
}

function candidatesOf(flow: Flow, looks: readonly SystemLook[]): readonly PlannedAction[] {
  const actions = looks
    .flatMap(({ accounts }) => accounts)
    .flatMap(({ items }) => items.map(({ action }) => action))
    // What an account holds that its own system protects is not told: a person must look at it, also for an old role.
    .filter((action) => flow.access === 'all' || action.stage === 'groups' || isForProtected(action));
  // Finance, CRM, cloud and code first: where everything starts at once, this is the order of the queue. Each account keeps its own order.
  return actions.toSorted((a, b) => rank(a.tier) - rank(b.tier));
}

function rank(tier: Tier): number {
  return tierSchema.options.indexOf(tier);
}

/** What a confirmation confirms, as canonical text; its digest is the plan's hash. */
export function planText(plan: {
  leaverId: string;
  cutOff: Instant;
  mode: string;
  actions: readonly PlannedAction[];
  kept: readonly PlannedAction[];
}): string {
  const actions = plan.actions.map((action) => [
    action.id,
    action.tenant,
    action.accountId,
    action.stage,
    action.target?.id ?? null,
    action.call,
    action.effect,
    action.fallback ? [action.fallback.call, action.fallback.effect] : null,
    action.manual,
  ]);
  const kept = plan.kept.map(({ id, tenant }) => [id, tenant]);
  return JSON.stringify([plan.leaverId, plan.cutOff, plan.mode, actions, kept]);
}
