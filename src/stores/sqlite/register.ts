import { z } from 'zod';
import type { Keyring } from '../keyring.ts';
import { countIn, keyCheck, nextOrdinal, provenCount, raisedFloor, requireKey } from '../register.ts';
import type { SqliteDatabase } from './database.ts';
import { bytes } from './rows.ts';

const valueSchema = z.object({ value: bytes });

/** How many departures were ever created; see `provenCount`. */
export interface Register {
  /** Null when the stored number is not one Relais wrote. */
  count(): number | null;
  /** Counts one more and returns its number. */
  next(): number;
}

export function createRegister(database: SqliteDatabase, keyring: Keyring): Register {
  const stored = () => readValue(database, 'departures');
  return {
    count: () => countIn(stored(), keyring),
    next() {
      const ordinal = nextOrdinal(stored(), keyring);
      putValue(database, 'departures', provenCount(ordinal, keyring));
      return ordinal;
    },
  };
}

/**
 * Ties the file to the master key on first use. Throws StoreError `wrong-key` when the file was made under another one.
 */
export function checkKey(database: SqliteDatabase, keyring: Keyring): void {
  const stored = readValue(database, 'key-check');
  if (stored !== null) {
    requireKey(stored, keyring);
    return;
  }
  putValue(database, 'key-check', keyCheck(keyring));
  putValue(database, 'departures', provenCount(0, keyring));
}

/** See `raisedFloor`. */
export function raiseFloor(database: SqliteDatabase, keyring: Keyring): void {
  const raised = raisedFloor(readValue(database, 'entries'), keyring);
  if (raised) putValue(database, 'entries', raised);
}

/** Null when nothing stands under that key. */
export function readValue(database: SqliteDatabase, key: string): Uint8Array | null {
  const row = database.prepare('SELECT value FROM relais_meta WHERE key = ?').get([key]);
  return row === undefined ? null : valueSchema.parse(row).value;
}

export function putValue(database: SqliteDatabase, key: string, value: Buffer): void {
  database
    .prepare(
      'INSERT INTO relais_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run([key, value]);
}
