import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import { type AskedSystem, holdsBack } from '../systems/asked-system.ts';

/** Whether there is something else to confirm that waits for this system alone to tell who the leaver is there. */
export function maySetAside({ runStartedAt, revocations }: Departure, asked: AskedSystem): boolean {
  return runStartedAt === null && revocations.length > 0 && holdsBack(asked);
}

/**
 * The departure goes on without a system that could not tell everything. Nothing of it counts as done: its alarm stays,
 * it is asked as soon as the run begins, what it holds then is confirmed by itself, and nothing completes before it has
 * told everything.
 */
export function setAside(state: Departure, system: string, { actor }: PersonContext): Outcome {
  // It decides what the confirmation covers, like a confirmation: never by whoever asked for the departure.
  if (actor.id === state.requester) return refuse('requester-cannot-confirm');
  if (state.runStartedAt !== null) return refuse('run-started');
  const known = state.systems.find((one) => one.system === system);
  if (!known || !maySetAside(state, known)) return refuse('stale');
  return happened({ type: 'system-set-aside', system, by: actor.id });
}
