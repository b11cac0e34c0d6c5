import { z } from 'zod';
import { broughtOver } from '../brought-over.ts';
import type { StoredDeparture } from '../departure-sealing.ts';
import type { ChangingKeyring } from '../keyring.ts';
import { unlessCorrupt } from '../read-model-rules.ts';
import { ringKey } from '../ring.ts';
import { type FlowShelf, stateShape } from '../state-sealing.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { type DepartureRows, pageSize } from './departure-rows.ts';
import { guarded, theDatabase } from './errors.ts';
import { nextTurn } from './group-commit.ts';
import { createPartRows } from './part-rows.ts';
import { readValue } from './register.ts';
import { bytes } from './rows.ts';

const valueSchema = z.object({ value: bytes });

/**
 * Writes in today's shape the states that an earlier version of Relais left in another one, so that they need not be
 * made anew from their journals at each reading (`broughtOver`). Returns how many were brought over.
 */
export async function bringOver(given: {
  database: SqliteDatabase;
  keyring: ChangingKeyring;
  rows: DepartureRows;
  flows: FlowShelf;
}): Promise<number> {
  const { database, keyring, rows, flows } = given;
  const known = database.prepare("SELECT value FROM relais_meta WHERE key = 'state-shape'").get([]);
  const today = Buffer.from(String(stateShape));
  if (known !== undefined && today.equals(valueSchema.parse(known).value)) return 0;
  const update = database.prepare('UPDATE departures SET state = ?, proof = ? WHERE id = ?');
  const parts = createPartRows(database);

  const bringOne = (row: StoredDeparture): boolean => {
    const over = broughtOver(row, { keyring, flows, opened: (dataKey) => rows.opened(row, dataKey) });
    if (over === null) return false;
    update.run([over.change.core, over.proof, row.id]);
    parts.remove(row.id);
    parts.write(row.id, over.change);
    return true;
  };

  let brought = 0;
  for (let ordinal: number | null = 0; ordinal !== null; ) {
    const after: number = ordinal;
    ordinal = guarded(theDatabase, () =>
      inTransaction(database, () => {
        keyring.take(readValue(database, ringKey));
        let last = after;
        for (let count = 0; count < pageSize; count += 1) {
          const row = rows.findAfter(last);
          if (row === null) return null;
          last = row.ordinal;
          if (unlessCorrupt(() => bringOne(row), false)) brought += 1;
        }
        return last;
      }),
    );
    await nextTurn();
  }
  const put =
    "INSERT INTO relais_meta (key, value) VALUES ('state-shape', ?) ON CONFLICT (key) DO UPDATE SET value = ?";
  guarded(theDatabase, () => database.prepare(put).run([today, today]));
  return brought;
}
