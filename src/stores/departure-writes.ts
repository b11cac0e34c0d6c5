import type { Departure } from '../domain/departure.ts';
import type { Entry } from '../domain/journal/entry.ts';
import { StoreError, type Wake } from '../engine/ports/store.ts';
import type { BlindIndexes } from './blind-indexes.ts';
import type { SealedEntry } from './chain.ts';
import { type DepartureHead, type DepartureRow, emptyHead, provenFields, sealEntries } from './departure-sealing.ts';
import type { Keyring } from './keyring.ts';
import { type FlowShelf, type KnownState, type StateChange, sealState } from './state-sealing.ts';

/** What one command writes of a departure: sealed, chained and proven, whatever keeps it. */
export interface DepartureWrite {
  row: DepartureRow & { proof: Buffer };
  entries: readonly SealedEntry[];
  change: StateChange;
  dataKey: Uint8Array;
}

interface Sealing {
  wake: Wake;
  keyring: Keyring;
  indexes: BlindIndexes;
  flows: FlowShelf;
}

/** A new departure. `ordinal`: its number in the register. Throws StoreError `corrupt` when it is not valid. */
export function firstWrite(
  first: Departure,
  entries: readonly Entry[],
  given: Sealing & { ordinal: number },
): DepartureWrite {
  const { wake, keyring, indexes, flows, ordinal } = given;
  const { dataKey, wrapped } = keyring.newDataKey(first.id);
  const journal = sealEntries(first.id, entries, emptyHead(first.id), dataKey);
  const { head } = journal;
  const change = sealState(first, { before: null, wake, head, dataKey, flows });
  const row: DepartureRow = {
    ordinal,
    id: first.id,
    version: first.version,
    status: first.status,
    createdAt: first.createdAt,
    wakeAt: wake,
    leaver: indexes.leaver(first.leaver.email, first.aside),
    lastSeq: head.seq,
    lastHash: head.hash,
    state: change.core,
    dataKey: wrapped,
    parts: change.parts,
  };
  return {
    row: { ...row, proof: keyring.mac('departure', provenFields(row)) },
    entries: journal.rows,
    change,
    dataKey,
  };
}

/**
 * The next version of a departure. `row`, `state`: as it is stored now. Throws StoreError `corrupt` when it does not
 * follow, or is not valid.
 */
export function nextWrite(
  next: Departure,
  entries: readonly Entry[],
  given: Sealing & { row: DepartureHead; state: KnownState; dataKey: Uint8Array },
): DepartureWrite {
  const { wake, keyring, indexes, flows, row, state, dataKey } = given;
  const journal = sealEntries(next.id, entries, { seq: row.lastSeq, hash: row.lastHash }, dataKey);
  const { head } = journal;
  const change = sealState(next, { before: state, wake, head, dataKey, flows });
  const changed: DepartureRow = {
    ...row,
    version: next.version,
    status: next.status,
    wakeAt: wake,
    leaver: indexes.leaver(next.leaver.email, next.aside),
    lastSeq: head.seq,
    lastHash: head.hash,
    state: change.core,
    parts: change.parts,
  };
  return {
    row: { ...changed, proof: keyring.mac('departure', provenFields(changed)) },
    entries: journal.rows,
    change,
    dataKey,
  };
}

/** Throws StoreError `corrupt` unless the version is raised by one. */
export function requireNextVersion(next: Departure, expectedVersion: number): void {
  if (next.version !== expectedVersion + 1)
    throw new StoreError(
      'corrupt',
      `refused to store departure ${next.id}: version ${next.version} does not follow ${expectedVersion}`,
    );
}
