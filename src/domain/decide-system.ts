import { isConfirmed, runDueAt } from './approval.ts';
import { audience, keyOf, leftUnanswered } from './audience.ts';
import type { SystemCommand } from './command.ts';
import type { DecideContext, Outcome } from './decide.ts';
import type { Departure, Post } from './departure.ts';
import type { DepartureEvent } from './event.ts';
import { isPunctual } from './lateness.ts';
import { happened, refuse } from './refusal.ts';
import { timed } from './timed.ts';

/** What the reconciler reports. A result is taken only from whoever holds the lease. */
export function decideSystem(state: Departure, command: SystemCommand, context: DecideContext): Outcome {
  const { now } = context;
  switch (command.type) {
    case 'tick':
      return happened(...tick(state, context));
    case 'revocation.intend':
      return intend(state, command, now);
    case 'revocation.record': {
      const one = state.revocations.find(({ action }) => action.id === command.actionId);
      if (!one?.lease || one.attempts !== command.attempt) return refuse('stale');
      const dueAt = runDueAt(state);
      const late = dueAt !== null && !isPunctual(dueAt, now);
      return happened({
        type: 'revocation-recorded',
        actionId: command.actionId,
        attempt: command.attempt,
        result: command.result,
        late,
      });
    }
    case 'recheck.record':
      return recheck(state, command);
    case 'watch.record':
      return happened(
        { type: 'watched', hits: command.hits },
        ...command.hits.flatMap((hit) => activity(state, hit)),
        ...reopening(state, command.hits.length > 0),
      );
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
    // Checked again at the moment of execution: status, confirmation, time, and that nothing unknown is repeated.
    const dueAt = runDueAt(state);
    if (state.status !== 'active') return refuse('wrong-status', { status: state.status });
    if (!isConfirmed(state, now) || dueAt === null || dueAt > now) return refuse('not-confirmed-yet');
    if ((one.status !== 'planned' && one.status !== 'failed') || one.mustReadBack) return refuse('stale');
    // Another process tried meanwhile, and the system asked for patience.
    if (one.notBefore !== null && one.notBefore > now) return refuse('stale');
  }
  return happened({
    type: 'revocation-intended',
    actionId: command.actionId,
    mode: command.mode,
    attempt: command.mode === 'act' ? one.attempts + 1 : one.attempts,
    leaseUntil: command.leaseUntil,
    before: command.before,
  });
}

function recheck(state: Departure, command: SystemCommand & { type: 'recheck.record' }): Outcome {
  const { actionId, day, result, evidence } = command;
  const one = state.revocations.find(({ action }) => action.id === actionId);
  if (one?.status !== 'verified' || one.rechecked.includes(day)) return refuse('stale');
  const checked: DepartureEvent = { type: 'revocation-rechecked', actionId, day, result, evidence };
  if (result !== 'back') return happened(checked);
  return happened(checked, raise(state, 'residual-access', actionId), ...reopening(state, true));
}

/** An account that was used after it was cut is cut again, and somebody is told. */
function activity(state: Departure, hit: { system: string; accountId: string; seenAt: string }): DepartureEvent[] {
  const first = state.revocations.find(
    ({ action, status }) => action.system === hit.system && action.accountId === hit.accountId && status === 'verified',
  );
  const again: DepartureEvent[] = first
    ? [{ type: 'revocation-rechecked', actionId: first.action.id, day: 0, result: 'back', evidence: [] }]
    : [];
  return [...again, raise(state, 'activity', `${hit.system}/${hit.accountId}`)];
}

function raise(state: Departure, kind: 'residual-access' | 'activity', subject: string): DepartureEvent {
  return { type: 'alert-raised', alertId: `${kind}-${state.alerts.length + 1}-${subject}`, kind, subject };
}

function reopening(state: Departure, needed: boolean): DepartureEvent[] {
  return needed && state.status === 'completed' ? [{ type: 'reopened', reason: '' }] : [];
}
