import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure, DepartureId, DepartureStatus } from '../../domain/departure.ts';
import type { Totals } from '../../domain/figures/figures.ts';
import type { DepartureKind } from '../../domain/flow/flow.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { inEnglish, type Localized, type Quoted, type Words } from '../../domain/localized.ts';
import type { ChannelId, Person, PersonId } from '../../domain/people/people.ts';
import type { AlumniStore } from './alumni-store.ts';
import type { CallBudget } from './call-budget.ts';
import type { ClaimStore } from './claims.ts';
import type { FileStore } from './file-store.ts';

/**
 * What the engine needs to keep; says so in its own words, not as create-read-update-delete. State and journal are
 * sealed at rest.
 */
export interface DepartureStore {
  /**
   * Stores a new departure and its first entries. `duplicate`: the leaver (by e-mail, folded) already has a departure
   * that is `draft` or `active`, or if this one is `aside` another that is; nothing was stored.
   */
  create(first: Departure, entries: readonly Entry[], wake: Wake): Promise<'created' | 'duplicate'>;
  /** Null when there is none, or when its data key was destroyed. */
  load(id: DepartureId): Promise<Departure | null>;
  /**
   * State and journal in one transaction. `conflict`: the stored version is not `expectedVersion`, the leaver meanwhile
   * has another open departure, or the departure was erased; nothing was stored. `next.version` is `expectedVersion +
   * 1`, and the entries continue the journal without a gap; anything else is refused with StoreError `corrupt`.
   */
  commit(
    next: Departure,
    expectedVersion: number,
    entries: readonly Entry[],
    wake: Wake,
  ): Promise<'committed' | 'conflict'>;
  /** Ids whose `wake` has come, earliest first; by index. */
  overdue(now: Instant, limit: number): Promise<readonly DepartureId[]>;
  /** Newest first; what was erased is left out. */
  search(query: DepartureQuery): AsyncIterable<Departure>;
  /**
   * One page of the departures that were planned, sorted by their next date, and how many there are in all; by index.
   * What was erased is left out.
   */
  list(query: ListQuery): Promise<ListPage>;
  /**
   * The sum of the figures of all completed departures that were not erased; it follows each commit. Reads one row,
   * not the departures.
   */
  totals(): Promise<Totals>;
  /**
   * In order of `seq`; opened and parsed. Nothing after erasure. Throws StoreError `corrupt` rather than leave an entry
   * out.
   */
  journal(id: DepartureId): AsyncIterable<Entry>;
}

/** The next instant at which the reconciler must look; null when nothing will become due by itself. */
export type Wake = Instant | null;

export interface DepartureQuery {
  status?: readonly DepartureStatus[];
  /** Anyone named in the departure: requester, manager, leaver, assignee, cast; by blind index. */
  involving?: PersonId;
  /** Of the leaver, in any case; by blind index. */
  leaverEmail?: string;
  /** Whether somebody may still have to act in it (`isLive`); by index. */
  live?: boolean;
  limit?: number;
}

/** Which of the planned departures, see `listingOf`. */
export interface ListQuery {
  /** Open ones by their next date, the earliest first; the others by their end, the latest first. */
  open: boolean;
  kind?: DepartureKind;
  manager?: PersonId;
  /** First and last day, `YYYY-MM-DD`, between which the last working day lies, both included. */
  lastDay?: { from?: string; to?: string };
  /** Only those whose next date has passed by then. */
  dueBefore?: Instant;
  /** Whose own departures are neither listed nor counted. */
  notOf?: PersonId;
  offset: number;
  limit: number;
}

interface ListPage {
  departures: readonly Departure[];
  total: number;
}

/** People as Relais knows them, with their handles; sealed with the master key. */
export interface PeopleStore {
  byId(id: PersonId): Promise<Person | null>;
  byHandle(channel: ChannelId, handle: string): Promise<Person | null>;
  /** Folded to lower case. */
  byEmail(email: string): Promise<Person | null>;
  /**
   * Inserts or replaces by id. Throws StoreError `conflict` when another person holds that e-mail or one of those
   * handles.
   */
  save(person: Person): Promise<void>;
  /** Forgets them by every index; nothing where there is nobody. */
  remove(id: PersonId): Promise<void>;
}

/** Small sealed documents that belong to nobody's departure: the workspace's clock, the digest state. */
export interface NotesStore {
  /** Null when nothing is stored under the key. */
  read(key: string): Promise<unknown>;
  /** Keeps plain JSON; null forgets the key. */
  write(key: string, value: unknown): Promise<void>;
  /**
   * Reads the note, keeps what `decide` makes of it, and gives its answer: in one step for all processes, so that
   * nobody decides on what somebody else is changing. `decide` may be called again, and must do nothing but decide.
   * `value` null forgets the key.
   */
  change<Answer>(key: string, decide: (kept: unknown) => { value: unknown; answer: Answer }): Promise<Answer>;
}

/**
 * What is to be done once, whichever process hears of it and however often: platforms send the same message again when
 * an answer got lost. Times are milliseconds since 1970.
 */
export interface OnceStore {
  /**
   * `taken`: whoever asked is the first, and has it to do until `until`. `busy`: somebody else has taken it and has not
   * said more. `done`: it was done. Never `taken` for two.
   */
  take(key: string, now: number, until: number): Promise<'taken' | 'busy' | 'done'>;
  /** It was done, and is remembered until then. */
  done(key: string, until: number): Promise<void>;
  /** It was not done after all: the next who asks has it. */
  giveBack(key: string): Promise<void>;
}

/** What `relais audit verify` found in one chain. */
export type ChainFinding =
  | { kind: 'changed'; departureId: DepartureId; seq: number }
  | { kind: 'missing'; departureId: DepartureId; seq: number }
  | { kind: 'reordered'; departureId: DepartureId; seq: number }
  /** The state does not belong to the last entry of its journal. */
  | { kind: 'state-differs'; departureId: DepartureId; seq: number }
  /** Files that the state names are missing, or are not what was brought. */
  | { kind: 'file-differs'; departureId: DepartureId; seq: number };

/** A departure as it stood when something was decided by it. */
export type AsOf = Pick<Departure, 'id' | 'version'>;

export interface AuditStore {
  /**
   * Walks every chain over the sealed bytes; works without data keys, so also after erasure. A departure that vanished
   * as a whole is named by its number.
   */
  verify(): AsyncIterable<{ departureId: DepartureId; entries: number; findings: readonly ChainFinding[] }>;
  /**
   * Destroys the departure's data key: its state and journal can never be read again, its chain still verifies. `wake`:
   * when what stays of it must be looked at; of one that was erased before, nothing but that is changed. `changed`: one
   * of the departures of `asOf`, by which it was decided, has another version by now; nothing was done.
   */
  erase(id: DepartureId, wake?: Wake, asOf?: readonly AsOf[]): Promise<'erased' | 'changed'>;
  /**
   * Makes anew, from the states, what is kept for lists and numbers, and says what differed. Others may commit
   * meanwhile.
   */
  rebuild(): Promise<Rebuilt>;
  /**
   * One departure as strangers can check it, all of one instant; null when there is none, or when it was erased. Throws
   * StoreError `corrupt` where anything of it was changed.
   */
  proof(id: DepartureId): Promise<DepartureProof | null>;
  /** Where each journal ends, erased ones included, without walking them; in the order in which departures began. */
  heads(): AsyncIterable<{ departureId: DepartureId; seq: number; hash: Uint8Array }>;
  /** The hash of one entry; null when it is not there. Works without data keys. */
  hashOf(id: DepartureId, seq: number): Promise<Uint8Array | null>;
}

/**
 * One value of an entry: where it stands (a JSON pointer), its JSON text, the commitment that the chain covers, and the
 * salt that opens it.
 */
export interface EntryOpening {
  path: string;
  value: string;
  salt: Uint8Array;
  commitment: Uint8Array;
}

/** One line of a journal with what proves it. */
export interface ProvenEntry {
  entry: Entry;
  /** What the chain is made over, as it is stored. */
  sealed: Uint8Array;
  hash: Uint8Array;
  /** Every value in its order; null for an entry that was sealed before entries committed to their values. */
  openings: readonly EntryOpening[] | null;
}

/** `stored`: the state as the store holds it, to be compared with what the journal says. */
export interface DepartureProof {
  departureId: DepartureId;
  stored: Departure;
  entries: readonly ProvenEntry[];
}

/**
 * What `relais audit rebuild` found to differ from the states. `live`: whether a departure is listed as live;
 * `listing`: what lists filter and sort it by;
 * `figures`: what it adds to the totals; `state`: it cannot be read itself, so what is kept of it was left as it was;
 * `totals`: the sum.
 */
export type ReadModelFinding =
  | { what: 'live' | 'listing' | 'figures' | 'state'; departureId: DepartureId }
  | { what: 'totals'; departureId: null };

export interface Rebuilt {
  departures: number;
  findings: readonly ReadModelFinding[];
}

export interface Store {
  departures: DepartureStore;
  files: FileStore;
  people: PeopleStore;
  notes: NotesStore;
  alumni: AlumniStore;
  once: OnceStore;
  /** How many calls each outside system may still take, from all processes together. */
  calls: CallBudget;
  /** Which worker is at which departure. */
  claims: ClaimStore;
  audit: AuditStore;
  close(): Promise<void>;
}

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: 'conflict' | 'corrupt' | 'unavailable' | 'wrong-key';
  /**
   * The message as people read it; `message` is English. What names our own parts to whoever audits them is in English
   * alone.
   */
  readonly words: Words;
  constructor(kind: 'unavailable' | 'wrong-key', words: Localized | Quoted, options?: ErrorOptions);
  constructor(kind: 'conflict' | 'corrupt', words: Words, options?: ErrorOptions);
  constructor(kind: StoreError['kind'], words: Words, options?: ErrorOptions) {
    super(inEnglish(words), options);
    this.kind = kind;
    this.words = words;
  }
}
