import type { Localized, Quoted, Words } from '../../domain/localized.ts';

/** What one account owns that somebody has to take over, as far as its system tells. */
export interface OwnedListing {
  /** By name, as people read it: `Repository storefront`. Each once; what matters most comes first. */
  things: readonly Words[];
  /** Lists that were not told, each with why. Of each of them alone nothing is known. */
  untold: readonly { named: Localized | Quoted; reason: Localized | Quoted }[];
}
