import { type Instant, instantOf } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Flow, FlowRole } from '../flow/flow.ts';
import { endOfWorkingDay, type PlanContext } from '../flow/moment.ts';
import type { PersonId } from '../people/people.ts';
import { newTask } from './new-task.ts';
import type { Task } from './task.ts';
import { knownFrom, timingOf } from './timing.ts';

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

export type Planned = Pick<Departure, 'leaver' | 'manager' | 'cast' | 'requester' | 'draft'>;

/**
 * Every task of a departure, dated: the flow's steps, the handovers, the things to hand back. `leaving` are people who
 * are asked for nothing new.
 */
export function planTasks(
  flow: Flow,
  departure: Planned,
  context: PlanContext,
  leaving: ReadonlySet<PersonId>,
): Task[] {
  const here = (ids: readonly PersonId[], role: FlowRole | null) =>
    role === 'leaver' ? ids : ids.filter((id) => !leaving.has(id));
  const known = (owners: readonly PersonId[]) =>
    knownFrom(flow, departure, { person: owners[0] ?? null, cutOff: context.dates.cutOff.at });
  const steps = flow.steps.map((step) => {
    const owners = here(
      [step.owner, ...step.next].flatMap((role) => [...peopleOf(role, departure)]),
      step.owner,
    );
    return newTask({
      id: `step-${step.id}`,
      nature: 'step',
      flowStepId: step.id,
      title: step.title,
      notes: step.notes ?? null,
      owners,
      role: step.owner,
      timing: timingOf(step, context, { knownFrom: known(owners) }),
      after: step.after.map((id) => `step-${id}`),
      proof: step.proof,
      escalateTo: step.escalate ? peopleOf(step.escalate.to, departure) : [],
    });
  });
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

/** One responsibility that goes to somebody else. */
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
    escalateTo: flow.handovers.escalate ? peopleOf(flow.handovers.escalate.to, departure) : [],
  });
}
