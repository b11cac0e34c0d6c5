import { entrances } from '../actions/order.ts';
import { repeated } from '../actions/repeated.ts';
import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { evolve } from '../evolve.ts';
import { happened, refuse } from '../refusal.ts';
import type { AccountUse } from '../systems/account.ts';
import type { RunReport } from './commands.ts';
import { isGivenUp, uncheckedAlarm } from './unchecked.ts';

type Recheck = RunReport & { type: 'recheck.record' };
type Watch = RunReport & { type: 'watch.record' };

/**
 * Actions of one account that were proven gone were read again on a later day: one entry for all that still are, and
 * one for each of the others.
 */
export function recheck(state: Departure, { system, accountId, checks }: Recheck, { now }: DecideContext): Outcome {
  if (isStopped(state)) return refuse('stale');
  const current = checks.filter(({ actionId, day }) => {
    const one = state.revocations.find(({ action }) => action.id === actionId);
    return one?.status === 'verified' && !one.rechecked.includes(day);
  });
  if (current.length === 0) return refuse('stale');
  const gone = current.flatMap(({ actionId, day, result, evidence }) =>
    result === 'gone' ? { actionId, day, evidence } : [],
  );
  const others = current.filter(({ result }) => result !== 'gone').map((check) => rechecked(state, check, now));
  const checked: DepartureEvent[] = [
    ...(gone.length > 0 ? [{ type: 'account-rechecked' as const, system, accountId, checked: gone }] : []),
    ...others,
  ];
  const alarms = uncheckedAlarms(state, checked, { accounts: [{ system, accountId }], now });
  const rung = alarms.filter(({ type }) => type === 'alert-raised').length;
  const back = current.filter(({ result }) => result === 'back');
  return happened<DepartureEvent>(
    ...checked,
    ...alarms,
    ...back.map(({ actionId }, index) => raise(state, 'residual-access', actionId, rung + index)),
    ...reopening(state, back.length > 0),
  );
}

function rechecked(
  { revocations }: Departure,
  { actionId, day, result, reason, evidence }: Recheck['checks'][number],
  now: string,
): DepartureEvent {
  const before = revocations.find(({ action }) => action.id === actionId)?.unchecked;
  const unknown = result === 'unknown';
  return {
    type: 'revocation-rechecked',
    actionId,
    day,
    result,
    ...(unknown && reason !== undefined && { reason }),
    ...(unknown && isGivenUp(before, now) && { givenUp: true }),
    evidence,
  };
}

/** Each account by itself; the events before count, so that no two alarms have one id. */
function uncheckedAlarms(
  state: Departure,
  before: readonly DepartureEvent[],
  { accounts, now }: { accounts: readonly { system: string; accountId: string }[]; now: string },
): DepartureEvent[] {
  const apply = (from: Departure, event: DepartureEvent) => evolve(from, { at: now, by: 'system', event });
  let after = before.reduce(apply, state);
  return accounts.flatMap((account) => {
    const events = uncheckedAlarm(after, account, now);
    after = events.reduce(apply, after);
    return events;
  });
}

/** Accounts were looked at for use after the cut-off. */
export function watch(state: Departure, { uses }: Watch, { now }: DecideContext): Outcome {
  if (isStopped(state)) return refuse('stale');
  const hits = uses.filter((use) => isUseAfterwards(state, use));
  const read: DepartureEvent[] = [
    { type: 'watched', uses },
    ...hits.flatMap((hit, index) => activity(state, hit, index)),
  ];
  return happened(
    ...read,
    ...uncheckedAlarms(state, read, { accounts: uses, now }),
    ...reopening(state, hits.length > 0),
  );
}

/** The person stays, or the departure was called off: what was asked before that says nothing against it any more. */
function isStopped({ status }: Departure): boolean {
  return status === 'cancelled' || status === 'retained';
}

/**
 * Whether the account was used since it was closed, in the vendor's event time, and nobody was told of it yet. However
 * late the report comes.
 */
function isUseAfterwards({ accounts }: Departure, { system, accountId, usedAt }: AccountUse): boolean {
  const account = accounts.find((one) => one.system === system && one.id === accountId);
  if (!account || usedAt === null || account.watchedFrom === null) return false;
  return usedAt > account.watchedFrom && (account.usedUntil === null || usedAt > account.usedUntil);
}

/**
 * An account that was used after it was cut: every way in is closed again, and the alarm stays until a person has
 * looked.
 */
function activity(state: Departure, use: AccountUse, index: number): DepartureEvent[] {
  const again = entrances(state, use).filter(({ status }) => status === 'verified' || status === 'accepted');
  return [...repeated(again, 'used'), raise(state, 'activity', `${use.system}/${use.accountId}`, index)];
}

function raise(
  state: Departure,
  kind: 'residual-access' | 'activity',
  subject: string,
  index = 0,
): DepartureEvent & { type: 'alert-raised' } {
  return { type: 'alert-raised', alertId: `${kind}-${state.alerts.length + 1 + index}-${subject}`, kind, subject };
}

function reopening(state: Departure, needed: boolean): DepartureEvent[] {
  return needed && state.status === 'completed' ? [{ type: 'reopened', reason: '' }] : [];
}
