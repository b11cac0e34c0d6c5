import type { Binary, Collection, Db, IndexDescription } from 'mongodb';
import { openStatuses } from '../blind-indexes.ts';

/**
 * What is kept, and in which collection. Bytes are sealed or blind, except where a comment says otherwise; what stands
 * in the clear is what SQLite shows too. Written as Buffer, read as Buffer (`promoteBuffers`).
 */
export interface DepartureDocument {
  _id: string;
  ordinal: number;
  version: number;
  status: string;
  createdAt: string;
  wakeAt: string | null;
  leaver: Bytes | null;
  lastSeq: number;
  lastHash: Bytes;
  state: Bytes;
  dataKey: Bytes | null;
  proof: Bytes;
  /** What follows is derived from the state, and not covered by the proof. */
  involved: Bytes[];
  live: boolean;
  figures: Bytes | null;
  /** What lists filter and sort by; null for what is not listed. Left out by a Relais of before. */
  listing?: ListingDocument | null;
}

/** Kind, manager and leaver are blind. */
interface ListingDocument {
  open: boolean;
  kind: Bytes;
  manager: Bytes | null;
  leaver: Bytes;
  lastDay: string;
  nextAt: string;
}

interface EntryDocument {
  departureId: string;
  seq: number;
  prevHash: Bytes;
  hash: Bytes;
  sealed: Bytes;
}

interface PieceDocument {
  departureId: string;
  file: string;
  piece: number;
  sealed: Bytes;
}

interface PartDocument {
  departureId: string;
  part: string;
  version: number;
  sealed: Bytes;
}

export interface PersonDocument {
  _id: Bytes;
  email: Bytes;
  /** Left out where there are none: an empty list would count as a value of its unique index. */
  handles?: Bytes[];
  sealed: Bytes;
}

/** Flows by their hash, notes by the index of their key. */
interface SealedDocument {
  _id: Bytes;
  sealed: Bytes;
}

interface OnceDocument {
  _id: Bytes;
  until: number;
  done: boolean;
}

/** `kept`: as `keptBudgetSchema` says; it names systems and processes, and nobody. */
interface BudgetDocument {
  _id: string;
  kept: object;
}

/** Which process is at the departure of this id, in milliseconds since 1970. */
interface ClaimDocument {
  _id: string;
  holder: string;
  until: number;
  /** Another worker asks the holder to look once more. */
  asked?: boolean;
}

/** One transaction that was committed, or (`fenced`) that can never be any more. */
export interface CommitDocument {
  _id: string;
  at: Date;
  fenced?: boolean;
  /** Of the keys it wrote under; left out by the first, which is derived from the master key. */
  generation?: number;
}

/**
 * Named values of the database itself; `changes` is raised with each change of the totals, so that two of them meet.
 */
interface MetaDocument {
  _id: string;
  value: Bytes | null;
  changes?: number;
}

type Bytes = Buffer | Binary | Uint8Array;

export interface Collections {
  meta: Collection<MetaDocument>;
  departures: Collection<DepartureDocument>;
  entries: Collection<EntryDocument>;
  parts: Collection<PartDocument>;
  files: Collection<PieceDocument>;
  flows: Collection<SealedDocument>;
  people: Collection<PersonDocument>;
  notes: Collection<SealedDocument>;
  once: Collection<OnceDocument>;
  callBudgets: Collection<BudgetDocument>;
  claims: Collection<ClaimDocument>;
  commits: Collection<CommitDocument>;
}

export function collectionsOf(db: Db): Collections {
  return {
    meta: db.collection('meta'),
    departures: db.collection('departures'),
    entries: db.collection('entries'),
    parts: db.collection('parts'),
    files: db.collection('files'),
    flows: db.collection('flows'),
    people: db.collection('people'),
    notes: db.collection('notes'),
    once: db.collection('once'),
    callBudgets: db.collection('callBudgets'),
    claims: db.collection('claims'),
    commits: db.collection('commits'),
  };
}

/** How the schema of one collection is written: its fields, and what its indexes are. */
interface CollectionSchema {
  fields: Readonly<Record<string, string | readonly string[]>>;
  /** Fields that may be left out. */
  optional?: readonly string[];
  indexes?: readonly IndexDescription[];
}

/**
 * For how long it is remembered that a transaction was committed, in seconds; whoever asks has long been answered, or
 * has died.
 */
const commitsKept = 3_600;

const newestFirst = { createdAt: -1, ordinal: -1 } as const;

/** The names of indexes that a commit may break. */
export const oneOpenPerLeaver = 'one_open_per_leaver';
export const oneAddress = 'one_person_per_address';
export const oneHandle = 'one_person_per_handle';

export const schemas: Readonly<Record<keyof Collections, CollectionSchema>> = {
  meta: { fields: { _id: 'string', value: ['binData', 'null'], changes: 'number' }, optional: ['changes'] },
  departures: {
    fields: {
      _id: 'string',
      ordinal: 'number',
      version: 'number',
      status: 'string',
      createdAt: 'string',
      wakeAt: ['string', 'null'],
      leaver: ['binData', 'null'],
      lastSeq: 'number',
      lastHash: 'binData',
      state: 'binData',
      dataKey: ['binData', 'null'],
      proof: 'binData',
      involved: 'array',
      live: 'bool',
      figures: ['binData', 'null'],
      listing: ['object', 'null'],
    },
    optional: ['listing'],
    indexes: [
      { key: { ordinal: 1 }, name: 'by_number', unique: true },
      {
        key: { leaver: 1 },
        name: oneOpenPerLeaver,
        unique: true,
        // An erased one has no leaver any more.
        partialFilterExpression: { status: { $in: [...openStatuses] }, leaver: { $type: 'binData' } },
      },
      {
        key: { leaver: 1, ...newestFirst },
        name: 'by_leaver',
        partialFilterExpression: { leaver: { $type: 'binData' } },
      },
      { key: { wakeAt: 1, ordinal: 1 }, name: 'by_wake', partialFilterExpression: { wakeAt: { $type: 'string' } } },
      { key: newestFirst, name: 'by_age' },
      { key: { live: 1, ...newestFirst }, name: 'by_live' },
      { key: { involved: 1, ...newestFirst }, name: 'by_involved' },
      { key: { 'listing.open': 1, 'listing.nextAt': 1, _id: 1 }, name: 'by_next' },
      { key: { 'listing.manager': 1, 'listing.open': 1, 'listing.nextAt': 1, _id: 1 }, name: 'by_manager' },
    ],
  },
  entries: {
    fields: {
      _id: 'objectId',
      departureId: 'string',
      seq: 'number',
      prevHash: 'binData',
      hash: 'binData',
      sealed: 'binData',
    },
    indexes: [{ key: { departureId: 1, seq: 1 }, name: 'one_per_number', unique: true }],
  },
  parts: {
    fields: { _id: 'objectId', departureId: 'string', part: 'string', version: 'number', sealed: 'binData' },
    indexes: [{ key: { departureId: 1, part: 1 }, name: 'one_per_place', unique: true }],
  },
  files: {
    fields: { _id: 'objectId', departureId: 'string', file: 'string', piece: 'number', sealed: 'binData' },
    indexes: [{ key: { departureId: 1, file: 1, piece: 1 }, name: 'one_per_piece', unique: true }],
  },
  flows: { fields: { _id: 'binData', sealed: 'binData' } },
  people: {
    fields: { _id: 'binData', email: 'binData', handles: 'array', sealed: 'binData' },
    optional: ['handles'],
    indexes: [
      { key: { email: 1 }, name: oneAddress, unique: true },
      { key: { handles: 1 }, name: oneHandle, unique: true, sparse: true },
    ],
  },
  notes: { fields: { _id: 'binData', sealed: 'binData' } },
  once: {
    fields: { _id: 'binData', until: 'number', done: 'bool' },
    indexes: [{ key: { until: 1 }, name: 'by_end' }],
  },
  callBudgets: { fields: { _id: 'string', kept: 'object' } },
  claims: {
    fields: { _id: 'string', holder: 'string', until: 'number', asked: 'bool' },
    optional: ['asked'],
  },
  commits: {
    fields: { _id: 'string', at: 'date', fenced: 'bool', generation: 'number' },
    optional: ['fenced', 'generation'],
    indexes: [{ key: { at: 1 }, name: 'by_age', expireAfterSeconds: commitsKept }],
  },
};

/** What the server refuses to store; a second look at what Relais writes, and no proof. */
export function validatorOf({ fields, optional = [] }: CollectionSchema): object {
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: Object.keys(fields).filter((name) => !optional.includes(name)),
      properties: Object.fromEntries(Object.entries(fields).map(([name, bsonType]) => [name, { bsonType }])),
      additionalProperties: false,
    },
  };
}
