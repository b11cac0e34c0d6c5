import { hour, type Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { BrakeRelease } from './brake.ts';

/** How many different people it takes. */
export const releasesNeeded = 2;

/** For how long one person's word waits for the other's, and both for the run, in milliseconds. */
export const releaseValidFor = 4 * hour;

/**
 * Whose word counts now: for the plan as it stands, not expired, each person once, and never whoever asked for the
 * departure or leaves.
 */
export function releasesThatCount(departure: Departure, now: Instant): readonly BrakeRelease[] {
  const { requester, leaver, planHash, brakeReleases = [] } = departure;
  const counting = brakeReleases.filter(
    (one) => one.planHash === planHash && one.expiresAt > now && one.by !== requester && one.by !== leaver.id,
  );
  return [...new Map(counting.map((one) => [one.by, one])).values()];
}

/** Whether two different people let go on what a brake holds, or would hold, of this departure. */
export function isReleased(departure: Departure, now: Instant): boolean {
  return releasesThatCount(departure, now).length >= releasesNeeded;
}
