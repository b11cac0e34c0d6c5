import { hkdfSync, randomBytes } from 'node:crypto';

/** The keys of one generation. What is written under them is written anew when the master key changes. */
export interface Generation {
  /** 1, 2, 3 … */
  id: number;
  /** Wraps data keys. */
  wrap: Uint8Array;
  /** Seals what belongs to no departure. */
  seal: Uint8Array;
  /** Proves what stands in the clear. */
  prove: Uint8Array;
}

/** A key for one purpose, derived from another. */
export function derivedKey(from: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, Buffer.alloc(0), `relais/${purpose}/v1`, 32));
}

/** Of a database whose master key was never changed: everything is derived from that key. */
export function firstGeneration(masterKey: Uint8Array): Generation {
  return {
    id: 1,
    wrap: derivedKey(masterKey, 'wrap'),
    seal: derivedKey(masterKey, 'seal'),
    prove: derivedKey(masterKey, 'prove'),
  };
}

/** Derived from nothing, so that no master key tells anything of it. */
export function newGeneration(id: number): Generation {
  return { id, wrap: randomBytes(32), seal: randomBytes(32), prove: randomBytes(32) };
}
