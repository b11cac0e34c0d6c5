import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type EntryOpening, StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { openingsOf, rootOf } from './entry-commitment.ts';
import { openJson } from './sealed-json.ts';

/** First byte of an entry that commits to its values; one of before has that of `seal`. */
const format = 2;
const nonceLength = 12;
const rootLength = 32;
const tagLength = 16;
const headLength = 1 + nonceLength + rootLength;
const algorithm = 'aes-256-gcm';

/**
 * `format ‖ nonce ‖ commitment ‖ ciphertext ‖ tag`. The commitment stands in the clear and is authenticated, and the
 * chain covers it with the rest: so single values of an entry can be shown to a stranger and proven by the chain,
 * without the key and without the others.
 */
export function sealEntryJson(dataKey: Uint8Array, value: unknown, context: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const root = rootOf(openingsOf(value, { dataKey, nonce, context }));
  const cipher = createCipheriv(algorithm, dataKey, nonce, { authTagLength: tagLength });
  cipher.setAAD(joined(context, root));
  const plain = Buffer.from(JSON.stringify(value), 'utf8');
  return Buffer.concat([Buffer.of(format), nonce, root, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed; throws StoreError `corrupt` for what was changed or moved. `what` names it in the message. */
export function openEntryJson(
  sealed: Uint8Array,
  { dataKey, context, what }: { dataKey: Uint8Array; context: Uint8Array; what: string },
): unknown {
  if (sealed[0] !== format) return openJson(dataKey, sealed, context, what);
  if (sealed.length < headLength + tagLength) throw new StoreError('corrupt', `${what} was cut short`);
  const decipher = createDecipheriv(algorithm, dataKey, sealed.subarray(1, 1 + nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(joined(context, sealed.subarray(1 + nonceLength, headLength)));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    const ciphertext = sealed.subarray(headLength, sealed.length - tagLength);
    return JSON.parse(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8'));
  } catch (cause) {
    throw new StoreError('corrupt', `${what} was changed or moved since Relais wrote it`, { cause });
  }
}

/**
 * How each value of an opened entry is proven by its sealed bytes; null for one of before, which commits to nothing.
 * Throws StoreError `corrupt` when the commitment is not to this value.
 */
export function entryOpenings(
  sealed: Uint8Array,
  value: unknown,
  { dataKey, context, what }: { dataKey: Uint8Array; context: Uint8Array; what: string },
): EntryOpening[] | null {
  if (sealed[0] !== format) return null;
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const openings = openingsOf(value, { dataKey, nonce, context });
  if (Buffer.compare(rootOf(openings), sealed.subarray(1 + nonceLength, headLength)) !== 0)
    throw new StoreError('corrupt', `the commitment of ${what} is not to what it says`);
  return openings;
}
