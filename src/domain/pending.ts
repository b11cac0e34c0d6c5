import { isConfirmed, runDueAt } from './approval.ts';
import type { Departure } from './departure.ts';
import type { Revocation } from './revocation.ts';
import { isTaskOpen } from './task.ts';
import { atOnce, day, type Instant, plus } from './time.ts';
import { type Timed, type TimedContext, timed } from './timed.ts';

/** What the reconciler does. `tick`: let `decide` act on time alone. `refresh`: nothing but the cards changes. */
export type Work =
  | { type: 'tick' }
  | { type: 'refresh' }
  | { type: 'act'; actionId: string }
  | { type: 'read-back'; actionId: string }
  | { type: 'recheck'; actionId: string; day: number }
  | { type: 'watch' };

export interface Pending {
  at: Instant;
  why: Timed['why'] | 'verify' | 'retry' | 'post' | 'recheck';
  work: Work;
}

/** Everything that is due or will be, with its instant: what has come is to be done now, the earliest of the rest is when to wake. */
function pending(state: Departure, context: TimedContext): readonly Pending[] {
  return [
    ...timed(state, context).map(({ at, why }): Pending => ({ at, why, work: { type: 'tick' } })),
    ...revocationWork(state, context.now),
    ...afterwards(state),
    ...refreshes(state),
  ];
}

/** What should be true by now and is not. */
export function due(state: Departure, context: TimedContext): readonly Pending[] {
  return pending(state, context).filter(({ at }) => at <= context.now);
}

/** The next instant at which something becomes due by itself. */
export function nextWake(state: Departure, context: TimedContext): Pending | null {
  const later = pending(state, context).filter(({ at }) => at > context.now);
  return later.length === 0 ? null : later.reduce((a, b) => (a.at <= b.at ? a : b));
}

/** Systems run beside one another; within one account each action waits until the one before was answered. */
function revocationWork(state: Departure, now: Instant): Pending[] {
  const runAt = runDueAt(state);
  const inFlight = state.status !== 'active';
  const confirmed = isConfirmed(state, now);
  const mayBegin = !inFlight && runAt !== null && confirmed;
  const found: Pending[] = [];
  const blocked = new Set<string>();
  for (const one of state.revocations) {
    const chain = `${one.action.system}\n${one.action.accountId}`;
    const item = nextOf(one, {
      runAt,
      mayBegin: mayBegin && !blocked.has(chain),
      confirmed,
      stopped: inFlight,
    });
    if (item) found.push(item);
    if (one.status === 'planned' || one.status === 'running') blocked.add(chain);
  }
  return found;
}

function nextOf(
  one: Revocation,
  {
    runAt,
    mayBegin,
    confirmed,
    stopped,
  }: { runAt: Instant | null; mayBegin: boolean; confirmed: boolean; stopped: boolean },
): Pending | null {
  const { id: actionId } = one.action;
  const readBack = (at: Instant): Pending => ({ at, why: 'verify', work: { type: 'read-back', actionId } });
  switch (one.status) {
    case 'planned':
      if (!mayBegin || runAt === null) return null;
      return one.mustReadBack
        ? readBack(later(runAt, one.lease?.until))
        : { at: runAt, why: 'cut-off', work: { type: 'act', actionId } };
    case 'running':
      // An expired lease without a result is an unknown outcome: read before anything is repeated, even when the departure was stopped meanwhile.
      return readBack(later(one.notBefore ?? one.lease?.until ?? atOnce, one.lease?.until));
    case 'accepted':
      return one.notBefore === null ? null : readBack(later(one.notBefore, one.lease?.until));
    case 'failed': {
      if (one.notBefore === null || stopped) return null;
      const at = later(one.notBefore, one.lease?.until);
      if (one.mustReadBack) return readBack(at);
      // Who was opened again and put off may have failed before its new time.
      return confirmed && runAt !== null
        ? { at: later(runAt, at), why: 'retry', work: { type: 'act', actionId } }
        : null;
    }
    case 'verified':
    case 'manual':
    case 'waived':
      return null;
  }
}

function later(a: Instant, b: Instant | undefined): Instant {
  return b !== undefined && b > a ? b : a;
}

/** For how long accounts are looked at once a day for use after the cut-off. */
const watchDays = 30;

function afterwards(state: Departure): Pending[] {
  const { runEndedAt, flow } = state;
  if (!flow || (state.status !== 'active' && state.status !== 'completed')) return [];
  const rechecks = state.revocations.flatMap((one) => recheckOf(one, flow.recheckDays));
  if (runEndedAt === null) return rechecks;
  const nextWatch = plus(state.watchedAt ?? runEndedAt, day);
  const watching = state.accounts.length > 0 && nextWatch <= plus(runEndedAt, watchDays * day);
  return watching ? [...rechecks, { at: nextWatch, why: 'recheck', work: { type: 'watch' } }] : rechecks;
}

/** The next look at what was proven gone. Counted from its own proof: another action that is open again, and a run that ends anew, put nothing off. */
function recheckOf({ action, status, endedAt, notBefore, rechecked }: Revocation, days: readonly number[]): Pending[] {
  const next = days.filter((one) => !rechecked.includes(one)).toSorted((a, b) => a - b)[0];
  if (status !== 'verified' || endedAt === null || next === undefined) return [];
  const at = later(plus(endedAt, next * day), notBefore ?? undefined);
  return [{ at, why: 'recheck', work: { type: 'recheck', actionId: action.id, day: next } }];
}

/** Instants at which a card says something else although nothing happened, and at which a failed post is tried again. */
function refreshes(state: Departure): Pending[] {
  const cards = [
    // Late is what is not done a moment after it was due, whoever has it.
    ...state.tasks
      .filter(isTaskOpen)
      .flatMap((task) => [plus(task.dueAt, 1), task.escalatedAt === null ? task.escalateAt : null]),
    ...state.revocations.map((one) => one.residualUntil),
    // Also once it is over: whoever called it off before these instants has cards that still speak of them.
    ...(state.status === 'draft'
      ? []
      : [state.farewellAt, state.survey?.opensAt, state.survey?.closesAt, state.dates?.cutOff.at]),
  ];
  const posts = state.posts.flatMap((post) =>
    post.unreachable ? [] : [post.lease ?? post.notBefore, ...(post.intended ?? []).map(({ until }) => until)],
  );
  const refresh =
    (why: 'continue' | 'post') =>
    (at: Instant | null | undefined): Pending[] =>
      at ? [{ at, why, work: { type: 'refresh' } }] : [];
  return [...cards.flatMap(refresh('continue')), ...posts.flatMap(refresh('post'))];
}
