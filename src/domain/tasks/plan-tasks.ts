import { type Instant, instantOf } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Flow } from '../flow/flow.ts';
import { endOfWorkingDay, type PlanContext } from '../flow/moment.ts';
import type { PersonId } from '../people/people.ts';
import { newTask } from './new-task.ts';
import { planSteps, type RepeatedItem } from './plan-steps.ts';
import { holdersOf, type Planned } from './role-holders.ts';
import { type SharedAccount, sharedAccountTask } from './shared-account.ts';
import type { Inapplicable, Task } from './task.ts';
import { knownFrom, timingOf } from './timing.ts';

/**
 * Every task of a departure, dated: the flow's steps, the handovers, the things to hand back; and the steps that are
 * not for this departure. `leaving` are people who are asked for nothing new.
 */
export function planTasks(
  flow: Flow,
  departure: Planned,
  context: PlanContext,
  {
    leaving,
    managesPeople,
    sharedAccounts = [],
  }: {
    leaving: ReadonlySet<PersonId>;
    managesPeople: boolean | null;
    /** Those of which the leaver is an owner or a reader. */
    sharedAccounts?: readonly SharedAccount[];
  },
): { tasks: Task[]; inapplicable: Inapplicable[] } {
  const { tasks: steps, inapplicable } = planSteps(flow, departure, context, { leaving, managesPeople });
  const { draft } = departure;
  const handovers = draft.handovers.map((handover, index) =>
    handoverTask(`handover-${index + 1}`, handover, { flow, departure, context, leaving }),
  );
  const things = (['equipment', 'credentials'] as const).flatMap((sort) =>
    draft[sort].map((label, index) =>
      thingTask(sort, { number: index + 1, label }, { flow, departure, context, leaving }),
    ),
  );
  const accounts = sharedAccounts.map((one) => sharedAccountTask(one, { flow, departure, context, leaving }));
  return { tasks: [...steps, ...handovers, ...things, ...accounts], inapplicable };
}

interface Planning {
  flow: Flow;
  departure: Planned;
  context: PlanContext;
  leaving: ReadonlySet<PersonId>;
}

/** `number`: its place in the walk's list, from 1. */
export function equipmentTaskId(number: number): string {
  return `equipment-${number}`;
}

/** One thing to get back, or one shared credential to rotate. */
export function thingTask(
  sort: 'equipment' | 'credentials',
  { number, label }: RepeatedItem,
  { flow, departure, context, leaving }: Planning,
): Task {
  const { escalate } = flow[sort];
  return newTask({
    id: sort === 'equipment' ? equipmentTaskId(number) : `credentials-${number}`,
    nature: sort === 'equipment' ? 'equipment' : 'credential',
    title: label,
    notes: null,
    // IT takes things back and rotates what the leaver knew; the leaver hands in through the flow's own step.
    owners: (['it', 'hr', 'manager'] as const)
      .flatMap((role) => [...holdersOf(role, departure)])
      .filter((id) => !leaving.has(id)),
    role: 'it',
    timing: timingOf(flow[sort], context),
    escalateTo: escalate ? holdersOf(escalate.to, departure) : [],
  });
}

/** A handover is due at the end of its day. */
export function handoverDueAt(date: string, zone: string): Instant {
  return instantOf(date, endOfWorkingDay, zone);
}

/** One responsibility that goes to somebody else. */
export function handoverTask(
  id: string,
  handover: Departure['draft']['handovers'][number],
  { flow, departure, context, leaving }: Planning,
): Task {
  const dueAt = handoverDueAt(handover.dueDate, context.zone);
  const named = [handover.to, ...(handover.fallback ? [handover.fallback] : [])];
  const owners = named.filter((one) => one !== departure.leaver.id && !leaving.has(one));
  const known = knownFrom(flow, departure, { person: owners[0] ?? null, cutOff: context.dates.cutOff.at });
  return newTask({
    id,
    nature: 'handover',
    title: handover.title,
    notes: handover.notes === '' ? null : handover.notes,
    owners,
    role: null,
    timing: timingOf(flow.handovers, context, { dueAt, knownFrom: known }),
    escalateTo: flow.handovers.escalate ? holdersOf(flow.handovers.escalate.to, departure) : [],
  });
}
