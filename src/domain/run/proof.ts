import type { Revocation } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { isCovered } from '../confirmation/coverage.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import type { Actor, PersonId } from '../people/people.ts';
import { type Refusal, refuse } from '../refusal.ts';

type PersonActor = Actor & { type: 'person' };

/**
 * Why this person may not say now that the action was done by hand; null when they may. A proof closes an action like a
 * read-back, so it counts no more than an exception: never by whoever asked for the departure, and not before the run
 * itself could have done it.
 */
export function whyNoProof(
  state: Departure,
  revocation: Revocation,
  { actor, now }: { actor: PersonActor; now: Instant },
): Refusal | null {
  if (actor.id === state.requester) return refuse('requester-cannot-confirm').refusal;
  if (state.runStartedAt !== null) return isCovered(state, revocation) ? null : refuse('not-confirmed-yet').refusal;
  if (!isConfirmed(state, now)) return refuse('not-confirmed-yet').refusal;
  const dueAt = runDueAt(state);
  return dueAt === null || dueAt > now ? refuse('too-early-to-prove').refusal : null;
}

/** Whether the flow wants a second person to accept what was done by hand in this action's system. */
export function needsSecondPerson({ flow }: Departure, { action }: Revocation): boolean {
  return flow?.confirmation.secondPersonTiers.includes(action.tier) ?? false;
}

/** Done by hand, and nobody else has looked yet: the action is still open. */
export function awaitsSecondPerson({ status, proof }: Revocation): boolean {
  return status === 'manual' && proof !== null && proof.second === null;
}

/**
 * Why this person may not accept the proof; null when they may. Whoever wrote it never accepts it, by whomever it was
 * handed over.
 */
export function whyNotAccepted(state: Departure, revocation: Revocation, actor: PersonActor): Refusal | null {
  if (!awaitsSecondPerson(revocation)) return refuse('no-proof-waits').refusal;
  if (actor.id === state.requester) return refuse('requester-cannot-confirm').refusal;
  return actor.id === revocation.proof?.by ? refuse('second-person-needed').refusal : null;
}

/** Those of the plan's cast for whom a proof waits, in the order of their roles; empty when none waits. */
export function secondPersons({ cast, requester, leaver }: Departure, revocation: Revocation): readonly PersonId[] {
  if (!awaitsSecondPerson(revocation)) return [];
  const out = new Set([requester, leaver.id, revocation.proof?.by]);
  return [...new Set((['it', 'hr', 'admin'] as const).flatMap((role) => cast[role]))].filter((id) => !out.has(id));
}

/**
 * Who hears that a proof waits: those who may accept it. Where nobody may, those who can end that: IT and
 * administrators hand the action to somebody else, or waive it; where neither is there, HR.
 */
export function proofWaitsWith(state: Departure, revocation: Revocation): readonly PersonId[] {
  const accepting = secondPersons(state, revocation);
  if (accepting.length > 0 || !awaitsSecondPerson(revocation)) return accepting;
  const { cast, leaver } = state;
  const settling = [...cast.it, ...cast.admin].filter((id) => id !== leaver.id);
  return settling.length > 0 ? settling : cast.hr;
}
