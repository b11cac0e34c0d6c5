import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openSqliteDatabase } from '../../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { fillStore, timed } from '../filled-store.ts';
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
      const bare = openBare(join(folder, 'bare.db'), await small.bytesOfOne());
      const took = { small: [] as number[], large: [] as number[], bare: [] as number[] };
      // In turn, so that what else the machine does meets all three alike.
      for (let index = 0; index < count; index += 1) {
        took.small.push(await small.timedCommit(index));
        took.large.push(await large.timedCommit(index));
        took.bare.push(await timed(async () => bare.write()));
      }
      const undisturbed = { small: [] as number[], large: [] as number[] };
      for (const one of [small, large]) one.waitForDisk(false);
      for (let index = 0; index < count * 2; index += 1) {
        undisturbed.small.push(await small.timedCommit(index));
        undisturbed.large.push(await large.timedCommit(index));
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
      goal: { type: 'times', most: 2 },
      reason:
        'a dozen statements instead of three, some 15 µs each to reach SQLite; what is sealed is checked by zod, 0.1 ms; five pages instead of three',
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
      reason:
        'not the cache of SQLite (16 MB measure like 2); the departure before each commit is opened instead of known, and its code and data leave the processor’s cache',
    },
  ];
}

/** A file with that many departures of ordinary size. */
async function openFilled(path: string, count: number) {
  const database = openSqliteDatabase(path);
  const store = await createSqliteStore({ database, masterKey: randomBytes(32) });
  // Only the filling is not durable: it is thrown away if it fails.
  database.pragma('synchronous = OFF');
  const filled = await fillStore(store, count);
  database.pragma('synchronous = FULL');
  database.pragma('wal_checkpoint(TRUNCATE)');
  const bytesIn = (sql: string) => lengthSchema.parse(database.prepare(sql).get(['departure-0'])).bytes;
  return {
    async close() {
      await store.close();
      database.close();
    },
    /** What one commit writes of the state, of its parts and into the journal. */
    async bytesOfOne(): Promise<Written> {
      await filled.commitAt(0);
      const latest = 'version = (SELECT max(version) FROM departures WHERE id = departure_id)';
      return {
        core: bytesIn('SELECT length(state) AS bytes FROM departures WHERE id = ?'),
        parts: bytesIn(`SELECT sum(length(sealed)) AS bytes FROM parts WHERE departure_id = ? AND ${latest}`),
        entry: bytesIn('SELECT length(sealed) AS bytes FROM entries WHERE departure_id = ? ORDER BY seq DESC LIMIT 1'),
      };
    },
    waitForDisk: (yes: boolean) => void database.pragma(`synchronous = ${yes ? 'FULL' : 'OFF'}`),
    timedCommit: filled.timedCommit,
  };
}

const lengthSchema = z.object({ bytes: z.int() });

interface Written {
  core: number;
  parts: number;
  entry: number;
}

/** What the disk and SQLite take for rows and an entry of the same sizes, without sealing, chain and indexes. */
function openBare(path: string, { core, parts, entry }: Written) {
  const database = openSqliteDatabase(path);
  database.exec(
    `CREATE TABLE cores (id INTEGER PRIMARY KEY, core BLOB); CREATE TABLE parts (id INTEGER PRIMARY KEY, part BLOB);
     CREATE TABLE entries (sealed BLOB)`,
  );
  const putCore = database.prepare('INSERT OR REPLACE INTO cores (id, core) VALUES (1, ?)');
  const putPart = database.prepare('INSERT OR REPLACE INTO parts (id, part) VALUES (1, ?)');
  const add = database.prepare('INSERT INTO entries (sealed) VALUES (?)');
  const sealed = { core: randomBytes(core), part: randomBytes(parts), entry: randomBytes(entry) };
  return {
    write() {
      database.exec('BEGIN IMMEDIATE');
      putCore.run([sealed.core]);
      putPart.run([sealed.part]);
      add.run([sealed.entry]);
      database.exec('COMMIT');
    },
    close: () => void database.close(),
  };
}
