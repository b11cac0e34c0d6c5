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

/** An action that was proven gone was read again on a later day. */
export function recheck(state: Departure, command: Recheck, { now }: DecideContext): Outcome {
  const { actionId, day, result, reason, evidence } = command;
  const one = state.revocations.find(({ action }) => action.id === actionId);
  if (isStopped(state) || one?.status !== 'verified' || one.rechecked.includes(day)) return refuse('stale');
  const checked: DepartureEvent = {
    type: 'revocation-rechecked',
    actionId,
    day,
    result,
    ...(result === 'unknown' && reason !== undefined && { reason }),
    ...(result === 'unknown' && isGivenUp(one.unchecked, now) && { givenUp: true }),
    evidence,
  };
  const alarms = uncheckedAlarms(state, [checked], { accounts: [one.action], now });
  if (result !== 'back') return happened<DepartureEvent>(checked, ...alarms);
  return happened<DepartureEvent>(
    checked,
    ...alarms,
    raise(state, 'residual-access', actionId),
    ...reopening(state, true),
  );
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
