import type { AlertKind } from '../alerts/alert.ts';
import type { Instant } from '../calendar/time.ts';
import { isToldByWave } from '../cards/told-by-wave.ts';
import type { Departure } from '../departure.ts';
import { heldBackBy } from '../systems/asked-system.ts';

/** What the wave's card rings for; the rest is told to whom it concerns once the departure is confirmed. */
const rings: ReadonlySet<AlertKind> = new Set(['cut-off-unconfirmed', 'unreleased', 'braked']);

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
