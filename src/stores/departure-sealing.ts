import { createHash } from 'node:crypto';
import { z } from 'zod';
import { instantSchema } from '../domain/calendar/time.ts';
import { type Departure, departureSchema } from '../domain/departure.ts';
import { type Entry, entrySchema } from '../domain/event.ts';
import { readEntry, written } from '../domain/journal/entry-version.ts';
import { StoreError, type Wake } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { chainStart, entryHash, type SealedEntry } from './chain.ts';
import { open, seal } from './seal.ts';

/** What whoever meets something newer is told to do. */
export const startTheNewer = 'start the newer version, or restore a backup made before it was used';

/** Where a journal ends: the number and the hash of its last entry. */
export interface Head {
  seq: number;
  hash: Uint8Array;
}

export function emptyHead(departureId: string): Head {
  return { seq: 0, hash: chainStart(departureId) };
}

/** Everything a stored departure shows in the clear; its proof covers all of it, so that no column can be changed unseen. */
export interface DepartureRow {
  /** 1, 2, 3 … over all departures without a gap, so that a departure that vanished leaves a hole. */
  ordinal: number;
  id: string;
  version: number;
  status: string;
  createdAt: string;
  wakeAt: string | null;
  /** Blind index of the leaver's folded e-mail; null after erasure. */
  leaver: Uint8Array | null;
  lastSeq: number;
  lastHash: Uint8Array;
  state: Uint8Array;
  /** Wrapped; null after erasure. */
  dataKey: Uint8Array | null;
}

/** What the proof of a row is made over. */
export function provenFields(row: DepartureRow): Buffer {
  return joined(
    row.ordinal,
    row.id,
    row.version,
    row.status,
    row.createdAt,
    row.wakeAt,
    row.leaver,
    row.lastSeq,
    row.lastHash,
    createHash('sha256').update(row.state).digest(),
    row.dataKey,
  );
}

/** A state is sealed for its version and for the journal it belongs to; set beside another journal it cannot be opened. */
function stateContext(id: string, version: number, head: Head): Buffer {
  return joined('state', id, version, head.seq, head.hash);
}

function entryContext(departureId: string, seq: number): Buffer {
  return joined('entry', departureId, seq);
}

/**
 * Which shape of state this version of Relais writes; raised with every change of `departureSchema`, which a test notices. A state of another
 * shape is made anew from its journal.
 */
export const stateShape = 2;

/** Refuses what is no valid state, and a wake-up that would not sort as time does: what is sealed need not be checked again when it is opened. */
export function sealState(departure: Departure, wake: Wake, head: Head, dataKey: Uint8Array): Buffer {
  const checked = departureSchema.safeParse(departure);
  if (!instantSchema.nullable().safeParse(wake).success)
    throw new StoreError('corrupt', `refused to store departure ${departure.id}: its wake-up is not an instant`);
  if (!checked.success)
    throw new StoreError('corrupt', `refused to store departure ${departure.id}: its state is not valid`, {
      cause: checked.error,
    });
  const sealed: SealedState = { shape: stateShape, departure: checked.data };
  return seal(dataKey, json(sealed), stateContext(departure.id, departure.version, head));
}

interface SealedState {
  shape: number;
  departure: Departure;
}

const sealedStateSchema = z.looseObject({ shape: z.int(), departure: z.unknown() });

/** Null for a state of another shape: its journal tells what it was. Throws StoreError `corrupt` for what was changed or moved. */
export function openState(
  row: Pick<DepartureRow, 'id' | 'version' | 'lastSeq' | 'lastHash' | 'state'>,
  dataKey: Uint8Array,
): Departure | null {
  const what = `the state of departure ${row.id}`;
  const context = stateContext(row.id, row.version, { seq: row.lastSeq, hash: row.lastHash });
  const sealed = sealedStateSchema.safeParse(parseJson(open(dataKey, row.state, context, what), what));
  if (!sealed.success || sealed.data.shape !== stateShape) return null;
  // It was checked when it was sealed, in this shape; the seal proves that it is what was written.
  return sealed.data.departure as Departure;
}

/** Seals entries onto the end of a journal; they must continue it without a gap. */
export function sealEntries(
  departureId: string,
  entries: readonly Entry[],
  from: Head,
  dataKey: Uint8Array,
): { rows: SealedEntry[]; head: Head } {
  const rows: SealedEntry[] = [];
  let head = from;
  for (const entry of entries) {
    const checked = entrySchema.safeParse(entry);
    if (!checked.success || entry.departureId !== departureId || entry.seq !== head.seq + 1)
      throw new StoreError(
        'corrupt',
        `refused to store entry ${entry.seq} of departure ${departureId}: expected a valid entry of this departure with number ${head.seq + 1}`,
        { cause: checked.error },
      );
    const sealed = seal(dataKey, json(written(checked.data)), entryContext(departureId, entry.seq));
    const hash = entryHash(head.hash, departureId, entry.seq, sealed);
    rows.push({ seq: entry.seq, prevHash: head.hash, hash, sealed });
    head = { seq: entry.seq, hash };
  }
  return { rows, head };
}

export function openEntry(departureId: string, row: Pick<SealedEntry, 'seq' | 'sealed'>, dataKey: Uint8Array): Entry {
  const what = `entry ${row.seq} of departure ${departureId}`;
  const plain = open(dataKey, row.sealed, entryContext(departureId, row.seq), what);
  const read = readEntry(parseJson(plain, what));
  switch (read.type) {
    case 'entry':
      return read.entry;
    case 'newer':
      throw new StoreError('unavailable', `${what} was written by a newer Relais; ${startTheNewer}`);
    case 'unknown':
      throw new StoreError('corrupt', `${what} was written by a version of Relais that this one cannot read`);
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

function parseJson(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new StoreError('corrupt', `${what} is not JSON`, { cause });
  }
}
