import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteDatabase } from '../../../src/stores/sqlite/database.ts';
import { newestSchema } from '../../../src/stores/sqlite/migrations.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { sampleFlow } from '../../support/sample-plan.ts';
import { edited, largeDeparture } from '../large-departure.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson, sampleTask } from '../samples.ts';
import { makeSqliteBench, masterKey, type SqliteBench } from './bench.ts';
import { partRowsOf } from './file-of-before.ts';

describe('the SQLite file', () => {
  let bench: SqliteBench;
  beforeEach(async () => {
    bench = await makeSqliteBench();
  });
  afterEach(() => bench.dispose());

  const allBytes = async () => {
    const names = await readdir(bench.folder);
    return Buffer.concat(await Promise.all(names.map((name) => readFile(join(bench.folder, name)))));
  };

  it('shows nothing of anybody', async () => {
    const store = await bench.open();
    const canary = 'Xanadu-Canary';
    const leaver = samplePerson(`${canary}-id`, {
      name: `${canary}-name`,
      email: `${canary}@example.com`,
      handles: { slack: `${canary}-U1` },
    });
    const departure = sampleDeparture('d1', {
      leaver,
      requester: `${canary}-requester`,
      tasks: [sampleTask('t1', `${canary}-assignee`)],
    });
    await store.departures.create(departure, sampleEntries('d1', 1, 2, canary), null);
    await store.people.save(leaver);
    await store.notes.write(`${canary}-note`, { text: canary });
    const bytes = await allBytes();
    // The canary of the canary: the id of the departure is in the clear, so the search does look at what was written.
    expect(bytes.includes('d1')).toBe(true);
    expect(bytes.includes('relais_migrations')).toBe(true);
    for (const form of [
      canary,
      canary.toLowerCase(),
      Buffer.from(canary).toString('base64').slice(0, 12),
      Buffer.from(canary).toString('hex'),
    ])
      expect(bytes.includes(form), form).toBe(false);
  });

  it('keeps no byte of a destroyed data key', async () => {
    const store = await bench.open();
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 2), null);
    await store.departures.create(sampleDeparture('d2'), sampleEntries('d2', 1, 2), null);
    const database = new Database(bench.path);
    const row = database.prepare("SELECT data_key FROM departures WHERE id = 'd1'").get([]);
    database.close();
    if (typeof row !== 'object' || row === null || !('data_key' in row) || !Buffer.isBuffer(row.data_key))
      throw new Error('no data key');
    const wrapped = row.data_key;
    expect((await allBytes()).includes(wrapped)).toBe(true);
    await store.audit.erase('d1');
    expect((await allBytes()).includes(wrapped)).toBe(false);
    expect(await store.departures.load('d2')).not.toBeNull();
  });

  it('can be read and written by its owner only', async () => {
    const store = await bench.open();
    await store.notes.write('a', 1);
    const names = await readdir(bench.folder);
    expect(names).toContain('relais.db-wal');
    for (const name of names) expect((await stat(join(bench.folder, name))).mode & 0o777, name).toBe(0o600);
  });

  it('is durable at each commit, in WAL mode, with references held', () => {
    const database = openSqliteDatabase(bench.path);
    expect(database.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(database.pragma('synchronous')).toEqual([{ synchronous: 2 }]);
    expect(database.pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    expect(database.pragma('secure_delete')).toEqual([{ secure_delete: 1 }]);
    expect(database.pragma('busy_timeout')).toEqual([{ timeout: 5000 }]);
    database.close();
  });

  it('finds overdue departures, open leavers and people involved by index', async () => {
    await bench.open();
    const database = new Database(bench.path);
    const plan = (sql: string, count: number) =>
      JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(Array.from({ length: count }, () => 'x')));
    expect(plan('SELECT id FROM departures WHERE wake_at <= ? ORDER BY wake_at, ordinal LIMIT ?', 2)).toContain(
      'departures_by_wake',
    );
    expect(plan('SELECT id FROM departures WHERE wake_at <= ? ORDER BY wake_at, ordinal LIMIT ?', 2)).not.toContain(
      'TEMP B-TREE',
    );
    expect(plan('SELECT id FROM departures WHERE leaver = ?', 1)).toContain('departures_by_leaver');
    expect(plan('SELECT departure_id FROM involved WHERE person = ?', 1)).toContain('PRIMARY KEY');
    database.close();
  });

  it('is refused under another master key, and left as it is', async () => {
    const store = await bench.open();
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    const other = createSqliteStore({ path: bench.path, masterKey: Buffer.alloc(32, 8) });
    await expect(other).rejects.toMatchObject({ name: 'StoreError', kind: 'wrong-key' });
    await expect(other).rejects.toThrow('sealed under another master key');
    expect(await store.departures.load('d1')).not.toBeNull();
    await expect(createSqliteStore({ path: bench.path, masterKey: Buffer.alloc(16) })).rejects.toMatchObject({
      kind: 'wrong-key',
    });
  });

  it('is refused when a newer Relais has used it', async () => {
    await (await bench.open()).close();
    const database = new Database(bench.path);
    database
      .prepare('INSERT INTO relais_migrations (number, name) VALUES (?, ?)')
      .run([newestSchema + 1, 'from the future']);
    database.close();
    const refused = bench.open();
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });
    await expect(refused).rejects.toThrow(
      `the database has schema ${newestSchema + 1}, but this version of Relais knows up to ${newestSchema}`,
    );
  });

  it('is refused when it is no database at all', async () => {
    await writeFile(bench.path, 'Dear diary, '.repeat(1000));
    await expect(bench.open()).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
    expect(await readFile(bench.path, 'utf8')).toContain('Dear diary');
  });

  it('is refused when its folder cannot be made', async () => {
    await writeFile(join(bench.folder, 'plain'), '');
    const path = join(bench.folder, 'plain', 'relais.db');
    const refused = createSqliteStore({ path, masterKey });
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });
    await expect(refused).rejects.toThrow(path);
  });

  it('says so when its file is not writable', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    await (await bench.open()).close();
    await chmod(bench.folder, 0o500);
    const refused = bench.open();
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });
    await chmod(bench.folder, 0o700);
  });

  it('says so, and changes nothing, when the disk is full', async () => {
    const database = openSqliteDatabase(bench.path);
    const store = await createSqliteStore({ database, masterKey });
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    const [pages] = database.pragma('page_count') as { page_count: number }[];
    database.pragma(`max_page_count = ${pages?.page_count}`);
    const refused = store.departures.commit(
      sampleDeparture('d1', { version: 2 }),
      1,
      sampleEntries('d1', 2, 200),
      null,
    );
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });
    await expect(refused).rejects.toThrow('the disk is full');
    expect(await store.departures.load('d1')).toEqual(sampleDeparture('d1'));
    database.pragma('max_page_count = 1000000');
    expect(
      await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 2, 200), null),
    ).toBe('committed');
    expect((await collect(store.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    database.close();
  });

  it('has of a commit the rows that it changed, also by a process that did not write the others', async () => {
    const first = largeDeparture('d1', { accounts: 2, actionsEach: 6 });
    await (await bench.open()).departures.create(first, sampleEntries('d1', 1, 1), null);
    const writtenBy = (version: number) =>
      [...partRowsOf(bench.path, 'd1')].filter(([, row]) => row.version === version).map(([part]) => part);
    expect(writtenBy(1)).toHaveLength(16);

    const other = await bench.open();
    const next = { ...edited(first, { list: 'revocations', how: 'change', at: 9 }), version: 2 };
    expect(await other.departures.commit(structuredClone(next), 1, sampleEntries('d1', 2, 2), null)).toBe('committed');
    expect(writtenBy(2)).toEqual(['revocations/1']);
    expect(writtenBy(1)).toHaveLength(15);

    const last = { ...next, tasks: next.tasks.slice(0, 8), requester: 'somebody', version: 3 };
    expect(await (await bench.open()).departures.commit(last, 2, [], null)).toBe('committed');
    expect(writtenBy(3)).toEqual([]);
    expect([...partRowsOf(bench.path, 'd1').keys()].filter((part) => part.startsWith('tasks'))).toEqual(['tasks/0']);
  });

  it('holds a flow once, however many departures go by it, and keeps it for the others', async () => {
    const store = await bench.open();
    const flows = () => {
      const database = new Database(bench.path);
      const rows = database.prepare('SELECT hash FROM flows').all([]);
      database.close();
      return rows.length;
    };
    const of = (id: string, version: number) => sampleDeparture(id, { flow: sampleFlow({ version }) });
    for (const [id, version] of [
      ['d1', 1],
      ['d2', 1],
      ['d3', 2],
    ] as const)
      await store.departures.create(of(id, version), sampleEntries(id, 1, 1), null);
    expect(flows()).toBe(2);
    await store.audit.erase('d1');
    const other = await bench.open();
    const loaded = [await other.departures.load('d2'), await other.departures.load('d3')];
    expect(loaded.map((one) => one?.flow?.version)).toEqual([1, 2]);
    const next = { ...of('d2', 2), version: 2 };
    expect(await other.departures.commit(next, 1, [], null)).toBe('committed');
    expect(await store.departures.load('d2')).toEqual(next);
    expect(flows()).toBe(2);
  });

  it('may be shared with the scheduler: closing the store leaves the connection open', async () => {
    const database = openSqliteDatabase(bench.path);
    const store = await createSqliteStore({ database, masterKey });
    await store.close();
    expect(database.prepare('SELECT 1 AS one').get([])).toMatchObject({ one: 1 });
    database.close();
  });

  it('gives up with a clear word when another process holds it for too long', async () => {
    const database = openSqliteDatabase(bench.path);
    const store = await createSqliteStore({ database, masterKey, patienceMs: 50 });
    const holder = new Database(bench.path);
    holder.exec('BEGIN IMMEDIATE');
    const refused = store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });
    await expect(refused).rejects.toThrow('another process holds it for too long');
    holder.exec('ROLLBACK');
    expect(await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null)).toBe('created');
    holder.close();
    database.close();
  });
});
