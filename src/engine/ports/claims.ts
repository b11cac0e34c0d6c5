import type { DepartureId } from '../../domain/departure.ts';

/**
 * Which worker is at which departure, so that others do not do the same reads. Only a hint: who commits is decided by the departure's version, and
 * a worker that has no claim, or lost it, does no harm. Times are milliseconds since 1970 by a clock that the processes share.
 */
export interface ClaimStore {
  /** The departure is the holder's until then, or stays so for longer; false where another holder's claim has not ended by `now`. Never true for two at once. */
  take(id: DepartureId, holder: string, times: { now: number; until: number }): Promise<boolean>;
  /** The holder has done with it; nothing happens where the claim is another one's by now. */
  giveBack(id: DepartureId, holder: string): Promise<void>;
}
