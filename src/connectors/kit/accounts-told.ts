import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ListedAccount, ListedCredential } from '../../domain/systems/listed-account.ts';
import type { AccountListing } from '../../engine/ports/account-list.ts';

/** What a system lists, before the kit has proven that it is all of it. */
export interface AccountsTold {
  accounts: readonly ListedAccount[];
  credentials?: readonly ListedCredential[];
  untold?: AccountListing['untold'];
  evidence: readonly Evidence[];
  /** How many accounts the vendor counts in this same list; null, or left out, where it does not. */
  total?: number | null;
}
