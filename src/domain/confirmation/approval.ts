import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { heldBackBy } from '../systems/asked-system.ts';
import type { Confirmation } from './confirmation.ts';

/** Confirmations that count now: of the present plan, not expired, not by somebody who may not. */
export function validConfirmations(departure: Departure, now: Instant): readonly Confirmation[] {
  return departure.confirmations.filter(
    (one) =>
      one.planHash === departure.planHash &&
      one.expiresAt > now &&
      one.by !== departure.requester &&
      one.by !== departure.leaver.id,
  );
}

export interface Quorum {
  role: Confirmation['role'];
  needed: number;
  given: readonly Confirmation[];
}

/** What the flow asks for and how far it is met; each person counts once. */
export function quorum(departure: Departure, now: Instant): readonly Quorum[] {
  const valid = validConfirmations(departure, now);
  return (departure.flow?.confirmation.confirmers ?? []).map(({ role, count }) => ({
    role,
    needed: count,
    given: valid.filter((one) => one.role === role),
  }));
}

/**
 * Whether the run may begin: every role's quorum is met for exactly the present plan, and no system is missing from it
 * but what IT goes on without.
 * Once begun, it stays confirmed: what expires is the permission to begin.
 */
export function isConfirmed(departure: Departure, now: Instant): boolean {
  if (departure.runStartedAt !== null) return true;
  return isPresentPlanConfirmed(departure, now) && heldBackBy(departure).length === 0;
}

/**
 * Whether the quorum is met for exactly the present plan, also when the run has begun: what appeared in it asks for
 * confirmations anew.
 */
export function isPresentPlanConfirmed(departure: Departure, now: Instant): boolean {
  const asked = quorum(departure, now);
  return asked.length > 0 && asked.every(({ needed, given }) => given.length >= needed);
}
