import type { Revocation } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { revealedAt } from '../people/visibility.ts';
import { onTheirOwn } from '../people/wave-membership.ts';
import { isTaskOpen, type Task } from '../tasks/task.ts';

/**
 * A departure goes on. One that was completed is opened because access came back, was used, or an exception ended: its
 * confirmed plan still stands. One that was cancelled begins anew: its confirmations are gone, what was cut may have
 * been given back, and its tasks were put aside with it.
 */
export function reopened({ brakeReleases: _, ...state }: Departure, at: Instant): Departure {
  const told = state.flow?.confidential ? revealedAt(state) : null;
  const known = told !== null && told <= at ? { toldAt: told } : {};
  // A run that has begun tells of itself anyway.
  const alone = state.status === 'cancelled' || state.runStartedAt === null ? onTheirOwn(state, at) : {};
  const active = { ...state, ...known, ...alone, status: 'active' as const, ended: null };
  if (state.status !== 'cancelled') return active;
  return {
    ...active,
    // The click was for the meeting of that day.
    released: null,
    runStartedAt: null,
    runEndedAt: null,
    runFirstEndedAt: null,
    accounts: state.accounts.map((account) => ({ ...account, covered: [], watchedFrom: null })),
    // Whether to go on without a system is decided anew, too.
    systems: state.systems.map(({ setAside: _, ...one }) => ({
      ...one,
      resolvedAt: null,
      lookedAt: null,
      lookedRev: null,
    })),
    tasks: state.tasks.map((task) => resumed(task, state, at)),
    revocations: state.revocations.map(begunAnew),
  };
}

function resumed(task: Task, { ended }: Departure, at: Instant): Task {
  if (task.nature === 'restore')
    return isTaskOpen(task)
      ? { ...task, status: 'skipped', rev: task.rev + 1, skipped: { by: null, reason: '', at } }
      : task;
  const putAside =
    task.skipped !== null && task.skipped.at === ended?.at && task.skipped.reason === (ended.reason ?? '');
  if (!putAside) return task;
  return { ...task, status: task.assignee === null ? 'unassigned' : 'waiting', rev: task.rev + 1, skipped: null };
}

/** Nothing that was proven before counts: it is read back first, and cut only where it came back. */
function begunAnew(one: Revocation): Revocation {
  if (one.status === 'planned' || one.status === 'waived') return one;
  return {
    ...one,
    status: 'planned',
    rev: one.rev + 1,
    // What is still under way was asked for before, and its result is not this run's.
    lease: null,
    // Sessions are proven by the instant of their call, and that one was made before the account may have been given
    // back.
    mustReadBack: !one.action.manual && one.attempts > 0 && one.action.stage !== 'sessions',
    readBacks: 0,
    attemptsBefore: one.attempts,
    startedAt: null,
    notBefore: null,
    failure: null,
    endedAt: null,
    residualUntil: null,
    handed: null,
    proof: null,
    rechecked: [],
  };
}
