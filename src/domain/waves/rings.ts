import type { AlertKind } from '../alerts/alert.ts';
import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import type { Departure } from '../departure.ts';
import { isInWave } from '../people/wave-membership.ts';
import { heldBackBy } from '../systems/asked-system.ts';

/** What is of one person alone, however many leave with them. */
const ofOnePerson: ReadonlySet<AlertKind> = new Set(['own-credential', 'braked']);
/** What the wave's card rings for; the rest is told to whom it concerns once the departure is confirmed. */
const rings: ReadonlySet<AlertKind> = new Set(['cut-off-unconfirmed', 'unreleased']);

/**
 * Whether the one card of the wave stands for an alarm of this kind: two hundred people who wait for one system are one thing to settle. From
 * the begin of its run on, each departure rings for itself.
 */
export function isToldByWave(departure: Departure, kind: AlertKind, now: Instant): boolean {
  if (!isInWave(departure) || departure.status !== 'active' || departure.runStartedAt !== null) return false;
  return kind === 'plan-unresolved' || (!isConfirmed(departure, now) && !ofOnePerson.has(kind));
}

/** What the card of a wave has to ring for by now, each once however many people it is about. */
export function ringsOf(departures: readonly Departure[], now: Instant): readonly string[] {
  const found = departures.flatMap((one) => {
    if (!isToldByWave(one, 'plan-unresolved', now)) return [];
    const alarms = one.alerts.filter(
      ({ kind, clearedAt }) => clearedAt === null && rings.has(kind) && isToldByWave(one, kind, now),
    );
    return [
      ...heldBackBy(one).map(({ system }) => `plan-unresolved/${system}`),
      ...alarms.map(({ kind, subject }) => `${kind}/${subject}`),
    ];
  });
  return [...new Set(found)].toSorted();
}
