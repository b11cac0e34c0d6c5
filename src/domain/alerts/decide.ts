import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { AlertCommand } from './commands.ts';

/** Only what a person must look at is taken off by a person; every other alarm goes when what it is about has ended. */
export function decideAlerts({ alerts }: Departure, { alertId }: AlertCommand): Outcome {
  const alert = alerts.find(({ id }) => id === alertId);
  const waits = alert?.kind === 'activity' || alert?.kind === 'unchecked' || alert?.kind === 'mail-returned';
  if (!waits) return refuse('not-found');
  return alert.clearedAt === null ? happened({ type: 'alert-cleared', alertId }) : refuse('stale');
}
