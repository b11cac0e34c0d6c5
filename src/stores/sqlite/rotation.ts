import { z } from 'zod';
import { type ChangingKeyring, createKeyring } from '../keyring.ts';
import { renewedRegister } from '../register.ts';
import {
  pageOf,
  type RenewedPage,
  renewedRow,
  renewedSealed,
  renewedTotals,
  type SealedKind,
  sealedKinds,
} from '../renewal.ts';
import { ringKey } from '../ring.ts';
import type { KeyedDatabase } from '../rotation.ts';
import { inTransaction, openSqliteDatabase, type SqliteDatabase } from './database.ts';
import { createDepartureRows, pageSize } from './departure-rows.ts';
import { guarded, theDatabase } from './errors.ts';
import { createFlowShelf } from './flows.ts';
import { nextTurn } from './group-commit.ts';
import { putValue, readValue } from './register.ts';
import { bytes } from './rows.ts';
import { createSqliteStore } from './store.ts';

/** What each kind is stored by, in the table of its name. */
const keyColumns: Readonly<Record<SealedKind, string>> = { people: 'id', flows: 'hash', notes: 'key' };
const checkpointSchema = z.tuple([z.object({ busy: z.int() })]);
/** How long others may be in the way of emptying the log. */
const checkpointMilliseconds = 500;
const rowSchema = z.object({ key: bytes, sealed: bytes });

/**
 * The embedded database, for a change of its master key. Brings it to today's schema first. Throws StoreError
 * `wrong-key`, `unavailable` or `corrupt`. Others may use the file: each of their transactions begins by looking at the
 * ring.
 */
export async function openKeyedSqlite(given: { path: string; masterKey: Uint8Array }): Promise<KeyedDatabase> {
  const { path, masterKey } = given;
  await (await createSqliteStore({ path, masterKey })).close();
  const database = openSqliteDatabase(path);
  const keyring = createKeyring(masterKey, { stored: () => readValue(database, ringKey) });
  guarded(theDatabase, () => keyring.take(readValue(database, ringKey)));
  const rows = createDepartureRows(database, createFlowShelf(database, keyring));
  const updateRow = database.prepare('UPDATE departures SET data_key = ?, proof = ? WHERE id = ?');

  const inOne = <T>(work: () => T): T =>
    guarded(theDatabase, () =>
      inTransaction(database, () => {
        keyring.take(readValue(database, ringKey));
        return work();
      }),
    );

  /** One page of departures after that number. */
  const renewRows = (after: number, write: boolean): { page: RenewedPage; last: number | null } => {
    let last = after;
    const all = [];
    while (all.length < pageSize) {
      const row = rows.findAfter(last);
      if (row === null) return { page: pageOf(all), last: null };
      last = row.ordinal;
      const renewal = renewedRow(row, keyring);
      if (write && renewal.write) updateRow.run([renewal.write.dataKey, renewal.write.proof, row.id]);
      all.push(renewal);
    }
    return { page: pageOf(all), last };
  };

  const renewKind = (kind: SealedKind, write: boolean) => {
    const column = keyColumns[kind];
    const select = database.prepare(
      `SELECT ${column} AS key, sealed FROM ${kind} WHERE ${column} > ? ORDER BY ${column} LIMIT ${pageSize}`,
    );
    const update = database.prepare(`UPDATE ${kind} SET sealed = ? WHERE ${column} = ?`);
    return (after: Uint8Array): { page: RenewedPage; last: Uint8Array | null } => {
      const found = select.all([after]).map((row) => rowSchema.parse(row));
      const all = found.map((row) => {
        const renewal = renewedSealed(kind, row, keyring);
        if (write && renewal.write) update.run([renewal.write, Buffer.from(row.key)]);
        return renewal;
      });
      return { page: pageOf(all), last: found.length < pageSize ? null : (found.at(-1)?.key ?? null) };
    };
  };

  const renewRest = (by: ChangingKeyring, write: boolean): RenewedPage => {
    const totals = renewedTotals(readValue(database, 'totals'), by);
    const changes: (readonly [string, Buffer])[] = [
      ...(totals.write ? [['totals', totals.write] as const] : []),
      ...renewedRegister(registerOf(database), by),
    ];
    if (write) for (const [key, value] of changes) putValue(database, key, value);
    return { rows: 1 + changes.length, renewed: changes.length, broken: 0 };
  };

  return {
    keyring,
    async readRing() {
      return inOne(() => readValue(database, ringKey));
    },
    async putRing({ next, was, masterKey: by }) {
      const done = inOne(() => {
        const now = readValue(database, ringKey);
        if (now === null ? was !== null : was === null || Buffer.compare(now, was) !== 0) return false;
        putValue(database, ringKey, next);
        // With the register at once: a Relais that knows of no ring is refused by it from now on. By a keyring of its
        // own, because nothing may be held that is not stored in the end.
        const then = createKeyring(by);
        then.take(was);
        then.take(next);
        renewRest(then, true);
        return true;
      });
      if (done) keyring.take(next, by);
      return done;
    },
    barOlder: async () => undefined,
    async *renew(mode) {
      const write = mode === 'write';
      for (let after: number | null = 0; after !== null; await nextTurn()) {
        const from: number = after;
        const { page, last } = inOne(() => renewRows(from, write));
        after = last;
        yield page;
      }
      for (const kind of sealedKinds) {
        const renew = renewKind(kind, write);
        for (let after: Uint8Array | null = Buffer.alloc(0); after !== null; await nextTurn()) {
          const from: Uint8Array = after;
          const { page, last } = inOne(() => renew(from));
          after = last;
          yield page;
        }
      }
      yield inOne(() => renewRest(keyring, write));
    },
    async scrub() {
      // Free pages are zeroed, and the write-ahead log is emptied unless somebody reads from it just then.
      database.pragma(`busy_timeout = ${checkpointMilliseconds}`);
      const [{ busy }] = guarded(theDatabase, () =>
        checkpointSchema.parse(database.pragma('wal_checkpoint(TRUNCATE)')),
      );
      return busy === 0;
    },
    async close() {
      database.close();
    },
  };
}

function registerOf(database: SqliteDatabase) {
  return {
    'key-check': readValue(database, 'key-check'),
    departures: readValue(database, 'departures'),
    entries: readValue(database, 'entries'),
  };
}
