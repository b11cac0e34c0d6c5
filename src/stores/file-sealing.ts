import { randomUUID } from 'node:crypto';
import { joined } from './bytes.ts';
import { open, seal } from './seal.ts';

/** One stored piece of a file, by its place from 0. */
export interface SealedPiece {
  file: string;
  piece: number;
  sealed: Uint8Array;
}

/** In bytes: small enough for a document of MongoDB, and for a page cache. */
const pieceSize = 512 * 1024;

/**
 * Cuts a file into pieces and seals each for its departure, its file, its place and how many there are, so that none is
 * missing unseen.
 */
export function sealFile(
  departureId: string,
  bytes: Uint8Array,
  dataKey: Uint8Array,
): { file: string; pieces: SealedPiece[] } {
  const file = randomUUID();
  const count = Math.max(1, Math.ceil(bytes.byteLength / pieceSize));
  const pieces = Array.from({ length: count }, (_, piece) => {
    const part = bytes.subarray(piece * pieceSize, (piece + 1) * pieceSize);
    return { file, piece, sealed: seal(dataKey, part, contextOf(departureId, { file, piece, count })) };
  });
  return { file, pieces };
}

/**
 * Of all pieces there are, in order; null for none. Throws StoreError `corrupt` for what was changed, moved or left
 * out.
 */
export function openFile(departureId: string, pieces: readonly SealedPiece[], dataKey: Uint8Array): Buffer | null {
  if (pieces.length === 0) return null;
  const count = pieces.length;
  const parts = pieces.map(({ file, sealed }, piece) =>
    open(
      dataKey,
      sealed,
      contextOf(departureId, { file, piece, count }),
      `piece ${piece} of file ${file} of departure ${departureId}`,
    ),
  );
  return Buffer.concat(parts);
}

function contextOf(departureId: string, { file, piece, count }: { file: string; piece: number; count: number }) {
  return joined('file', departureId, file, piece, count);
}
