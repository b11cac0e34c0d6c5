import { z } from 'zod';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { type DepartureQuery, type DepartureStore, StoreError } from '../../engine/ports/store.ts';
import { type DepartureRow, emptyHead, provenFields, sealEntries } from '../departure-sealing.ts';
import { foldEmail, involvedIn } from '../involved.ts';
import type { Keyring } from '../keyring.ts';
import type { StateCache } from '../state-cache.ts';
import { type FlowShelf, type KnownState, sealState } from '../state-sealing.ts';
import { onSnapshot, type SqliteDatabase } from './database.ts';
import { type DepartureRows, pageSize } from './departure-rows.ts';
import { guarded, isUniqueViolation, toStoreError } from './errors.ts';
import { type GroupCommit, nextTurn } from './group-commit.ts';
import { createPartRows } from './part-rows.ts';
import type { ReadModels } from './read-models.ts';
import type { Register } from './register.ts';
import { columns, type DepartureHead, headColumns, parseDepartureHead } from './rows.ts';

const idRow = z.object({ id: z.string() });

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
    'UPDATE departures SET version = ?, wake_at = ?, last_seq = ?, last_hash = ?, state = ?, proof = ? WHERE id = ?',
  );
  // Apart, for SQLite writes every index anew that a statement names a column of.
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

  const leaverIndex = (email: string, aside = false) =>
    keyring.blind(aside ? 'leaver-aside' : 'leaver', foldEmail(email));
  const personIndex = (id: string) => keyring.blind('person', id);
  const writeEntries = (id: DepartureId, rows: ReturnType<typeof sealEntries>['rows']) => {
    for (const row of rows) insertEntry.run([id, row.seq, row.prevHash, row.hash, row.sealed]);
  };
  const writeInvolved = (before: Departure | null, next: Departure) => {
    const were = new Set(before === null ? [] : involvedIn(before));
    const are = new Set(involvedIn(next));
    for (const person of were) if (!are.has(person)) removeInvolved.run([personIndex(person), next.id]);
    for (const person of are) if (!were.has(person)) insertInvolved.run([personIndex(person), next.id]);
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
        const journal = sealEntries(first.id, entries, emptyHead(first.id), dataKey);
        const { head } = journal;
        const change = sealState(first, { before: null, wake, head, dataKey, flows });
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
          state: change.core,
          dataKey: wrapped,
          parts: change.parts,
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
        parts.write(first.id, change);
        writeEntries(first.id, journal.rows);
        writeInvolved(null, first);
        // It was nothing before: neither live nor counted.
        readModels.follow({ ...row, status: 'none' }, first, { before: null, dataKey });
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
        if (next.version !== expectedVersion + 1)
          throw new StoreError(
            'corrupt',
            `refused to store departure ${next.id}: version ${next.version} does not follow ${expectedVersion}`,
          );
        const dataKey = keyring.unwrap(row.dataKey, next.id);
        const before = known(next.id, row, dataKey);
        const journal = sealEntries(next.id, entries, { seq: row.lastSeq, hash: row.lastHash }, dataKey);
        const { head } = journal;
        const change = sealState(next, { before, wake, head, dataKey, flows });
        const changed: DepartureRow = {
          ...row,
          version: next.version,
          status: next.status,
          wakeAt: wake,
          leaver: leaverIndex(next.leaver.email, next.aside),
          lastSeq: head.seq,
          lastHash: head.hash,
          state: change.core,
          parts: change.parts,
        };
        const proof = keyring.mac('departure', provenFields(changed));
        const { version, status, wakeAt, leaver, lastSeq, lastHash, state, id } = changed;
        update.run([version, wakeAt, lastSeq, lastHash, state, proof, id]);
        if (status !== row.status || !isSameIndex(leaver, row.leaver)) updateIndexed.run([status, leaver, id]);
        if (before.seals === null) parts.remove(id);
        parts.write(id, change);
        writeEntries(id, journal.rows);
        writeInvolved(before.departure, next);
        readModels.follow(row, next, { before: before.departure, dataKey });
        states.keep(id, { ...changed, proof }, change.known);
        return 'committed';
      });
    },

    async overdue(now, limit) {
      return guarded('the database', () => selectOverdue.all([now, limit]).map((row) => idRow.parse(row).id));
    },

    async *search(query) {
      const { from, where, values } = conditions(query, leaverIndex, personIndex);
      const select = database.prepare(
        `SELECT ${headNames} FROM ${from.tables} WHERE ${where} AND (${from.order}) < (?, ?)
         ORDER BY ${from.newestFirst} LIMIT ?`,
      );
      let left = query.limit ?? Number.POSITIVE_INFINITY;
      // Pages, so that no statement stays open while the caller awaits something between two departures.
      let before: readonly [string, number] = ['~', 0];
      while (left > 0) {
        const size = Math.min(pageSize, left);
        const page = guarded('the database', () =>
          onSnapshot(database, () =>
            select.all([...values, ...before, size]).map((row) => withState(parseDepartureHead(row))),
          ),
        );
        for (const { head, state } of page) {
          if (state !== null) yield guarded('the database', () => state(query.live === true));
          before = [head.createdAt, head.ordinal];
        }
        left -= page.length;
        if (page.length < size) return;
        await nextTurn();
      }
    },

    totals: readModels.totals,

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

/** As the partial index `departures_one_open_per_leaver` sees it. */
function isOpenStatus(status: string): boolean {
  return status === 'draft' || status === 'active';
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

function conditions(
  query: DepartureQuery,
  leaverIndex: (email: string, aside: boolean) => Buffer,
  personIndex: (id: string) => Buffer,
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
    values.push(leaverIndex(query.leaverEmail, false), leaverIndex(query.leaverEmail, true));
  }
  if (query.involving !== undefined) {
    const id = query.live ? 'live.departure_id' : 'departures.id';
    clauses.push(`${id} IN (SELECT departure_id FROM involved WHERE person = ?)`);
    values.push(personIndex(query.involving));
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
