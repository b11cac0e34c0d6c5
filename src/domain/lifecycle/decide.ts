import { isLastLookFresh, isLastLookWhole } from '../access/look-due.ts';
import { isOpen } from '../access/revocation.ts';
import { type Instant, localDate } from '../calendar/time.ts';
import type { PersonCommand } from '../command.ts';
import type { DecideContext, Outcome } from '../decide.ts';
import type { Dates, Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { countingFor, isProposedHandoverDay, proposedHandoverDay } from '../flow/dates-follow.ts';
import type { Flow } from '../flow/flow.ts';
import { happened, refuse } from '../refusal.ts';
import { isUnanswered } from '../survey/survey.ts';
import { unresolvedOf } from '../systems/look.ts';
import { handoverDueAt, type PlanContext, planText, timingOf } from '../tasks/plan-tasks.ts';
import { isTaskOpen, type Task } from '../tasks/task.ts';
import { datesProblem, farewellAndSurvey, planContextOf } from './decide-draft.ts';
import { asideOf, isTaken } from './other-departures.ts';

type LifecycleCommand = PersonCommand & {
  type:
    | 'departure.reschedule'
    | 'departure.cancel'
    | 'departure.retain'
    | 'departure.reopen'
    | 'departure.complete'
    | 'survey.answer';
};

export function decideLifecycle(state: Departure, command: LifecycleCommand, context: DecideContext): Outcome {
  switch (command.type) {
    case 'departure.reschedule': {
      if (state.runStartedAt) return refuse('run-started');
      const problem = datesProblem(command.dates, { now: context.now, nowConfirmed: false });
      if (problem) return { type: 'refused', refusal: problem };
      const event = rescheduled(state, command.dates, context);
      return event ? happened(event) : refuse('wrong-status', { status: state.status });
    }
    case 'departure.cancel':
      return happened({ type: 'cancelled', reason: command.reason });
    case 'departure.retain':
      return happened({ type: 'retained', reason: command.reason });
    case 'departure.reopen':
      // What was thrown away before it was planned has nothing to go on with: it is begun anew.
      if (state.flow === null) return refuse('wrong-status', { status: state.status });
      if (isTaken(context.others)) return refuse('duplicate');
      return happened({
        type: 'reopened',
        reason: command.reason,
        // A click may have moved the cut-off since the plan was hashed: what is confirmed anew is the plan as it is now.
        ...(state.status === 'cancelled' && state.dates
          ? { planHash: planHashOf(state, state.dates.cutOff.at, context) }
          : {}),
        ...asideOf(context.others),
      });
    case 'departure.complete': {
      const open = openWork(state);
      if (open.tasks > 0 || open.actions > 0) return refuse('work-open', open);
      if (!cutOffPassed(state)) return refuse('not-confirmed-yet');
      if (!isLastLookWhole(state) || !isLastLookFresh(state, context.now))
        return refuse('systems-unresolved', { systems: systemsToLookAt(state) });
      return happened({ type: 'completed' });
    }
    case 'survey.answer': {
      const { survey } = state;
      if (!survey || survey.opensAt > context.now) return refuse('survey-not-open');
      if (survey.closesAt <= context.now) return refuse('survey-closed');
      if (isUnanswered(command.answers)) return refuse('survey-empty');
      return happened({ type: 'survey-answered', answers: command.answers });
    }
  }
}

/** What still stands between this departure and its completion. */
export function openWork(state: Departure): { tasks: number; actions: number } {
  return {
    tasks: state.tasks.filter(isTaskOpen).length,
    actions: state.revocations.filter(isOpen).length,
  };
}

/** Whether all that was to be cut was done, or was given up, and every system was looked at once more. */
export function cutOffPassed(state: Departure): boolean {
  return state.runEndedAt !== null;
}

/** Systems whose last look is missing or did not tell everything, for people to read. */
function systemsToLookAt(state: Departure): string {
  const missing = unresolvedOf(state);
  return (missing.length > 0 ? missing : state.systems).map(({ systemLabel }) => systemLabel).join(', ');
}

/** What new dates would move; also shown before they are applied. Null for a departure without a plan. */
export function rescheduled(
  state: Departure,
  dates: Dates,
  context: Pick<DecideContext, 'now' | 'calendar' | 'digest'>,
): (DepartureEvent & { type: 'rescheduled' }) | null {
  const { flow } = state;
  if (!flow) return null;
  const plan = planContextOf(state, dates, context);
  const tasks = state.tasks.filter(isTaskOpen).flatMap((task) => {
    const rule = timingRuleOf(task, flow);
    const dueAt = task.nature === 'handover' ? followingDueAt(state, task, plan) : undefined;
    if (!rule || dueAt === null) return [];
    const timing = timingOf(rule, plan, dueAt);
    // What was handed over stays handed over, and what has no start of its own keeps the one it got when it was planned.
    const startsAt = task.status === 'waiting' && rule.starts ? timing.startsAt : task.startsAt;
    if (timing.dueAt === task.dueAt && startsAt === task.startsAt) return [];
    return [{ taskId: task.id, ...timing, startsAt, reminded: 0 }];
  });
  return {
    type: 'rescheduled',
    dates,
    planHash: planHashOf(state, dates.cutOff.at, context),
    tasks,
    ...farewellAndSurvey(flow, plan),
  };
}

/** What the flow says about when a task begins and is due; undefined for access to give back, which hangs on no date. */
function timingRuleOf({ nature, flowStepId }: Task, flow: Flow): Flow['handovers'] | Flow['steps'][number] | undefined {
  switch (nature) {
    case 'step':
      return flow.steps.find(({ id }) => id === flowStepId);
    case 'handover':
      return flow.handovers;
    case 'equipment':
      return flow.equipment;
    case 'credential':
      return flow.credentials;
    case 'restore':
      return undefined;
  }
}

/** When a handover is due under new dates; null when a person chose its day, which then stays. */
function followingDueAt({ flow, dates, leaver }: Departure, { dueAt }: Task, plan: PlanContext): Instant | null {
  if (!flow || !dates) return null;
  const counting = countingFor({ leaver }, plan);
  const day = localDate(dueAt, dates.cutOff.zone);
  if (!isProposedHandoverDay(day, flow, dates, counting)) return null;
  return handoverDueAt(proposedHandoverDay(flow, plan.dates, counting), plan.zone);
}

function planHashOf(
  { leaver, flow, revocations, kept }: Departure,
  cutOff: Instant,
  { digest }: Pick<DecideContext, 'digest'>,
): string {
  const actions = revocations.map(({ action }) => action);
  return digest(planText({ leaverId: leaver.id, cutOff, mode: flow?.cutOff.mode ?? 'scheduled', actions, kept }));
}
