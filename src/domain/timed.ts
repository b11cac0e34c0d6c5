import { isConfirmed, runDueAt } from './approval.ts';
import { addBusinessDays, outsideQuietHours } from './calendar.ts';
import type { DecideContext } from './decide.ts';
import { cutOffPassed, openWork } from './decide-lifecycle.ts';
import { nextOwner } from './decide-task.ts';
import type { Departure } from './departure.ts';
import type { DepartureEvent } from './event.ts';
import { isPunctual } from './lateness.ts';
import { awaitsSecondPerson } from './proof.ts';
import { awaitsRelease } from './release.ts';
import { isOpen } from './revocation.ts';
import { isTaskActive, isTaskOpen, type Task } from './task.ts';
import { atOnce, hour, type Instant, instantOf, localDate, localTime, plus } from './time.ts';
import { isInsider, revealedAt } from './visibility.ts';

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
  if (state.status !== 'active') return tasks;
  return [
    ...tasks,
    ...timedConfirmations(state),
    ...timedAlerts(state, context),
    ...timedAccess(state),
    ...timedEnd(state),
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

function timedConfirmations(state: Departure): Timed[] {
  if (state.runStartedAt !== null) return [];
  return state.confirmations.map(({ by, expiresAt }) => ({
    at: expiresAt,
    why: 'expire',
    event: { type: 'confirmation-expired', by },
  }));
}

type Alarm = { kind: Departure['alerts'][number]['kind']; subject: string; at: Instant };

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
    .filter((alert) => clears(alert.kind, state) && !standing.some((alarm) => same(alarm, alert)))
    .map((alert): Timed => ({ at: atOnce, why: 'continue', event: { type: 'alert-cleared', alertId: alert.id } }));
  // One at a time, so that each alert gets an id of its own; the earliest, so that none waits behind one that is yet to come.
  const [first] = raised.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [...(first ? [first] : []), ...cleared];
}

/** What should be on somebody's alarm list, from when on. */
function alarms(state: Departure, context: TimedContext): Alarm[] {
  const found: Alarm[] = [];
  const { dates, flow } = state;
  const { now } = context;
  if (dates && flow?.cutOff.mode === 'scheduled' && state.revocations.some(isOpen) && !isConfirmed(state, now)) {
    const { at } = dates.cutOff;
    // Two alarms, because only a new message rings: one while there is time, one when there is none left.
    if (now < at) found.push({ kind: 'cut-off-unconfirmed', subject: 'soon', at: warnBefore(at, state, context) });
    found.push({ kind: 'cut-off-unconfirmed', subject: 'cut-off', at });
  }
  for (const task of state.tasks)
    if (task.status === 'unassigned') found.push({ kind: 'unassigned', subject: task.id, at: atOnce });
  for (const one of state.revocations)
    if (awaitsSecondPerson(one)) found.push({ kind: 'proof-waits', subject: one.action.id, at: atOnce });
  for (const { system } of state.unresolved) found.push({ kind: 'plan-unresolved', subject: system, at: atOnce });
  return found;
}

/** Two business days before the cut-off there is still time to read and confirm. Who planned later than that gets a day before anybody is alarmed. */
function warnBefore(cutOff: Instant, { createdAt, leaver }: Departure, { calendar }: TimedContext): Instant {
  const { timeZone, country } = leaver;
  const day = addBusinessDays(localDate(cutOff, timeZone), -2, country, calendar);
  const early = instantOf(day, localTime(cutOff, timeZone), timeZone);
  const afterADay = plus(createdAt, 24 * hour);
  const at = outsideQuietHours(early > afterADay ? early : afterADay, leaver, calendar);
  return at < cutOff ? at : cutOff;
}

/** Residual access and activity stay up until the action they are about has ended well again. */
function clears(kind: Alarm['kind'], state: Departure): boolean {
  switch (kind) {
    case 'residual-access':
    case 'activity':
      return openWork(state).actions === 0;
    case 'cut-off-unconfirmed':
    case 'unassigned':
    case 'plan-unresolved':
    case 'proof-waits':
      return true;
  }
}

function timedAccess(state: Departure): Timed[] {
  const waivers = state.revocations.flatMap((one): Timed[] =>
    one.status === 'waived' && one.waiver?.until
      ? [{ at: one.waiver.until, why: 'expire', event: { type: 'waiver-expired', actionId: one.action.id } }]
      : [],
  );
  if (state.runEndedAt !== null || state.revocations.some((one) => !isAtRest(one))) return waivers;
  // Where people ended every action by hand before the run, nothing is left to begin; it is over at its time.
  const nothingLeft = state.revocations.length > 0 && !state.revocations.some(isOpen);
  const at = state.runStartedAt !== null ? atOnce : nothingLeft ? runDueAt(state) : null;
  return at === null ? waivers : [...waivers, { at, why: 'continue', event: { type: 'run-ended' } }];
}

/** Nothing more will happen to it by itself. */
function isAtRest({ status, notBefore }: Departure['revocations'][number]): boolean {
  switch (status) {
    case 'planned':
    case 'running':
      return false;
    case 'accepted':
    case 'failed':
      return notBefore === null;
    case 'verified':
    case 'manual':
    case 'waived':
      return true;
  }
}

function timedEnd(state: Departure): Timed[] {
  const open = openWork(state);
  const cutOff = runDueAt(state);
  if (open.tasks > 0 || open.actions > 0 || state.unresolved.length > 0 || !cutOffPassed(state) || cutOff === null)
    return [];
  const { survey, farewellAt } = state;
  const at = [cutOff, farewellAt, survey ? (survey.answeredAt ?? survey.closesAt) : null].filter((one) => one !== null);
  return [{ at: at.reduce((a, b) => (a > b ? a : b)), why: 'continue', event: { type: 'completed' } }];
}
