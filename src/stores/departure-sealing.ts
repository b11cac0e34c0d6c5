import { createHash } from 'node:crypto';
import { type Entry, entrySchema } from '../domain/journal/entry.ts';
import { readEntry, written } from '../domain/journal/entry-version.ts';
import type { Localized } from '../domain/localized.ts';
import { type EntryOpening, StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { chainStart, entryHash, type SealedEntry } from './chain.ts';
import { entryOpenings, openEntryJson, sealEntryJson } from './entry-seal.ts';
import type { SealedPart } from './part-sealing.ts';

/** What whoever meets something newer is told to do. */
export const startTheNewer: Localized = {
  en: 'start the newer version, or restore a backup made before it was used',
  fr: 'démarrez la version plus récente, ou restaurez une sauvegarde faite avant qu’elle ait servi',
};

/** Where a journal ends: the number and the hash of its last entry. */
export interface Head {
  seq: number;
  hash: Uint8Array;
}

export function emptyHead(departureId: string): Head {
  return { seq: 0, hash: chainStart(departureId) };
}

/**
 * Everything a stored departure shows in the clear; its proof covers all of it, so that no column can be changed
 * unseen.
 */
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
  /** The core of the state. */
  state: Uint8Array;
  /** Wrapped; null after erasure. */
  dataKey: Uint8Array | null;
  /** Over all rows of its state (`digestOf`); no column of its own. */
  parts: Uint8Array | null;
}

/** All that stands in a departure's row but its state. */
export type DepartureHead = Omit<DepartureRow, 'state' | 'parts'> & { proof: Uint8Array };

/** A departure as it is stored: its row, and the rows of its state. */
export interface StoredDeparture extends DepartureRow {
  proof: Uint8Array;
  partRows: readonly SealedPart[];
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
    ...withParts(row.parts),
  );
}

/** A file of before has no such rows, and proofs that are made without them. */
export function withParts(parts: Uint8Array | null): Uint8Array[] {
  return parts === null ? [] : [parts];
}

function entryContext(departureId: string, seq: number): Buffer {
  return joined('entry', departureId, seq);
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
    const sealed = sealEntryJson(dataKey, written(checked.data), entryContext(departureId, entry.seq));
    const hash = entryHash(head.hash, departureId, entry.seq, sealed);
    rows.push({ seq: entry.seq, prevHash: head.hash, hash, sealed });
    head = { seq: entry.seq, hash };
  }
  return { rows, head };
}

export function openEntry(departureId: string, row: Pick<SealedEntry, 'seq' | 'sealed'>, dataKey: Uint8Array): Entry {
  const given = openingOf(departureId, row, dataKey);
  return asEntry(openEntryJson(row.sealed, given), { departureId, seq: row.seq });
}

/** The same, with how each of its values is proven. */
export function openWithProof(
  departureId: string,
  row: SealedEntry,
  dataKey: Uint8Array,
): { entry: Entry; openings: readonly EntryOpening[] | null } {
  const given = openingOf(departureId, row, dataKey);
  const value = openEntryJson(row.sealed, given);
  return { entry: asEntry(value, { departureId, seq: row.seq }), openings: entryOpenings(row.sealed, value, given) };
}

function openingOf(departureId: string, { seq }: Pick<SealedEntry, 'seq'>, dataKey: Uint8Array) {
  return { dataKey, context: entryContext(departureId, seq), what: `entry ${seq} of departure ${departureId}` };
}

function asEntry(value: unknown, { departureId, seq }: { departureId: string; seq: number }): Entry {
  const what = `entry ${seq} of departure ${departureId}`;
  const read = readEntry(value);
  switch (read.type) {
    case 'entry':
      return read.entry;
    case 'newer':
      throw new StoreError('unavailable', {
        en: `${what} was written by a newer Relais; ${startTheNewer.en}`,
        fr: `l’entrée ${seq} du départ ${departureId} a été écrite par un Relais plus récent ; ${startTheNewer.fr}`,
      });
    case 'unknown':
      throw new StoreError('corrupt', `${what} was written by a version of Relais that this one cannot read`);
  }
}
