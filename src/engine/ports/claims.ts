import type { DepartureId } from '../../domain/departure.ts';

/**
 * Which worker is at which departure, so that others do not do the same reads. Only a hint: who commits is decided by
 * the departure's version, and a worker that has no claim, or lost it, does no harm. Times are milliseconds since 1970
 * by a clock that the processes share.
 */
export interface ClaimStore {
  /** Several processes are expected on this store, so that a claim is worth its write before anything is done. */
  readonly expectsOthers: boolean;
  /**
   * The departure is the holder's until then, or stays so for longer; false where another holder's claim has not ended
   * by `now`. Never true for two at once.
   */
  take(id: DepartureId, holder: string, times: { now: number; until: number }): Promise<boolean>;
  /**
   * Asks whoever else has it to look at it once more. False where nobody else has by `now`, and always where no others
   * are expected.
   */
  ask(id: DepartureId, asker: string, now: number): Promise<boolean>;
  /** Whether somebody asked the holder since it was last told so; it is told once. */
  wasAsked(id: DepartureId, holder: string): Promise<boolean>;
  /**
   * The holder has done with it, and hears whether somebody has asked since; nothing happens where the claim is another
   * one's by now.
   */
  giveBack(id: DepartureId, holder: string): Promise<boolean>;
}
