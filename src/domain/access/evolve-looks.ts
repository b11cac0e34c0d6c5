import { type Instant, minute, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { type AskedSystem, failuresSoFar, type SystemLook, toldAccounts } from '../systems/look.ts';
import { accountOf, coveringAll } from './coverage.ts';
import { newRevocation } from './evolve-revocation.ts';
import type { LeaverAccount, PlannedAction } from './revocation.ts';

/** How a system stands once it was looked at. */
export function askedSystem(before: AskedSystem | undefined, look: SystemLook, retryAt: Instant | null): AskedSystem {
  const { system, systemLabel, asked, problem, at } = look;
  const told = toldAccounts(problem);
  return {
    system,
    systemLabel,
    asked: asked.length > 0 ? asked : (before?.asked ?? []),
    tenant: look.tenant ?? before?.tenant ?? null,
    accounts: told ? look.accounts.length : (before?.accounts ?? 0),
    resolvedAt: told ? at : (before?.resolvedAt ?? null),
    ...(problem === null
      ? { lookedAt: at, lookedRev: look.accessRev }
      : { lookedAt: before?.lookedAt ?? null, lookedRev: before?.lookedRev ?? null }),
    failures: problem === null ? 0 : failuresSoFar(before) + 1,
    notBefore: problem === null ? null : retryAt,
    problem,
    failingSince: problem === null ? null : (before?.failingSince ?? at),
    triedAt: at,
    triedRev: look.accessRev,
  };
}

/** The accounts once a look is known: what it found as it is now, and what it did not find as it was. */
function accountsAfter(
  before: readonly LeaverAccount[],
  looks: readonly SystemLook[],
  { keepSnapshot }: { keepSnapshot: boolean },
): LeaverAccount[] {
  const found = looks.flatMap(({ at, accounts }) => accounts.map((one) => ({ at, ...one })));
  const seen = found.map(({ at, account, snapshot }): LeaverAccount => {
    const known = before.find(({ system, id }) => system === account.system && id === account.id);
    return {
      ...account,
      seenAt: at,
      // Another tenant's account of the same id is another account: nothing of it is confirmed.
      covered: known && known.tenant === account.tenant ? known.covered : [],
      snapshot: known?.snapshot ?? (keepSnapshot ? snapshot : null),
      watchedFrom: known?.watchedFrom ?? null,
      usedUntil: known?.usedUntil ?? null,
      useReadAt: known?.useReadAt ?? null,
      useAskedAt: known?.useAskedAt ?? null,
      ...(known?.unchecked && { unchecked: known.unchecked }),
    };
  });
  const rest = before.filter(({ system, id }) => !seen.some((one) => one.system === system && one.id === id));
  // What was known keeps its place.
  const place = new Map(before.map(({ system, id }, index) => [`${system} ${id}`, index]));
  const placeOf = ({ system, id }: LeaverAccount) => place.get(`${system} ${id}`) ?? before.length;
  return [...seen, ...rest].toSorted((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Before the run: the accounts of a new plan. Those in which something is planned stay, found or not, and so do those in which a person has
 * taken something on already: that is bound by the confirmation, and proven, like the rest.
 */
export function plannedAccounts(
  state: Departure,
  { looks, actions }: { looks: readonly SystemLook[]; actions: readonly PlannedAction[] },
): LeaverAccount[] {
  const silent = new Set(looks.filter(({ problem }) => problem !== null).map(({ system }) => system));
  const begun = state.revocations.filter(({ status }) => status !== 'planned').map(({ action }) => action);
  const bound = [...actions, ...begun];
  const isBound = (account: LeaverAccount) => bound.some((action) => accountOf([account], action) !== undefined);
  return accountsAfter(
    state.accounts.filter((account) => silent.has(account.system) || isBound(account)),
    looks,
    { keepSnapshot: false },
  );
}

/** A system was looked at during or after the run. */
export function afterLook(state: Departure, event: DepartureEvent & { type: 'looked' }, at: Instant): Departure {
  const { look, retryAt, appeared, planHash } = event;
  const index = state.systems.findIndex(({ system }) => system === look.system);
  const asked = askedSystem(state.systems[index], look, retryAt);
  return {
    ...state,
    systems: index === -1 ? [...state.systems, asked] : state.systems.with(index, asked),
    accounts: accountsAfter(state.accounts, [look], { keepSnapshot: true }),
    revocations: [...state.revocations, ...appeared.map((action) => newRevocation(action, at))],
    planHash,
    accessRev: appeared.length > 0 ? state.accessRev + 1 : state.accessRev,
    runEndedAt: appeared.length > 0 ? null : state.runEndedAt,
  };
}

/** The confirmed run begins: its accounts are bound to what was confirmed of them. */
export function begun(state: Departure, at: Instant): Departure {
  return {
    ...state,
    runStartedAt: at,
    accessRev: state.accessRev + 1,
    accounts: coveringAll(state),
    // What is called is called on the word of a look of this run.
    systems: state.systems.map((one) => ({ ...one, resolvedAt: null })),
  };
}

/** The run has ended: use from here on is an alarm, once what was issued before has run out. */
export function runEnded(state: Departure, at: Instant): Departure {
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

/** When the account was closed, with the residual window of what was issued before; null for one that was never closed, or never was to be. */
function closedAt({ flow, revocations }: Departure, { system, id }: LeaverAccount): Instant | null {
  const own = revocations.filter(({ action }) => action.system === system && action.accountId === id);
  // Who moves, or keeps the sign-in by an exception, goes on using the account.
  const isKept = own.some(({ action, status }) => action.stage === 'disable' && status === 'waived');
  if (isKept || flow?.access === 'old-role') return null;
  const ends = own.flatMap(({ status, endedAt, residualUntil, action }) => {
    if (status === 'waived' || endedAt === null) return [];
    return residualUntil ?? plus(endedAt, action.residualMinutes * minute);
  });
  return ends.length === 0 ? null : ends.reduce((a, b) => (a > b ? a : b));
}

/** How far each account's use is known. A read that failed moves nothing. */
export function watched(state: Departure, event: DepartureEvent & { type: 'watched' }, at: Instant): Departure {
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
