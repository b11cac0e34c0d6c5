import { isOpen, isProven, type Revocation } from '../actions/revocation.ts';
import { day, hour, type Instant, minute, plus } from '../calendar/time.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { waitsForHold } from '../hold/held.ts';
import type { AskedSystem } from '../systems/asked-system.ts';
import { isOfNameAlone } from '../systems/look.ts';
import { isTaskOpen } from '../tasks/task.ts';

/**
 * For how long an account is touched on the word of a look. What has waited longer, such as for the account to be
 * closed, is looked at first.
 */
const freshFor = 3 * minute;

/**
 * Whether the accounts of a system are known well enough to call it now: looked at since the run was due, and not long
 * ago.
 */
export function isResolved(state: Departure, system: string, now: Instant): boolean {
  const resolvedAt = state.systems.find((one) => one.system === system)?.resolvedAt ?? null;
  const dueAt = runDueAt(state);
  return resolvedAt !== null && dueAt !== null && resolvedAt >= dueAt && plus(resolvedAt, freshFor) > now;
}

/**
 * When a system must be looked at before what is due there from `at` on is done; null while that waits for a person.
 */
export function lookBefore(state: Departure, system: string, at: Instant): Instant | null {
  const known = state.systems.find((one) => one.system === system);
  if (!known || known.failures === 0) return at;
  // Who is certain there does not wait for whose a name is.
  if (known.problem !== null && isOfNameAlone(known.problem)) return at;
  // One that was given up is asked again for what becomes due later.
  if (known.notBefore === null) return known.triedAt < at ? at : null;
  return known.notBefore > at ? known.notBefore : at;
}

/** Nothing more will happen to it by itself. */
export function isAtRest({ status, notBefore }: Revocation): boolean {
  switch (status) {
    case 'planned':
    case 'running':
      return false;
    case 'accepted':
    case 'failed':
      return notBefore === null;
    case 'verified':
    case 'manual':
    case 'waived':
      return true;
  }
}

/**
 * Since when every action rests, or waits for a legal hold to be lifted; null while one does not, or before the
 * cut-off. What was ended by hand before the run rests from its cut-off on.
 */
function atRestSince(state: Departure): Instant | null {
  const dueAt = runDueAt(state);
  if (dueAt === null || state.revocations.some((one) => !isAtRest(one) && !waitsForHold(state, one))) return null;
  if (state.runStartedAt === null && state.revocations.some(isOpen)) return null;
  const ends = state.revocations.flatMap(({ endedAt }) => endedAt ?? []);
  return [dueAt, state.runStartedAt ?? dueAt, ...ends].reduce((a, b) => (a > b ? a : b));
}

/** Whether a person's word that it was done by hand is still to be compared with what the system shows. */
export function isUnchecked({ systems }: Departure, revocation: Revocation): boolean {
  const asked = systems.find(({ system }) => system === revocation.action.system);
  if (!isProven(revocation) || asked === undefined) return false;
  const { lookedRev, triedRev } = asked;
  return (lookedRev ?? -1) < revocation.endedRev && !(isGivenUp(asked) && triedRev >= revocation.endedRev);
}

/** A person's word is compared at once, whatever else still runs: until then nobody knows more than they said. */
function wordsToCheck(state: Departure): readonly { system: string; at: Instant }[] {
  const since = new Map<string, Instant>();
  for (const one of state.revocations) {
    const { system } = one.action;
    const at = one.endedAt;
    if (at !== null && isUnchecked(state, one) && at > (since.get(system) ?? '')) since.set(system, at);
  }
  return [...since].flatMap(([system, from]) => {
    const at = lookBefore(state, system, from);
    return at === null ? [] : [{ system, at }];
  });
}

/**
 * Looks that are due where a person says that something was done, once everything rests, and on later days; each system
 * by itself.
 */
export function looksDue(state: Departure, now: Instant): readonly { system: string; at: Instant }[] {
  if (state.status !== 'active' && state.status !== 'completed') return [];
  const first = state.runStartedAt === null ? [] : [...wordsToCheck(state), ...leftOutOf(state, state.runStartedAt)];
  const others = looksAtRest(state, now).filter(({ system }) => first.every((one) => one.system !== system));
  return [...first, ...others];
}

/**
 * What the run began without is asked at once, whatever else still runs: nobody knows yet what is open there. What was
 * planned there before it fell silent has a look of its own.
 */
function leftOutOf(state: Departure, from: Instant): readonly { system: string; at: Instant }[] {
  const { systems, revocations } = state;
  return systems.flatMap((one) => {
    const { system, problem, setAside, triedAt } = one;
    if (problem === null || setAside === undefined || revocations.some(({ action }) => action.system === system))
      return [];
    const at = triedAt < from ? from : (one.notBefore ?? askedOnceMore(state, one));
    return at === null ? [] : [{ system, at }];
  });
}

/** Looks that are due once everything rests, and on later days. */
function looksAtRest(state: Departure, now: Instant): readonly { system: string; at: Instant }[] {
  const since = atRestSince(state);
  if (since === null) return [];
  const day = latestDay(state, now);
  // Where the cut-off was put off after all had ended, the next look is the one at the new cut-off.
  const from = day !== null && (state.status === 'completed' || day > since) ? day : since;
  return state.systems.flatMap((one) => {
    const done = isDone(state, one, day);
    const due = done
      ? [nextDay(state, now), lookAtEnd(state, one), askedOnceMore(state, one)]
      : [lookBefore(state, one.system, from)];
    const [at] = due.filter((each) => each !== null).sort();
    return at === undefined ? [] : [{ system: one.system, at }];
  });
}

/**
 * How soon a system that was given up because it did not answer is asked again by itself, and for how long; people were
 * told of it meanwhile.
 */
const askAgainAfter = 6 * hour;
const askAgainDays = 7;

function askedOnceMore({ runStartedAt }: Departure, asked: AskedSystem): Instant | null {
  const { problem, failingSince, triedAt } = asked;
  if (!isGivenUp(asked) || problem?.kind !== 'unreachable' || failingSince === null) return null;
  // What the run began without was silent before.
  const since = runStartedAt !== null && runStartedAt > failingSince ? runStartedAt : failingSince;
  const at = plus(triedAt, askAgainAfter);
  return at <= plus(since, askAgainDays * day) ? at : null;
}

/**
 * How old a look may be on whose word a departure completes: tasks may end weeks after the run, and access may be back
 * by then.
 */
const freshAtEnd = day;

/** Whether every system was looked at lately enough for the departure to complete on that. */
export function isLastLookFresh({ systems }: Departure, now: Instant): boolean {
  return systems.every(({ lookedAt }) => lookedAt !== null && plus(lookedAt, freshAtEnd) >= now);
}

/**
 * When a departure of which nothing is open completes by itself; null while something is open, or before the run has
 * ended.
 */
export function completesAt(state: Departure): Instant | null {
  const { farewellAt, survey, runEndedAt } = state;
  const dueAt = runDueAt(state);
  if (state.status !== 'active' || runEndedAt === null || dueAt === null) return null;
  if (state.tasks.some(isTaskOpen) || state.revocations.some(isOpen)) return null;
  const at = [dueAt, farewellAt, survey ? (survey.answeredAt ?? survey.closesAt) : null].filter((one) => one !== null);
  return at.reduce((a, b) => (a > b ? a : b));
}

/** The look that a departure completes on, where the latest is too old by then. */
function lookAtEnd(state: Departure, { system, lookedAt }: AskedSystem): Instant | null {
  const end = completesAt(state);
  if (end === null || lookedAt === null) return null;
  const stale = plus(lookedAt, freshAtEnd + 1);
  return lookBefore(state, system, stale > end ? stale : end);
}

/**
 * Whether the system was looked at, or given up, since the latest change of any action, and since the latest day on
 * which it is to be.
 */
function isDone(state: Departure, asked: AskedSystem, day: Instant | null): boolean {
  const { lookedAt, triedAt } = asked;
  const sinceDay = (at: Instant | null) => day === null || (at !== null && at >= day);
  if (isGivenUp(asked)) return sinceDay(triedAt) && (state.status === 'completed' || hasTriedAll(state, asked));
  return sinceDay(lookedAt) && (state.status === 'completed' || hasSeenAll(state, asked));
}

/** It told not everything, and waits for a person. */
function isGivenUp({ problem, notBefore }: AskedSystem): boolean {
  return problem !== null && notBefore === null;
}

/** Whether its latest whole look began after every change of an action, and not before the cut-off. */
function hasSeenAll(state: Departure, { lookedAt, lookedRev }: AskedSystem): boolean {
  return lookedRev !== null && lookedRev >= state.accessRev && isSinceCutOff(state, lookedAt);
}

/** Whether its latest look, which did not tell everything, did the same. */
function hasTriedAll(state: Departure, asked: AskedSystem): boolean {
  return isGivenUp(asked) && asked.triedRev >= state.accessRev && isSinceCutOff(state, asked.triedAt);
}

function isSinceCutOff(state: Departure, at: Instant | null): boolean {
  const dueAt = runDueAt(state);
  return at !== null && dueAt !== null && at >= dueAt;
}

/** Whether every system was looked at, or was given up, since everything rests. */
export function isLookedOver(state: Departure): boolean {
  return atRestSince(state) !== null && state.systems.every((one) => hasSeenAll(state, one) || hasTriedAll(state, one));
}

/**
 * Whether the last look told everything of every system, since everything rests; only then is nothing left that nobody
 * knows of.
 */
export function isLastLookWhole(state: Departure): boolean {
  return atRestSince(state) !== null && state.systems.every((one) => one.problem === null && hasSeenAll(state, one));
}

function days({ runFirstEndedAt, flow }: Departure): readonly Instant[] {
  if (runFirstEndedAt === null || !flow) return [];
  return flow.recheckDays.toSorted((a, b) => a - b).map((count) => plus(runFirstEndedAt, count * day));
}

function latestDay(state: Departure, now: Instant): Instant | null {
  return days(state).findLast((at) => at <= now) ?? null;
}

function nextDay(state: Departure, now: Instant): Instant | null {
  return days(state).find((at) => at > now) ?? null;
}
