import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { joined } from '../../../src/stores/bytes.ts';
import { firstGeneration, type Generation } from '../../../src/stores/generation.ts';
import { fingerprintOf, keysOfRing, openedRing } from '../../../src/stores/ring.ts';
import { changeKey, endChange, leftUnder } from '../../../src/stores/rotation.ts';
import { open } from '../../../src/stores/seal.ts';
import { openKeyedSqlite } from '../../../src/stores/sqlite/rotation.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { copyingRings, newKey, oldKey, rotationContract } from '../../contracts/rotation-contract.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson } from '../samples.ts';

rotationContract('in one SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relais-keys-'));
  const path = join(folder, 'relais.db');
  return {
    open: (masterKey, now) => createSqliteStore({ path, masterKey, ...(now && { masterKeyNow: now }) }),
    keyed: (masterKey) => openKeyedSqlite({ path, masterKey }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
});

/** In which places something stands that the master key seals. */
const contexts = [joined('data-key', 'd1'), joined('person'), joined('note', 'kept'), joined('totals')];

const blobs = z.array(z.object({ value: z.instanceof(ArrayBuffer) }));

describe('what a change of the master key leaves in the file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-keys-'));
    path = join(folder, 'relais.db');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const change = async () => {
    const keyed = await openKeyedSqlite({ path, masterKey: oldKey });
    await changeKey(keyed, { current: oldKey, next: newKey, anew: false });
    const ended = await endChange(keyed, { next: newKey });
    await keyed.close();
    return ended;
  };
  const filled = async () => {
    const store = await createSqliteStore({ path, masterKey: oldKey });
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 2), null);
    await store.people.save(samplePerson('p1'));
    await store.notes.write('kept', { since: 'before' });
    await store.close();
  };
  /** All that was sealed or proven by the master key itself, as it stands. */
  const everything = (): Buffer[] => {
    const database = new Database(path);
    try {
      const all = ['SELECT data_key AS value FROM departures', 'SELECT proof AS value FROM departures'];
      for (const table of ['people', 'notes', 'flows']) all.push(`SELECT sealed AS value FROM ${table}`);
      all.push('SELECT value FROM relais_meta');
      return all.flatMap((sql) => blobs.parse(database.prepare(sql).all([])).map(({ value }) => Buffer.from(value)));
    } finally {
      database.close();
    }
  };

  it('is nothing that the old key sealed, wrapped or proved, in any byte of it', async () => {
    await filled();
    const before = everything();
    expect(before.length).toBeGreaterThan(6);
    expect(await change()).toMatchObject({ scrubbed: true, broken: 0 });
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    const bytes = Buffer.concat(files);
    // What is shorter is the shape of the states, in the clear.
    const left = before.filter((one) => one.length > 8 && bytes.includes(one));
    expect(left).toEqual([]);
    // Canary: what stands there is found like that.
    expect(everything().filter((one) => one.length > 8 && bytes.includes(one)).length).toBeGreaterThan(6);
  });

  /** How much of it opens by that: the data key, the person, the note and the sum of the numbers at most. */
  const openedBy = ({ wrap, seal }: Generation): number =>
    everything().filter((sealed) =>
      [wrap, seal].some((by) =>
        contexts.some((context) => {
          try {
            open(by, sealed, context, 'it');
            return true;
          } catch {
            return false;
          }
        }),
      ),
    ).length;

  it('opens for nobody who has the old key, all of its purposes, and a copy made during the change', async () => {
    await filled();
    expect(openedBy(firstGeneration(oldKey))).toBe(4);
    const keyed = await openKeyedSqlite({ path, masterKey: oldKey });
    const { database, rings } = copyingRings(keyed);
    await changeKey(database, { current: oldKey, next: newKey, anew: false });
    // A copy that was made just then holds the ring, and the old key opens that.
    const [during = Buffer.of()] = rings;
    const known = openedRing(during, [oldKey]).generations;
    // Not the note: that is sealed twice by now.
    expect(openedBy(known[0])).toBe(3);
    await endChange(database, { next: newKey });
    await keyed.close();
    expect(known.map(openedBy)).toEqual([0, 0]);
    expect(keysOfRing(rings.at(-1) ?? Buffer.of())).toEqual([fingerprintOf(newKey)]);
  });

  it('takes no row any more that the old key proves', async () => {
    await filled();
    const database = new Database(path);
    database.exec('CREATE TABLE before AS SELECT data_key, proof FROM departures');
    database.close();
    await change();
    const changed = new Database(path);
    changed.exec('UPDATE departures SET (data_key, proof) = (SELECT data_key, proof FROM before)');
    changed.close();
    const store = await createSqliteStore({ path, masterKey: newKey });
    expect((await collect(store.audit.verify())).flatMap((one) => one.findings)).toHaveLength(1);
    await store.close();
  });

  it('keeps what was changed by hand a finding, and a note in its place', async () => {
    await filled();
    const database = new Database(path);
    database.prepare("UPDATE departures SET status = 'completed' WHERE id = 'd1'").run([]);
    database.close();
    expect(await change()).toMatchObject({ broken: 1 });
    const store = await createSqliteStore({ path, masterKey: newKey });
    expect((await collect(store.audit.verify())).flatMap((one) => one.findings)).toMatchObject([{ departureId: 'd1' }]);
    await store.notes.write('other', 1);
    const swapped = new Database(path);
    swapped.exec('CREATE TABLE before AS SELECT * FROM notes');
    swapped.exec('UPDATE notes SET sealed = (SELECT sealed FROM before WHERE before.key <> notes.key)');
    swapped.close();
    for (const key of ['kept', 'other']) await expect(store.notes.read(key)).rejects.toMatchObject({ kind: 'corrupt' });
    await store.close();
  });

  it('counts a note that nothing opens as broken, and makes nothing new of it', async () => {
    await filled();
    await change();
    const database = new Database(path);
    database.exec('UPDATE notes SET sealed = randomblob(90)');
    database.close();
    const before = everything();
    const keyed = await openKeyedSqlite({ path, masterKey: newKey });
    expect(await leftUnder(keyed)).toMatchObject({ renewed: 0, broken: 1 });
    const next = Buffer.alloc(32, 9);
    expect(await changeKey(keyed, { current: newKey, next, anew: false })).toMatchObject({ broken: 1 });
    await keyed.close();
    expect(everything().filter((one) => before.some((was) => was.length === 90 && was.equals(one)))).toHaveLength(1);
  });

  it('writes nothing once the ring is gone, which nobody could read again', async () => {
    await filled();
    await change();
    const store = await createSqliteStore({ path, masterKey: newKey });
    const database = new Database(path);
    database.exec("DELETE FROM relais_meta WHERE key = 'keys'");
    database.close();
    await expect(store.notes.write('lost', 1)).rejects.toThrow('the key ring of the database is gone');
    await store.close();
  });
});
