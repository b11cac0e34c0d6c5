import { type Bytes, concat, hexOf, ofBase64, sha256, textOf, utf8 } from './bytes.ts';
import type { KeyStanding } from './findings.ts';
import { fieldOf, isRecord, listOf, stringOf } from './json.ts';

/** The key that a pack is signed with. */
export interface SigningKey {
  /** SHA-256 of its SPKI, in hex. */
  fingerprint: string;
  spki: Bytes;
  verify(signature: Uint8Array, bytes: Uint8Array): Promise<boolean>;
}

/** An Ed25519 key in PEM; null for anything else. */
export async function readKey(pem: Uint8Array | undefined): Promise<SigningKey | null> {
  if (pem === undefined) return null;
  try {
    const [, body = ''] =
      /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n$/.exec(textOf(pem)) ?? [];
    return await keyOf(ofBase64(body.replaceAll('\n', '')));
  } catch {
    return null;
  }
}

async function keyOf(spki: Bytes): Promise<SigningKey> {
  const key = await globalThis.crypto.subtle.importKey('spki', spki, { name: 'Ed25519' }, true, ['verify']);
  return {
    fingerprint: hexOf(await sha256(spki)),
    spki,
    verify: (signature, bytes) =>
      globalThis.crypto.subtle.verify({ name: 'Ed25519' }, key, new Uint8Array(signature), new Uint8Array(bytes)),
  };
}

/** Whether the key is the expected one, or one that it vouched for when it was replaced, key by key. */
export async function standingOf(key: SigningKey, keys: unknown, expected: string): Promise<KeyStanding> {
  if (key.fingerprint === expected) return 'same';
  if (!isRecord(keys)) return 'other';
  const earlier = listOf(keys['earlier']);
  let isVouched = false;
  try {
    for (const [index, one] of earlier.entries()) {
      const before = await keyOf(ofBase64(stringOf(fieldOf(one, 'publicKey')) ?? '?'));
      const next = earlier[index + 1];
      const after = next === undefined ? key.spki : ofBase64(stringOf(fieldOf(next, 'publicKey')) ?? '?');
      const endorsed = stringOf(fieldOf(one, 'endorsed'));
      if (before.fingerprint === expected) isVouched = true;
      if (!isVouched) continue;
      const said = concat(utf8('relais/evidence/next-key/v1\n'), after);
      if (endorsed === null || !(await before.verify(ofBase64(endorsed), said))) return 'other';
    }
  } catch {
    return 'other';
  }
  return isVouched ? 'vouched' : 'other';
}
