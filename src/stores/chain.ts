import { createHash } from 'node:crypto';
import type { ChainFinding } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';

/** One stored line of the journal: sealed, and tied to the line before. */
export interface SealedEntry {
  seq: number;
  prevHash: Uint8Array;
  hash: Uint8Array;
  sealed: Uint8Array;
}

/** What the state says about its journal. `proven`: the state's own proof holds, so Relais wrote it. */
export interface ChainEnd {
  lastSeq: number;
  lastHash: Uint8Array;
  proven: boolean;
}

/** What the first entry of a departure follows. */
export function chainStart(departureId: string): Buffer {
  return createHash('sha256').update(joined('relais/journal/v1', departureId)).digest();
}

export function entryHash(prevHash: Uint8Array, departureId: string, seq: number, sealed: Uint8Array): Buffer {
  return createHash('sha256')
    .update(joined(prevHash, departureId, seq, sealed))
    .digest();
}

/** Walks one chain, given in order of `seq`, without opening anything. */
export function checkChain(
  departureId: string,
  rows: Iterable<SealedEntry>,
  end: ChainEnd | null,
): { entries: number; findings: ChainFinding[] } {
  const findings: ChainFinding[] = [];
  const note = (kind: ChainFinding['kind'], seq: number) => {
    findings.push({ kind, departureId, seq });
  };
  let entries = 0;
  let seq = 0;
  let head: Uint8Array = chainStart(departureId);
  for (const row of rows) {
    entries += 1;
    for (let gap = seq + 1; gap < row.seq; gap += 1) note('missing', gap);
    const adjacent = row.seq === seq + 1;
    if (!same(entryHash(row.prevHash, departureId, row.seq, row.sealed), row.hash)) {
      note(isOfAnotherPlace(departureId, row, Math.max(end?.lastSeq ?? 0, row.seq)) ? 'reordered' : 'changed', row.seq);
    } else if (adjacent && !same(row.prevHash, head)) {
      // The row is whole in itself, so it is the one before that no longer is what this row followed.
      if (!findings.some((one) => one.seq === seq)) note('changed', Math.max(seq, 1));
    }
    seq = row.seq;
    head = row.hash;
  }
  if (!end) {
    note('state-differs', seq);
  } else {
    for (let gap = seq + 1; gap <= end.lastSeq; gap += 1) note('missing', gap);
    if (!end.proven || seq > end.lastSeq || (seq === end.lastSeq && !same(head, end.lastHash)))
      note('state-differs', end.lastSeq);
  }
  return { entries, findings };
}

/** A row that is whole under another number was moved here, not edited. */
function isOfAnotherPlace(departureId: string, row: SealedEntry, last: number): boolean {
  for (let seq = 1; seq <= last; seq += 1)
    if (seq !== row.seq && same(entryHash(row.prevHash, departureId, seq, row.sealed), row.hash)) return true;
  return false;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
