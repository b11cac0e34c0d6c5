import { z } from 'zod';
import type { SealedEntry } from '../chain.ts';
import type { DepartureHead, DepartureRow } from '../departure-sealing.ts';
import type { SealedPiece } from '../file-sealing.ts';
import type { SealedPart } from '../part-sealing.ts';
import type { PartName } from '../state-parts.ts';

/** The client gives them as Buffer. */
export const bytes = z.instanceof(Uint8Array);

const departureDocument = z.object({
  _id: z.string(),
  ordinal: z.int(),
  version: z.int(),
  status: z.string(),
  createdAt: z.string(),
  wakeAt: z.string().nullable(),
  leaver: bytes.nullable(),
  lastSeq: z.int(),
  lastHash: bytes,
  state: bytes,
  dataKey: bytes.nullable(),
  proof: bytes,
});

function named<Document extends { _id: string }>({ _id, ...row }: Document) {
  return { ...row, id: _id };
}

const rowSchema = departureDocument.transform(named);
const headSchema = departureDocument.omit({ state: true }).transform(named);
/** Whatever else stands there is as if nothing did: a commit is never refused because of it. */
const derivedSchema = z.object({
  live: z.boolean().catch(false),
  figures: bytes.nullable().catch(null),
  /** `undefined`: there is none yet, or nothing that could be one. */
  listing: z
    .object({
      open: z.boolean(),
      kind: bytes,
      manager: bytes.nullable(),
      leaver: bytes,
      lastDay: z.string(),
      nextAt: z.string(),
    })
    .nullish()
    .catch(undefined),
});

/** What stands in the document itself: all but the parts of its state. */
export function parseRow(document: unknown): Omit<DepartureRow, 'parts'> & { proof: Uint8Array } {
  return rowSchema.parse(document);
}

export function parseHead(document: unknown): DepartureHead {
  return headSchema.parse(document);
}

/** What is derived from the state and kept beside it. */
export function parseDerived(document: unknown): z.output<typeof derivedSchema> {
  return derivedSchema.parse(document);
}

/** Leaves out what a head has not. */
export const headProjection = { state: 0, involved: 0, figures: 0, listing: 0 } as const;

const entryDocument = z.object({ seq: z.int(), prevHash: bytes, hash: bytes, sealed: bytes });

export function parseEntry(document: unknown): SealedEntry {
  return entryDocument.parse(document);
}

const partDocument = z.object({ part: z.string(), version: z.int(), sealed: bytes });

/** Of any name: one that Relais did not give breaks the digest over all of them. */
export function parsePart(document: unknown): SealedPart {
  const { part, ...rest } = partDocument.parse(document);
  return { part: part as PartName, ...rest };
}

const pieceDocument = z.object({ file: z.string(), piece: z.int(), sealed: bytes });

export function parsePiece(document: unknown): SealedPiece {
  return pieceDocument.parse(document);
}

export const sealedDocument = z.object({ sealed: bytes });
