import { isReleased, releasesNeeded } from '../brake/release.ts';
import { day, type Instant, plus } from '../calendar/time.ts';
import type { SystemCommand } from '../command.ts';
import { isConfirmed, validConfirmations } from '../confirmation/approval.ts';
import type { Departure } from '../departure.ts';
import { isApart, isInWave } from '../people/wave-membership.ts';
import type { Wave } from './wave.ts';

/** For how long after the last cut-off of the wave its word lets a run begin. */
const outlasts = day;

/**
 * What a wave says to the brake of one of its departures: whoever confirmed the wave, and with it exactly this plan,
 * lets it begin. Only people whose confirmation counts in the departure itself are named, and at least two of them.
 * Null where there is nothing to say: not confirmed by so many, begun, or said already for this plan.
 */
export function brakeReleaseOf(
  { id, confirmations }: Pick<Wave, 'id' | 'confirmations'>,
  departure: Departure,
  { now, lastCutOff }: { now: Instant; lastCutOff: Instant },
): (SystemCommand & { type: 'brake.wave-release' }) | null {
  const { status, planHash, runStartedAt } = departure;
  if (status !== 'active' || planHash === null || runStartedAt !== null || !isInWave(departure)) return null;
  if (!isConfirmed(departure, now) || isReleased(departure, now)) return null;
  const given = new Set(confirmations.filter(({ plans }) => plans[departure.id] === planHash).map(({ by }) => by));
  const by = validConfirmations(departure, now)
    .map((one) => one.by)
    .filter((one) => given.has(one) && !isApart(departure, one));
  const expiresAt = plus(lastCutOff, outlasts);
  if (new Set(by).size < releasesNeeded || expiresAt <= now) return null;
  return { type: 'brake.wave-release', wave: id, by: [...new Set(by)], planHash, expiresAt };
}
