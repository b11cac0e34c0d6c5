import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { Store } from '../../../src/engine/ports/store.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import type { StoreBench } from '../../contracts/store-contract.ts';

export const masterKey = Buffer.alloc(32, 7);

export interface SqliteBench extends StoreBench {
  folder: string;
  path: string;
}

/** A SQLite file in a folder of its own. */
export async function makeSqliteBench(): Promise<SqliteBench> {
  const folder = await mkdtemp(join(tmpdir(), 'relais-store-'));
  const path = join(folder, 'relais.db');
  const opened: Store[] = [];
  return {
    folder,
    path,
    async open() {
      const store = await createSqliteStore({ path, masterKey });
      opened.push(store);
      return store;
    },
    async rewritten(work) {
      const before = storedStates(path);
      await work();
      const after = [...storedStates(path)].filter(([place, sealed]) => before.get(place) !== sealed);
      return after.reduce((bytes, [, sealed]) => bytes + sealed.length / 2, 0);
    },
    async dispose() {
      await Promise.all(opened.map((store) => store.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** By its place, what is stored of every state, as hexadecimal text. */
function storedStates(path: string): Map<string, string> {
  const database = new Database(path);
  const rows = database
    .prepare(
      `SELECT id AS place, hex(state) AS sealed FROM departures
       UNION ALL SELECT departure_id || ' ' || part, hex(sealed) FROM parts`,
    )
    .all([]) as { place: string; sealed: string }[];
  database.close();
  return new Map(rows.map(({ place, sealed }) => [place, sealed]));
}
