import type { Person } from '../../domain/people.ts';
import type { Account, ErrorKind, Evidence, PlannedAction, Tier } from '../../domain/revocation.ts';

/** What every call of a connector gets; nothing is taken from the world around. */
export interface ConnectorContext {
  now(): Date;
  signal: AbortSignal;
}

export type Resolution =
  /** Every account the person has there; by stable id. */
  | { status: 'found'; accounts: readonly Account[]; evidence: readonly Evidence[] }
  /** Proven absent by look-up (trash and aliases included where the vendor has them). */
  | { status: 'none'; evidence: readonly Evidence[] }
  /** More than one account could be meant; a person must say which. */
  | { status: 'ambiguous'; candidates: readonly Account[]; evidence: readonly Evidence[] };

export type ActOutcome =
  /** The vendor answered success. Says nothing yet about the effect: the engine reads back. */
  | { status: 'accepted'; evidence: readonly Evidence[]; readBackAfterSeconds: number }
  /** It was in the desired state before (for example 404 on a removal). Also read back. */
  | { status: 'already'; evidence: readonly Evidence[] }
  /** Only a person can do it; `message` says what to do. */
  | { status: 'manual'; message: string };

export type ReadBack =
  | { state: 'desired'; evidence: readonly Evidence[] }
  | { state: 'not-desired'; evidence: readonly Evidence[] }
  /** The vendor says it is still working on it (202, eventual consistency). */
  | { state: 'pending'; evidence: readonly Evidence[] }
  /** This action cannot be read back by any call. */
  | { state: 'unreadable'; evidence: readonly Evidence[] };

/** What is true of the account now, as small JSON: kept before the first call so that a person can restore it. */
export type Snapshot = Readonly<Record<string, import('zod').core.util.JSONType>>;

/** What a configuration check found: each problem says how to mend it. */
export interface CheckReport {
  ok: boolean;
  /** Scopes or permissions the credentials have, as far as the vendor tells; null when it does not. */
  granted: readonly string[] | null;
  needed: readonly string[];
  problems: readonly { message: string; fix: string }[];
}

/**
 * One outside system. At most six methods; what may be missing is data. Throws ConnectorError only.
 * The engine, not the connector, decides whether and when something runs, and never runs what was not previewed and confirmed.
 */
export interface Connector {
  /** The instance's id in `relais.yaml`, for example `okta`. */
  readonly id: string;
  readonly label: string;
  readonly tier: Tier;
  /** Finds the person's accounts; reads only. */
  resolve(person: Person, context: ConnectorContext): Promise<Resolution>;
  /** What would be done to this account, in order; reads only, changes nothing. The same state gives the same actions with the same ids. */
  preview(
    account: Account,
    context: ConnectorContext,
  ): Promise<{ actions: readonly PlannedAction[]; snapshot: Snapshot }>;
  /** Does one action, on the stable id. Never repeats a call by itself after an unknown outcome. */
  act(action: PlannedAction, context: ConnectorContext): Promise<ActOutcome>;
  /** Reads, by another call than the one that acted, whether the action's desired state holds. */
  readBack(action: PlannedAction, context: ConnectorContext): Promise<ReadBack>;
  /** When the account was last used, as far as the vendor tells; null when it does not tell. */
  lastActivity(account: Account, context: ConnectorContext): Promise<{ at: Date; evidence: Evidence } | null>;
  /** For `relais doctor`: reachability, credentials, scopes. */
  check(context: ConnectorContext): Promise<CheckReport>;
}

/** `kind` decides whether it is tried again (one table in the engine); `message` carries no secret and no foreign text beyond a short redacted excerpt. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly kind: ErrorKind;
  /** From Retry-After or the vendor's reset header. */
  readonly retryAfterSeconds: number | null;
  readonly evidence: readonly Evidence[];
  constructor(
    kind: ErrorKind,
    message: string,
    options: ErrorOptions & { retryAfterSeconds?: number | null; evidence?: readonly Evidence[] } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.evidence = options.evidence ?? [];
  }
}
