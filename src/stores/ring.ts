import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { derivedKey, firstGeneration, type Generation } from './generation.ts';
import { open, seal } from './seal.ts';

/** Under which key the ring of a database stands, beside the count of departures. */
export const ringKey = 'keys';

/** Which keys a database goes by. */
export interface Ring {
  /** Raised with every change; 0: none is stored, the master key was never changed. */
  revision: number;
  /** Of blind indexes. It never changes: things are looked up by it, and what a note is found by is stored nowhere. */
  index: Uint8Array;
  /** What notes were sealed with before there was a ring; it opens nothing that is not sealed by a generation too. */
  before: Uint8Array;
  /** Newest first: it is written under. The others open, until nothing is left under them. */
  generations: readonly [Generation, ...Generation[]];
  /** Fingerprint of the master key that is being changed to; null: none is. */
  next: string | null;
}

const key = z
  .base64()
  .transform((text): Uint8Array => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32);
const generationSchema = z.strictObject({ id: z.int().min(1), wrap: key, seal: key, prove: key });
const contentSchema = z.strictObject({
  index: key,
  before: key,
  generations: z.tuple([generationSchema], generationSchema),
  next: z.string().nullable(),
});
/** `generation`: the newest; in the clear, for whoever has no key. `under`: the fingerprint of a master key. */
const storedSchema = z.strictObject({
  revision: z.int().min(1),
  generation: z.int().min(1),
  sealed: z.array(z.strictObject({ under: z.string(), bytes: z.base64() })).min(1),
});

/** What a database without a ring goes by. */
export function ringOf(masterKey: Uint8Array): Ring {
  const first = firstGeneration(masterKey);
  return { revision: 0, index: derivedKey(masterKey, 'index'), before: first.seal, generations: [first], next: null };
}

/**
 * By which a master key is named to people: tells nothing of it. The first bytes of what ties a database without a ring
 * to its key (`keyCheck`), so that such a database, or a back-up of it, tells which key it needs.
 */
export function fingerprintOf(masterKey: Uint8Array): string {
  const { prove } = firstGeneration(masterKey);
  return fingerprintIn(
    createHmac('sha256', prove)
      .update(joined('key-check', joined('relais')))
      .digest(),
  );
}

/** Of a database without a ring, by its key check. */
export function fingerprintIn(keyCheck: Uint8Array): string {
  return Buffer.from(keyCheck).toString('hex').slice(0, 16);
}

/**
 * As it is stored: sealed under each of these master keys, and under nothing else. Not under a generation either: who
 * has the old master key and a copy made during a change has the generations of that time.
 */
export function sealedRing(ring: Ring, masterKeys: readonly Uint8Array[]): Buffer {
  const { revision, index, before, generations, next } = ring;
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const plain = Buffer.from(
    JSON.stringify({
      index: text(index),
      before: text(before),
      generations: generations.map(({ id, ...keys }) => ({
        id,
        wrap: text(keys.wrap),
        seal: text(keys.seal),
        prove: text(keys.prove),
      })),
      next,
    }),
    'utf8',
  );
  const generation = generations[0].id;
  const sealed = masterKeys.map((one) => {
    const under = fingerprintOf(one);
    const bytes = seal(derivedKey(one, 'ring'), plain, context({ revision, generation, under }));
    return { under, bytes: bytes.toString('base64') };
  });
  return Buffer.from(JSON.stringify({ revision, generation, sealed }), 'utf8');
}

function context({ revision, generation, under }: { revision: number; generation: number; under: string }): Buffer {
  return joined('ring', revision, generation, under);
}

/** Under which master keys a stored ring opens, by their fingerprints. Throws StoreError `corrupt`. */
export function keysOfRing(stored: Uint8Array): string[] {
  return parsed(stored).sealed.map(({ under }) => under);
}

/** Under which generation a stored ring has everything written. Throws StoreError `corrupt`. */
export function newestGenerationIn(stored: Uint8Array): number {
  return parsed(stored).generation;
}

/**
 * Opens a stored ring with one of these master keys. Throws StoreError `wrong-key` when none of them fits, `corrupt`
 * for what Relais did not write.
 */
export function openedRing(stored: Uint8Array, masterKeys: readonly Uint8Array[]): Ring {
  const { revision, generation, sealed } = parsed(stored);
  const keys = new Map(masterKeys.map((one) => [fingerprintOf(one), one] as const));
  for (const { under, bytes } of sealed) {
    const from = keys.get(under);
    if (from === undefined) continue;
    const plain = open(
      derivedKey(from, 'ring'),
      Buffer.from(bytes, 'base64'),
      context({ revision, generation, under }),
      'the key ring of the database',
    );
    return { revision, ...contentSchema.parse(JSON.parse(plain.toString('utf8'))) };
  }
  throw otherKey(keysOfRing(stored), [...keys.keys()]);
}

/** `needed`: any of them; `given`: what there is. By fingerprints. */
function otherKey(needed: readonly string[], given: readonly string[]): StoreError {
  const is = [...new Set(given)].join(', ');
  return new StoreError('wrong-key', {
    en: `the database was sealed under another master key: it needs the one with the fingerprint ${needed.join(' or ')}, and this one is ${is}; set RELAIS_MASTER_KEY, or put back the key file, and start again what was started with another one`,
    fr: `la base de données a été scellée avec une autre clé maîtresse : il lui faut celle d’empreinte ${needed.join(' ou ')}, et celle-ci est ${is} ; réglez RELAIS_MASTER_KEY, ou remettez le fichier de clé, et redémarrez ce qui a démarré avec une autre`,
  });
}

function parsed(stored: Uint8Array): z.output<typeof storedSchema> {
  const text = Buffer.from(stored).toString('utf8');
  const found = storedSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  if (!found.success)
    throw new StoreError(
      'corrupt',
      'the key ring of the database was changed; restore a backup, see: relais restore --help',
    );
  return found.data;
}
