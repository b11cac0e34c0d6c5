import type { LeaverAccount } from '../actions/leaver-account.ts';
import { newRevocation } from '../actions/new-revocation.ts';
import type { Instant } from '../calendar/time.ts';
import { accountOf } from '../confirmation/coverage.ts';
import type { Departure } from '../departure.ts';
import { replannedRevocations } from '../plan/replanned-revocations.ts';
import type { PlannedAction } from '../systems/action.ts';
import { type AskedSystem, failuresSoFar } from '../systems/asked-system.ts';
import { type SystemLook, toldAccounts } from '../systems/look.ts';
import { tenantAdopted } from './adopt-tenant.ts';
import type { LookEvent } from './events.ts';

/** Systems were looked at. */
export function evolveLooks(state: Departure, event: LookEvent, at: Instant): Departure {
  switch (event.type) {
    case 'plan-changed':
      return planChanged(state, event, at);
    case 'looked':
      return afterLook(state, event, at);
    case 'tenant-adopted':
      return tenantAdopted({ ...state, accessRev: state.accessRev + 1 }, event);
    case 'system-set-aside':
      return {
        ...state,
        systems: state.systems.map((one) =>
          one.system === event.system ? { ...one, setAside: { by: event.by, at } } : one,
        ),
      };
  }
}

function planChanged(state: Departure, event: LookEvent & { type: 'plan-changed' }, at: Instant): Departure {
  const before = new Set(state.revocations.map((one) => one.action.id));
  const revocations = replannedRevocations(state, event.actions);
  const after = new Set(revocations.map((one) => one.action.id));
  return {
    ...state,
    accounts: plannedAccounts(state, event),
    systems: event.looks.map((look) =>
      askedSystem(
        state.systems.find(({ system }) => system === look.system),
        look,
        null,
      ),
    ),
    kept: event.kept,
    revocations,
    planHash: event.planHash,
    // What is new in the plan has not run.
    runEndedAt: null,
    planChange: {
      at,
      added: [...after].filter((id) => !before.has(id)),
      removed: [...before].filter((id) => !after.has(id)),
      cutOffMoved: false,
    },
  };
}

/** How a system stands once it was looked at. */
export function askedSystem(before: AskedSystem | undefined, look: SystemLook, retryAt: Instant | null): AskedSystem {
  const { system, systemLabel, asked, problem, at } = look;
  const told = toldAccounts(problem);
  const notes = told ? look.notes : before?.notes;
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
    ...(notes !== undefined && { notes }),
    failingSince: problem === null ? null : (before?.failingSince ?? at),
    triedAt: at,
    triedRev: look.accessRev,
    // It was left out because it was silent: once it told everything, that ends.
    ...(problem !== null && before?.setAside && { setAside: before.setAside }),
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
  const rest = before
    .filter(({ system, id }) => !seen.some((one) => one.system === system && one.id === id))
    .map((account): LeaverAccount => {
      const look = looks.find(({ system, problem }) => system === account.system && toldAccounts(problem));
      return look ? { ...account, missingSince: account.missingSince ?? look.at } : account;
    });
  // What was known keeps its place.
  const place = new Map(before.map(({ system, id }, index) => [`${system} ${id}`, index]));
  const placeOf = ({ system, id }: LeaverAccount) => place.get(`${system} ${id}`) ?? before.length;
  return [...seen, ...rest].toSorted((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Before the run: the accounts of a new plan. Those in which something is planned stay, found or not, and so do those
 * in which a person has taken something on already: that is bound by the confirmation, and proven, like the rest.
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
function afterLook(state: Departure, event: LookEvent & { type: 'looked' }, at: Instant): Departure {
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
