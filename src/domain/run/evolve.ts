import type { LeaverAccount } from '../actions/leaver-account.ts';
import { isEntrance } from '../actions/order.ts';
import type { Revocation } from '../actions/revocation.ts';
import { toldOnceEnded } from '../actions/told.ts';
import type { Allowance } from '../brake/brake.ts';
import { type Instant, minute, plus } from '../calendar/time.ts';
import { coveringAll } from '../confirmation/coverage.ts';
import type { Departure } from '../departure.ts';
import type { RunEvent } from './events.ts';

/** The run as a whole, and the watch after it. */
export function evolveRun(state: Departure, event: RunEvent, at: Instant): Departure {
  switch (event.type) {
    case 'run-began':
      return begun(state, at, event.allowance);
    case 'run-ended':
      return toldOnceEnded(runEnded(state, at), at);
    case 'watched':
      return watched(state, event, at);
  }
}

/** The confirmed run begins: its accounts are bound to what was confirmed of them. */
function begun(before: Departure, at: Instant, allowance: Allowance | undefined): Departure {
  const { brake: _, brakeReleases: __, ...state } = before;
  return {
    ...state,
    ...(allowance && { allowance }),
    runStartedAt: at,
    accessRev: state.accessRev + 1,
    accounts: coveringAll(state),
    // What is called is called on the word of a look of this run.
    systems: state.systems.map((one) => ({ ...one, resolvedAt: null })),
  };
}

/** The run has ended: use from here on is an alarm, once what was issued before has run out. */
function runEnded(state: Departure, at: Instant): Departure {
  return {
    ...state,
    runEndedAt: at,
    runFirstEndedAt: state.runFirstEndedAt ?? at,
    accounts: state.accounts.map((account) => ({
      ...account,
      watchedFrom: account.watchedFrom ?? closedAt(state, account),
    })),
  };
}

/**
 * When the ways into the account were closed, with the residual window of what was issued before; of an account that
 * has none, when all of it had ended. Null for one that was never closed, or never was to be.
 */
function closedAt({ flow, revocations }: Departure, { system, id }: LeaverAccount): Instant | null {
  const own = revocations.filter(({ action }) => action.system === system && action.accountId === id);
  // Who moves, or keeps the sign-in by an exception, goes on using the account.
  const isKept = own.some(({ action, status }) => action.stage === 'disable' && status === 'waived');
  if (isKept || flow?.access === 'old-role') return null;
  return lastEnd(own.filter(isEntrance)) ?? lastEnd(own);
}

function lastEnd(revocations: readonly Revocation[]): Instant | null {
  const ends = revocations.flatMap(({ status, endedAt, residualUntil, action }) => {
    if (status === 'waived' || endedAt === null) return [];
    return residualUntil ?? plus(endedAt, action.residualMinutes * minute);
  });
  return ends.length === 0 ? null : ends.reduce((a, b) => (a > b ? a : b));
}

/** How far each account's use is known. A read that failed moves nothing. */
function watched(state: Departure, event: RunEvent & { type: 'watched' }, at: Instant): Departure {
  const uses = new Map(event.uses.map((use) => [`${use.system} ${use.accountId}`, use]));
  return {
    ...state,
    accounts: state.accounts.map((account) => {
      const use = uses.get(`${account.system} ${account.id}`);
      if (!use) return account;
      const asked = { ...account, useAskedAt: at };
      if (!use.told)
        return {
          ...asked,
          unchecked: { since: account.unchecked?.since ?? at, reason: use.reason ?? 'unavailable:' },
        };
      const { usedAt } = use;
      const isAlarm = usedAt !== null && account.watchedFrom !== null && usedAt > account.watchedFrom;
      const usedUntil =
        isAlarm && (account.usedUntil === null || usedAt > account.usedUntil) ? usedAt : account.usedUntil;
      return { ...asked, useReadAt: at, usedUntil, unchecked: undefined };
    }),
  };
}
