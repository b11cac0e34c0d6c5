import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { openSqliteDatabase } from '../../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { sampleDeparture } from '../../test/support/sample-departures.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { digits, milliseconds, quantile } from '../statistics.ts';

const sizes: Record<Size, { few: number; many: number; commits: number }> = {
  full: { few: 100, many: 10_000, commits: 1_000 },
  tiny: { few: 3, many: 12, commits: 10 },
};

export const commits = definePart({
  name: 'commits',
  about: 'commits of a state and a journal entry, each durable, in stores with few and with many departures',
  measure: (size) =>
    inScratch(async (folder) => {
      const { few, many, commits: count } = sizes[size];
      const small = await openFilled(join(folder, 'few.db'), few);
      const large = await openFilled(join(folder, 'many.db'), many);
      const bare = openBare(join(folder, 'bare.db'));
      const took = { small: [] as number[], large: [] as number[], bare: [] as number[] };
      // In turn, so that what else the machine does meets all three alike.
      for (let index = 0; index < count; index += 1) {
        took.small.push(await timed(() => small.commitOne(index)));
        took.large.push(await timed(() => large.commitOne(index)));
        took.bare.push(await timed(async () => bare.write()));
      }
      const undisturbed = { small: [] as number[], large: [] as number[] };
      for (const one of [small, large]) one.waitForDisk(false);
      for (let index = 0; index < count * 2; index += 1) {
        undisturbed.small.push(await timed(() => small.commitOne(index)));
        undisturbed.large.push(await timed(() => large.commitOne(index)));
      }
      const pages = statSync(join(folder, 'many.db')).size;
      for (const one of [small, large]) await one.close();
      bare.close();
      return rowsOf(took, undisturbed, { few, many, megabytes: pages / 1_000_000 });
    }),
});

function rowsOf(
  took: Record<'small' | 'large' | 'bare', number[]>,
  undisturbed: Record<'small' | 'large', number[]>,
  { few, many, megabytes }: { few: number; many: number; megabytes: number },
): Row[] {
  const median = (samples: readonly number[]) => quantile(samples, 0.5);
  const per = (samples: readonly number[]) => samples.length / (samples.reduce((a, b) => a + b, 0) / 1000);
  const among = `among ${many.toLocaleString('en')} departures`;
  return [
    {
      what: 'commits per second, one after another',
      measured: `${digits(per(took.small))}/s`,
      baseline: `${digits(per(took.bare))}/s: the same bytes in one bare SQLite transaction`,
      ratio: median(took.small) / median(took.bare),
      goal: { type: 'none' },
      reason: '',
    },
    {
      what: `one commit ${among} (${digits(megabytes)} MB), median`,
      measured: milliseconds(median(took.large)),
      baseline: `${milliseconds(median(took.small))} among ${few}`,
      ratio: median(took.large) / median(took.small),
      goal: { type: 'times', most: 1.3 },
      reason: 'the pages of a commit lie further apart in a larger file',
    },
    {
      what: `the same without the wait for the disk: what the code and SQLite do ${among}`,
      measured: milliseconds(median(undisturbed.large)),
      baseline: `${milliseconds(median(undisturbed.small))} among ${few}`,
      ratio: median(undisturbed.large) / median(undisturbed.small),
      goal: { type: 'times', most: 1.3 },
      reason: 'the pages of a larger file do not all fit into the cache of SQLite',
    },
  ];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A store with that many departures of ordinary size. Its commits go round all of them, as real ones do. */
async function openFilled(path: string, count: number) {
  const database = openSqliteDatabase(path);
  const store = await createSqliteStore({ database, masterKey: randomBytes(32) });
  // Only the filling is not durable: it is thrown away if it fails.
  database.pragma('synchronous = OFF');
  const departures: Departure[] = [];
  for (let index = 0; index < count; index += 1) departures.push(await createOne(store, index));
  database.pragma('synchronous = FULL');
  database.pragma('wal_checkpoint(TRUNCATE)');
  return {
    async close() {
      await store.close();
      database.close();
    },
    waitForDisk: (yes: boolean) => void database.pragma(`synchronous = ${yes ? 'FULL' : 'OFF'}`),
    async commitOne(index: number) {
      // A stride that is no divisor of the count: neighbours in the file are not touched one after another.
      const at = (index * 7919) % count;
      const departure = departures[at];
      if (!departure) throw new Error('no departure');
      const next = { ...departure, version: departure.version + 1, entries: departure.entries + 1 };
      const entry = entryOf(next);
      if ((await store.departures.commit(next, departure.version, [entry], next.createdAt)) !== 'committed')
        throw new Error('not committed');
      departures[at] = next;
    },
  };
}

async function createOne(store: Store, index: number): Promise<Departure> {
  const sample = sampleDeparture();
  const id = `departure-${index}`;
  const leaver = { ...sample.leaver, id: `leaver-${index}`, email: `leaver-${index}@example.com` };
  const first = { ...sample, id, leaver, version: 1, entries: 1 };
  const wake = plus(first.createdAt, index * 60_000);
  if ((await store.departures.create(first, [entryOf(first)], wake)) !== 'created') throw new Error('not created');
  return first;
}

function entryOf(departure: Departure) {
  const event = { type: 'task-reminded' as const, taskId: 'pay', rung: 1, late: false };
  return { departureId: departure.id, seq: departure.entries, at: departure.createdAt, by: 'system', event };
}

/** What the disk and SQLite take for a row and an entry of the same size, without sealing, chain and indexes. */
function openBare(path: string) {
  const database = openSqliteDatabase(path);
  database.exec('CREATE TABLE states (id INTEGER PRIMARY KEY, state BLOB); CREATE TABLE entries (sealed BLOB)');
  const state = randomBytes(Buffer.byteLength(JSON.stringify(sampleDeparture())));
  const put = database.prepare('INSERT OR REPLACE INTO states (id, state) VALUES (?, ?)');
  const add = database.prepare('INSERT INTO entries (sealed) VALUES (?)');
  return {
    write() {
      database.exec('BEGIN IMMEDIATE');
      put.run([1, state]);
      add.run([state.subarray(0, 300)]);
      database.exec('COMMIT');
    },
    close: () => void database.close(),
  };
}
