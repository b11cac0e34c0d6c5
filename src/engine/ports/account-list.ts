import type { Localized, Quoted } from '../../domain/localized.ts';
import type { ListedAccount, ListedCredential } from '../../domain/systems/listed-account.ts';

/** Everybody who has an account in one system, as it lists them: proven whole, and of one organisation. */
export interface AccountListing {
  /** The fingerprint of the organisation that answered; see `Account.tenant`. */
  tenant: string;
  /** Each id once. Accounts that are closed may be left out by the vendor: nobody is proven absent by this list. */
  accounts: readonly ListedAccount[];
  /** Keys and tokens, where the vendor lists them for the whole organisation; empty where it does not. */
  credentials: readonly ListedCredential[];
  /** Lists beside the accounts that were not told, each with why: nothing follows for what would stand in them. */
  untold: readonly { named: Localized | Quoted; reason: Localized | Quoted }[];
}
