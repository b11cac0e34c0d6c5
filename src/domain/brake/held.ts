import { isEntrance } from '../actions/order.ts';
import { isOpen, type Revocation } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { isCovered } from '../confirmation/coverage.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { isHeld as isHeldByHr } from '../hr/proposal.ts';
import { isDestructive, isWipe } from '../systems/action.ts';
import type { Allowance } from './brake.ts';
import { isReleased } from './release.ts';

/**
 * From when on the confirmed run should be going although it has not begun; null where it has, or there is nothing to
 * end, or nobody has confirmed that, or HR says that the person is employed again.
 */
export function beginDueAt(state: Departure, now: Instant): Instant | null {
  const dueAt = runDueAt(state);
  if (state.status !== 'active' || dueAt === null || state.runStartedAt !== null || state.runEndedAt !== null)
    return null;
  if (isHeldByHr(state)) return null;
  // Also where everything was handed to people: that it is open from now on is told only of a run.
  if (!state.revocations.some(isOpen)) return null;
  return isConfirmed(state, now > dueAt ? now : dueAt) ? dueAt : null;
}

/** Whether the run should be going by now, and a brake holds it until two people release it. */
export function isHeld(state: Departure, now: Instant): boolean {
  if (state.brake === undefined || isReleased(state, now)) return false;
  return !isCalledOff(state, now);
}

/** Whether the run is not to begin by now, so that it is no reason to hold the others either. */
export function isCalledOff(state: Departure, now: Instant): boolean {
  const dueAt = beginDueAt(state, now);
  return dueAt === null || dueAt > now;
}

/** Whether the brake of the store is asked by now: the run is to begin, and is not held already. */
export function asksGate(state: Departure, now: Instant): boolean {
  return !isCalledOff(state, now) && !isHeld(state, now);
}

/** What the plan holds of each kind that has a cap: what a run may need, and what two people release together. */
export function wanted({ revocations }: Pick<Departure, 'revocations'>): Allowance {
  return {
    destructive: revocations.filter(({ action }) => isDestructive(action)).length,
    wipes: revocations.filter(({ action }) => isWipe(action)).length,
  };
}

/**
 * What is confirmed and due in a run that has begun, and beyond its allowance: no first call of it is made until two
 * people release it. The ways into an account come first in what is allowed, so that what is held leaves no door open
 * as long as the cap reaches. What was called once is never held: it is under way.
 */
export function heldCalls(state: Departure): readonly Revocation[] {
  const { allowance, runStartedAt, status } = state;
  if (allowance === undefined || runStartedAt === null || status !== 'active') return [];
  const wipes = beyond(state, ({ action }) => isWipe(action), allowance.wipes);
  const rest = beyond(state, (one) => isDestructive(one.action) && !wipes.includes(one), allowance.destructive);
  return [...wipes, ...rest];
}

/** Whether it is wipes that are held, of which the store may still have some to give today. */
export function lacksWipes(state: Departure): boolean {
  return heldCalls(state).some(({ action }) => isWipe(action));
}

function beyond(state: Departure, isOfKind: (one: Revocation) => boolean, most: number): readonly Revocation[] {
  const all = state.revocations.filter(isOfKind);
  if (all.length <= most) return [];
  const left = Math.max(0, most - all.filter((one) => wasCalled(state, one)).length);
  const waiting = all.filter((one) => isCallable(state, one) && isCovered(state, one));
  return [...waiting.filter(isEntrance), ...waiting.filter((one) => !isEntrance(one))].slice(left);
}

/** Not called yet in this run, and for Relais to call: what is read first may be gone already. */
function isCallable(state: Departure, one: Revocation): boolean {
  const { action, mustReadBack, status } = one;
  return !wasCalled(state, one) && !mustReadBack && !action.manual && (status === 'planned' || status === 'failed');
}

/** In this run: what was called before the departure was cancelled and begun anew is released, and counted, anew. */
function wasCalled({ runStartedAt }: Departure, { attempts, calledAt }: Revocation): boolean {
  return attempts > 0 && (calledAt === null || runStartedAt === null || calledAt >= runStartedAt);
}
