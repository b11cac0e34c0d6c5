import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { MongoClient } from 'mongodb';
import { pino } from 'pino';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { startRelais } from '../../src/start.ts';
import { digestOfDeparture, digestOfRest } from '../../src/stores/kept.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { dropMongoDatabase, openMongoDatabase, uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { openMongoSource, openMongoTarget } from '../../src/stores/mongo/move-sides.ts';
import { createMongoStore } from '../../src/stores/mongo/store.ts';
import { type MoveTarget, move } from '../../src/stores/move.ts';
import { openSqliteSource, readFile } from '../../src/stores/sqlite/move-sides.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson } from '../stores/samples.ts';
import { letGoOfFiles } from '../support/let-go.ts';
import { callRelais as callCommand, scratchFolder } from './run-relais.ts';

const serverUri = inject('mongodbUri');

const callRelais: typeof callCommand = async (...given) => {
  await letGoOfFiles();
  return callCommand(...given);
};

describe.skipIf(serverUri === null)('relais migrate', () => {
  function ownUri(): string {
    const uri = uriOfDatabase(serverUri ?? '', `relais_test_${randomUUID().slice(0, 13)}`);
    onTestFinished(() => dropMongoDatabase(uri));
    return uri;
  }

  /**
   * An embedded installation with a departure under way, one that ended, one that was erased, people, notes and
   * messages that were taken.
   */
  async function installation(): Promise<{ folder: string; path: string; masterKey: Buffer }> {
    const folder = scratchFolder();
    const path = join(folder, 'relais.db');
    const masterKey = loadMasterKey({ value: undefined, dataDir: folder });
    const store = await createSqliteStore({ path, masterKey });
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 3), '2026-03-20T17:00:00.000Z');
    await store.departures.create(sampleDeparture('d2'), sampleEntries('d2', 1, 1), null);
    const ended = sampleDeparture('d2', { version: 2, status: 'completed', entries: 3 });
    expect(await store.departures.commit(ended, 1, sampleEntries('d2', 2, 3), null)).toBe('committed');
    await store.departures.create(sampleDeparture('d3'), sampleEntries('d3', 1, 2), null);
    await store.audit.erase('d3');
    for (const id of ['maya', 'alex', 'jonas']) await store.people.save(samplePerson(id));
    await store.people.save(samplePerson('nadia', { handles: {} }));
    await store.notes.write('left here', { by: 'the embedded one' });
    await store.once.take('a message', 1_000, 4_000_000_000_000);
    await store.close();
    return { folder, path, masterKey };
  }

  async function onMongo<T>(uri: string, masterKey: Buffer, work: (store: Store) => Promise<T>): Promise<T> {
    const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** In a function of its own, so that nothing of the store is left when it ends. */
  async function embedded(path: string, masterKey: Buffer, work: (store: Store) => Promise<unknown>): Promise<void> {
    const store = await createSqliteStore({ path, masterKey });
    await work(store);
    await store.close();
  }

  /** To the last byte, but for the note that a move leaves. */
  const everything = (path: string) =>
    readFile(path, async (reader) => {
      const departures = await collect(reader.departures());
      const rest = await collect(reader.rest());
      return {
        departures: departures.map(digestOfDeparture),
        rest: rest
          .filter(({ kind }) => kind !== 'note')
          .map(digestOfRest)
          .toSorted(),
        notes: rest.filter(({ kind }) => kind === 'note').length,
      };
    });

  it('moves everything to MongoDB and back, proven, and lets nobody start from what was left', async () => {
    const { folder, path, masterKey } = await installation();
    const before = await everything(path);
    const uri = ownUri();
    const env = { MONGODB_URI: uri };
    const there = await callRelais(['migrate', '--from', path, '--to', 'MONGODB_URI'], { env });
    expect(there.err).toBe('');
    expect(there).toMatchObject({ code: 0 });
    expect(there.out).toContain('3 departures, 8 entries, 4 people; everything is what it was, to the last byte');
    expect(there.out).not.toContain('mongodb://');

    await onMongo(uri, masterKey, async (store) => {
      expect(await store.departures.load('d1')).toEqual(sampleDeparture('d1', { entries: 1 }));
      expect(await store.departures.load('d3')).toBeNull();
      expect(await collect(store.departures.journal('d2'))).toEqual(sampleEntries('d2', 1, 3));
      expect(await store.departures.overdue('2026-03-20T17:00:00.000Z', 10)).toEqual(['d1']);
      expect((await collect(store.departures.search({ live: true }))).map(({ id }) => id)).toEqual(['d1']);
      expect((await store.people.byHandle('slack', 'UALEX'))?.id).toBe('alex');
      expect(await store.notes.read('left here')).toEqual({ by: 'the embedded one' });
      expect(await store.notes.read('moved-here')).toMatchObject({ movedAt: expect.any(String) });
      expect(await store.once.take('a message', 2_000, 3_000)).toBe('busy');
      expect((await store.audit.rebuild()).findings).toEqual([]);
      const verdicts = await collect(store.audit.verify());
      expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
      // The next number is free: the count came along.
      expect(await store.departures.create(sampleDeparture('d4'), sampleEntries('d4', 1, 1), null)).toBe('created');
    });
    await expect(createSqliteStore({ path, masterKey })).rejects.toThrow(
      'the database was moved by "relais migrate" on',
    );
    const twice = await callRelais(['migrate', '--from', path, '--to', ownUri()]);
    expect(twice.err).toContain('was moved elsewhere on');

    const elsewhere = join(scratchFolder(), 'data');
    mkdirSync(elsewhere);
    copyFileSync(join(folder, 'master.key'), join(elsewhere, 'master.key'));
    const back = await callRelais(['migrate', '--from', 'MONGODB_URI', '--to', join(elsewhere, 'relais.db')], { env });
    expect(back.err).toBe('');
    expect(back.out).toContain('4 departures, 9 entries, 4 people');
    const after = await everything(join(elsewhere, 'relais.db'));
    expect(after.departures.slice(0, 3)).toEqual(before.departures);
    expect(after.notes).toBe(before.notes + 1);
    const store = await createSqliteStore({ path: join(elsewhere, 'relais.db'), masterKey });
    expect((await store.departures.load('d4'))?.id).toBe('d4');
    await store.close();
    await expect(onMongo(uri, masterKey, async () => undefined)).rejects.toThrow('the database was moved by');

    const taken = await callRelais(['migrate', '--take-back', path]);
    expect(taken).toMatchObject({ code: 0 });
    expect(await everything(path)).toEqual(before);
    await (await createSqliteStore({ path, masterKey })).close();
  });

  it('goes on with what was cut short, from which nobody starts meanwhile', async () => {
    const { path, masterKey } = await installation();
    const uri = ownUri();
    const cut = async () => {
      await letGoOfFiles();
      const source = await openSqliteSource({ path, masterKey });
      const target = await openMongoTarget({ uri, masterKey });
      const dies: MoveTarget = {
        ...target,
        async writer() {
          const writer = await target.writer();
          let puts = 0;
          return {
            ...writer,
            async putDeparture(one) {
              puts += 1;
              if (puts > 2) throw new Error('the power went');
              await writer.putDeparture(one);
            },
          };
        },
      };
      try {
        await move(source, dies, { now: new Date('2026-03-02T09:00:00.000Z') });
      } finally {
        await source.close();
        await target.close();
      }
    };
    await expect(cut()).rejects.toThrow('the power went');
    await expect(onMongo(uri, masterKey, async () => undefined)).rejects.toThrow(
      'the database is a migration that did not come to its end',
    );
    // The embedded one may go on meanwhile, and then differs from what was copied of it.
    await embedded(path, masterKey, async (store) => {
      const changed = sampleDeparture('d1', { version: 2, requester: 'somebody else', entries: 4 });
      await store.departures.commit(changed, 1, sampleEntries('d1', 4, 4), null);
    });
    const ended = await callRelais(['migrate', '--from', path, '--to', uri]);
    expect(ended.err).toBe('');
    expect(ended.out).toContain('3 departures, 9 entries, 4 people; 1 departure stood there from before');
    await onMongo(uri, masterKey, async ({ departures }) => {
      expect((await departures.load('d1'))?.requester).toBe('somebody else');
    });
  });

  it('writes over nothing', async () => {
    const { path } = await installation();
    const uri = ownUri();
    const client = await new MongoClient(uri).connect();
    onTestFinished(() => client.close());
    await client.db().collection('theirs').insertOne({ of: 'somebody else' });
    const mongo = await callRelais(['migrate', '--from', path, '--to', uri]);
    expect(mongo.err).toContain('is not empty, and Relais writes over nothing');
    expect(await client.db().listCollections().toArray()).toHaveLength(1);

    const half = ownUri();
    const other = await installation();
    const target = await openMongoTarget({ uri: half, masterKey: other.masterKey });
    const at = '2026-03-02T09:00:00.000Z';
    await target.writeMove({ state: 'arriving', id: 'another', of: 'another installation', at });
    await target.close();
    const foreign = await callRelais(['migrate', '--from', path, '--to', half]);
    expect(foreign.err).toContain('holds something else than an earlier attempt of this');
    const file = await callRelais(['migrate', '--from', half, '--to', other.path], {
      env: { RELAIS_DATA_DIR: other.folder },
    });
    expect(file.code).toBe(1);
    expect(await everything(other.path)).toMatchObject({ departures: { length: 3 } });
  });

  it('refuses what is in use, on either side, and what does not verify', async () => {
    const { folder, path, masterKey } = await installation();
    const uri = ownUri();
    await embedded(path, masterKey, async () => {
      const used = await callRelais(['migrate', '--from', path, '--to', uri]);
      expect(used.err).toContain(`${path} is in use; stop every Relais on it`);
    });
    expect((await callRelais(['migrate', '--from', path, '--to', uri])).code).toBe(0);

    const elsewhere = join(scratchFolder(), 'relais.db');
    const env = { RELAIS_DATA_DIR: folder, MONGODB_URI: uri };
    await onMongo(uri, masterKey, async () => {
      const busy = await callRelais(['migrate', '--from', 'MONGODB_URI', '--to', elsewhere], { env });
      expect(busy.err).toMatch(/is in use: [1-9][0-9]* connections? of Relais\. Stop every Relais on it/);
    });
    // It was not left in the state of a move.
    await onMongo(uri, masterKey, async ({ notes }) => notes.read('left here'));

    const tampered = await installation();
    const database = new Database(tampered.path);
    database.exec("UPDATE departures SET status = 'cancelled' WHERE id = 'd1'");
    database.close();
    const broken = await callRelais(['migrate', '--from', tampered.path, '--to', ownUri()]);
    expect(broken.err).toContain('do not verify (d1, entry 3: state-differs); see: relais audit verify');
  });

  it('takes no write of a process that was cut off meanwhile, until it is taken back', async () => {
    const { masterKey, folder } = await installation();
    const uri = ownUri();
    const key = { RELAIS_DATA_DIR: folder };
    await callRelais(['migrate', '--from', join(folder, 'relais.db'), '--to', uri], { env: key });
    // By another name than a Relais has: to the migration, it is not there.
    const moved = { times: 0 };
    const cutOff = await createMongoStore({
      database: await openMongoDatabase(uri, 'migrate'),
      masterKey,
      onMoved: () => {
        moved.times += 1;
      },
    });
    onTestFinished(() => cutOff.close());
    const next = sampleDeparture('d1', { version: 2, status: 'active', entries: 4 });
    const commit = () => cutOff.departures.commit(next, 1, sampleEntries('d1', 4, 4), null);
    const back = join(scratchFolder(), 'relais.db');
    const { code, err } = await callRelais(['migrate', '--from', uri, '--to', back], { env: key });
    expect([code, err]).toEqual([0, '']);

    for (const write of [commit, () => cutOff.notes.write('late', 1), () => cutOff.once.take('late', 1, 2)])
      await expect(write()).rejects.toThrow('was, and takes no write any more; stop this Relais');
    expect(moved.times).toBe(3);
    expect((await cutOff.departures.load('d1'))?.version).toBe(1);
    await callRelais(['migrate', '--take-back', uri], { env: key });
    expect(await commit()).toBe('committed');
  });

  it('takes changed keys along, and what was written under keys of before is refused there too', async () => {
    const { folder, path, masterKey } = await installation();
    await letGoOfFiles();
    const changed = await callRelais(['keys', 'rotate', '--destroy-old-key'], { env: { RELAIS_DATA_DIR: folder } });
    expect(changed).toMatchObject({ code: 0, err: '' });
    const uri = ownUri();
    expect(await callRelais(['migrate', '--from', path, '--to', uri])).toMatchObject({ code: 0, err: '' });
    const now = loadMasterKey({ value: undefined, dataDir: folder });
    await onMongo(uri, now, async (store) => {
      await store.notes.write('there', 1);
      expect(await store.notes.read('left here')).toEqual({ by: 'the embedded one' });
      expect((await collect(store.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    });
    await expect(onMongo(uri, masterKey, async () => undefined)).rejects.toMatchObject({ kind: 'wrong-key' });
    const { db, close } = await openMongoDatabase(uri);
    const ofBefore = db.collection<{ _id: string; at: Date }>('commits').insertOne({ _id: 'old', at: new Date() });
    await expect(ofBefore).rejects.toThrow('Document failed validation');
    await close();
  });

  it('ends a Relais under which its database went away, with one line', async () => {
    const { masterKey } = await installation();
    const uri = ownUri();
    const env = { PORT: '0', RELAIS_DATA_DIR: join(scratchFolder(), 'data'), MONGODB_URI: uri };
    const lines: string[] = [];
    const log = pino({ level: 'fatal' }, { write: (line: string) => void lines.push(line) });
    const told: string[] = [];
    const onMoved = () => void told.push('moved');
    const relais = await startRelais({ config: readConfig(env), env: {}, log, onMoved });
    onTestFinished(() => relais.stop());
    const source = await openMongoSource({ uri, masterKey });
    await source.writeMove({ state: 'left', id: 'm1', of: 'all', at: '2026-03-20T17:00:00.000Z' });
    await source.close();
    expect(told).toEqual([]);
    for (const key of ['one', 'two']) await expect(relais.store.notes.write(key, 1)).rejects.toThrow('relais migrate');
    expect(told).toEqual(['moved']);
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['store.moved']);
  });

  it('says what it expected', async () => {
    const nothing = await callRelais(['migrate']);
    expect(nothing.err).toContain('Expected --from and --to, or --take-back alone.');
    const twoFiles = await callRelais(['migrate', '--from', 'a/relais.db', '--to', 'b/relais.db']);
    expect(twoFiles.err).toContain('Expected one path of relais.db and one mongodb:// address');
    const unset = await callRelais(['migrate', '--from', 'MONGODB_URI', '--to', 'b/relais.db']);
    expect(unset.err).toContain('MONGODB_URI is not set');
    const missing = await callRelais(['migrate', '--from', 'nowhere/relais.db', '--to', ownUri()]);
    expect(missing.err).toContain('There is no file nowhere/relais.db.');
    const { path } = await installation();
    const notMoved = await callRelais(['migrate', '--take-back', path]);
    expect(notMoved.err).toContain('was not moved, so there is nothing to take back');
  });
});
