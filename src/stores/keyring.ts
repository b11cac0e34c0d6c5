import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { masterKeyLength } from './master-key.ts';
import { open, seal } from './seal.ts';

/** Everything done with the master key. The key itself does no work: each purpose has a key derived from it. */
export interface Keyring {
  /** A fresh data key and the same key wrapped for this departure. */
  newDataKey(departureId: string): { dataKey: Buffer; wrapped: Buffer };
  unwrap(wrapped: Uint8Array, departureId: string): Buffer;
  /**
   * A keyed fingerprint to look things up by; equal values of one kind give equal bytes, and nothing else can be learnt
   * from it.
   */
  blind(kind: string, value: string): Buffer;
  /** Seals what belongs to no departure. */
  seal(plain: Uint8Array, context: Uint8Array): Buffer;
  open(sealed: Uint8Array, context: Uint8Array, what: string): Buffer;
  /** Proves that Relais wrote these fields, without a data key. */
  mac(purpose: string, fields: Uint8Array): Buffer;
  isMac(mac: Uint8Array, purpose: string, fields: Uint8Array): boolean;
}

export function createKeyring(masterKey: Uint8Array): Keyring {
  if (masterKey.length !== masterKeyLength)
    throw new StoreError('wrong-key', {
      en: `the master key has ${masterKey.length} bytes instead of ${masterKeyLength}`,
      fr: `la clé maîtresse a ${masterKey.length} octets au lieu de ${masterKeyLength}`,
    });
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `relais/${purpose}/v1`, 32));
  const wrapping = derived('wrap');
  const sealing = derived('seal');
  const indexing = derived('index');
  const proving = derived('prove');
  const mac = (purpose: string, fields: Uint8Array) =>
    createHmac('sha256', proving).update(joined(purpose, fields)).digest();
  const wrapContext = (departureId: string) => joined('data-key', departureId);

  return {
    newDataKey(departureId) {
      const dataKey = randomBytes(32);
      return { dataKey, wrapped: seal(wrapping, dataKey, wrapContext(departureId)) };
    },
    unwrap: (wrapped, departureId) =>
      open(wrapping, wrapped, wrapContext(departureId), `the data key of departure ${departureId}`),
    blind: (kind, value) => createHmac('sha256', indexing).update(joined(kind, value)).digest(),
    seal: (plain, context) => seal(sealing, plain, context),
    open: (sealed, context, what) => open(sealing, sealed, context, what),
    mac,
    isMac(given, purpose, fields) {
      const expected = mac(purpose, fields);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
