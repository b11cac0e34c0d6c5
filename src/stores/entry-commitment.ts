import { createCipheriv, createHash, hkdfSync } from 'node:crypto';
import type { EntryOpening } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';

/** 128 bits each: what a hidden value is, nobody finds by trying. */
const saltLength = 16;

/**
 * The values of an entry one by one, in the order in which they stand in it; each can be shown later without the
 * others. What holds nothing is a value of its own.
 */
function leavesOf(value: unknown, path = ''): { path: string; value: string }[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [{ path, value: JSON.stringify(value) }];
  const inside = Object.entries(value).flatMap(([key, one]) =>
    leavesOf(one, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return inside.length > 0 ? inside : [{ path, value: Array.isArray(value) ? '[]' : '{}' }];
}

/** The commitment to one value: it tells nothing of it, and opens to nothing else. */
function commitmentTo({ path, value, salt }: Omit<EntryOpening, 'commitment'>): Buffer {
  return createHash('sha256')
    .update(joined('relais/leaf/v1', salt, path, value))
    .digest();
}

/** The commitment to all values of an entry. */
export function rootOf(openings: readonly EntryOpening[]): Buffer {
  const hash = createHash('sha256').update(joined('relais/leaves/v1', openings.length));
  for (const { commitment } of openings) hash.update(commitment);
  return hash.digest();
}

/**
 * Every value of an entry with the salt that opens its commitment. `nonce`: of the sealed bytes, so that an entry which
 * is sealed anew has salts of its own. Salts are read off one key stream: whoever knows some learns nothing of the
 * others.
 */
export function openingsOf(
  value: unknown,
  { dataKey, nonce, context }: { dataKey: Uint8Array; nonce: Uint8Array; context: Uint8Array },
): EntryOpening[] {
  const leaves = leavesOf(value);
  const key = Buffer.from(hkdfSync('sha256', dataKey, nonce, joined('relais/entry-salts/v1', context), 32));
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(saltLength * leaves.length));
  return leaves.map((leaf, index) => {
    const opening = { ...leaf, salt: stream.subarray(saltLength * index, saltLength * (index + 1)) };
    return { ...opening, commitment: commitmentTo(opening) };
  });
}
