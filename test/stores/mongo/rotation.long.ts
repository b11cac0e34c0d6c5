import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { barrierOf, commitsValidator, settleBarrier } from '../../../src/stores/mongo/key-barrier.ts';
import { migrate, newestSchema } from '../../../src/stores/mongo/migrations.ts';
import { writeMark } from '../../../src/stores/mongo/move-mark.ts';
import { openKeyedMongo } from '../../../src/stores/mongo/rotation.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { changeKey, endChange, type KeyedDatabase } from '../../../src/stores/rotation.ts';
import { newKey, oldKey, rotationContract } from '../../contracts/rotation-contract.ts';
import { collect, sampleDeparture, sampleEntries } from '../samples.ts';
import { type MongoBench, makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('MongoDB', () => {
  rotationContract('in MongoDB', async () => {
    const bench = await makeMongoBench();
    const opened = async <T>(open: (database: Awaited<ReturnType<typeof openMongoDatabase>>) => Promise<T>) => {
      const database = await openMongoDatabase(bench.uri);
      try {
        return await open(database);
      } catch (error) {
        await database.close();
        throw error;
      }
    };
    return {
      open: (masterKey, now) =>
        opened((database) => createMongoStore({ database, masterKey, ...(now && { masterKeyNow: now }) })),
      keyed: (masterKey) => opened((database) => openKeyedMongo({ database, masterKey })),
      async dispose() {
        await bench.db.command({ collMod: 'commits', validator: commitsValidator(1) });
        await bench.dispose();
      },
    };
  });

  describe('what a change of the master key leaves to the server', () => {
    let bench: MongoBench;
    const opened: { close(): Promise<void> }[] = [];
    const thirdKey = Buffer.alloc(32, 9);
    beforeEach(async () => {
      bench = await makeMongoBench();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await bench.db.command({ collMod: 'commits', validator: commitsValidator(1) });
      await bench.dispose();
    });
    const open = async (masterKey: Buffer, onMoved?: () => void) => {
      const database = await openMongoDatabase(bench.uri);
      const store = await createMongoStore({ database, masterKey, ...(onMoved && { onMoved }) });
      opened.push(store);
      return store;
    };
    const keyed = async (masterKey: Buffer) => {
      const database = await openKeyedMongo({ database: await openMongoDatabase(bench.uri), masterKey });
      opened.push(database);
      return database;
    };
    const killedBeforeBarrier = async (database: KeyedDatabase, keys: { current: Buffer; next: Buffer }) => {
      const barOlder = () => Promise.reject(new Error('killed'));
      await expect(changeKey({ ...database, barOlder }, { ...keys, anew: false })).rejects.toThrow('killed');
    };
    const rotated = async () => {
      const database = await keyed(oldKey);
      await changeKey(database, { current: oldKey, next: newKey, anew: false });
      await endChange(database, { next: newKey });
    };

    it('takes what is written under newer keys before it bars the older ones', async () => {
      await open(oldKey);
      await rotated();
      expect(await barrierOf(bench.db)).toBe(3);
      const heard: string[] = [];
      const store = await open(newKey, () => heard.push('moved'));
      await killedBeforeBarrier(await keyed(newKey), { current: newKey, next: thirdKey });
      expect(await barrierOf(bench.db)).toBe(3);
      await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
      expect(await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, [], null)).toBe('committed');
      expect(heard).toEqual([]);
    });

    it('keeps no old proof of what is erased by whoever has not followed', async () => {
      const sleeper = await open(oldKey);
      await sleeper.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
      await killedBeforeBarrier(await keyed(oldKey), { current: oldKey, next: newKey });
      const awake = await open(oldKey);
      expect(await awake.departures.commit(sampleDeparture('d1', { version: 2 }), 1, [], null)).toBe('committed');
      expect(await sleeper.audit.erase('d1')).toBe('erased');
      expect((await collect(awake.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    });

    it('is never lowered, and lifts no fence of a move, not by a schema of tomorrow either', async () => {
      await open(oldKey);
      await rotated();
      const set = (barrier: Parameters<typeof commitsValidator>[0]) =>
        bench.db.command({ collMod: 'commits', validator: commitsValidator(barrier) });
      // Set by somebody who knows of newer keys than this ring.
      await set(7);
      expect(await settleBarrier(bench.db)).toBe(7);
      const migrated = async () => {
        const steps = bench.db.collection<{ _id: string; version: number }>('migration');
        await steps.updateOne({ _id: 'schema' }, { $set: { version: newestSchema - 1 } });
        await migrate(bench.db);
        return barrierOf(bench.db);
      };
      expect(await migrated()).toBe(7);
      const database = await keyed(newKey);
      const at = '2026-11-30T12:00:00.000Z';
      await writeMark(bench.db, { state: 'leaving', id: 'm1', of: 'it', at });
      await expect(database.barOlder()).rejects.toThrow('relais migrate');
      expect(await barrierOf(bench.db)).toBe('nothing');
      expect(await migrated()).toBe('nothing');
      await writeMark(bench.db, null);
      expect(await barrierOf(bench.db)).toBe(3);
    });
  });
});
