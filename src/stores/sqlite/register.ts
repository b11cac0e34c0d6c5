import { z } from 'zod';
import { entryVersion } from '../../domain/journal/entry-version.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { joined } from '../bytes.ts';
import { startTheNewer } from '../departure-sealing.ts';
import type { Keyring } from '../keyring.ts';
import type { SqliteDatabase } from './database.ts';
import { bytes } from './rows.ts';

const valueSchema = z.object({ value: bytes });
const floorSchema = z.strictObject({ version: z.int().min(1), proof: z.string() });
const countSchema = z.strictObject({ count: z.int().min(0), proof: z.string() });

/** How many departures were ever created, proven by the master key: a departure that vanished with its whole journal is missed by it. */
export interface Register {
  /** Null when the stored number is not one Relais wrote. */
  count(): number | null;
  /** Counts one more and returns its number. */
  next(): number;
}

export function createRegister(database: SqliteDatabase, keyring: Keyring): Register {
  const read = database.prepare("SELECT value FROM relais_meta WHERE key = 'departures'");
  const write = database.prepare(
    "INSERT INTO relais_meta (key, value) VALUES ('departures', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const fields = (count: number) => joined(count);

  const count = (): number | null => {
    const row = read.get([]);
    if (row === undefined) return null;
    try {
      const stored = countSchema.parse(JSON.parse(Buffer.from(valueSchema.parse(row).value).toString('utf8')));
      return keyring.isMac(Buffer.from(stored.proof, 'hex'), 'departures', fields(stored.count)) ? stored.count : null;
    } catch {
      // Not JSON or not this shape: somebody else wrote it.
      return null;
    }
  };
  const store = (value: number) => {
    const proof = keyring.mac('departures', fields(value)).toString('hex');
    write.run([Buffer.from(JSON.stringify({ count: value, proof }), 'utf8')]);
  };
  return {
    count,
    next() {
      const current = count();
      if (current === null)
        throw new StoreError('corrupt', 'the count of departures was changed; see: relais audit verify');
      store(current + 1);
      return current + 1;
    },
  };
}

/** Ties the file to the master key on first use. Throws StoreError `wrong-key` when the file was made under another one. */
export function checkKey(database: SqliteDatabase, keyring: Keyring): void {
  const expected = keyring.mac('key-check', joined('relais'));
  const row = database.prepare("SELECT value FROM relais_meta WHERE key = 'key-check'").get([]);
  if (row === undefined) {
    const insert = database.prepare('INSERT INTO relais_meta (key, value) VALUES (?, ?)');
    insert.run(['key-check', expected]);
    const proof = keyring.mac('departures', joined(0)).toString('hex');
    insert.run(['departures', Buffer.from(JSON.stringify({ count: 0, proof }), 'utf8')]);
    return;
  }
  if (Buffer.compare(valueSchema.parse(row).value, expected) !== 0)
    throw new StoreError(
      'wrong-key',
      'the database was sealed under another master key: set RELAIS_MASTER_KEY, or put back the key file, that it was made with',
    );
}

/**
 * The floor of the file: the newest version of entries that was ever written into it. An older Relais refuses the whole file rather than read
 * half of it; one that was running before, beside the newer one, goes on with what it can read and is refused the rest entry by entry.
 */
export function raiseFloor(database: SqliteDatabase, keyring: Keyring): void {
  const row = database.prepare("SELECT value FROM relais_meta WHERE key = 'entries'").get([]);
  const floor = row === undefined ? 0 : floorIn(valueSchema.parse(row).value, keyring);
  if (floor > entryVersion)
    throw new StoreError(
      'unavailable',
      `the journal holds entries of version ${floor}, but this version of Relais knows up to ${entryVersion}; ${startTheNewer}`,
    );
  if (floor === entryVersion) return;
  const proof = keyring.mac('entries', joined(entryVersion)).toString('hex');
  database
    .prepare(
      "INSERT INTO relais_meta (key, value) VALUES ('entries', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .run([Buffer.from(JSON.stringify({ version: entryVersion, proof }), 'utf8')]);
}

function floorIn(value: Uint8Array, keyring: Keyring): number {
  const text = Buffer.from(value).toString('utf8');
  const parsed = floorSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  if (parsed.success && keyring.isMac(Buffer.from(parsed.data.proof, 'hex'), 'entries', joined(parsed.data.version)))
    return parsed.data.version;
  throw new StoreError(
    'corrupt',
    'the version of the journal was changed; restore a backup, see: relais restore --help',
  );
}
