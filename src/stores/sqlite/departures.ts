import { z } from 'zod';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { type DepartureQuery, type DepartureStore, type ListQuery, StoreError } from '../../engine/ports/store.ts';
import { type BlindIndexes, createBlindIndexes, isOpenStatus } from '../blind-indexes.ts';
import type { SealedEntry } from '../chain.ts';
import type { DepartureHead } from '../departure-sealing.ts';
import { firstWrite, nextWrite, requireNextVersion } from '../departure-writes.ts';
import { involvedIn } from '../involved.ts';
import type { Keyring } from '../keyring.ts';
import { indexedQuery } from '../listing-index.ts';
import type { StateCache } from '../state-cache.ts';
import type { FlowShelf, KnownState } from '../state-sealing.ts';
import { onSnapshot, type SqliteDatabase } from './database.ts';
import { type DepartureRows, pageSize } from './departure-rows.ts';
import { guarded, isUniqueViolation, theDatabase, toStoreError } from './errors.ts';
import { type GroupCommit, nextTurn } from './group-commit.ts';
import { createPartRows } from './part-rows.ts';
import type { ReadModels } from './read-models.ts';
import type { Register } from './register.ts';
import { columns, headColumns, parseDepartureHead } from './rows.ts';

const idRow = z.object({ id: z.string() });
const countRow = z.object({ count: z.int() });

/** Departures and their journals in one SQLite file. */
export function createDepartureStore(options: {
  database: SqliteDatabase;
  commits: GroupCommit;
  keyring: Keyring;
  register: Register;
  states: StateCache;
  rows: DepartureRows;
  flows: FlowShelf;
  readModels: ReadModels;
}): DepartureStore {
  const { database, commits, keyring, register, states, flows, readModels } = options;
  const { rows } = options;
  const { find, findHead, entriesOf } = rows;
  const insert = database.prepare(`INSERT INTO departures (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = database.prepare(
    'UPDATE departures SET version = ?, last_seq = ?, last_hash = ?, state = ?, proof = ? WHERE id = ?',
  );
  // Apart, for SQLite writes every index anew that a statement names a column of.
  const updateWake = database.prepare('UPDATE departures SET wake_at = ? WHERE id = ?');
  const updateIndexed = database.prepare('UPDATE departures SET status = ?, leaver = ? WHERE id = ?');
  const insertEntry = database.prepare(
    'INSERT INTO entries (departure_id, seq, prev_hash, hash, sealed) VALUES (?, ?, ?, ?, ?)',
  );
  const selectOverdue = database.prepare(
    'SELECT id FROM departures WHERE wake_at <= ? ORDER BY wake_at, ordinal LIMIT ?',
  );
  const removeInvolved = database.prepare('DELETE FROM involved WHERE person = ? AND departure_id = ?');
  const insertInvolved = database.prepare('INSERT OR IGNORE INTO involved (person, departure_id) VALUES (?, ?)');
  const parts = createPartRows(database);

  const indexes = createBlindIndexes(keyring);
  const writeEntries = (id: DepartureId, rows: readonly SealedEntry[]) => {
    for (const row of rows) insertEntry.run([id, row.seq, row.prevHash, row.hash, row.sealed]);
  };
  const writeInvolved = (before: Departure | null, next: Departure) => {
    const were = new Set(before === null ? [] : involvedIn(before));
    const are = new Set(involvedIn(next));
    for (const person of were) if (!are.has(person)) removeInvolved.run([indexes.person(person), next.id]);
    for (const person of are) if (!were.has(person)) insertInvolved.run([indexes.person(person), next.id]);
  };

  /** As it is stored now, of whatever version. */
  const known = (id: DepartureId, head: DepartureHead, dataKey: Uint8Array): KnownState => {
    const cached = states.get(id, head);
    if (cached) return cached;
    const row = find(id);
    if (!row) throw new StoreError('corrupt', `departure ${id} vanished while it was read`);
    const state = rows.opened(row, dataKey, states.last(id));
    states.keep(id, row, state);
    return state;
  };

  /** Writes what the one-open-departure index may refuse. */
  const unlessLeaverTaken = async <T, R>(refused: R, work: () => T): Promise<T | R> => {
    try {
      return await commits.write(work);
    } catch (error) {
      if (isUniqueViolation(error, 'departures.leaver')) return refused;
      throw toStoreError(error, theDatabase);
    }
  };

  return {
    async create(first, entries, wake) {
      return unlessLeaverTaken('duplicate', () => {
        const leaver = indexes.leaver(first.leaver.email, first.aside);
        const existing = find(first.id);
        if (existing?.leaver && isOpenStatus(existing.status) && leaver.equals(existing.leaver)) return 'duplicate';
        if (existing) throw new StoreError('conflict', `departure ${first.id} exists already`);
        const ordinal = register.next();
        const made = firstWrite(first, entries, { wake, keyring, indexes, flows, ordinal });
        const { row, change, dataKey } = made;
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
          row.proof,
        ]);
        parts.write(first.id, change);
        writeEntries(first.id, made.entries);
        writeInvolved(null, first);
        // It was nothing before: neither live nor counted.
        readModels.follow({ ...row, status: 'none' }, first, { before: null, dataKey });
        return 'created';
      });
    },

    async load(id) {
      return guarded(theDatabase, () => {
        const head = findHead(id);
        if (!head?.dataKey) {
          // Erased: nothing of it stays in memory either.
          states.forget(id);
          return null;
        }
        const cached = states.get(id, head);
        if (cached) return cached.departure;
        return onSnapshot(database, () => {
          const now = findHead(id);
          return now?.dataKey ? known(id, now, keyring.unwrap(now.dataKey, id)).departure : null;
        });
      });
    },

    async commit(next, expectedVersion, entries, wake) {
      return unlessLeaverTaken('conflict', () => {
        const row = findHead(next.id);
        if (!row?.dataKey || row.version !== expectedVersion) return 'conflict';
        requireNextVersion(next, expectedVersion);
        const dataKey = keyring.unwrap(row.dataKey, next.id);
        const before = known(next.id, row, dataKey);
        const made = nextWrite(next, entries, { wake, keyring, indexes, flows, row, state: before, dataKey });
        const { version, status, wakeAt, leaver, lastSeq, lastHash, state, proof, id } = made.row;
        update.run([version, lastSeq, lastHash, state, proof, id]);
        if (wakeAt !== row.wakeAt) updateWake.run([wakeAt, id]);
        if (status !== row.status || !isSameIndex(leaver, row.leaver)) updateIndexed.run([status, leaver, id]);
        if (before.seals === null) parts.remove(id);
        parts.write(id, made.change);
        writeEntries(id, made.entries);
        writeInvolved(before.departure, next);
        readModels.follow(row, next, { before: before.departure, dataKey });
        states.keep(id, made.row, made.change.known);
        return 'committed';
      });
    },

    async overdue(now, limit) {
      return guarded(theDatabase, () => selectOverdue.all([now, limit]).map((row) => idRow.parse(row).id));
    },

    async *search(query) {
      const { from, where, values } = conditions(query, indexes);
      const select = database.prepare(
        `SELECT ${headNames} FROM ${from.tables} WHERE ${where} AND (${from.order}) < (?, ?)
         ORDER BY ${from.newestFirst} LIMIT ?`,
      );
      let left = query.limit ?? Number.POSITIVE_INFINITY;
      // Pages, so that no statement stays open while the caller awaits something between two departures.
      let before: readonly [string, number] = ['~', 0];
      while (left > 0) {
        const size = Math.min(pageSize, left);
        const page = guarded(theDatabase, () =>
          onSnapshot(database, () =>
            select.all([...values, ...before, size]).map((row) => withState(parseDepartureHead(row))),
          ),
        );
        for (const { head, state } of page) {
          if (state !== null) yield guarded(theDatabase, () => state(query.live === true));
          before = [head.createdAt, head.ordinal];
        }
        left -= page.length;
        if (page.length < size) return;
        await nextTurn();
      }
    },

    async list(query) {
      const { where, values } = listConditions(query, keyring);
      const order = query.open ? 'next_at, departure_id' : 'next_at DESC, departure_id DESC';
      const page = database.prepare(
        `SELECT ${headNames} FROM listing CROSS JOIN departures ON departures.id = listing.departure_id
         WHERE ${where} AND departures.data_key IS NOT NULL ORDER BY ${order} LIMIT ? OFFSET ?`,
      );
      const count = database.prepare(`SELECT count(*) AS count FROM listing WHERE ${where}`);
      return guarded(theDatabase, () =>
        onSnapshot(database, () => {
          const rows = page
            .all([...values, query.limit, query.offset])
            .map((row) => withState(parseDepartureHead(row)));
          const { count: total } = countRow.parse(count.get(values));
          return { departures: rows.flatMap(({ state }) => (state === null ? [] : [state(query.open)])), total };
        }),
      );
    },

    totals: readModels.totals,

    async *journal(id) {
      let expected = 1;
      for (;;) {
        const page = guarded(theDatabase, () => onSnapshot(database, () => openPage(id, expected)));
        for (const entry of page) yield entry;
        expected += page.length;
        if (page.length < pageSize) return;
      }
    },
  };

  /** What is known already is not read from the file again; the rest is opened once the caller comes to it. */
  function withState(head: DepartureHead): { head: DepartureHead; state: ((keep: boolean) => Departure) | null } {
    const cached = head.dataKey ? states.get(head.id, head) : null;
    if (cached) return { head, state: () => cached.departure };
    const row = head.dataKey ? find(head.id) : null;
    const wrapped = row?.dataKey;
    if (!row || !wrapped) return { head, state: null };
    return {
      head,
      state(keep) {
        const state = rows.opened(row, keyring.unwrap(wrapped, row.id), states.last(row.id));
        if (keep) states.offer(row.id, row, state);
        return state.departure;
      },
    };
  }

  /** The next entries from `from` on; none after erasure. */
  function openPage(id: DepartureId, from: number): Entry[] {
    const row = findHead(id);
    return row?.dataKey ? entriesOf(row, from, keyring.unwrap(row.dataKey, id)) : [];
  }
}

function isSameIndex(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && Buffer.compare(a, b) === 0;
}

const headNames = headColumns
  .split(', ')
  .map((name) => `departures.${name}`)
  .join(', ');

/** Which tables a search walks, and by which index. The order of the tables is the order they are read in. */
const walks = {
  all: { tables: 'departures', of: 'departures' },
  live: { tables: 'live CROSS JOIN departures ON departures.ordinal = live.ordinal', of: 'live' },
};

function listConditions(query: ListQuery, keyring: Keyring): { where: string; values: (string | number | Buffer)[] } {
  const { kind, manager, notOf } = indexedQuery(query, keyring);
  const asked: readonly (readonly [string, string | number | Buffer | null | undefined])[] = [
    ['open = ?', query.open ? 1 : 0],
    ['kind = ?', kind],
    ['manager = ?', manager],
    ['listing.leaver <> ?', notOf],
    ['last_day >= ?', query.lastDay?.from],
    ['last_day <= ?', query.lastDay?.to],
    ['next_at < ?', query.dueBefore],
  ];
  const given = asked.flatMap(([clause, value]) => (value == null ? [] : [{ clause, value }]));
  return { where: given.map(({ clause }) => clause).join(' AND '), values: given.map(({ value }) => value) };
}

function conditions(
  query: DepartureQuery,
  indexes: BlindIndexes,
): {
  from: { tables: string; order: string; newestFirst: string };
  where: string;
  values: (string | number | Buffer)[];
} {
  const { tables, of } = query.live ? walks.live : walks.all;
  const clauses = ['departures.data_key IS NOT NULL'];
  const values: (string | number | Buffer)[] = [];
  if (query.status) {
    clauses.push(`status IN (${query.status.map(() => '?').join(', ')})`);
    values.push(...query.status);
  }
  if (query.leaverEmail !== undefined) {
    clauses.push('leaver IN (?, ?)');
    values.push(indexes.leaver(query.leaverEmail, false), indexes.leaver(query.leaverEmail, true));
  }
  if (query.involving !== undefined) {
    const id = query.live ? 'live.departure_id' : 'departures.id';
    clauses.push(`${id} IN (SELECT departure_id FROM involved WHERE person = ?)`);
    values.push(indexes.person(query.involving));
  }
  if (query.live === false)
    clauses.push(
      `NOT EXISTS (SELECT 1 FROM live
       WHERE live.created_at = departures.created_at AND live.ordinal = departures.ordinal)`,
    );
  const order = `${of}.created_at, ${of}.ordinal`;
  const newestFirst = `${of}.created_at DESC, ${of}.ordinal DESC`;
  return { from: { tables, order, newestFirst }, where: clauses.join(' AND '), values };
}
