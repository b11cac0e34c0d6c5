import { createHash } from 'node:crypto';
import { joined } from './bytes.ts';
import type { SealedEntry } from './chain.ts';
import type { DepartureRow } from './departure-sealing.ts';
import type { SealedPiece } from './file-sealing.ts';
import type { SealedPart } from './part-sealing.ts';

/** Everything of one departure, sealed as it is stored. */
export interface KeptDeparture {
  row: Omit<DepartureRow, 'parts'> & { proof: Uint8Array };
  parts: readonly SealedPart[];
  /** In order of `seq`. */
  entries: readonly SealedEntry[];
  /** By file and place. */
  files: readonly SealedPiece[];
  /** What follows is derived, and kept beside it for lists and numbers. */
  involved: readonly Uint8Array[];
  live: boolean;
  figures: Uint8Array | null;
  /** Null for what is in no list. */
  listing: KeptListing | null;
}

/** As `IndexedListing`, in whichever bytes a database gives. */
interface KeptListing {
  open: boolean;
  kind: Uint8Array;
  manager: Uint8Array | null;
  leaver: Uint8Array;
  lastDay: string;
  nextAt: string;
}

/**
 * Everything that belongs to no single departure. Left out: what is worth a second (limits of calls, outcomes of
 * commits), the scheduler's jobs, which are made anew, and the mark of a move.
 */
export type KeptRest =
  | { kind: 'meta'; key: string; value: Uint8Array }
  | { kind: 'flow' | 'note'; key: Uint8Array; sealed: Uint8Array }
  | { kind: 'person'; key: Uint8Array; email: Uint8Array; handles: readonly Uint8Array[]; sealed: Uint8Array }
  | { kind: 'once'; key: Uint8Array; until: number; done: boolean };

/** All that a database of Relais keeps, on one unchanging view of it. */
export interface KeptReader {
  /** By number. Throws StoreError `corrupt` for what Relais did not write. */
  departures(): AsyncIterable<KeptDeparture>;
  /** In no order. */
  rest(): AsyncIterable<KeptRest>;
}

/** A database that is being filled, by nobody else. */
export interface KeptWriter extends KeptReader {
  /** The departure of that number, as it stands here; null when there is none. */
  departure(ordinal: number): Promise<KeptDeparture | null>;
  /** In place of whatever stands under its number, at once or not at all. */
  putDeparture(one: KeptDeparture): Promise<void>;
  /** In place of all that there is. */
  replaceRest(all: AsyncIterable<KeptRest>): Promise<void>;
}

/** By which two copies of a departure are the same to the last byte. */
export function digestOfDeparture(one: KeptDeparture): string {
  const { row, parts, entries, files, involved, live, figures, listing } = one;
  const { ordinal, id, version, status, createdAt, wakeAt, leaver, lastSeq, lastHash, state, dataKey, proof } = row;
  const hash = createHash('sha256');
  hash.update(
    joined(ordinal, id, version, status, createdAt, wakeAt, leaver, lastSeq, lastHash, state, dataKey, proof),
  );
  for (const { part, version: written, sealed } of parts.toSorted((a, b) => (a.part < b.part ? -1 : 1)))
    hash.update(joined('part', part, written, sealed));
  for (const entry of entries) hash.update(joined('entry', entry.seq, entry.prevHash, entry.hash, entry.sealed));
  for (const { file, piece, sealed } of files) hash.update(joined('file', file, piece, sealed));
  for (const person of involved.toSorted(Buffer.compare)) hash.update(joined('involved', person));
  hash.update(joined('derived', live ? 1 : 0, figures));
  if (listing !== null) {
    const { open, kind, manager, leaver, lastDay, nextAt } = listing;
    hash.update(joined('listing', open ? 1 : 0, kind, manager, leaver, lastDay, nextAt));
  }
  return hash.digest('hex');
}

/** The same of one thing of the rest. */
export function digestOfRest(one: KeptRest): string {
  const fields = () => {
    switch (one.kind) {
      case 'meta':
        return joined(one.key, one.value);
      case 'flow':
      case 'note':
        return joined(one.key, one.sealed);
      case 'person':
        return joined(one.key, one.email, one.sealed, ...one.handles.toSorted(Buffer.compare));
      case 'once':
        return joined(one.key, one.until, one.done ? 1 : 0);
    }
  };
  return createHash('sha256').update(joined(one.kind)).update(fields()).digest('hex');
}
