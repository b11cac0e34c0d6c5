import type { Localized, Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import type {
  CheckReport,
  ConnectorContext,
  FindContext,
  Look,
  Snapshot,
  Unsettled,
  Use,
} from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { Identity } from '../define-connector.ts';
import type { AccountsTold } from './accounts-told.ts';
import type { OwnedKind } from './owned-list.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Settings that the kit itself reads. */
interface KitSettings extends Identity {
  /** Logins or ids that are never touched. */
  protected: readonly string[];
}

/** What a connector works with: its settings, its clients, whatever its calls need. */
export interface KitSystem {
  settings: KitSettings;
}

/** Who the person is, before the kit adds the tenant and asks the control. `none` is not proof yet. */
export type Search = { asked: readonly Words[]; evidence: readonly Evidence[] } /** `unsettled`: see `Found`. */ & (
  | { status: 'found'; accounts: readonly Account[]; unsettled?: Unsettled }
  | { status: 'none' }
  /** `because`: see `Found`. */
  | { status: 'ambiguous'; candidates: readonly Account[]; because?: Localized }
);

/** The account as the system has it now. */
export interface AccountNow {
  account: Account;
  /**
   * `there`: it answered by its id. `absent`: it is proven gone (in the trash, or unknown to a list that knows others).
   * Anything else is thrown: a 404 alone proves nothing.
   */
  presence: 'there' | 'absent';
  evidence: readonly Evidence[];
}

/** `stopped`: the system refuses everything or does not answer, so that nothing more is asked. */
export type PartsReport = CheckReport & { stopped?: boolean };

/** What one kind of system is made of: its calls and its facts. The kit makes the connector of them. */
export interface ConnectorParts<System extends KitSystem> {
  system: System;
  /** See `Connector.handsOver`. */
  handsOver?: boolean;
  /**
   * See `Connector.userNames`. Left out: a user name that is told is refused, loudly, because nobody would be asked by
   * it.
   */
  userNames?: boolean;
  /** See `Connector.perMinute`. */
  perMinute?: number;
  /**
   * Its lists need the same proof beside each of them. A look then asks the same once, and what was answered counts for
   * the whole look. The organisation is asked for anew all the same.
   */
  asksOnceInALook?: boolean;
  /** Where it answers: the part of the tenant's fingerprint that the settings decide. */
  origin: string;
  /**
   * The vendor's own id of the organisation; of a vendor that has none, what is remembered in its place, such as
   * somebody else who exists there (`leaver`: who is looked for). Null where there is nothing: then the kit believes no
   * absence. Throws when it cannot be told.
   */
  tenant(
    system: System,
    context: ConnectorContext,
    leaver?: Person,
  ): Promise<{ id: string | null; evidence: readonly Evidence[] }>;
  /**
   * For vendors without an id of the organisation: whether what `tenant` remembered earlier is still told. Left out:
   * `tenant` gives the same again.
   */
  isTenant?(
    system: System,
    id: string,
    context: ConnectorContext,
  ): Promise<{ holds: boolean; evidence: readonly Evidence[] }>;
  /**
   * Whether ids of accounts are the vendor's own, so that an account which is found under its id and login shows that
   * the same organisation answers. Then an organisation that nothing told so far is looked for anew at each search,
   * while the account is still there to vouch for it. Left out: no.
   */
  accountsTellTenant?: boolean;
  /**
   * Asks by every address and number of the person, by the vendor's own case rules, over all pages. Accounts carry
   * `tenant` as given. A user name that was told is no proof of absence by itself where it leads to somebody outside
   * the organisation: see `FindContext.isKnownThere`.
   */
  search(system: System, who: { person: Person; tenant: string }, context: FindContext): Promise<Search>;
  /**
   * The positive control of a search that found nobody: finds somebody who exists by the same kind of query. Throws
   * `unproven` when it does not.
   */
  control(system: System, context: ConnectorContext): Promise<readonly Evidence[]>;
  /**
   * Reads the account by its id. Throws `mismatch` when somebody else answers to it, `unproven` when nothing above it
   * answers.
   */
  now(system: System, account: Account, context: ConnectorContext): Promise<AccountNow>;
  /**
   * Why the account must not be touched, by what the system itself says; asked by `find` and `look`, never by a
   * read-back. Left out: `search` and `now` say it in their accounts. Throws when it cannot be told.
   */
  protection?(system: System, account: Account, context: ConnectorContext): Promise<Localized | null>;
  /** In the order in which they are done, and so of their stages. */
  kinds: readonly ActionKind<System>[];
  /** What a person needs to give everything back, besides the items. */
  snapshot(
    system: System,
    of: { account: Account; items: readonly LookItem[]; untold: Look['untold'] },
    context: ConnectorContext,
  ): Promise<Snapshot>;
  /** See `Connector.lastUse`. */
  lastUse(system: System, of: { account: Account; since: Date }, context: ConnectorContext): Promise<Use | null>;
  /**
   * Everybody who has an account there; see `AccountList`. The kit sees to the organisation and to ids that come twice.
   * Left out: the vendor lists nobody.
   */
  accounts?(system: System, context: ConnectorContext): Promise<AccountsTold>;
  /** What a person may own there, what matters most first; see `OwnedList`. Left out: it is not told who owns what. */
  owned?: readonly OwnedKind<System>[];
  /** Who stands for a leaver where a check asks as a departure would, and how people are looked for. */
  rehearsal: Rehearsal<System>;
  /**
   * See `Connector.check`: credentials, what they were granted, and whether the settings make sense. What a departure
   * asks is tried after it, unless it says `stopped`.
   */
  check(context: ConnectorContext): Promise<PartsReport>;
}
