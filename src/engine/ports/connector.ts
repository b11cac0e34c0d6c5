import type { Instant } from '../../domain/calendar/time.ts';
import { inEnglish, type Localized, type Quoted, type Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { ErrorKind, Evidence } from '../../domain/systems/evidence.ts';
import type { LookItem, LookNote } from '../../domain/systems/look.ts';
import type { Tier } from '../../domain/systems/tier.ts';
import type { AccountListing } from './account-list.ts';
import type { OwnedListing } from './owned-listing.ts';

/** What every call of a connector gets; nothing is taken from the world around. */
export interface ConnectorContext {
  now(): Date;
  signal: AbortSignal;
  /**
   * From then on, by `now`, no request is begun any more. The signal ends no later, but a process that stood still
   * hears of it late, when somebody else may be doing the same already. Set where something is changed.
   */
  until?: Instant | undefined;
  /** Set where several questions are asked of one account at one moment. Left out, every read is a call. */
  reads?: SharedReads | undefined;
  /**
   * To whom what the leaver owns passes: whoever was chosen on the walk, else their manager. Null where there is none.
   * A look alone is told.
   */
  heir?: Person | null | undefined;
  /** The heir was chosen for this departure; otherwise the settings of the system may name somebody else. */
  heirIsChosen?: boolean | undefined;
}

/**
 * Answers that questions of one moment may share. Every one of them was read after the calls whose effect is asked for.
 */
export interface SharedReads {
  /**
   * Makes the read, or gives the answer, or the failure, of the same one made just before. `key` names the whole
   * request.
   */
  once<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer>;
}

/** What a read-back gets besides: when the call was intended whose effect is read, null when none was made. */
export interface ReadBackContext extends ConnectorContext {
  calledAt: Date | null;
}

/**
 * What a search gets besides: the tenant that answered an earlier look of the same departure, if any. Of a vendor
 * without an id of the organisation, the fingerprint remembers who exists there, and is checked rather than made anew.
 */
export interface FindContext extends ConnectorContext {
  tenant?: string | undefined;
  /**
   * Whether a look of the same departure found this account (the vendor's id) in this tenant. Asked where a user name
   * that was told leads to an account outside the organisation: only then is its absence what is left after the end of
   * access. What was theirs before counts for nothing: whoever comes back has another account. Left out: none is known.
   */
  isKnownThere?: ((tenant: string, accountId: string) => boolean) | undefined;
  /**
   * Those of the person's user names that nobody told by now: an earlier departure found accounts by them. They may
   * well have left the organisation then, which is nothing to be settled beside accounts that are found.
   */
  onlyRemembered?: readonly string[] | undefined;
}

/**
 * Who the person is there. `asked` says by which values they were looked for, for people to read; `tenant` is the
 * tenant that answered.
 */
export type Found = {
  tenant: string;
  asked: readonly Words[];
  evidence: readonly Evidence[];
} /**
 * Every account that is provably the person's; by stable id. Several are all theirs. `unsettled`: see `Unsettled`;
 * with it there may be no account left, where those of the departure are gone.
 */ & (
  | { status: 'found'; accounts: readonly Account[]; unsettled?: Unsettled }
  /**
   * Proven absent: asked by every name the person has, where the same query finds somebody who exists (trash and
   * aliases included where the vendor has them).
   */
  | { status: 'none' }
  /**
   * Accounts of which it cannot be told whose they are; a person must say which. `because`: what was told of the person
   * and does not hold there, with what to do about it.
   */
  | { status: 'ambiguous'; candidates: readonly Account[]; because?: Localized }
);

/**
 * User names that were told of the person and do not hold there, beside accounts that are certain. These go on without
 * them; nothing is complete before a person has settled them.
 */
export interface Unsettled {
  /** What does not hold, with what to do about it. */
  because: Localized;
  /** Those of the names that are shown to be somebody else's, as they were told: nothing of them may be touched. */
  notTheirs: readonly string[];
}

/** One account as it is now, and what it holds. */
export interface Look {
  account: Account;
  /** `absent`: it is proven gone, by its id, in the right tenant. */
  presence: 'there' | 'absent';
  /** What would be done, in order; the same state gives the same actions with the same ids. */
  items: readonly LookItem[];
  snapshot: Snapshot;
  /**
   * Lists that may be cut short or were not told, each with why: nothing is concluded from what is absent in them.
   * `what` is the connector's own word for the list, and `named` what people read.
   */
  untold: readonly { what: string; named: Localized | Quoted; reason: Localized | Quoted }[];
  /** What a plan would have said besides, and could not be told: nothing waits for it. Left out: nothing. */
  notes?: readonly LookNote[];
}

export type ActOutcome =
  /** The vendor answered success. Says nothing yet about the effect: the engine reads back. */
  | { status: 'accepted'; evidence: readonly Evidence[]; readBackAfterSeconds: number }
  /** It was in the desired state before (for example 404 on a removal). Also read back. */
  | { status: 'already'; evidence: readonly Evidence[] }
  /** Only a person can do it; `message` says what to do, in both languages where it is ours. */
  | { status: 'manual'; message: Words };

export type ReadBack =
  /** Seen after the call, in the right tenant. Absence counts only where what is above it answered in the same look. */
  | { state: 'desired'; evidence: readonly Evidence[] }
  | { state: 'not-desired'; evidence: readonly Evidence[] }
  /** The vendor says it is still working on it (202, eventual consistency). */
  | { state: 'pending'; evidence: readonly Evidence[] }
  /** This action cannot be read back by any call. */
  | { state: 'unreadable'; evidence: readonly Evidence[] };

/**
 * What is true of the account now, as small JSON: kept before the first call so that a person can restore it.
 */
export type Snapshot = Readonly<Record<string, import('zod').core.util.JSONType>>;

/** The latest use of an account that the vendor knows of, in its own event time; `at` is null when it knows of none. */
export interface Use {
  at: Date | null;
  evidence: readonly Evidence[];
}

/** What a configuration check found: each problem says how to fix it. */
export interface CheckReport {
  ok: boolean;
  /** Scopes or permissions the credentials have, as far as the vendor tells; null when it does not. */
  granted: readonly string[] | null;
  needed: readonly string[];
  problems: readonly { message: Localized | Quoted; fix: Localized | Quoted }[];
  /** What could not be tried, such as a look-up by a value that nobody has. */
  notes?: readonly (Localized | Quoted)[];
}

/** The list of all accounts of a system; reads only. */
export interface AccountList {
  /**
   * Every page to the end, within the limits of the system. `tenant`: what answered before, if anything did. Throws
   * ConnectorError: `unproven` for a list that may be cut short, repeats itself or is filtered by rights, `mismatch`
   * where another organisation answers. Never a part of the list.
   */
  read(context: ConnectorContext & { tenant?: string | undefined }): Promise<AccountListing>;
}

/** What an account owns that somebody has to take over: the walk suggests handovers from it. Reads only. */
export interface OwnedList {
  /**
   * What the account of `find` owns, in its tenant. A list that fails costs what is in it and is named; throws
   * ConnectorError where nothing can be told at all, such as `mismatch` where another organisation answers. Nothing is
   * decided by it, so what is missing proves nothing.
   */
  read(account: Account, context: ConnectorContext): Promise<OwnedListing>;
}

/**
 * One outside system. At most six methods; what may be missing is data. Throws ConnectorError only.
 * The engine, not the connector, decides whether and when something runs, and never runs what was not looked at and
 * confirmed.
 */
export interface Connector {
  /** The instance's id in `relais.yaml`, for example `okta`. */
  readonly id: string;
  readonly label: string;
  readonly tier: Tier;
  /**
   * What the leaver owns there passes to somebody (`data`), as it is configured: the walk asks to whom. Left out: it
   * does not.
   */
  readonly handsOver?: boolean;
  /**
   * It knows people by user names too, and is asked by those that are told (`userNamesIn`). Left out: by addresses
   * alone.
   */
  readonly userNames?: boolean;
  /**
   * How many calls a minute it is asked at most, as configured or as the vendor advises. Left out: nothing limits them.
   */
  readonly perMinute?: number;
  /** Who has an account there at all, for reviews. Left out: the vendor, or this connector, lists nobody. */
  readonly accounts?: AccountList;
  /** What the leaver owns there, for suggestions. Left out: the vendor, or this connector, tells of no owners. */
  readonly owned?: OwnedList;
  /** Finds the person's accounts by every address and number they have; reads only. */
  find(person: Person, context: FindContext): Promise<Found>;
  /** What this account is and holds now, and what would be done to it; reads only, changes nothing. */
  look(account: Account, context: ConnectorContext): Promise<Look>;
  /**
   * Does one action, on the stable id, in the tenant of the plan. Never repeats a call by itself after an unknown
   * outcome.
   */
  act(action: PlannedAction, context: ConnectorContext): Promise<ActOutcome>;
  /** Reads, by another call than the one that acted, whether the action's desired state holds. */
  readBack(action: PlannedAction, context: ReadBackContext): Promise<ReadBack>;
  /**
   * The account's latest use at or after `since`, as far as the vendor tells; null when it never tells. A report that
   * failed throws.
   */
  lastUse(account: Account, since: Date, context: ConnectorContext): Promise<Use | null>;
  /**
   * For `relais doctor`: reachability, credentials, scopes, and whether people are found as a departure would find
   * them.
   */
  check(context: ConnectorContext): Promise<CheckReport>;
}

/**
 * `kind` decides whether it is tried again (one table in the engine); `message` carries no secret and no foreign text
 * beyond a short redacted excerpt. A message in both languages is shown to people as ours; a quotation as technical
 * detail.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly kind: ErrorKind;
  /** From Retry-After or the vendor's reset header. */
  readonly retryAfterSeconds: number | null;
  readonly evidence: readonly Evidence[];
  /** The message as people read it; `message` is English. */
  readonly words: Localized | Quoted;
  constructor(
    kind: ErrorKind,
    words: Localized | Quoted,
    options: ErrorOptions & { retryAfterSeconds?: number | null; evidence?: readonly Evidence[] } = {},
  ) {
    super(inEnglish(words), options);
    this.kind = kind;
    this.words = words;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.evidence = options.evidence ?? [];
  }
}
