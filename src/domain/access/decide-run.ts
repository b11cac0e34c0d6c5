import { isPunctual } from '../calendar/lateness.ts';
import { audience, keyOf, leftUnanswered } from '../cards/audience.ts';
import type { AccountUse, SystemCommand } from '../command.ts';
import type { DecideContext, Outcome } from '../decide.ts';
import type { Departure, Post } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { evolve } from '../evolve.ts';
import { happened, refuse } from '../refusal.ts';
import { timed } from '../timed.ts';
import { runDueAt } from './approval.ts';
import { isCovered } from './coverage.ts';
import { decideLooks } from './decide-looks.ts';
import { isResolved } from './look-due.ts';
import { calledWhileOpen, entrances, waitsUntil } from './order.ts';
import type { Revocation } from './revocation.ts';
import { isGivenUp, uncheckedAlarm } from './unchecked.ts';

/** What the reconciler reports. A result is taken only from whoever holds the lease. */
export function decideSystem(state: Departure, command: SystemCommand, context: DecideContext): Outcome {
  const { now } = context;
  switch (command.type) {
    case 'tick':
      return happened(...tick(state, context));
    case 'revocation.intend':
      return intend(state, command, now);
    case 'revocation.record':
      return record(state, command, now);
    case 'look.record':
      return decideLooks(state, [command], context);
    case 'recheck.record':
      return recheck(state, command, context);
    case 'watch.record': {
      if (isStopped(state)) return refuse('stale');
      const hits = command.uses.filter((use) => isUseAfterwards(state, use));
      const read: DepartureEvent[] = [
        { type: 'watched', uses: command.uses },
        ...hits.flatMap((hit, index) => activity(state, hit, index)),
      ];
      return happened(
        ...read,
        ...uncheckedAlarms(state, read, { accounts: command.uses, now }),
        ...reopening(state, hits.length > 0),
      );
    }
    case 'post.intend': {
      const post = state.posts.find((one) => one.key === command.key);
      // Whoever looked before another process posted it, or failed to, comes too early.
      const until = post?.lease ?? post?.notBefore;
      if (post?.ref || (until && until > now)) return refuse('stale');
      // What it was about may have been settled since the card was drawn.
      const wanted = audience(state, now);
      const known = [...wanted, ...leftUnanswered(state, wanted)];
      if (!known.some((spec) => keyOf(spec) === command.key)) return refuse('stale');
      return happened({ type: 'post-intended', key: command.key, to: command.to, leaseUntil: command.leaseUntil });
    }
    case 'post.intend-updates': {
      const { leaseUntil } = command;
      const updates = command.updates.filter(({ key }) => state.posts.some((post) => post.key === key));
      return updates.length === 0 ? happened() : happened({ type: 'updates-intended', updates, leaseUntil });
    }
    case 'post.record': {
      const { key, to, ref } = command;
      const post = state.posts.find((one) => one.key === key);
      const hash = isAlone(post, command.hash) ? command.hash : '';
      return happened({ type: 'posted', key, to, ref, hash });
    }
    case 'post.fail': {
      const { key, to, retryAt, unreachable, gone } = command;
      return happened({ type: 'post-failed', key, to, retryAt, unreachable, gone });
    }
    case 'restored.record':
      return happened({ type: 'restored', takenAt: command.takenAt });
  }
}

/** Whether nobody else brought another version meanwhile: which of two came last only the platform knows, so it is brought again. */
function isAlone(post: Post | undefined, hash: string): boolean {
  if (!post?.ref) return true;
  const mine = post.intended?.find((one) => one.hash === hash);
  return mine ? !mine.contested : post.hash === hash;
}

function tick(state: Departure, context: DecideContext): DepartureEvent[] {
  const events = timed(state, context)
    .filter(({ at }) => at <= context.now)
    .map(({ event }) => event);
  // What else comes at the same instant may open something, so a departure completes only when nothing else does.
  const others = events.filter(({ type }) => type !== 'completed');
  return others.length > 0 ? others : events;
}

function intend(state: Departure, command: SystemCommand & { type: 'revocation.intend' }, now: string): Outcome {
  const one = state.revocations.find(({ action }) => action.id === command.actionId);
  if (!one) return refuse('not-found');
  if (one.lease && one.lease.until > now) return refuse('stale');
  if (command.mode === 'act') {
    const refusal = mayAct(state, one, now);
    if (refusal) return refusal;
  } else if (!awaitsReadBack(one)) return refuse('stale');
  return happened({
    type: 'revocation-intended',
    actionId: command.actionId,
    mode: command.mode,
    attempt: command.mode === 'act' ? one.attempts + 1 : one.attempts,
    leaseUntil: command.leaseUntil,
  });
}

/** Checked again at the moment of execution: status, confirmation, time, whose account it is, and that nothing unknown is repeated. */
function mayAct(state: Departure, one: Revocation, now: string): Outcome | null {
  const dueAt = runDueAt(state);
  if (state.status !== 'active') return refuse('wrong-status', { status: state.status });
  if (state.runStartedAt === null || dueAt === null || dueAt > now || !isCovered(state, one))
    return refuse('not-confirmed-yet');
  if ((one.status !== 'planned' && one.status !== 'failed') || one.mustReadBack) return refuse('stale');
  // Another process tried meanwhile, and the system asked for patience.
  if (one.notBefore !== null && one.notBefore > now) return refuse('stale');
  if (one.action.manual) return null;
  const held = waitsUntil(state, one);
  if (held !== null && held > now) return refuse('stale');
  return isResolved(state, one.action.system, now) ? null : refuse('stale');
}

/** Whether there is still something to read: a person may have decided, or another process may have read it, meanwhile. */
function awaitsReadBack({ status, mustReadBack }: Revocation): boolean {
  return (
    status === 'running' || status === 'accepted' || (mustReadBack && (status === 'planned' || status === 'failed'))
  );
}

/** A result is taken only from whoever holds the lease, and while it lasts: what comes later is found by a read-back. */
function record(state: Departure, command: SystemCommand & { type: 'revocation.record' }, now: string): Outcome {
  const { actionId, attempt, result } = command;
  const one = state.revocations.find(({ action }) => action.id === actionId);
  if (!one?.lease || one.attempts !== attempt || one.lease.until <= now) return refuse('stale');
  const dueAt = runDueAt(state);
  const late = dueAt !== null && !isPunctual(dueAt, now);
  const recorded: DepartureEvent = { type: 'revocation-recorded', actionId, attempt, result, late };
  const closes = one.action.stage === 'disable' && result.status === 'verified' && state.status === 'active';
  return happened(recorded, ...(closes ? repeated(calledWhileOpen(state, one), 'was-open') : []));
}

export function repeated(
  revocations: readonly Revocation[],
  because: (DepartureEvent & { type: 'revocation-repeated' })['because'],
): DepartureEvent[] {
  return revocations.map(({ action }) => ({ type: 'revocation-repeated', actionId: action.id, because }));
}

function recheck(
  state: Departure,
  command: SystemCommand & { type: 'recheck.record' },
  { now }: DecideContext,
): Outcome {
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

/** The person stays, or the departure was called off: what was asked before that says nothing against it any more. */
function isStopped({ status }: Departure): boolean {
  return status === 'cancelled' || status === 'retained';
}

/** Whether the account was used since it was closed, in the vendor's event time, and nobody was told of it yet. However late the report comes. */
function isUseAfterwards({ accounts }: Departure, { system, accountId, usedAt }: AccountUse): boolean {
  const account = accounts.find((one) => one.system === system && one.id === accountId);
  if (!account || usedAt === null || account.watchedFrom === null) return false;
  return usedAt > account.watchedFrom && (account.usedUntil === null || usedAt > account.usedUntil);
}

/** An account that was used after it was cut: every way in is closed again, and the alarm stays until a person has looked. */
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
