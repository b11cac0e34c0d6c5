import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { hasKit, type ReplicaSet, startSet } from '../../support/mongo/mongod.ts';
import { collect, sampleDeparture, sampleEntries } from '../samples.ts';
import { masterKey } from './bench.ts';

const writers = 16;
const kills = 4;

describe.skipIf(!hasKit())('three nodes of which the primary is killed under load', () => {
  let server: ReplicaSet;
  let stores: Store[];
  let admin: MongoClient;
  beforeAll(async () => {
    server = startSet(3);
    admin = await new MongoClient(server.uri).connect();
    stores = await Promise.all(
      [1, 2].map(async () => createMongoStore({ database: await openMongoDatabase(server.uri), masterKey })),
    );
  });
  afterAll(async () => {
    await Promise.all((stores ?? []).map((store) => store.close()));
    await admin?.close();
    server?.stop();
  });

  it('lose no acknowledged change, make none twice, and tell no conflict that is none', async () => {
    let stopped = false;
    const made = { commits: 0, departures: 0, tokens: 0 };

    /** The only one who changes these departures: whatever is no success would be false. */
    async function write(store: Store, name: string): Promise<Departure[]> {
      const own: Departure[] = [];
      for (let round = 0; !stopped; round += 1) {
        const id = `${name}-${round}`;
        let state = sampleDeparture(id);
        expect(await store.departures.create(state, sampleEntries(id, 1, 1), null)).toBe('created');
        made.departures += 1;
        for (let version = 2; version <= 6 && !stopped; version += 1) {
          state = { ...state, version, requester: `${name}-${version}` };
          const entries = sampleEntries(id, version, version);
          expect(await store.departures.commit(state, version - 1, entries, null)).toBe('committed');
          made.commits += 1;
        }
        expect(await store.once.take(id, 1000, 2000)).toBe('taken');
        made.tokens += 1;
        own.push(state);
      }
      return own;
    }

    const work = Array.from({ length: writers }, (_, index) => {
      const store = stores[index % stores.length];
      if (!store) throw new Error('there are two stores');
      return write(store, `w${index}`);
    });
    // Whoever fails must not be unhandled while the kills go on.
    const settled = Promise.allSettled(work);
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      process.kill(await primaryPid(), 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 3_500));
      server.startAgain();
    }
    stopped = true;
    const outcomes = await settled;
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    const all = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    expect(made.commits).toBeGreaterThan(100);

    const [reader] = stores;
    if (!reader) throw new Error('there are two stores');
    for (const state of all) {
      expect(await reader.departures.load(state.id)).toEqual(state);
      expect(await collect(reader.departures.journal(state.id))).toEqual(sampleEntries(state.id, 1, state.version));
    }
    const verdicts = await collect(reader.audit.verify());
    expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
    expect(verdicts).toHaveLength(made.departures);
    expect(all).toHaveLength(made.tokens);
  }, 240_000);

  async function primaryPid(): Promise<number> {
    const hello = await admin.db('admin').command({ hello: 1 });
    const ports = [...server.uri.matchAll(/:(\d+)/g)].map(([, port]) => port);
    const place = ports.indexOf(String(hello['primary']).split(':')[1]);
    const pid = server.pids[place];
    if (!pid) throw new Error(`no process for ${hello['primary']}`);
    return pid;
  }
});
