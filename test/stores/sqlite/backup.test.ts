import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, restoreFrom } from '../../../src/stores/sqlite/backup.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { callRelais, scratchFolder } from '../../cli/run-relais.ts';
import { collect, sampleDeparture, sampleEntries } from '../samples.ts';
import { fileBytes, storeWithFile } from '../with-files.ts';
import { makeSqliteBench, masterKey, type SqliteBench } from './bench.ts';

const now = new Date('2026-03-02T09:00:00.000Z');

describe('a backup', () => {
  let bench: SqliteBench;
  let target: string;
  beforeEach(async () => {
    bench = await makeSqliteBench();
    target = join(bench.folder, 'backup.db');
  });
  afterEach(() => bench.dispose());

  const filled = async () => {
    const store = await bench.open();
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 3), null);
    await store.departures.create(sampleDeparture('d2'), sampleEntries('d2', 1, 2), null);
    return store;
  };

  it('is taken while somebody writes, and gives everything back elsewhere', async () => {
    const store = await filled();
    const proof = await backUp({ path: bench.path, target, masterKey, now });
    expect(proof).toMatchObject({ departures: 2, entries: 5, takenAt: now.toISOString() });
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    // What comes later is not in it.
    await store.departures.create(sampleDeparture('d3'), sampleEntries('d3', 1, 1), null);

    const path = join(bench.folder, 'elsewhere', 'relais.db');
    await mkdir(join(bench.folder, 'elsewhere'));
    expect(await restoreFrom({ backup: target, path, masterKey })).toMatchObject({ departures: 2, entries: 5 });
    expect(await readdir(join(bench.folder, 'elsewhere'))).toEqual(['relais.db']);
    const restored = await createSqliteStore({ path, masterKey });
    expect(await restored.departures.load('d1')).toEqual(sampleDeparture('d1'));
    expect(await collect(restored.departures.journal('d2'))).toHaveLength(2);
    expect(await restored.departures.load('d3')).toBeNull();
    expect((await collect(restored.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    await restored.close();
  });

  it('brings the files of a departure along, and none of an erased one', async () => {
    const store = await filled();
    const [kept, erased] = [await storeWithFile(store, 'f1'), await storeWithFile(store, 'f2')];
    await store.audit.erase('f2');
    await backUp({ path: bench.path, target, masterKey, now });
    const path = join(bench.folder, 'elsewhere', 'relais.db');
    await mkdir(join(bench.folder, 'elsewhere'));
    await restoreFrom({ backup: target, path, masterKey });
    const restored = await createSqliteStore({ path, masterKey });
    expect(Buffer.compare((await restored.files.read('f1', kept)) ?? Buffer.alloc(0), fileBytes)).toBe(0);
    expect(await restored.files.read('f2', erased)).toBeNull();
    expect((await collect(restored.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    await restored.close();
    const database = new Database(path);
    expect(database.prepare('SELECT DISTINCT departure_id AS id FROM files').all([])).toEqual([{ id: 'f1' }]);
    database.close();
  });

  it('holds no byte of a data key that was destroyed before', async () => {
    const store = await filled();
    const database = new Database(bench.path);
    const row = database.prepare("SELECT data_key FROM departures WHERE id = 'd1'").get([]);
    database.close();
    if (typeof row !== 'object' || row === null || !('data_key' in row) || !Buffer.isBuffer(row.data_key))
      throw new Error('no data key');
    await backUp({ path: bench.path, target, masterKey, now });
    expect((await readFile(target)).includes(row.data_key)).toBe(true);
    await store.audit.erase('d1');
    const second = `${target}.2`;
    await backUp({ path: bench.path, target: second, masterKey, now });
    expect((await readFile(second)).includes(row.data_key)).toBe(false);
  });

  it('writes over nothing, and leaves nothing half-written', async () => {
    await filled();
    await writeFile(target, 'precious');
    await expect(backUp({ path: bench.path, target, masterKey, now })).rejects.toMatchObject({ kind: 'conflict' });
    expect(await readFile(target, 'utf8')).toBe('precious');
    const other = Buffer.alloc(32, 8);
    await expect(backUp({ path: bench.path, target: `${target}.2`, masterKey: other, now })).rejects.toMatchObject({
      kind: 'wrong-key',
    });
    expect((await readdir(bench.folder)).filter((name) => !name.startsWith('relais.db'))).toEqual(['backup.db']);
  });

  it('may meet another one for the same place: one of them is whole, the other is refused', async () => {
    await filled();
    const both = await Promise.allSettled([1, 2].map(() => backUp({ path: bench.path, target, masterKey, now })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'conflict' } });
    const path = join(bench.folder, 'restored.db');
    expect(await restoreFrom({ backup: target, path, masterKey })).toMatchObject({ departures: 2, entries: 5 });
    expect((await readdir(bench.folder)).filter((name) => name.endsWith('unfinished'))).toEqual([]);
  });

  it('is not restored when a page, an entry or the key is not right', async () => {
    await filled();
    await backUp({ path: bench.path, target, masterKey, now });
    const path = join(bench.folder, 'restored.db');
    await expect(restoreFrom({ backup: target, path, masterKey: Buffer.alloc(32, 8) })).rejects.toMatchObject({
      kind: 'wrong-key',
    });

    const forged = `${target}.forged`;
    await writeFile(forged, await readFile(target));
    const database = new Database(forged);
    database.exec('DROP TRIGGER entries_are_never_changed');
    database.prepare("UPDATE entries SET sealed = x'00' WHERE departure_id = 'd1' AND seq = 2").run([]);
    database.close();
    await expect(restoreFrom({ backup: forged, path, masterKey })).rejects.toThrow('do not verify: d1, entry 2');

    const bytes = await readFile(target);
    const cut = `${target}.cut`;
    await writeFile(cut, bytes.subarray(0, bytes.length - 8192));
    await expect(restoreFrom({ backup: cut, path, masterKey })).rejects.toMatchObject({ kind: 'corrupt' });
    await writeFile(`${target}.text`, 'Dear diary, '.repeat(1000));
    await expect(restoreFrom({ backup: `${target}.text`, path, masterKey })).rejects.toMatchObject({ kind: 'corrupt' });
    await writeFile(`${target}.empty`, '');
    await expect(restoreFrom({ backup: `${target}.empty`, path, masterKey })).rejects.toThrow('no database of Relais');
    expect((await readdir(bench.folder)).filter((name) => name.startsWith('restored'))).toEqual([]);
  });
});

describe('relais backup and relais restore', () => {
  it('say what is in the file, what is not, and how to go on', async () => {
    const dataDir = scratchFolder();
    await writeFile(join(dataDir, 'master.key'), `${masterKey.toString('base64')}\n`, { mode: 0o600 });
    const store = await createSqliteStore({ path: join(dataDir, 'relais.db'), masterKey });
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 3), null);
    const file = join(scratchFolder(), 'relais.backup');
    const env = { RELAIS_DATA_DIR: dataDir };
    const taken = await callRelais(['backup', file], { env });
    expect(taken.err).toBe('');
    expect(taken.code).toBe(0);
    expect(taken.out).toContain('1 departure, 3 entries');
    expect(taken.out).toContain('The master key is not in it');
    expect(taken.out).toContain(join(dataDir, 'master.key'));
    expect((await readFile(file)).includes(masterKey)).toBe(false);
    expect(await callRelais(['backup', file], { env })).toMatchObject({
      code: 1,
      err: expect.stringContaining('there already'),
    });
    await store.close();

    const elsewhere = join(scratchFolder(), 'data');
    const restore = ['restore', file, '--data-dir', elsewhere];
    const keyless = await callRelais(restore, { env });
    expect(keyless).toMatchObject({ code: 1, err: expect.stringContaining('The key is missing') });
    await writeFile(join(elsewhere, 'master.key'), `${masterKey.toString('base64')}\n`);
    await chmod(join(elsewhere, 'master.key'), 0o600);
    const back = await callRelais(restore, { env });
    expect(back.err).toBe('');
    expect(back.code).toBe(0);
    expect(back.out).toContain('1 departure, 3 entries');
    expect(back.out).toContain('runs nowhere any more');
    const again = await callRelais(restore, { env });
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is not empty (relais.db)') });
    expect(await callRelais(['audit', 'verify'], { env: { RELAIS_DATA_DIR: elsewhere } })).toMatchObject({ code: 0 });
  });
});
