import type { AlertKind } from '../alerts/alert.ts';
import { day, type Instant, plus } from '../calendar/time.ts';
import { isToldByWave } from '../cards/told-by-wave.ts';
import type { Departure } from '../departure.ts';
import { heldBackBy } from '../systems/asked-system.ts';
import type { WaveMember } from './wave.ts';

/** What the wave's card rings for; the rest is told to whom it concerns once the departure is confirmed. */
const rings: ReadonlySet<AlertKind> = new Set(['cut-off-unconfirmed', 'unreleased', 'braked']);

/**
 * What the card of a wave has to ring for by now, each once for everybody whose access was to end at the same time: who
 * leaves a week later is held by a brake of their own.
 */
export function ringsOf(
  people: readonly { member: Pick<WaveMember, 'from'>; departure: Departure | null }[],
  now: Instant,
): readonly string[] {
  const found = people.flatMap(({ member, departure: one }) => {
    if (one === null || !isToldByWave(one, 'plan-unresolved', now)) return [];
    const alarms = one.alerts.filter(
      ({ kind, clearedAt }) => clearedAt === null && rings.has(kind) && isToldByWave(one, kind, now),
    );
    return [
      ...heldBackBy(one).map(({ system }) => `plan-unresolved/${system}`),
      ...alarms.map(({ kind, subject }) => `${kind}/${subject}/${batchOf(member, one)}`),
    ];
  });
  return [...new Set(found)].toSorted();
}

/** Cut-offs of one time are spread over minutes or hours; one that was moved since is by itself. */
function batchOf({ from }: Pick<WaveMember, 'from'>, { dates }: Departure): Instant {
  const at = dates?.cutOff.at ?? from;
  return at >= from && at < plus(from, day) ? from : at;
}
