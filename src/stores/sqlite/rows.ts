import { z } from 'zod';
import type { SealedEntry } from '../chain.ts';
import type { DepartureHead, DepartureRow } from '../departure-sealing.ts';
import type { SealedPart } from '../part-sealing.ts';
import type { PartName } from '../state-parts.ts';

/** libsql gives a blob as a Buffer from `get`, but as an ArrayBuffer from `all` and `iterate`. */
export const bytes = z
  .union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)])
  .transform((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value));

/** Of `departures`, in the order the store writes them. */
export const columns =
  'ordinal, id, version, status, created_at, wake_at, leaver, last_seq, last_hash, state, data_key, proof';

const departureRow = z.object({
  ordinal: z.int(),
  id: z.string(),
  version: z.int(),
  status: z.string(),
  created_at: z.string(),
  wake_at: z.string().nullable(),
  leaver: bytes.nullable(),
  last_seq: z.int(),
  last_hash: bytes,
  state: bytes,
  data_key: bytes.nullable(),
  proof: bytes,
});

type Columns = Omit<z.output<typeof departureRow>, 'state'>;

function named<Row extends Columns>({ created_at, wake_at, last_seq, last_hash, data_key, ...row }: Row) {
  return {
    ...row,
    createdAt: created_at,
    wakeAt: wake_at,
    lastSeq: last_seq,
    lastHash: last_hash,
    dataKey: data_key,
  };
}

const departureRowSchema = departureRow.transform(named);

/** What stands in the row itself: all but the rows of its state. */
export function parseDepartureRow(row: unknown): Omit<DepartureRow, 'parts'> & { proof: Uint8Array } {
  return departureRowSchema.parse(row);
}

/** Of `departures`: all but the state. */
export const headColumns = columns.replace(' state,', '');

const headRowSchema = departureRow.omit({ state: true }).transform(named);

export function parseDepartureHead(row: unknown): DepartureHead {
  return headRowSchema.parse(row);
}

export const entryRowSchema = z
  .object({ seq: z.int(), prev_hash: bytes, hash: bytes, sealed: bytes })
  .transform(({ prev_hash, ...row }): SealedEntry => ({ ...row, prevHash: prev_hash }));

export const sealedRowSchema = z.object({ sealed: bytes });

const partRow = z.object({ part: z.string(), version: z.int(), sealed: bytes });

/** Of any name: one that Relais did not give breaks the digest over all of them. */
export function parsePartRow(row: unknown): SealedPart {
  const { part, ...rest } = partRow.parse(row);
  return { part: part as PartName, ...rest };
}
