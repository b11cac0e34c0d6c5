import { StoreError } from '../engine/ports/store.ts';
import { open, seal } from './seal.ts';

/** `seal` of a JSON value. */
export function sealJson(key: Uint8Array, value: unknown, context: Uint8Array): Buffer {
  return seal(key, Buffer.from(JSON.stringify(value), 'utf8'), context);
}

/** Throws StoreError `corrupt` for what was changed or moved; `what` names it in the message. */
export function openJson(key: Uint8Array, sealed: Uint8Array, context: Uint8Array, what: string): unknown {
  const plain = open(key, sealed, context, what);
  try {
    return JSON.parse(plain.toString('utf8'));
  } catch (cause) {
    throw new StoreError('corrupt', `${what} is not JSON`, { cause });
  }
}
