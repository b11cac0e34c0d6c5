import type { Dates } from '../calendar/dates.ts';
import { atOnce, type Instant, latest, localDate } from '../calendar/time.ts';
import type { DecideContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { countingFor } from '../flow/dates-follow.ts';
import type { Flow } from '../flow/flow.ts';
import { type PlanContext, planContextOf } from '../flow/moment.ts';
import { beginsAfter, hasOwnClock } from '../flow/waits.ts';
import { planHashOf } from '../plan/plan-hash.ts';
import { isProposedHandoverDay, proposedHandoverDay } from '../tasks/handover-day.ts';
import { handoverDueAt } from '../tasks/plan-tasks.ts';
import { stepRuleOf, timingRuleOf } from '../tasks/step-rule.ts';
import { isTaskOpen, settledAt, type Task } from '../tasks/task.ts';
import { knownFrom, timingOf } from '../tasks/timing.ts';
import { farewellAndSurvey } from './farewell-and-survey.ts';

/** What new dates would move; also shown before they are applied. Null for a departure without a plan. */
export function rescheduled(
  state: Departure,
  dates: Dates,
  context: Pick<DecideContext, 'now' | 'calendar' | 'digest'>,
): (DepartureEvent & { type: 'rescheduled' }) | null {
  const { flow } = state;
  if (!flow) return null;
  const plan = planContextOf(state, dates, context);
  const begins = expectedBegins(state, flow, plan);
  const tasks = state.tasks.filter(isTaskOpen).flatMap((task) => {
    const rule = timingRuleOf(task, flow);
    const known = knownFrom(flow, state, { person: task.assignee, cutOff: dates.cutOff.at });
    const follows = task.nature === 'handover' ? followingDueAt(state, task, plan) : undefined;
    // A day that a person chose stays, unless nobody may know of the task by then.
    if (!rule || (follows === null && known === null)) return [];
    // What counts from its own beginning hangs on no date once it has begun.
    if (task.status !== 'waiting' && rule.due.from === 'start') return [];
    const dueAt = follows === null ? task.dueAt : follows;
    const timing = timingOf(rule, plan, { dueAt, knownFrom: known, begins: begins(task) });
    // What was handed over stays handed over, and what has no start of its own keeps the one it got when it was
    // planned.
    const moves = task.status === 'waiting' && (rule.starts !== undefined || known !== null);
    const startsAt = moves ? timing.startsAt : task.startsAt;
    if (timing.dueAt === task.dueAt && startsAt === task.startsAt) return [];
    return [{ taskId: task.id, ...timing, startsAt, reminded: 0 }];
  });
  return {
    type: 'rescheduled',
    dates,
    planHash: planHashOf(state, dates.cutOff.at, context),
    tasks,
    ...farewellAndSurvey(flow, plan, { hears: state.draft.hears, before: state.farewellAt }),
  };
}

/**
 * When a task whose times follow from others begins: what is under way has begun, and what is open is expected to be
 * settled when it is due by then.
 */
function expectedBegins(state: Departure, flow: Flow, plan: PlanContext): (task: Task) => Instant | null {
  const dueOf = (task: Task): Instant => {
    const rule = timingRuleOf(task, flow);
    return rule ? timingOf(rule, plan, { begins: beginsOf(task) }).dueAt : task.dueAt;
  };
  const beginsOf = (task: Task): Instant | null => {
    const rule = stepRuleOf(flow, task);
    if (!rule || !hasOwnClock(rule)) return null;
    if (task.status !== 'waiting') return task.startsAt;
    const before = state.tasks.filter(({ id }) => task.after.includes(id));
    const settled = (stepId: string) =>
      latest(before.filter((one) => one.flowStepId === stepId).map((one) => settledAt(one) ?? dueOf(one)));
    return beginsAfter(rule, settled, plan);
  };
  return beginsOf;
}

/** Whether the flow begins a task at the cut-off or later, or has it done by then or later. */
export function followsCutOff(state: Departure, taskId: string): boolean {
  const { flow, tasks } = state;
  const task = tasks.find(({ id }) => id === taskId);
  const rule = flow && task && timingRuleOf(task, flow);
  if (!rule) return false;
  // Whoever hears of it only then has nothing that could be ready before.
  if (knownFrom(flow, state, { person: task.assignee, cutOff: atOnce }) !== null) return true;
  return [rule.starts, rule.due].some((moment) => moment?.from === 'cut-off' && moment.offset >= 0);
}

/** When a handover is due under new dates; null when a person chose its day, which then stays. */
function followingDueAt({ flow, dates, leaver }: Departure, { dueAt }: Task, plan: PlanContext): Instant | null {
  if (!flow || !dates) return null;
  const counting = countingFor({ leaver }, plan);
  const day = localDate(dueAt, dates.cutOff.zone);
  if (!isProposedHandoverDay(day, flow, dates, counting)) return null;
  return handoverDueAt(proposedHandoverDay(flow, plan.dates, counting), plan.zone);
}
