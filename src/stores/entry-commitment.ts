import { createCipheriv, createHash, hash, hkdfSync } from 'node:crypto';
import type { EntryOpening } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';

/** 128 bits each: what a hidden value is, nobody finds by trying. */
const saltLength = 16;

/**
 * The values of an entry one by one, in the order in which they stand in it; each can be shown later without the
 * others. What holds nothing is a value of its own.
 */
function leavesOf(value: unknown, path: string, found: { path: string; value: string }[]): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    found.push({ path, value: JSON.stringify(value) });
    return;
  }
  const before = found.length;
  for (const [key, one] of Object.entries(value)) {
    const name = /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
    leavesOf(one, `${path}/${name}`, found);
  }
  if (found.length === before) found.push({ path, value: Array.isArray(value) ? '[]' : '{}' });
}

const leafPrefix = joined('relais/leaf/v1');

/**
 * The commitment to one value: it tells nothing of it, and opens to nothing else. As `joined` would write its fields,
 * but into one buffer: this is done for every value of every entry.
 */
function commitmentTo({ path, value, salt }: Omit<EntryOpening, 'commitment'>): Buffer {
  const [pathLength, valueLength] = [Buffer.byteLength(path), Buffer.byteLength(value)];
  const bytes = Buffer.allocUnsafe(leafPrefix.length + 12 + salt.length + pathLength + valueLength);
  let at = leafPrefix.copy(bytes);
  at = bytes.writeUInt32BE(salt.length, at);
  bytes.set(salt, at);
  at = bytes.writeUInt32BE(pathLength, at + salt.length);
  at = bytes.writeUInt32BE(valueLength, at + bytes.write(path, at));
  bytes.write(value, at);
  return hash('sha256', bytes, 'buffer');
}

/** The commitment to all values of an entry. */
export function rootOf(openings: readonly EntryOpening[]): Buffer {
  const digest = createHash('sha256').update(joined('relais/leaves/v1', openings.length));
  for (const { commitment } of openings) digest.update(commitment);
  return digest.digest();
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
  const leaves: { path: string; value: string }[] = [];
  leavesOf(value, '', leaves);
  const key = Buffer.from(hkdfSync('sha256', dataKey, nonce, joined('relais/entry-salts/v1', context), 32));
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(saltLength * leaves.length));
  return leaves.map((leaf, index) => {
    const opening = { ...leaf, salt: stream.subarray(saltLength * index, saltLength * (index + 1)) };
    return { ...opening, commitment: commitmentTo(opening) };
  });
}
