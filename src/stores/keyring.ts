import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import type { Generation } from './generation.ts';
import { masterKeyLength } from './master-key.ts';
import { openedRing, type Ring, ringOf } from './ring.ts';
import { open, seal } from './seal.ts';

/** Where a sealed thing stands. `before`: what it was bound to before there was a ring. */
interface Bound {
  place: Uint8Array;
  before: Uint8Array;
}

/** Everything done with the master key. The key itself does no work: each purpose has a key of its own. */
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
  /** The same for what is stored without what it was bound to before; see `renewedBound`. */
  sealBound(plain: Uint8Array, bound: Bound): Buffer;
  openBound(sealed: Uint8Array, bound: Bound, what: string): Buffer;
  /** Proves that Relais wrote these fields, without a data key. */
  mac(purpose: string, fields: Uint8Array): Buffer;
  isMac(mac: Uint8Array, purpose: string, fields: Uint8Array): boolean;
}

/** A keyring whose generations change under it, when the master key is changed. */
export interface ChangingKeyring extends Keyring {
  readonly ring: Ring;
  /**
   * Takes the ring as the database has it now; null: it has none. Whether that is another one. Throws StoreError
   * `wrong-key` when it cannot be opened, `corrupt` when it is gone: what is written then could never be read again.
   * `masterKey`: the one that opens it from now on, where another one is in use.
   */
  take(stored: Uint8Array | null, masterKey?: Uint8Array): boolean;
  /** How often something could not be opened, or was not proven: whoever cannot ask at once asks after that. */
  readonly misses: number;
  /** The data key wrapped under the newest generation; null: it is. Throws StoreError `corrupt`. */
  rewrapped(wrapped: Uint8Array, departureId: string): Buffer | null;
  /** The same of what `seal` made. */
  resealed(sealed: Uint8Array, context: Uint8Array): Buffer | null;
  /**
   * The same of what `sealBound` made. What was bound before there was a ring is sealed once more as it stands, because
   * what it is bound to is not known here; where nothing of then is left any more, it is `corrupt` instead.
   */
  reboundAt(sealed: Uint8Array, place: Uint8Array): Buffer | null;
  /** Whether the newest generation proves it. */
  isNewestMac(mac: Uint8Array, purpose: string, fields: Uint8Array): boolean;
}

export interface KeyringOptions {
  /** The ring of the database at this moment; left out where that cannot be told at once. */
  stored?: (() => Uint8Array | null) | undefined;
  /** The master key as it is configured now: another one may be in its place since. Null: none is. */
  masterKeyNow?: (() => Uint8Array | null) | undefined;
}

const macOf = ({ prove }: Generation, purpose: string, fields: Uint8Array) =>
  createHmac('sha256', prove).update(joined(purpose, fields)).digest();

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b);

const wrapContext = (departureId: string) => joined('data-key', departureId);
const onceMore = (place: Uint8Array) => joined('sealed-once-more', place);

export function createKeyring(masterKey: Uint8Array, options: KeyringOptions = {}): ChangingKeyring {
  if (masterKey.length !== masterKeyLength)
    throw new StoreError('wrong-key', {
      en: `the master key has ${masterKey.length} bytes instead of ${masterKeyLength}`,
      fr: `la clé maîtresse a ${masterKey.length} octets au lieu de ${masterKeyLength}`,
    });
  let held = masterKey;
  let ring = ringOf(masterKey);
  let seen: Uint8Array | null = null;
  let misses = 0;

  function take(stored: Uint8Array | null, masterKey: Uint8Array = held): boolean {
    if (stored === null) {
      if (ring.revision === 0) return false;
      throw new StoreError(
        'corrupt',
        'the key ring of the database is gone; nothing is written without it. Restore a backup, see: relais restore --help',
      );
    }
    if (seen !== null && Buffer.compare(stored, seen) === 0) return false;
    const found = opened(stored, masterKey);
    // One of before would bring back generations under which nothing may be written any more.
    if (found.revision <= ring.revision) return false;
    ring = found;
    seen = Uint8Array.from(stored);
    return true;
  }

  /** By the key that is known here; else by the one that is configured by now. */
  function opened(stored: Uint8Array, by: Uint8Array): Ring {
    try {
      const found = openedRing(stored, [by]);
      held = by;
      return found;
    } catch (error) {
      const now = isOtherKey(error) ? (options.masterKeyNow?.() ?? null) : null;
      if (now === null) throw error;
      const found = openedRing(stored, [now]);
      held = now;
      return found;
    }
  }

  /** What one of the generations makes of it, the newest first; asks for the ring anew before it gives up. */
  function byAny<T>(attempt: (generation: Generation) => T): T {
    try {
      return firstOf(ring.generations, attempt);
    } catch (error) {
      if (!isMissed(error)) throw error;
      misses += 1;
      if (options.stored === undefined || !take(options.stored())) throw error;
      return firstOf(ring.generations, attempt);
    }
  }

  const openBoundBy = (by: Generation, sealed: Uint8Array, { place, before, what }: Bound & { what: string }) => {
    const asBefore = () => open(by.seal, sealed, before, what);
    if (ring.revision === 0) return asBefore();
    return firstOf(
      [
        () => open(by.seal, sealed, place, what),
        () => open(ring.before, open(by.seal, sealed, onceMore(place), what), before, what),
        asBefore,
      ],
      (way) => way(),
    );
  };

  /** What is made anew of what an older generation opens; null: the newest does. */
  function renewed(opened: (by: Generation) => Buffer, again: (plain: Buffer, by: Generation) => Buffer) {
    const [newest, ...older] = ring.generations;
    const current = orNull(() => opened(newest));
    if (current !== null) return null;
    return again(firstOf(older, opened), newest);
  }

  return {
    get ring() {
      return ring;
    },
    get misses() {
      return misses;
    },
    take,
    newDataKey(departureId) {
      const dataKey = randomBytes(32);
      return { dataKey, wrapped: seal(ring.generations[0].wrap, dataKey, wrapContext(departureId)) };
    },
    unwrap: (wrapped, departureId) => byAny((by) => unwrapped(by, wrapped, departureId)),
    blind: (kind, value) => createHmac('sha256', ring.index).update(joined(kind, value)).digest(),
    seal: (plain, context) => seal(ring.generations[0].seal, plain, context),
    open: (sealed, context, what) => byAny((by) => open(by.seal, sealed, context, what)),
    sealBound: (plain, { place, before }) =>
      seal(ring.generations[0].seal, plain, ring.revision === 0 ? before : place),
    openBound: (sealed, bound, what) => byAny((by) => openBoundBy(by, sealed, { ...bound, what })),
    mac: (purpose, fields) => macOf(ring.generations[0], purpose, fields),
    isMac(given, purpose, fields) {
      const by = (one: Generation) => isSame(given, macOf(one, purpose, fields));
      if (ring.generations.some(by)) return true;
      misses += 1;
      return options.stored !== undefined && take(options.stored()) && ring.generations.some(by);
    },
    rewrapped: (wrapped, departureId) =>
      renewed(
        (by) => unwrapped(by, wrapped, departureId),
        (dataKey, by) => seal(by.wrap, dataKey, wrapContext(departureId)),
      ),
    resealed: (sealed, context) =>
      renewed(
        (by) => open(by.seal, sealed, context, 'what is sealed'),
        (plain, by) => seal(by.seal, plain, context),
      ),
    reboundAt(sealed, place) {
      const [newest] = ring.generations;
      const at = (context: Uint8Array) => (by: Generation) => open(by.seal, sealed, context, 'what is sealed');
      for (const context of [place, onceMore(place)]) {
        if (orNull(() => at(context)(newest)) !== null) return null;
        const plain = orNull(() => firstOf(ring.generations, at(context)));
        if (plain !== null) return seal(newest.seal, plain, context);
      }
      if (!ring.generations.some(({ id }) => id === 1))
        throw new StoreError('corrupt', 'what is sealed was changed or moved since Relais wrote it');
      return seal(newest.seal, sealed, onceMore(place));
    },
    isNewestMac: (given, purpose, fields) => isSame(given, macOf(ring.generations[0], purpose, fields)),
  };
}

function unwrapped({ wrap }: Generation, wrapped: Uint8Array, departureId: string): Buffer {
  return open(wrap, wrapped, wrapContext(departureId), `the data key of departure ${departureId}`);
}

/** What the first of them gives that does not fail; throws as the last one does. */
function firstOf<T, R>(all: readonly T[], attempt: (one: T) => R): R {
  let failed: unknown = new StoreError('corrupt', 'what is sealed was changed or moved since Relais wrote it');
  for (const one of all)
    try {
      return attempt(one);
    } catch (error) {
      if (!isMissed(error)) throw error;
      failed = error;
    }
  throw failed;
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (isMissed(error)) return null;
    throw error;
  }
}

function isOtherKey(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'wrong-key';
}

function isMissed(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'corrupt';
}
