import { z } from 'zod';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Entry } from '../../domain/event.ts';
import { replay } from '../../domain/evolve.ts';
import { type DepartureQuery, type DepartureStore, StoreError } from '../../engine/ports/store.ts';
import {
  type DepartureRow,
  emptyHead,
  openEntry,
  openState,
  provenFields,
  sealEntries,
  sealState,
} from '../departure-sealing.ts';
import { foldEmail, involvedIn } from '../involved.ts';
import type { Keyring } from '../keyring.ts';
import type { StateCache } from '../state-cache.ts';
import { onSnapshot, type SqliteDatabase } from './database.ts';
import { guarded, isUniqueViolation, toStoreError } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Register } from './register.ts';
import {
  columns,
  type DepartureHead,
  entryRowSchema,
  headColumns,
  parseDepartureHead,
  parseDepartureRow,
} from './rows.ts';

const pageSize = 32;
const idRow = z.object({ id: z.string() });

/** Departures and their journals in one SQLite file. */
export function createDepartureStore(options: {
  database: SqliteDatabase;
  commits: GroupCommit;
  keyring: Keyring;
  register: Register;
  states: StateCache;
}): DepartureStore {
  const { database, commits, keyring, register, states } = options;
  const selectOne = database.prepare(`SELECT ${columns} FROM departures WHERE id = ?`);
  const selectHead = database.prepare(`SELECT ${headColumns} FROM departures WHERE id = ?`);
  const insert = database.prepare(`INSERT INTO departures (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = database.prepare(
    'UPDATE departures SET version = ?, status = ?, wake_at = ?, leaver = ?, last_seq = ?, last_hash = ?, state = ?, proof = ? WHERE id = ?',
  );
  const insertEntry = database.prepare(
    'INSERT INTO entries (departure_id, seq, prev_hash, hash, sealed) VALUES (?, ?, ?, ?, ?)',
  );
  const selectEntries = database.prepare(
    'SELECT seq, prev_hash, hash, sealed FROM entries WHERE departure_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const selectOverdue = database.prepare(
    'SELECT id FROM departures WHERE wake_at <= ? ORDER BY wake_at, ordinal LIMIT ?',
  );
  const forgetInvolved = database.prepare('DELETE FROM involved WHERE departure_id = ?');
  const insertInvolved = database.prepare('INSERT INTO involved (person, departure_id) VALUES (?, ?)');

  const leaverIndex = (email: string, aside = false) =>
    keyring.blind(aside ? 'leaver-aside' : 'leaver', foldEmail(email));
  const personIndex = (id: string) => keyring.blind('person', id);
  const find = (id: DepartureId) => {
    const row = selectOne.get([id]);
    return row === undefined ? null : parseDepartureRow(row);
  };
  const findHead = (id: DepartureId) => {
    const row = selectHead.get([id]);
    return row === undefined ? null : parseDepartureHead(row);
  };

  /** What a row holds: as it is known, or opened, or where it was written in another shape, made anew from its journal. */
  const stateOf = (row: DepartureRow & { proof: Uint8Array }, dataKey: Uint8Array): Departure =>
    states.get(row.id, row) ?? openState(row, dataKey) ?? replayed(row, dataKey);

  const replayed = (row: DepartureHead, dataKey: Uint8Array): Departure => {
    const entries: Entry[] = [];
    while (entries.length < row.lastSeq) entries.push(...entriesOf(row, entries.length + 1, dataKey));
    const departure = replay(entries);
    if (departure === null) throw gap(row.id, 1);
    return { ...departure, version: row.version };
  };

  const writeEntries = (id: DepartureId, rows: ReturnType<typeof sealEntries>['rows']) => {
    for (const row of rows) insertEntry.run([id, row.seq, row.prevHash, row.hash, row.sealed]);
  };
  const writeInvolved = (departure: Departure) => {
    forgetInvolved.run([departure.id]);
    for (const person of involvedIn(departure)) insertInvolved.run([personIndex(person), departure.id]);
  };

  /** Writes what the one-open-departure index may refuse. */
  const unlessLeaverTaken = async <T, R>(refused: R, work: () => T): Promise<T | R> => {
    try {
      return await commits.write(work);
    } catch (error) {
      if (isUniqueViolation(error, 'departures.leaver')) return refused;
      throw toStoreError(error, 'the database');
    }
  };

  return {
    async create(first, entries, wake) {
      return unlessLeaverTaken('duplicate', () => {
        const leaver = leaverIndex(first.leaver.email, first.aside);
        const existing = find(first.id);
        if (existing?.leaver && isOpenStatus(existing.status) && leaver.equals(existing.leaver)) return 'duplicate';
        if (existing) throw new StoreError('conflict', `departure ${first.id} exists already`);
        const { dataKey, wrapped } = keyring.newDataKey(first.id);
        const { rows, head } = sealEntries(first.id, entries, emptyHead(first.id), dataKey);
        const row: DepartureRow = {
          ordinal: register.next(),
          id: first.id,
          version: first.version,
          status: first.status,
          createdAt: first.createdAt,
          wakeAt: wake,
          leaver,
          lastSeq: head.seq,
          lastHash: head.hash,
          state: sealState(first, wake, head, dataKey),
          dataKey: wrapped,
        };
        insert.run([
          row.ordinal,
          row.id,
          row.version,
          row.status,
          row.createdAt,
          row.wakeAt,
          row.leaver,
          row.lastSeq,
          row.lastHash,
          row.state,
          row.dataKey,
          keyring.mac('departure', provenFields(row)),
        ]);
        writeEntries(first.id, rows);
        writeInvolved(first);
        return 'created';
      });
    },

    async load(id) {
      return guarded('the database', () => {
        const head = findHead(id);
        if (!head?.dataKey) {
          // Erased: nothing of it stays in memory either.
          states.forget(id);
          return null;
        }
        const known = states.get(id, head);
        if (known) return known;
        const row = find(id);
        if (!row?.dataKey) return null;
        const departure = stateOf(row, keyring.unwrap(row.dataKey, id));
        states.keep(id, row, departure, row.state.byteLength);
        return departure;
      });
    },

    async commit(next, expectedVersion, entries, wake) {
      return unlessLeaverTaken('conflict', () => {
        const row = findHead(next.id);
        if (!row?.dataKey || row.version !== expectedVersion) return 'conflict';
        const before = states.get(next.id, row);
        if (next.version !== expectedVersion + 1)
          throw new StoreError(
            'corrupt',
            `refused to store departure ${next.id}: version ${next.version} does not follow ${expectedVersion}`,
          );
        const dataKey = keyring.unwrap(row.dataKey, next.id);
        const { rows, head } = sealEntries(next.id, entries, { seq: row.lastSeq, hash: row.lastHash }, dataKey);
        const changed: DepartureRow = {
          ...row,
          version: next.version,
          status: next.status,
          wakeAt: wake,
          leaver: leaverIndex(next.leaver.email, next.aside),
          lastSeq: head.seq,
          lastHash: head.hash,
          state: sealState(next, wake, head, dataKey),
        };
        const proof = keyring.mac('departure', provenFields(changed));
        update.run([
          changed.version,
          changed.status,
          changed.wakeAt,
          changed.leaver,
          changed.lastSeq,
          changed.lastHash,
          changed.state,
          proof,
          changed.id,
        ]);
        writeEntries(next.id, rows);
        if (before === null || involvedIn(before).join() !== involvedIn(next).join()) writeInvolved(next);
        states.keep(next.id, { ...changed, proof }, next, changed.state.byteLength);
        return 'committed';
      });
    },

    async overdue(now, limit) {
      return guarded('the database', () => selectOverdue.all([now, limit]).map((row) => idRow.parse(row).id));
    },

    async *search(query) {
      const { where, values } = conditions(query, leaverIndex, personIndex);
      const select = database.prepare(
        `SELECT ${columns} FROM departures WHERE ${where} AND (created_at, ordinal) < (?, ?) ORDER BY created_at DESC, ordinal DESC LIMIT ?`,
      );
      let left = query.limit ?? Number.POSITIVE_INFINITY;
      // Pages, so that no statement stays open while the caller awaits something between two departures.
      let before: readonly [string, number] = ['~', 0];
      while (left > 0) {
        const size = Math.min(pageSize, left);
        const page = guarded('the database', () =>
          select.all([...values, ...before, size]).map((row) => parseDepartureRow(row)),
        );
        for (const row of page) {
          if (row.dataKey) yield guarded('the database', () => openFound(row));
          before = [row.createdAt, row.ordinal];
        }
        left -= page.length;
        if (page.length < size) return;
      }
    },

    async *journal(id) {
      let expected = 1;
      for (;;) {
        const page = guarded('the database', () => onSnapshot(database, () => openPage(id, expected)));
        for (const entry of page) yield entry;
        expected += page.length;
        if (page.length < pageSize) return;
      }
    },
  };

  function openFound(row: DepartureRow & { proof: Uint8Array }): Departure {
    if (!row.dataKey) throw new StoreError('corrupt', `departure ${row.id} has no data key`);
    return stateOf(row, keyring.unwrap(row.dataKey, row.id));
  }

  /** The next entries from `from` on, none after erasure; throws StoreError `corrupt` on a gap, so that no journal is ever read as complete that is not. */
  function openPage(id: DepartureId, from: number): Entry[] {
    const row = findHead(id);
    return row?.dataKey ? entriesOf(row, from, keyring.unwrap(row.dataKey, id)) : [];
  }

  function entriesOf({ id, lastSeq }: DepartureHead, from: number, dataKey: Uint8Array): Entry[] {
    const entries = selectEntries.all([id, from - 1, pageSize]).map((found, index) => {
      const entry = entryRowSchema.parse(found);
      if (entry.seq !== from + index) throw gap(id, from + index);
      return openEntry(id, entry, dataKey);
    });
    const next = from + entries.length;
    if (entries.length < pageSize && next <= lastSeq) throw gap(id, next);
    return entries;
  }
}

/** As the partial index `departures_one_open_per_leaver` sees it. */
function isOpenStatus(status: string): boolean {
  return status === 'draft' || status === 'active';
}

function gap(id: DepartureId, seq: number): StoreError {
  return new StoreError('corrupt', `entry ${seq} of departure ${id} is missing; see: relais audit verify`);
}

function conditions(
  query: DepartureQuery,
  leaverIndex: (email: string, aside: boolean) => Buffer,
  personIndex: (id: string) => Buffer,
): { where: string; values: (string | number | Buffer)[] } {
  const clauses = ['data_key IS NOT NULL'];
  const values: (string | number | Buffer)[] = [];
  if (query.status) {
    clauses.push(`status IN (${query.status.map(() => '?').join(', ')})`);
    values.push(...query.status);
  }
  if (query.leaverEmail !== undefined) {
    clauses.push('leaver IN (?, ?)');
    values.push(leaverIndex(query.leaverEmail, false), leaverIndex(query.leaverEmail, true));
  }
  if (query.involving !== undefined) {
    clauses.push('id IN (SELECT departure_id FROM involved WHERE person = ?)');
    values.push(personIndex(query.involving));
  }
  return { where: clauses.join(' AND '), values };
}
