import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import type { Departure } from '../departure.ts';
import { isInWave } from '../people/wave-membership.ts';

type AlertKind = Departure['alerts'][number]['kind'];

/** What is of one person alone, however many leave with them. */
const ofOnePerson: ReadonlySet<AlertKind> = new Set([
  'own-credential',
  'hold-waits',
  'hold-review',
  'erasure-waits',
  'remote-waits',
  'thing-lost',
]);

/**
 * Whether the one card of the wave stands for an alarm of this kind: two hundred people who wait for one system, or
 * whom one brake holds, are one thing to settle. From the begin of its run on, each departure rings for itself.
 */
export function isToldByWave(departure: Departure, kind: AlertKind, now: Instant): boolean {
  if (!isInWave(departure) || departure.status !== 'active' || departure.runStartedAt !== null) return false;
  if (kind === 'plan-unresolved' || kind === 'braked') return true;
  return !isConfirmed(departure, now) && !ofOnePerson.has(kind);
}
