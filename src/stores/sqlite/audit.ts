import { z } from 'zod';
import { type AuditStore, StoreError } from '../../engine/ports/store.ts';
import { checkCount, isProven, isValidState, type Verdict } from '../audit-verdicts.ts';
import { checkChain, type SealedEntry } from '../chain.ts';
import { type DepartureRow, provenFields } from '../departure-sealing.ts';
import type { Keyring } from '../keyring.ts';
import { onSnapshot, type SqliteDatabase } from './database.ts';
import type { DepartureRows } from './departure-rows.ts';
import { guarded } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import { createPartRows } from './part-rows.ts';
import type { Register } from './register.ts';
import { entryRowSchema } from './rows.ts';

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
const orphanSchema = z.object({ departure_id: z.string() });

export function createAuditStore(context: AuditContext): Pick<AuditStore, 'verify' | 'erase'> {
  const { database, commits, keyring, register, rows, forget, warn } = context;
  const parts = createPartRows(database);
  const selectChain = database.prepare(
    'SELECT seq, prev_hash, hash, sealed FROM entries WHERE departure_id = ? ORDER BY seq',
  );
  const selectOrphans = database.prepare(
    'SELECT DISTINCT departure_id FROM entries WHERE departure_id NOT IN (SELECT id FROM departures)',
  );
  const selectLast = database.prepare('SELECT coalesce(max(ordinal), 0) AS ordinal FROM departures');
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
      const proven = isProven(row, keyring) && isValidState(row, keyring, (dataKey) => rows.opened(row, dataKey));
      const end = { lastSeq: row.lastSeq, lastHash: row.lastHash, proven };
      return { ordinal: row.ordinal, verdict: { departureId: row.id, ...checkChain(row.id, chain(row.id), end) } };
    });

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
        const next = guarded('the database', () => checkNext(ordinal));
        if (!next) break;
        for (let hole = ordinal + 1; hole < next.ordinal; hole += 1) holes.push(hole);
        ordinal = next.ordinal;
        yield next.verdict;
      }
      yield* guarded('the database', () => checkRest(holes));
    },

    async erase(id, wakeAt = null) {
      await commits.write(() =>
        guarded('the database', () => {
          const row = rows.find(id);
          if (row === null) throw new StoreError('conflict', `there is no departure ${id}`);
          // A row that was tampered with must not get a fresh proof by being erased.
          const proven = isProven(row, keyring);
          const erased: DepartureRow = { ...row, dataKey: null, leaver: null, wakeAt, parts: null };
          if (row.dataKey !== null) forget(row);
          destroy.run([wakeAt, proven ? keyring.mac('departure', provenFields(erased)) : row.proof, id]);
          forgetInvolved.run([id]);
          parts.remove(id);
        }),
      );
      // The key is gone from the file once the write-ahead log has been written back and emptied.
      const [state] = guarded('the database', () =>
        checkpointSchema.parse(database.pragma('wal_checkpoint(TRUNCATE)')),
      );
      if (state.busy !== 0)
        warn('a data key was destroyed, but its bytes stay in the write-ahead log until other readers are done');
    },
  };
}
