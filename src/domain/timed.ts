import { isConfirmed, runDueAt } from './access/approval.ts';
import { uncovered } from './access/coverage.ts';
import { completesAt, isLastLookFresh, isLastLookWhole, isLookedOver } from './access/look-due.ts';
import { isOpen } from './access/revocation.ts';
import { type Alarm, alarms, clearsByItself } from './alerts/alarms.ts';
import { outsideQuietHours } from './calendar/business-days.ts';
import { isPunctual } from './calendar/lateness.ts';
import { atOnce, type Instant } from './calendar/time.ts';
import type { DecideContext } from './decide.ts';
import type { Departure } from './departure.ts';
import type { DepartureEvent } from './event.ts';
import { isInsider, revealedAt } from './people/visibility.ts';
import { awaitsRelease } from './tasks/awaits-release.ts';
import { nextOwner } from './tasks/decide.ts';
import { isTaskActive, isTaskOpen, type Task } from './tasks/task.ts';

export type TimedContext = Pick<DecideContext, 'now' | 'calendar' | 'leaving'>;

/** Something that happens by itself at an instant. */
export interface Timed {
  at: Instant;
  why: 'start' | 'reminder' | 'escalate' | 'expire' | 'cut-off' | 'survey' | 'continue';
  event: DepartureEvent;
}

/** Everything that time alone will bring, with its instant; what has come is decided by `tick`, the rest says when to wake. */
export function timed(state: Departure, context: TimedContext): readonly Timed[] {
  const tasks = state.tasks.flatMap((task) => timedTask(state, task, context));
  // What a look of a later day finds, or cannot tell, rings also when all is done.
  if (state.status === 'completed') return [...tasks, ...timedAlerts(state, context), ...timedReopening(state)];
  // Access that is to be given back after a departure was stopped, and that nobody has.
  if (state.status !== 'active') return [...tasks, ...timedAlerts(state, context)];
  return [
    ...tasks,
    ...timedConfirmations(state),
    ...timedAlerts(state, context),
    ...timedAccess(state, context),
    ...timedEnd(state, context),
  ];
}

function timedTask(state: Departure, task: Task, context: TimedContext): Timed[] {
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
  if (task.status === 'waiting') return offer(state, task);
  return [...remind(state, task, context), ...escalate(state, task, context)];
}

function offer(state: Departure, task: Task): Timed[] {
  const { assignee } = task;
  const waits = state.tasks.some((one) => task.after.includes(one.id) && isTaskOpen(one));
  if (assignee === null || waits || awaitsRelease(state, task)) return [];
  const reveal = isInsider(state, assignee) ? atOnce : revealedAt(state);
  if (reveal === null) return [];
  const at = reveal > task.startsAt ? reveal : task.startsAt;
  return [{ at, why: 'start', event: { type: 'task-offered', taskId: task.id, to: assignee } }];
}

function remind(state: Departure, task: Task, { now, calendar }: TimedContext): Timed[] {
  const next = task.reminders[task.reminded];
  if (next === undefined || !isTaskActive(task) || task.assignee === null) return [];
  const at = inNudgeHours(next, task.assignee, { state, now, calendar });
  // After a pause only the latest rung is sent: one nudge, never a volley.
  const rung = Math.max(task.reminders.filter((one) => one <= now).length, task.reminded + 1);
  const dueAt = nudgeHour(task.reminders[rung - 1] ?? next, task.assignee, { state, calendar });
  const late = !isPunctual(dueAt, now);
  return [{ at, why: 'reminder', event: { type: 'task-reminded', taskId: task.id, rung, late } }];
}

function escalate(state: Departure, task: Task, { now, calendar }: TimedContext): Timed[] {
  const [first] = task.escalateTo;
  if (task.escalateAt === null || task.escalatedAt !== null || first === undefined) return [];
  const at = inNudgeHours(task.escalateAt, first, { state, now, calendar });
  const late = !isPunctual(nudgeHour(task.escalateAt, first, { state, calendar }), now);
  const event = { type: 'task-escalated', taskId: task.id, to: task.escalateTo, late } as const;
  return [{ at, why: 'escalate', event }];
}

function inNudgeHours(
  at: Instant,
  reader: string,
  { state, now, calendar }: { state: Departure } & Pick<TimedContext, 'now' | 'calendar'>,
): Instant {
  // Its hour came while nobody could send it: it is due now, unless now is the reader's evening.
  return nudgeHour(at > now ? at : now, reader, { state, calendar });
}

/** When the reader may be nudged first, from that instant on; what comes later than this is late. */
function nudgeHour(
  at: Instant,
  reader: string,
  { state, calendar }: { state: Departure } & Pick<TimedContext, 'calendar'>,
): Instant {
  return outsideQuietHours(at, state.people[reader] ?? state.leaver, calendar);
}

/** A confirmation that runs out before the run is gone; in the run only one of what appeared since, and not yet covered, can. */
function timedConfirmations(state: Departure): Timed[] {
  if (state.runStartedAt !== null && uncovered(state).length === 0) return [];
  return state.confirmations
    .filter(({ planHash }) => state.runStartedAt === null || planHash === state.planHash)
    .map(({ by, expiresAt }) => ({ at: expiresAt, why: 'expire', event: { type: 'confirmation-expired', by } }));
}

function timedAlerts(state: Departure, context: TimedContext): Timed[] {
  const standing = alarms(state, context);
  const up = state.alerts.filter((alert) => alert.clearedAt === null);
  const same = (a: Pick<Alarm, 'kind' | 'subject'>, b: Pick<Alarm, 'kind' | 'subject'>) =>
    a.kind === b.kind && a.subject === b.subject;
  const raised = standing
    .filter((alarm) => !up.some((alert) => same(alarm, alert)))
    .map(({ kind, subject, at }): Timed => {
      const alertId = `${kind}-${state.alerts.length + 1}-${subject}`;
      return { at, why: 'escalate', event: { type: 'alert-raised', alertId, kind, subject } };
    });
  const cleared = up
    .filter((alert) => clearsByItself(alert.kind, state) && !standing.some((alarm) => same(alarm, alert)))
    .map((alert): Timed => ({ at: atOnce, why: 'continue', event: { type: 'alert-cleared', alertId: alert.id } }));
  // One at a time, so that each alert gets an id of its own; the earliest, so that none waits behind one that is yet to come.
  const [first] = raised.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [...(first ? [first] : []), ...cleared];
}

function timedAccess(state: Departure, context: TimedContext): Timed[] {
  const waivers = exceptionsThatEnd(state).map(
    ({ at, actionId }): Timed => ({ at, why: 'expire', event: { type: 'waiver-expired', actionId } }),
  );
  return [...waivers, ...timedRun(state, context)];
}

/** An exception lets a departure complete until it ends: then what it left open is open work again. */
function timedReopening(state: Departure): Timed[] {
  const [first] = exceptionsThatEnd(state).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return first === undefined ? [] : [{ at: first.at, why: 'expire', event: { type: 'reopened', reason: '' } }];
}

function exceptionsThatEnd({ revocations }: Departure): { at: Instant; actionId: string }[] {
  return revocations.flatMap(({ status, waiver, action }) =>
    status === 'waived' && waiver?.until ? [{ at: waiver.until, actionId: action.id }] : [],
  );
}

/** The confirmed run begins at its time, and ends when everything rests and every system was looked at once more. */
function timedRun(state: Departure, { now }: TimedContext): Timed[] {
  const { runStartedAt, runEndedAt } = state;
  const dueAt = runDueAt(state);
  if (dueAt === null || runEndedAt !== null) return [];
  // Also where everything was handed to people: that it is open from now on is told only of a run.
  const begins = runStartedAt === null && state.revocations.some(isOpen);
  if (begins && isConfirmed(state, now > dueAt ? now : dueAt))
    return [{ at: dueAt, why: 'cut-off', event: { type: 'run-began' } }];
  return isLookedOver(state) ? [{ at: dueAt, why: 'continue', event: { type: 'run-ended' } }] : [];
}

function timedEnd(state: Departure, { now }: TimedContext): Timed[] {
  const at = completesAt(state);
  if (at === null || !isLastLookWhole(state)) return [];
  // Where the look is too old by then, another one is due first.
  if (!isLastLookFresh(state, at > now ? at : now)) return [];
  return [{ at, why: 'continue', event: { type: 'completed' } }];
}
