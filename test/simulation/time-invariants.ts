import type { AlertKind } from '../../src/domain/alerts/alert.ts';
import { noHolidays, outsideQuietHours } from '../../src/domain/calendar/business-days.ts';
import { type Instant, minute, plus } from '../../src/domain/calendar/time.ts';
import { type Departure, departureSchema } from '../../src/domain/departure.ts';
import { entrySchema } from '../../src/domain/journal/entry.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { unresolvedOf } from '../../src/domain/systems/asked-system.ts';
import { isTaskActive, type Task } from '../../src/domain/tasks/task.ts';
import { each } from './access-invariants.ts';
import { type DepartureHistory, type History, when } from './history.ts';
import { isFinal } from './hold-invariants.ts';
import { restless } from './world.ts';

const grace = 5 * minute;

function nudgeAt(at: Instant, person: string | null, state: Departure): Instant {
  return outsideQuietHours(at, (person && state.people[person]) || state.leaver, noHolidays);
}

/** What is done late counts as late: an auditor must see it, whether a process was down or a person slow. */
export function lateIsSaid(history: History): string[] {
  return each(history, function* (departure) {
    for (const { entry, before } of when(departure, 'revocation-recorded')) {
      const due = before.flow?.cutOff.mode === 'released' ? before.released?.at : before.dates?.cutOff.at;
      const late = due !== undefined && entry.at > plus(due, grace);
      if (entry.event.late !== late) yield `${entry.event.actionId} at ${entry.at} says late: ${entry.event.late}`;
    }
    for (const { entry, before } of when(departure, 'task-completed', 'task-reminded', 'task-escalated')) {
      const { event } = entry;
      const task = before.tasks.find(({ id }) => id === event.taskId);
      const due = task ? dueOf(event, task, before) : null;
      const late = due !== null && entry.at > plus(due, grace);
      if (event.late !== late)
        yield `${event.type} of ${event.taskId} at ${entry.at}, due ${due}, says late: ${event.late}`;
    }
  });
}

function dueOf(
  event: { type: 'task-completed' } | { type: 'task-reminded'; rung: number } | { type: 'task-escalated' },
  task: Task,
  state: Departure,
): Instant | null {
  switch (event.type) {
    case 'task-completed':
      return task.dueAt;
    case 'task-reminded': {
      const at = task.reminders[event.rung - 1];
      return at ? nudgeAt(at, task.assignee, state) : null;
    }
    case 'task-escalated':
      return task.escalateAt ? nudgeAt(task.escalateAt, task.escalateTo[0] ?? null, state) : null;
  }
}

/**
 * Lost jobs, crashes and jumps of the clock may delay what was due, never drop it: some hours after the last trouble
 * nothing is left undone.
 */
export function everyDueInstantIsActedOn(history: History): string[] {
  const { calm } = history.recording;
  if (!calm) return [];
  const lately = plus(calm.at, -10 * minute);
  return calm.states
    .filter(({ status }) => status === 'active')
    .flatMap((state) => {
      const departure = history.departures.find(({ id }) => id === state.id);
      const found = departure
        ? [...overdueTasks(state, departure, { lately, calmSince: calm.since }), ...overdueAccess(state, lately)]
        : [];
      return found.map((what) => `${state.id}: at ${calm.at} ${what}`);
    });
}

function* overdueTasks(
  state: Departure,
  departure: DepartureHistory,
  { lately, calmSince }: { lately: Instant; calmSince: Instant },
): Iterable<string> {
  const { flow, dates, released } = state;
  if (!flow || !dates) return;
  const nothingToEnd = state.revocations.length + unresolvedOf(state).length === 0;
  const ends = state.revocations.flatMap(({ status, proof, endedAt }) => {
    const isEnded = status === 'verified' || (status === 'manual' && proof !== null && proof.second !== null);
    return isEnded && endedAt !== null && endedAt >= (state.runStartedAt ?? '9') ? endedAt : [];
  });
  // Of no revocation at all, nothing was waived: what could not be read may still be there.
  const waived =
    state.runFirstEndedAt !== null &&
    state.revocations.length > 0 &&
    state.revocations.every(({ status }) => status === 'waived');
  const ended =
    ends.sort()[0] ?? (waived ? state.runFirstEndedAt : null) ?? (nothingToEnd ? dates.cutOff.at : undefined);
  const revealed = !flow.confidential || (flow.cutOff.mode === 'released' ? released?.at : ended);
  for (const task of state.tasks) {
    const waits = state.tasks.some(
      (one) => task.after.includes(one.id) && one.status !== 'done' && one.status !== 'skipped',
    );
    // What begins at a cut-off that is released by a click waits for the click.
    const step = flow.steps.find(({ id }) => id === task.flowStepId);
    const beforeClick = flow.cutOff.mode === 'released' && released === null && step?.starts?.from === 'cut-off';
    const known = revealed === true || (typeof revealed === 'string' && revealed < lately);
    if (task.status === 'waiting' && task.assignee && task.startsAt < lately && known && !waits && !beforeClick)
      yield `${task.id} was never handed to ${task.assignee}`;
    if (!isTaskActive(task)) continue;
    // Its clock starts anew with whatever changed it last, and with the end of an outage.
    const since = departure.moments.findLast(({ entry: { event } }) => {
      if (event.type === 'rescheduled') return event.tasks.some(({ taskId }) => taskId === task.id);
      return 'taskId' in event && event.taskId === task.id;
    })?.entry.at;
    const from = (at: Instant) => [at, since ?? at, calmSince].reduce((a, b) => (a > b ? a : b));
    const next = task.reminders[task.reminded];
    if (next && nudgeAt(from(next), task.assignee, state) < lately)
      yield `${task.assignee} was not reminded of ${task.id}`;
    const [first] = task.escalateTo;
    const { escalateAt, escalatedAt } = task;
    if (first && escalateAt && !escalatedAt && nudgeAt(from(escalateAt), first, state) < lately)
      yield `${task.id} was not escalated`;
  }
}

function* overdueAccess(state: Departure, lately: Instant): Iterable<string> {
  const { flow, dates, released, runStartedAt } = state;
  for (const { expiresAt, by } of state.confirmations)
    if (runStartedAt === null && expiresAt < lately) yield `the confirmation of ${by} has expired and stands`;
  if (runStartedAt === null) {
    const due = flow?.cutOff.mode === 'released' ? released?.at : dates?.cutOff.at;
    const valid = state.confirmations.filter((one) => one.planHash === state.planHash);
    const met = flow?.confirmation.confirmers.every(
      ({ role, count }) => valid.filter((one) => one.role === role).length >= count,
    );
    const ready =
      met && unresolvedOf(state).length === 0 && state.revocations.some(({ status }) => status === 'planned');
    if (ready && due && due < lately && valid.every(({ at }) => at < lately) && !waitsForRelease(state, lately))
      yield 'the run was never begun';
    return;
  }
  for (const { action, status, notBefore, lease } of state.revocations) {
    if (status === 'running' || (status === 'planned' && !waitsForSomebody(state, action)))
      yield `${action.id} is still ${status}`;
    if (notBefore && notBefore < lately && !waitsForSomebody(state, action))
      yield `${action.id} was to be looked at again at ${notBefore}`;
    if (lease && lease.until < lately) yield `${action.id} is held by a lease that is over`;
  }
}

/**
 * Whether a person must decide first: to lift a legal hold; or an alarm is up that says what is theirs there, or
 * whether what appeared is cut too.
 */
function waitsForSomebody({ alerts, systems, accounts, holds = [] }: Departure, action: PlannedAction): boolean {
  if (holds.length > 0 && isFinal(action)) return true;
  const up = (kind: AlertKind) => alerts.filter((alert) => alert.kind === kind && alert.clearedAt === null);
  const asked = systems.find(({ system }) => system === action.system);
  if (asked?.problem && asked.notBefore === null)
    return up('plan-unresolved').some(({ subject }) => subject === action.system);
  const account = accounts.find(({ system, id }) => system === action.system && id === action.accountId);
  const agreed = account?.covered.some(
    ({ stage, effect }) => stage === action.stage && (effect === action.effect || effect === 'destructive'),
  );
  return agreed !== true && up('appeared').length > 0;
}

/**
 * The audit trail is complete by construction, or it is nothing: the journal alone gives the stored state, without a
 * gap, and both can be read again.
 */
export function journalReplays(history: History): string[] {
  return each(history, function* ({ moments, stored, replayed }) {
    const { version: _, ...kept } = stored;
    const { version: __, ...again } = replayed;
    if (JSON.stringify(kept) !== JSON.stringify(again)) yield 'the journal replays to something else than was stored';
    for (const [index, { entry }] of moments.entries()) {
      if (entry.seq !== index + 1) yield `entry ${index + 1} has the number ${entry.seq}`;
      if (!entrySchema.safeParse(entry).success)
        yield `entry ${entry.seq} (${entry.event.type}) could not be read again`;
    }
    if (stored.entries !== moments.length) yield `${stored.entries} entries are said to be ${moments.length}`;
    const parsed = departureSchema.safeParse(stored);
    if (!parsed.success) yield `the stored state could not be read again: ${parsed.error.message}`;
  });
}

/** A pass that never ends burns a processor and posts in circles. */
export function comesToRest({ recording }: History): string[] {
  return recording.errors.filter((line) => line.includes(restless));
}

/**
 * From every state somebody who may, or an instant that comes, leads on to an end; a departure nobody can finish is a
 * person nobody can let go.
 */
export function nobodyIsStuck({ recording }: History): string[] {
  return recording.stuck;
}

/** A brake holds it, and fewer than two people have let it go for a while: that somebody knows is another invariant. */
function waitsForRelease(
  { brake, brakeReleases = [], planHash, requester, leaver }: Departure,
  lately: Instant,
): boolean {
  if (brake === undefined) return false;
  const given = brakeReleases.filter((one) => one.planHash === planHash && one.at < lately && one.expiresAt > lately);
  const people = new Set(given.map(({ by }) => by).filter((by) => by !== requester && by !== leaver.id));
  return people.size < 2;
}
