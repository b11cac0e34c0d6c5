import { createHash } from 'node:crypto';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { openJson, sealJson } from './sealed-json.ts';
import { type PartName, partSchema } from './state-parts.ts';

/** One stored row of a state. `version`: of the departure, when the row was written last. */
export interface SealedPart {
  part: PartName;
  version: number;
  sealed: Uint8Array;
}

/** What is known of a row without its content. */
export interface PartSeal {
  version: number;
  /** Over its name, version and sealed bytes. */
  digest: Uint8Array;
  bytes: number;
}

export type PartSeals = ReadonlyMap<PartName, PartSeal>;

export function sealOf({ part, version, sealed }: SealedPart): PartSeal {
  const digest = createHash('sha256')
    .update(joined(part, version, sealed))
    .digest();
  return { version, digest, bytes: sealed.byteLength };
}

export function sealsOf(rows: readonly SealedPart[]): PartSeals {
  return new Map(rows.map((row) => [row.part, sealOf(row)]));
}

/**
 * One digest over all rows of a state, in whatever order they were read. The proof of the departure's row covers it and
 * its core is sealed for it, so that no row can be changed, missing, added, swapped or set back unseen. Null: there are
 * none, as in an erased departure and in a file of before.
 */
export function digestOf(seals: PartSeals): Buffer | null {
  if (seals.size === 0) return null;
  const hash = createHash('sha256');
  for (const part of [...seals.keys()].sort()) hash.update(seals.get(part)?.digest ?? '');
  return hash.digest();
}

/** Refuses what is not valid: what is sealed need not be checked again when it is opened. */
export function sealPart(
  departureId: string,
  row: Omit<SealedPart, 'sealed'>,
  value: unknown,
  dataKey: Uint8Array,
): SealedPart {
  const checked = partSchema(row.part).safeParse(value);
  if (!checked.success)
    throw new StoreError('corrupt', `refused to store departure ${departureId}: its ${row.part} is not valid`, {
      cause: checked.error,
    });
  return { ...row, sealed: sealJson(dataKey, checked.data, partContext(departureId, row)) };
}

/** Throws StoreError `corrupt` for what was changed or moved. */
export function openPart(departureId: string, row: SealedPart, dataKey: Uint8Array): unknown {
  return openJson(dataKey, row.sealed, partContext(departureId, row), `the ${row.part} of departure ${departureId}`);
}

/** A part is sealed for its departure, its place and the version that wrote it. */
function partContext(departureId: string, { part, version }: Omit<SealedPart, 'sealed'>): Buffer {
  return joined('part', departureId, part, version);
}
