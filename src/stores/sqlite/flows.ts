import { createFlowSealing } from '../flow-sealing.ts';
import type { Keyring } from '../keyring.ts';
import type { FlowShelf } from '../state-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { sealedRowSchema } from './rows.ts';

/** The flows of one SQLite file. */
export function createFlowShelf(database: SqliteDatabase, keyring: Keyring): FlowShelf {
  const sealing = createFlowSealing(keyring);
  // Prepared when they are used: a backup of before, which is only looked at, has no such table.
  const insert = () => database.prepare('INSERT OR IGNORE INTO flows (hash, sealed) VALUES (?, ?)');
  const select = () => database.prepare('SELECT sealed FROM flows WHERE hash = ?');
  return {
    put(flow) {
      const { hash, sealed } = sealing.seal(flow);
      insert().run([hash, sealed]);
      return hash.toString('hex');
    },
    read(reference) {
      const known = sealing.known(reference);
      if (known) return known;
      const row = select().get([Buffer.from(reference, 'hex')]);
      return sealing.open(reference, row === undefined ? null : sealedRowSchema.parse(row).sealed);
    },
  };
}
