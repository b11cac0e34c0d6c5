import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import type { Departure } from '../../../src/domain/departure.ts';
import { replay } from '../../../src/domain/evolve.ts';
import type { Entry } from '../../../src/domain/journal/entry.ts';
import { readEntry } from '../../../src/domain/journal/entry-version.ts';
import { joined } from '../../../src/stores/bytes.ts';
import { provenFields } from '../../../src/stores/departure-sealing.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { seal } from '../../../src/stores/seal.ts';
import { parseDepartureRow } from '../../../src/stores/sqlite/rows.ts';
import { masterKey } from './bench.ts';

const keyring = createKeyring(masterKey);
const golden = join(import.meta.dirname, '..', '..', 'golden', 'v1');

/** Whole departures, as they were once lived, with the journals that they come from. */
export function livedDepartures(): { departure: Departure; entries: Entry[] }[] {
  return readdirSync(golden)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => {
      // Each story is about the same departure of the same person; here they stand beside one another.
      const text = readFileSync(join(golden, name), 'utf8').replaceAll('"id-1"', `"${name}"`);
      const lines = text.replaceAll('alex@example.com', `${name}@example.com`).trim().split('\n');
      const entries = lines.map((line) => {
        const read = readEntry(JSON.parse(line));
        if (read.type !== 'entry') throw new Error(`${name} holds a line that cannot be read`);
        return read.entry;
      });
      const departure = replay(entries);
      if (departure === null) throw new Error(`${name} is empty`);
      // As it is once it was stored: without what is undefined.
      return { departure: JSON.parse(JSON.stringify({ ...departure, version: 1 })), entries };
    });
}

/**
 * Makes the file one of before states were split: each whole in its row, with the evidence of its actions, and none of
 * the tables that came later.
 */
export function setBack(path: string): void {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  for (const found of database.prepare('SELECT * FROM departures').all([])) {
    const row = parseDepartureRow(found);
    const { dataKey: wrapped, id, version, lastSeq, lastHash } = row;
    if (wrapped === null) throw new Error(`${id} was erased`);
    const whole = { shape: 1, departure: { id, version, revocations: [{ evidence: [] }] } };
    const context = joined('state', id, version, lastSeq, lastHash);
    const state = seal(keyring.unwrap(wrapped, id), Buffer.from(JSON.stringify(whole)), context);
    const proof = keyring.mac('departure', provenFields({ ...row, state, parts: null }));
    database.prepare('UPDATE departures SET state = ?, proof = ? WHERE id = ?').run([state, proof, id]);
  }
  database.exec(
    `DROP TABLE files; DROP TABLE claims; DROP TABLE call_budgets; DROP TABLE listing; DROP TABLE parts; DROP TABLE flows; DROP TABLE live; DROP TABLE figures;
     DELETE FROM relais_meta WHERE key IN ('totals', 'state-shape'); DELETE FROM relais_migrations WHERE number > 2`,
  );
  database.close();
}

/** Names, versions and content of all rows of a state, to compare. */
export function partRowsOf(path: string, id: string): Map<string, { version: number; sealed: string }> {
  const schema = z.object({ part: z.string(), version: z.int(), sealed: z.string() });
  const database = new Database(path);
  const rows = database
    .prepare('SELECT part, version, hex(sealed) AS sealed FROM parts WHERE departure_id = ?')
    .all([id])
    .map((row) => schema.parse(row));
  database.close();
  return new Map(rows.map(({ part, ...row }) => [part, row]));
}
