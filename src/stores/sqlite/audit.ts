import { z } from 'zod';
import { type AuditStore, StoreError } from '../../engine/ports/store.ts';
import { areFilesWhole, checkCount, isProven, type Verdict, validState } from '../audit-verdicts.ts';
import { checkChain, type SealedEntry } from '../chain.ts';
import { departureProof } from '../departure-proof.ts';
import { type DepartureRow, provenFields, type StoredDeparture } from '../departure-sealing.ts';
import { openFile } from '../file-sealing.ts';
import type { Keyring } from '../keyring.ts';
import { onSnapshot, type SqliteDatabase } from './database.ts';
import type { DepartureRows } from './departure-rows.ts';
import { guarded, theDatabase } from './errors.ts';
import { createFileRows } from './files.ts';
import type { GroupCommit } from './group-commit.ts';
import { createPartRows } from './part-rows.ts';
import type { Register } from './register.ts';
import { bytes, entryRowSchema } from './rows.ts';

export interface AuditContext {
  database: SqliteDatabase;
  commits: Pick<GroupCommit, 'write'>;
  keyring: Keyring;
  register: Register;
  rows: DepartureRows;
  /** In the transaction of an erasure, while the row still has its data key. */
  forget(row: DepartureRow): void;
  warn(message: string): void;
}

const checkpointSchema = z.tuple([z.object({ busy: z.int() })]);
const numberSchema = z.object({ ordinal: z.int() });
const headSchema = z.object({ id: z.string(), last_seq: z.int(), last_hash: bytes, ordinal: z.int() });
const hashSchema = z.object({ hash: bytes });
const orphanSchema = z.object({ departure_id: z.string() });

export function createAuditStore(context: AuditContext): Omit<AuditStore, 'rebuild'> {
  const { database, commits, keyring, register, rows, forget, warn } = context;
  const parts = createPartRows(database);
  const files = createFileRows(database);
  const selectChain = database.prepare(
    'SELECT seq, prev_hash, hash, sealed FROM entries WHERE departure_id = ? ORDER BY seq',
  );
  const selectOrphans = database.prepare(
    'SELECT DISTINCT departure_id FROM entries WHERE departure_id NOT IN (SELECT id FROM departures)',
  );
  const selectLast = database.prepare('SELECT coalesce(max(ordinal), 0) AS ordinal FROM departures');
  const selectHeads = database.prepare(
    'SELECT id, last_seq, last_hash, ordinal FROM departures WHERE ordinal > ? ORDER BY ordinal LIMIT 500',
  );
  const selectHash = database.prepare('SELECT hash FROM entries WHERE departure_id = ? AND seq = ?');
  const destroy = database.prepare(
    'UPDATE departures SET data_key = NULL, leaver = NULL, wake_at = ?, proof = ? WHERE id = ?',
  );
  const forgetInvolved = database.prepare('DELETE FROM involved WHERE departure_id = ?');

  function* chain(departureId: string): Iterable<SealedEntry> {
    for (const row of selectChain.iterate([departureId])) yield entryRowSchema.parse(row);
  }

  /** One departure on one snapshot, so that a commit in between is not taken for tampering. */
  const checkNext = (after: number): { ordinal: number; verdict: Verdict } | null =>
    onSnapshot(database, () => {
      const row = rows.findAfter(after);
      if (row === null) return null;
      const state = isProven(row, keyring) ? validState(row, keyring, (dataKey) => rows.opened(row, dataKey)) : null;
      const end = { lastSeq: row.lastSeq, lastHash: row.lastHash, proven: state !== null };
      const { entries, findings } = checkChain(row.id, chain(row.id), end);
      return {
        ordinal: row.ordinal,
        verdict: { departureId: row.id, entries, findings: [...findings, ...fileFindings(row, state)] },
      };
    });

  const fileFindings = (row: StoredDeparture, state: ReturnType<typeof validState>): Verdict['findings'] => {
    const { dataKey: wrapped, id } = row;
    if (state === null || state === 'erased' || wrapped === null) return [];
    const dataKey = keyring.unwrap(wrapped, id);
    if (areFilesWhole(state, (fileId) => openFile(id, files.read(id, fileId), dataKey))) return [];
    return [{ kind: 'file-differs', departureId: id, seq: row.lastSeq }];
  };

  /** Departures of which nothing is left but the journal, or not even that. */
  const checkRest = (holes: readonly number[]): Verdict[] =>
    onSnapshot(database, () => {
      const orphans = selectOrphans.all([]).map((row) => {
        const { departure_id: departureId } = orphanSchema.parse(row);
        return { departureId, ...checkChain(departureId, chain(departureId), null) };
      });
      const last = numberSchema.parse(selectLast.get([])).ordinal;
      return [...orphans, ...checkCount(register.count(), { holes, last })];
    });

  return {
    async *verify() {
      let ordinal = 0;
      const holes: number[] = [];
      for (;;) {
        const next = guarded(theDatabase, () => checkNext(ordinal));
        if (!next) break;
        for (let hole = ordinal + 1; hole < next.ordinal; hole += 1) holes.push(hole);
        ordinal = next.ordinal;
        yield next.verdict;
      }
      yield* guarded(theDatabase, () => checkRest(holes));
    },

    async *heads() {
      for (let after = 0; ; ) {
        const page = guarded(theDatabase, () => selectHeads.all([after])).map((row) => headSchema.parse(row));
        for (const { id, last_seq: seq, last_hash: hash } of page) yield { departureId: id, seq, hash };
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.ordinal;
      }
    },

    hashOf: async (id, seq) =>
      guarded(theDatabase, () => hashSchema.optional().parse(selectHash.get([id, seq]))?.hash ?? null),

    proof: async (id) =>
      guarded(theDatabase, () =>
        onSnapshot(database, () => {
          const row = rows.find(id);
          return (
            row && departureProof(row, [...chain(id)], { keyring, opened: (dataKey) => rows.opened(row, dataKey) })
          );
        }),
      ),

    async erase(id, wakeAt = null, asOf = []) {
      const result = await commits.write(() =>
        guarded(theDatabase, () => {
          if (asOf.some((one) => rows.findHead(one.id)?.version !== one.version)) return 'changed';
          const row = rows.find(id);
          if (row === null) throw new StoreError('conflict', `there is no departure ${id}`);
          // A row that was tampered with must not get a fresh proof by being erased.
          const proven = isProven(row, keyring);
          const erased: DepartureRow = { ...row, dataKey: null, leaver: null, wakeAt, parts: null };
          if (row.dataKey !== null) forget(row);
          destroy.run([wakeAt, proven ? keyring.mac('departure', provenFields(erased)) : row.proof, id]);
          forgetInvolved.run([id]);
          parts.remove(id);
          files.remove(id);
          return 'erased';
        }),
      );
      if (result === 'changed') return result;
      // The key is gone from the file once the write-ahead log has been written back and emptied.
      const [state] = guarded(theDatabase, () => checkpointSchema.parse(database.pragma('wal_checkpoint(TRUNCATE)')));
      if (state.busy !== 0)
        warn('a data key was destroyed, but its bytes stay in the write-ahead log until other readers are done');
      return result;
    },
  };
}
