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
   * any more.
   */
  putRing(next: Buffer, was: Uint8Array | null): Promise<boolean>;
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
  if (ring.next !== to) {
    if (to === fingerprintOf(current) || (was !== null && keysOfRing(was).includes(to)))
      throw new StoreError('conflict', 'the new master key is the one in use; give another one');
    if (ring.next !== null && !anew)
      throw new StoreError(
        'conflict',
        `the master key is being changed to the one with the fingerprint ${ring.next}, and the new one given is ${to}; give that one, or add --begin-anew if it is lost`,
      );
    const [newest] = ring.generations;
    const begun: Ring = {
      ...ring,
      revision: ring.revision + 1,
      generations: [newGeneration(newest.id + 1), ...ring.generations],
      next: to,
    };
    await put(database, { ring: begun, masterKeys: [current, next], was });
  }
  return renewAll(database, onPage);
}

/**
 * Ends the change to `next`, the only key that opens the database afterwards. Throws StoreError `conflict` when none is
 * under way to it.
 */
export async function endChange(
  database: KeyedDatabase,
  { next, onPage }: { next: Uint8Array; onPage?: OnPage },
): Promise<Renewed & { scrubbed: boolean }> {
  const was = await database.readRing();
  const { ring } = database.keyring;
  if (ring.next !== fingerprintOf(next))
    throw new StoreError('conflict', 'the master key is not being changed to this one; see: relais keys status');
  const renewed = await renewAll(database, onPage);
  const [newest] = ring.generations;
  const ended: Ring = { ...ring, revision: ring.revision + 1, generations: [newest], next: null };
  await put(database, { ring: ended, masterKeys: [next], was });
  return { ...renewed, scrubbed: await database.scrub() };
}

async function put(
  database: KeyedDatabase,
  given: { ring: Ring; masterKeys: readonly Uint8Array[]; was: Uint8Array | null },
): Promise<void> {
  const { ring, masterKeys, was } = given;
  if (!(await database.putRing(sealedRing(ring, masterKeys), was)))
    throw new StoreError('conflict', 'somebody else changed the keys meanwhile; see: relais keys status');
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
