import { z } from 'zod';
import { instantSchema } from '../domain/calendar/time.ts';
import type { Departure } from '../domain/departure.ts';
import type { Flow } from '../domain/flow/flow.ts';
import { StoreError, type Wake } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { type Head, type StoredDeparture, withParts } from './departure-sealing.ts';
import {
  digestOf,
  openPart,
  type PartSeal,
  type PartSeals,
  type SealedPart,
  sealOf,
  sealPart,
  sealsOf,
} from './part-sealing.ts';
import { openJson, sealJson } from './sealed-json.ts';
import { changedParts, coreOf, coreSchema, joinState, type PartName, partOf, type StateCore } from './state-parts.ts';

/**
 * Which shape of state this version of Relais writes; raised with every change of `departureSchema`, and of how it is
 * split, which a test notices. A state of another shape is made anew from its journal.
 */
export const stateShape = 17;

/**
 * The core of a state is sealed for its version, for the journal it belongs to and for the rows beside it; set beside
 * another journal or other rows it cannot be opened.
 */
function stateContext(id: string, version: number, head: Head, parts: Uint8Array | null): Buffer {
  return joined('state', id, version, head.seq, head.hash, ...withParts(parts));
}

/** A state in memory, with what is known of the rows it stands in. */
export interface KnownState {
  departure: Departure;
  /** Null: its rows were written in another shape, and say nothing. */
  seals: PartSeals | null;
  /** In sealed bytes. */
  bytes: number;
}

/** Where flows are kept, each once. Used within the transaction that reads or writes the state. */
export interface FlowShelf {
  /** Keeps the flow and returns how it is found. Throws StoreError `corrupt` when it is no valid flow. */
  put(flow: Flow): string;
  /** Throws StoreError `corrupt` when it is missing or was changed. */
  read(reference: string): Flow;
}

/** What a commit writes, and what is known once it is written. */
export interface StateChange {
  core: Buffer;
  /** As in `DepartureRow`. */
  parts: Uint8Array | null;
  written: readonly SealedPart[];
  removed: readonly PartName[];
  known: KnownState;
}

/**
 * Seals what a state changes of the one before it; null: all of it. Refuses what is no valid state, and a wake-up that
 * would not sort as time does: what is sealed need not be checked again when it is opened.
 */
export function sealState(
  departure: Departure,
  given: { before: KnownState | null; wake: Wake; head: Head; dataKey: Uint8Array; flows: FlowShelf },
): StateChange {
  const { before, wake, head, dataKey, flows } = given;
  const { id, version } = departure;
  if (!instantSchema.nullable().safeParse(wake).success)
    throw new StoreError('corrupt', `refused to store departure ${id}: its wake-up is not an instant`);
  const checked = coreSchema.safeParse(coreOf(departure));
  if (!checked.success)
    throw new StoreError('corrupt', `refused to store departure ${id}: its state is not valid`, {
      cause: checked.error,
    });
  const seals = new Map(before?.seals);
  const changed = changedParts(before?.seals ? before.departure : null, departure);
  for (const part of changed.removed) seals.delete(part);
  const written = [...changed.written].map(([part, value]) => {
    const stored = part === flowPart && departure.flow ? flows.put(departure.flow) : value;
    return sealPart(id, { part, version }, stored, dataKey);
  });
  for (const row of written) seals.set(row.part, sealOf(row));
  const parts = digestOf(seals);
  const sealed: SealedState = { shape: stateShape, departure: checked.data };
  const core = sealJson(dataKey, sealed, stateContext(id, version, head, parts));
  return { core, parts, written, removed: changed.removed, known: { departure, seals, bytes: sizeOf(core, seals) } };
}

const flowPart: PartName = 'flow/0';

interface SealedState {
  shape: number;
  departure: StateCore;
}

const sealedStateSchema = z.looseObject({ shape: z.int(), departure: z.unknown() });

/**
 * Null for a state of another shape: its journal tells what it was. `earlier`: the same departure as it was known last;
 * rows that have not changed since are not opened again. Throws StoreError `corrupt` for what was changed or moved.
 */
export function openState(
  row: StoredDeparture,
  given: { dataKey: Uint8Array; flows: FlowShelf; earlier: KnownState | null },
): KnownState | null {
  const { dataKey, flows, earlier } = given;
  const what = `the state of departure ${row.id}`;
  const context = stateContext(row.id, row.version, { seq: row.lastSeq, hash: row.lastHash }, row.parts);
  const sealed = sealedStateSchema.safeParse(openJson(dataKey, row.state, context, what));
  if (!sealed.success || sealed.data.shape !== stateShape) return null;
  const seals = sealsOf(row.partRows);
  const parts = new Map(
    row.partRows.map((one) => {
      const seal = seals.get(one.part);
      const known = seal && earlier && isSame(seal, earlier.seals?.get(one.part));
      if (known) return [one.part, partOf(earlier.departure, one.part)];
      const value = openPart(row.id, one, dataKey);
      return [one.part, one.part === flowPart ? flows.read(z.hex().parse(value)) : value];
    }),
  );
  // Each part was checked when it was sealed, in this shape; the seals prove that it is what was written.
  const departure = joinState({ core: sealed.data.departure as StateCore, parts });
  return { departure, seals, bytes: sizeOf(row.state, seals) };
}

/**
 * By which flow a stored state goes, for whoever must fetch it before `openState`. Null: by none. Throws StoreError
 * `corrupt`.
 */
export function flowReferenceIn(row: Pick<StoredDeparture, 'id' | 'partRows'>, dataKey: Uint8Array): string | null {
  const part = row.partRows.find((one) => one.part === flowPart);
  return part === undefined ? null : z.hex().parse(openPart(row.id, part, dataKey));
}

function sizeOf(core: Uint8Array, seals: PartSeals): number {
  return [...seals.values()].reduce((sum, { bytes }) => sum + bytes, core.byteLength);
}

function isSame(a: PartSeal, b: PartSeal | undefined): boolean {
  return b !== undefined && Buffer.compare(a.digest, b.digest) === 0;
}
