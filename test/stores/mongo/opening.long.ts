import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openMongoDatabase, uriOfDatabase } from '../../../src/stores/mongo/connection.ts';
import { isMade, newestSchema } from '../../../src/stores/mongo/migrations.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { freePort } from '../../support/mongo/free-port.ts';
import { hasKit, type ReplicaSet, startSet } from '../../support/mongo/mongod.ts';
import { sampleDeparture, sampleEntries } from '../samples.ts';
import { masterKey } from './bench.ts';

describe.skipIf(!hasKit())('opening the store on MongoDB', () => {
  let server: ReplicaSet;
  let client: MongoClient;
  beforeAll(async () => {
    server = startSet();
    client = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await client?.close();
    server?.stop();
  });

  const own = () => uriOfDatabase(server.uri, `relais_test_${randomUUID().slice(0, 13)}`);
  async function open(uri: string, key = masterKey) {
    const database = await openMongoDatabase(uri);
    onTestFinished(() => database.close());
    return createMongoStore({ database, masterKey: key });
  }

  it('makes everything once, also when several processes start at once', async () => {
    const uri = own();
    const before = await openMongoDatabase(uri);
    onTestFinished(() => before.close());
    expect(await isMade(before.db)).toBe(false);
    const stores = await Promise.all([1, 2, 3, 4].map(() => open(uri)));
    expect(await isMade(before.db)).toBe(true);
    for (const [index, store] of stores.entries()) {
      const id = `d${index}`;
      expect(await store.departures.create(sampleDeparture(id), sampleEntries(id, 1, 1), null)).toBe('created');
    }
    const ordinals = await before.db.collection('departures').find().sort({ ordinal: 1 }).toArray();
    expect(ordinals.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4]);
  });

  it('waits for the lock of a process that died no longer than its life', async () => {
    const uri = own();
    const { db, close } = await openMongoDatabase(uri);
    onTestFinished(close);
    await db
      .collection<{ _id: string }>('migration')
      .insertOne({ _id: 'lock', holder: 'somebody who died', until: new Date(Date.now() + 1_500) } as { _id: string });
    const began = Date.now();
    await open(uri);
    expect(Date.now() - began).toBeGreaterThan(1_000);
  });

  it('is refused under another master key, and under a schema of a newer version', async () => {
    const uri = own();
    await open(uri);
    await expect(open(uri, Buffer.alloc(32, 8))).rejects.toMatchObject({ name: 'StoreError', kind: 'wrong-key' });
    const { db, close } = await openMongoDatabase(uri);
    onTestFinished(close);
    const steps = db.collection<{ _id: string }>('migration');
    await steps.updateOne({ _id: 'schema' }, { $set: { version: newestSchema + 1 } });
    await expect(open(uri)).rejects.toThrow(/start the newer version/);
  });

  it('is refused while the set still behaves as an older version', async () => {
    // What this version has made, an older one could not keep.
    const { databases } = await client.db('admin').admin().listDatabases();
    for (const { name } of databases) if (name.startsWith('relais_test_')) await client.db(name).dropDatabase();
    await client.db('admin').command({ setFeatureCompatibilityVersion: '5.0' });
    onTestFinished(async () => void (await client.db('admin').command({ setFeatureCompatibilityVersion: '6.0' })));
    await expect(openMongoDatabase(own())).rejects.toThrow('setFeatureCompatibilityVersion: "6.0"');
  });

  it('is refused on a standalone server, with the line that makes it a set of one', async () => {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'relais-standalone-'));
    const [pid] = server.pids;
    const args = [
      '--dbpath',
      folder,
      '--port',
      String(port),
      '--bind_ip',
      '127.0.0.1',
      '--wiredTigerCacheSizeGB',
      '0.25',
    ];
    const standalone = spawn(readlinkSync(`/proc/${pid}/exe`), args, { stdio: 'ignore' });
    onTestFinished(() => {
      standalone.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    await expect(until(() => openMongoDatabase(`mongodb://127.0.0.1:${port}`))).rejects.toThrow(
      "start it with --replSet rs0 and run once: mongosh --eval 'rs.initiate()'",
    );
  });

  /** Until it says something else than that nobody answers. */
  async function until<T>(work: () => Promise<T>): Promise<T> {
    for (let turn = 0; ; turn += 1) {
      try {
        return await work();
      } catch (error) {
        if (turn > 5 || !(error instanceof Error && error.message.includes('no primary'))) throw error;
      }
    }
  }
});
