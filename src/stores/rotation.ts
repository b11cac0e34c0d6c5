import { StoreError } from '../engine/ports/store.ts';
import { newGeneration } from './generation.ts';
import type { ChangingKeyring } from './keyring.ts';
import type { RenewedPage } from './renewal.ts';
import { fingerprintOf, keysOfRing, type Ring, sealedRing } from './ring.ts';

/** A database whose master key is changed, while others use it. */
export interface KeyedDatabase {
  /** With the ring as it was read last. */
  keyring: ChangingKeyring;
  /** Reads the ring, and gives it to the keyring. Null: there is none. */
  readRing(): Promise<Uint8Array | null>;
  /**
   * Puts a ring in place of the one that was read, with the register proven by it, and gives it to the keyring.
   * `false`: another one is there meanwhile, and nothing was done. A process that has not read it can write nothing
   * any more. `masterKey` opens both of them, and is the one of the keyring from then on.
   */
  putRing(put: RingChange): Promise<boolean>;
  /**
   * From now on nothing can be written under a generation older than the newest. For a database that does not see that
   * by itself in each transaction.
   */
  barOlder(): Promise<void>;
  /**
   * Goes through everything that is stored, a page in each transaction, and writes what an older generation opens under
   * the newest. `look`: only counts it.
   */
  renew(mode: 'write' | 'look'): AsyncIterable<RenewedPage>;
  /**
   * Empties what may still hold what was overwritten, as far as that is in our hands. `false`: somebody else was in the
   * way.
   */
  scrub(): Promise<boolean>;
  close(): Promise<void>;
}

/** A ring that takes the place of another one, as both are stored. */
interface RingChange {
  next: Buffer;
  /** Null: there was none. */
  was: Uint8Array | null;
  masterKey: Uint8Array;
}

/** What a rotation came to. */
export interface Renewed {
  rows: number;
  renewed: number;
  broken: number;
}

/** After each page; what it throws ends the rotation there, to be gone on with. */
export type OnPage = (soFar: Renewed) => void;

/** Passes in a row that find something left; others write only under the newest, so the second finds nothing. */
const mostPasses = 5;

/**
 * Begins to change the master key from `current` to `next`, or goes on with it: from then on both open the database,
 * and everything in it is written anew under a generation that neither of them gives. Each step can be made again.
 * `anew`: begins once more, where another change was under way to a key that is lost. Throws StoreError `conflict` or
 * `wrong-key`.
 */
export async function changeKey(
  database: KeyedDatabase,
  given: { current: Uint8Array; next: Uint8Array; anew: boolean; onPage?: OnPage },
): Promise<Renewed> {
  const { current, next, anew, onPage } = given;
  const to = fingerprintOf(next);
  const was = await database.readRing();
  const { ring } = database.keyring;
  if (was !== null && !keysOfRing(was).includes(fingerprintOf(current)))
    throw new StoreError(
      'conflict',
      'the master key was changed meanwhile by somebody else, and the one given as the current one opens nothing any more; see: relais keys status',
    );
  if (ring.next !== to) {
    if (to === fingerprintOf(current) || (was !== null && keysOfRing(was).includes(to)))
      throw new StoreError('conflict', 'the new master key is the one in use; give another one');
    if (ring.next !== null && !anew)
      throw new StoreError(
        'conflict',
        `the master key is being changed to the one with the fingerprint ${ring.next}, and the new one given is ${to}; give that one, or add --begin-anew if it is lost`,
      );
    const begun: Ring = { ...withOneMore(ring), next: to };
    await put(database, { ring: begun, masterKeys: [current, next], was });
  }
  return renewAll(database, onPage);
}

/**
 * Ends the change to `next`, the only key that opens the database afterwards; a Relais that has not got it by then is
 * refused everything. What the old key gives together with a copy made meanwhile are the generations of that time. So
 * there is one more, which that key never opened, and everything is written anew under it. Each step can be made again;
 * the change counts as under way until nothing is left to do. Throws StoreError `conflict` when none is under way to
 * it.
 */
export async function endChange(
  database: KeyedDatabase,
  { next, onPage }: { next: Uint8Array; onPage?: OnPage },
): Promise<Renewed & { scrubbed: boolean }> {
  const to = fingerprintOf(next);
  const read = await database.readRing();
  const { ring } = database.keyring;
  if (read === null || ring.next !== to)
    throw new StoreError('conflict', 'the master key is not being changed to this one; see: relais keys status');
  // Each is compared with what this one has put: somebody else may begin anew meanwhile.
  let was: Uint8Array = read;
  const putNext = async (one: Ring) => {
    was = await put(database, { ring: one, masterKeys: [next], was });
  };
  if (keysOfRing(was).some((one) => one !== to)) await putNext(withOneMore(ring));
  const renewed = await renewAll(database, onPage);
  await putNext(withNewestAlone(database.keyring.ring));
  const scrubbed = await database.scrub();
  const alone = database.keyring.ring;
  await putNext({ ...alone, revision: alone.revision + 1, next: null });
  return { ...renewed, scrubbed };
}

function withOneMore(ring: Ring): Ring {
  const [newest] = ring.generations;
  return { ...ring, revision: ring.revision + 1, generations: [newGeneration(newest.id + 1), ...ring.generations] };
}

function withNewestAlone(ring: Ring): Ring {
  return { ...ring, revision: ring.revision + 1, generations: [ring.generations[0]] };
}

/**
 * `masterKeys`: under which it is sealed; the first of them opens what was there before, too. Returns what is stored.
 */
async function put(
  database: KeyedDatabase,
  given: { ring: Ring; masterKeys: readonly [Uint8Array, ...Uint8Array[]]; was: Uint8Array | null },
): Promise<Uint8Array> {
  const { ring, masterKeys, was } = given;
  const next = sealedRing(ring, masterKeys);
  if (!(await database.putRing({ next, was, masterKey: masterKeys[0] })))
    throw new StoreError('conflict', 'somebody else changed the keys meanwhile; see: relais keys status');
  return next;
}

/** Until nothing is left under an older generation: the last pass found nothing. */
async function renewAll(database: KeyedDatabase, onPage: OnPage = () => undefined): Promise<Renewed> {
  await database.barOlder();
  let renewed = 0;
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    const found: Renewed = { rows: 0, renewed, broken: 0 };
    const before = renewed;
    for await (const page of database.renew('write')) {
      found.rows += page.rows;
      found.broken += page.broken;
      renewed += page.renewed;
      onPage({ ...found, renewed });
    }
    if (renewed === before) return { ...found, renewed };
  }
  throw new StoreError(
    'conflict',
    'something is still written under the old keys: stop every Relais of another version, then run this again',
  );
}

/** What is still under an older generation; changes nothing. */
export async function leftUnder(database: KeyedDatabase): Promise<Renewed> {
  const found: Renewed = { rows: 0, renewed: 0, broken: 0 };
  for await (const page of database.renew('look')) {
    found.rows += page.rows;
    found.renewed += page.renewed;
    found.broken += page.broken;
  }
  return found;
}
