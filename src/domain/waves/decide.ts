import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';

/** A departure leaves its wave. What was confirmed for the wave and not yet begun counts no more. */
export function decideMembership({ wave, runStartedAt, confirmations }: Departure): Outcome {
  if (wave === undefined) return refuse('not-in-wave');
  if (wave.leftAt !== undefined) return happened();
  if (runStartedAt !== null) return refuse('run-started');
  return happened<DepartureEvent>(...confirmations.map(({ by }) => ({ type: 'confirmation-withdrawn', by }) as const), {
    type: 'wave-left',
  } as const);
}
