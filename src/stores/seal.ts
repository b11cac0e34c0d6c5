import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StoreError } from '../engine/ports/store.ts';

/** First byte of everything sealed, so that another format can be told apart later. */
const format = 1;
const nonceLength = 12;
const tagLength = 16;
const algorithm = 'aes-256-gcm';

/**
 * `format ‖ nonce ‖ ciphertext ‖ tag`. `context` is authenticated, not stored: what was sealed for one place cannot be
 * opened in another.
 */
export function seal(key: Uint8Array, plain: Uint8Array, context: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  cipher.setAAD(context);
  return Buffer.concat([Buffer.of(format), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Throws StoreError `corrupt` when the bytes, the key or the context are not those of `seal`; `what` names the thing in
 * the message.
 */
export function open(key: Uint8Array, sealed: Uint8Array, context: Uint8Array, what: string): Buffer {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== format)
    throw new StoreError('corrupt', `${what} is not in a sealed format this version knows`);
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(1, 1 + nonceLength), { authTagLength: tagLength });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    const ciphertext = sealed.subarray(1 + nonceLength, sealed.length - tagLength);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch (cause) {
    throw new StoreError('corrupt', `${what} was changed or moved since Relais wrote it`, { cause });
  }
}
