import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { backUp } from '../../../src/stores/sqlite/backup.ts';
import { erasureContract } from '../../contracts/erasure-contract.ts';
import { makeSqliteBench, masterKey } from './bench.ts';

const rowSchema = z.object({ data_key: z.instanceof(Buffer).nullable() });

erasureContract('in one SQLite file', async () => {
  const bench = await makeSqliteBench();
  return {
    open: () => bench.open(),
    dispose: () => bench.dispose(),
    async allBytes() {
      const names = await readdir(bench.folder);
      return Buffer.concat(await Promise.all(names.map((name) => readFile(join(bench.folder, name)))));
    },
    async backUpBytes() {
      const target = join(bench.folder, 'copy.db');
      await backUp({ path: bench.path, target, masterKey, now: new Date() });
      return readFile(target);
    },
    async wrappedKey(id) {
      const database = new Database(bench.path);
      try {
        return rowSchema.parse(database.prepare('SELECT data_key FROM departures WHERE id = ?').get([id])).data_key;
      } finally {
        database.close();
      }
    },
  };
});
