import { atOnce, type Instant, latest } from '../calendar/time.ts';
import { undoEndsAt } from '../calendar/undo.ts';
import type { Departure } from '../departure.ts';
import { planContextOf } from '../flow/moment.ts';
import { beginsAfter, hasOwnClock, waitsOf } from '../flow/waits.ts';
import { isInsider, revealedAt } from '../people/visibility.ts';
import type { TimedContext, TimedEvent } from '../work.ts';
import { awaitsRelease } from './awaits-release.ts';
import { escalate } from './escalation.ts';
import { nextOwner } from './next-owner.ts';
import { remind } from './reminders.ts';
import { stepRuleOf, timingRuleOf } from './step-rule.ts';
import { isTaskOpen, settledAt, type Task } from './task.ts';
import { type Timing, timingFrom } from './timing.ts';
import { mayBeAskedFrom } from './who-hears.ts';

/** What time alone brings to tasks. */
export function timedTasks(state: Departure, context: TimedContext): TimedEvent[] {
  return state.tasks.flatMap((task) => timedTask(state, task, context));
}

function timedTask(state: Departure, task: Task, context: TimedContext): TimedEvent[] {
  if (!isTaskOpen(task) || (state.status !== 'active' && task.nature !== 'restore')) return [];
  const { id: taskId, assignee } = task;
  if (assignee !== null && context.leaving.has(assignee) && assignee !== state.leaver.id)
    return [
      {
        at: atOnce,
        why: 'start',
        event: {
          type: 'task-declined',
          taskId,
          by: assignee,
          reason: '',
          next: nextOwner(task, context.leaving, assignee),
        },
      },
    ];
  const past = pastCutOff(state, task);
  if (past) return past;
  if (task.status === 'waiting') return followsFrom(state, task) ?? offer(state, task, context);
  // Also what nobody has by then.
  const left = task.status === 'unassigned' ? followsFrom(state, task) : null;
  return left ?? [...remind(state, task, context), ...escalate(state, task, context)];
}

/**
 * What only prepares the end of access is of no use once that has begun, nor is the approval of what was not done:
 * nobody is to chase it. What was done is approved all the same.
 */
function pastCutOff(state: Departure, task: Task): TimedEvent[] | null {
  const step = state.flow?.steps.find(({ id }) => id === task.flowStepId);
  if (step?.until === undefined || state.runStartedAt === null) return null;
  if (state.tasks.some(({ id, status }) => id === task.approves && status === 'done')) return null;
  return [{ at: atOnce, why: 'continue', event: { type: 'task-skipped', taskId: task.id, reason: '' } }];
}

/** A task that is done only if another was: it is left out once that one is, and nobody can take that back any more. */
function followsFrom(state: Departure, task: Task): TimedEvent[] | null {
  const step = state.flow?.steps.find(({ id }) => id === task.flowStepId);
  if (!step || task.approves !== undefined) return null;
  for (const wait of waitsOf(step)) {
    if (wait.if !== 'done') continue;
    const others = waitedFor(state, task).filter(({ flowStepId }) => flowStepId === wait.step);
    const skipped = latest(others.flatMap((one) => one.skipped?.at ?? []));
    if (skipped === null || others.some(({ status }) => status !== 'skipped')) continue;
    const event = { type: 'task-skipped', taskId: task.id, reason: '' } as const;
    return [{ at: undoEndsAt(skipped), why: 'continue', event }];
  }
  return null;
}

function waitedFor({ tasks }: Departure, { after }: Task): readonly Task[] {
  return tasks.filter(({ id }) => after.includes(id));
}

function offer(state: Departure, task: Task, context: TimedContext): TimedEvent[] {
  if (task.assignee === null || waitedFor(state, task).some(isTaskOpen) || awaitsRelease(state, task)) return [];
  const to = offeredTo(state, task);
  const reveal = isInsider(state, to) ? atOnce : revealedAt(state);
  const told = mayBeAskedFrom(state, { ...task, assignee: to });
  if (reveal === null || told === null) return [];
  const { begins, times } = timesOnceSettled(state, task, context) ?? timesOnceTold(state, task, { told, context });
  const at = latest([reveal, told, begins ?? atOnce, task.startsAt]) ?? task.startsAt;
  return [
    {
      at,
      why: 'start',
      event: {
        type: 'task-offered',
        taskId: task.id,
        to,
        ...(times && { times: times(at > context.now ? at : context.now) }),
      },
    },
  ];
}

/** When a task may begin, and the times that it then has; null where they are those of its plan. */
interface Beginning {
  begins: Instant | null;
  times: ((begins: Instant) => Timing) | null;
}

/** Whoever may be asked only after the task began by its plan has as long as anybody whose turn comes late. */
function timesOnceTold(
  state: Departure,
  task: Task,
  { told, context }: { told: Instant; context: TimedContext },
): Beginning {
  const { flow, dates } = state;
  const rule = flow && timingRuleOf(task, flow);
  if (!rule || !dates || told <= task.startsAt) return { begins: null, times: null };
  const plan = planContextOf(state, dates, context);
  return { begins: null, times: (begins) => timingFrom(rule, begins, task.dueAt, plan) };
}

/** When a task may begin because others are settled; null for one that hangs on dates alone. */
function timesOnceSettled(state: Departure, task: Task, context: TimedContext): Beginning | null {
  const { flow, dates } = state;
  const rule = flow && stepRuleOf(flow, task);
  if (!rule || !dates || !hasOwnClock(rule)) return null;
  const plan = planContextOf(state, dates, context);
  const settled = (stepId: string) =>
    latest(
      waitedFor(state, task)
        .filter(({ flowStepId }) => flowStepId === stepId)
        .flatMap((one) => settledAt(one) ?? []),
    );
  return {
    begins: beginsAfter(rule, settled, plan),
    times: (begins) => timingFrom(rule, begins, task.dueAt, plan),
  };
}

/** Whoever did the step, or approved it already, is not asked to approve it while somebody else can. */
function offeredTo(state: Departure, task: Task): string {
  const { assignee, candidates, approves } = task;
  if (approves === undefined) return assignee ?? '';
  const had = state.tasks
    .filter((one) => one.id !== task.id && (one.id === approves || one.approves === approves))
    .flatMap((one) => one.done?.by ?? (one.approves === approves ? (one.assignee ?? []) : []));
  const all = [...(assignee === null ? [] : [assignee]), ...candidates];
  return all.find((one) => !had.includes(one)) ?? assignee ?? '';
}
