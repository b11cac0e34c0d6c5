import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Departure } from '../../domain/departure.ts';
import { addFigures, emptyTotals, type Figures } from '../../domain/figures/figures.ts';
import { isLive } from '../../domain/lifecycle/ended.ts';
import { listingOf } from '../../domain/lifecycle/listing.ts';
import type { ReadModelFinding, Rebuilt } from '../../engine/ports/store.ts';
import type { DepartureHead } from '../departure-sealing.ts';
import { openFigures, sealFigures, sealTotals } from '../figures-sealing.ts';
import { createKeptTotals, type KeptTotals } from '../kept-totals.ts';
import type { Keyring } from '../keyring.ts';
import { indexedListing } from '../listing-index.ts';
import {
  endedFigures,
  figuresBefore,
  figuresIn,
  nextTotals,
  type StoredFigures,
  type StoredTotals,
  totalsIn,
  unlessCorrupt,
} from '../read-model-rules.ts';
import type { SqliteDatabase } from './database.ts';
import { type DepartureRows, pageSize } from './departure-rows.ts';
import { guarded, theDatabase } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import { bytes, headColumns, parseDepartureHead, sealedRowSchema } from './rows.ts';

type Place = Pick<DepartureHead, 'ordinal' | 'id' | 'status' | 'createdAt'>;

/**
 * What lists and numbers are read from, derived from the states and kept in the transaction that changes them: which
 * departures are live, what each completed one adds to the numbers, and the sum. Nothing here is proven: an index to
 * list by and numbers to look at, which `relais audit rebuild` compares with the states. A commit is never refused
 * because of them.
 */
export interface ReadModels extends KeptTotals {
  /**
   * Within the transaction of a commit. `place`: as the row was before it. `before`: the state before it; null where
   * there is none.
   */
  follow(place: Place, next: Departure, known: { before: Departure | null; dataKey: Uint8Array }): void;
  /** Within the transaction of an erasure, while the data key is still there. */
  forget(row: Place & { dataKey: Uint8Array | null }): void;
  rebuild(): Promise<Rebuilt>;
}

const valueSchema = z.object({ value: bytes });
const idSchema = z.object({ departure_id: z.string() });
const figuresRowSchema = z.object({ departure_id: z.string(), sealed: bytes, data_key: bytes });

export function createReadModels(options: {
  database: SqliteDatabase;
  commits: Pick<GroupCommit, 'write'>;
  keyring: Keyring;
  rows: DepartureRows;
  warn(message: string): void;
}): ReadModels {
  const { database, commits, keyring, rows, warn } = options;
  const write = <T>(work: () => T) => commits.write(() => guarded(theDatabase, work));
  const addLive = database.prepare('INSERT OR IGNORE INTO live (created_at, ordinal, departure_id) VALUES (?, ?, ?)');
  const removeLive = database.prepare('DELETE FROM live WHERE created_at = ? AND ordinal = ?');
  const putListing = database.prepare(
    `INSERT INTO listing (departure_id, open, kind, manager, leaver, last_day, next_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (departure_id) DO UPDATE SET open = excluded.open, kind = excluded.kind, manager = excluded.manager,
       leaver = excluded.leaver, last_day = excluded.last_day, next_at = excluded.next_at
     WHERE (open, kind, manager, leaver, last_day, next_at)
       IS NOT (excluded.open, excluded.kind, excluded.manager, excluded.leaver, excluded.last_day, excluded.next_at)`,
  );
  const removeListing = database.prepare('DELETE FROM listing WHERE departure_id = ?');
  const selectFigures = database.prepare('SELECT sealed FROM figures WHERE departure_id = ?');
  const putFigures = database.prepare(
    `INSERT INTO figures (departure_id, sealed) VALUES (?, ?)
     ON CONFLICT (departure_id) DO UPDATE SET sealed = excluded.sealed`,
  );
  const removeFigures = database.prepare('DELETE FROM figures WHERE departure_id = ?');
  const selectTotals = database.prepare("SELECT value FROM relais_meta WHERE key = 'totals'");
  const putTotals = database.prepare(
    "INSERT INTO relais_meta (key, value) VALUES ('totals', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const removeTotals = database.prepare("DELETE FROM relais_meta WHERE key = 'totals' AND length(value) > 0");
  const selectPage = database.prepare(
    `SELECT ${headColumns} FROM departures WHERE ordinal > ? ORDER BY ordinal LIMIT ${pageSize}`,
  );
  const selectAllFigures = database.prepare(
    `SELECT departure_id, sealed, data_key FROM figures
     JOIN departures ON id = departure_id WHERE data_key IS NOT NULL`,
  );
  const left = 'departure_id NOT IN (SELECT id FROM departures WHERE data_key IS NOT NULL)';
  const selectLeft = ['live', 'listing', 'figures'].map((table) =>
    database.prepare(`SELECT departure_id FROM ${table} WHERE ${left}`),
  );
  const removeLeft = ['live', 'listing', 'figures'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE ${left}`),
  );

  const readTotals = (): StoredTotals => {
    const row = selectTotals.get([]);
    return totalsIn(row === undefined ? null : valueSchema.parse(row).value, keyring);
  };

  const readFigures = (id: string, dataKey: Uint8Array): StoredFigures => {
    const row = selectFigures.get([id]);
    return figuresIn(id, row === undefined ? null : sealedRowSchema.parse(row).sealed, dataKey);
  };

  const writeFigures = (id: string, figures: Figures | null, dataKey: Uint8Array) => {
    if (figures) putFigures.run([id, sealFigures(id, figures, dataKey)]);
    else removeFigures.run([id]);
  };

  const writeLive = ({ ordinal, id, createdAt }: Place, live: boolean) => {
    if (live) addLive.run([createdAt, ordinal, id]);
    else removeLive.run([createdAt, ordinal]);
  };

  /** How many rows it changed. */
  const writeListing = (departure: Departure): number => {
    const row = indexedListing(listingOf(departure), keyring);
    if (row === null) return removeListing.run([departure.id]).changes;
    const { open, kind, manager, leaver, lastDay, nextAt } = row;
    return putListing.run([departure.id, open ? 1 : 0, kind, manager, leaver, lastDay, nextAt]).changes;
  };

  const changeTotals = (old: StoredFigures, next: Figures | null) => {
    const change = nextTotals(readTotals(), { old, next, keyring });
    if (change === 'lost') removeTotals.run([]);
    else putTotals.run([change === 'unmade' ? Buffer.alloc(0) : change]);
  };

  const replaceFigures = (place: Place, next: Figures | null, dataKey: Uint8Array) => {
    const old = figuresBefore(readFigures(place.id, dataKey), place.status);
    if (isDeepStrictEqual(old, next)) return;
    writeFigures(place.id, next, dataKey);
    changeTotals(old, next);
  };

  /** Compares what is kept of one departure with its state, and sets it right. */
  const checkOne = (head: DepartureHead): ReadModelFinding[] => {
    const row = head.dataKey ? rows.find(head.id) : null;
    if (!row?.dataKey) return [];
    const wrapped = row.dataKey;
    const opened = unlessCorrupt(() => {
      const dataKey = keyring.unwrap(wrapped, row.id);
      return { dataKey, departure: rows.opened(row, dataKey).departure };
    }, null);
    if (opened === null) return [{ what: 'state', departureId: row.id }];
    const { dataKey, departure } = opened;
    const findings: ReadModelFinding[] = [];
    const live = isLive(departure);
    const { changes } = live
      ? addLive.run([row.createdAt, row.ordinal, row.id])
      : removeLive.run([row.createdAt, row.ordinal]);
    if (changes > 0) findings.push({ what: 'live', departureId: row.id });
    if (writeListing(departure) > 0) findings.push({ what: 'listing', departureId: row.id });
    const figures = endedFigures(departure);
    if (!isDeepStrictEqual(readFigures(row.id, dataKey), figures)) {
      writeFigures(row.id, figures, dataKey);
      findings.push({ what: 'figures', departureId: row.id });
    }
    return findings;
  };

  /** What belongs to no departure, then the sum over what the others say. */
  const checkRest = (): ReadModelFinding[] => {
    const findings: ReadModelFinding[] = [];
    for (const [index, what] of (['live', 'listing', 'figures'] as const).entries()) {
      for (const row of selectLeft[index]?.all([]) ?? [])
        findings.push({ what, departureId: idSchema.parse(row).departure_id });
      removeLeft[index]?.run([]);
    }
    const totals = addFigures(emptyTotals, everyFigures());
    const stored = readTotals();
    if (stored.is === 'known' && isDeepStrictEqual(stored.totals, totals)) return findings;
    putTotals.run([sealTotals(totals, keyring)]);
    return [...findings, { what: 'totals', departureId: null }];
  };

  function* everyFigures(): Iterable<Figures> {
    for (const row of selectAllFigures.iterate([])) {
      const { departure_id: id, sealed, data_key: wrapped } = figuresRowSchema.parse(row);
      const figures = unlessCorrupt(() => openFigures(id, sealed, keyring.unwrap(wrapped, id)), null);
      if (figures) yield figures;
    }
  }

  async function rebuild(): Promise<Rebuilt> {
    const findings: ReadModelFinding[] = [];
    let departures = 0;
    let after = 0;
    // Page by page, so that others can commit in between; the sum comes last, in one transaction over all of it.
    for (;;) {
      const start = after;
      const page = await write(() => {
        const heads = selectPage.all([start]).map((row) => parseDepartureHead(row));
        return { heads, found: heads.flatMap(checkOne) };
      });
      findings.push(...page.found);
      departures += page.heads.filter(({ dataKey }) => dataKey !== null).length;
      after = page.heads.at(-1)?.ordinal ?? after;
      if (page.heads.length < pageSize) break;
    }
    findings.push(...(await write(checkRest)));
    return { departures, findings };
  }

  return {
    follow(place, next, { before, dataKey }) {
      const live = isLive(next);
      if (before === null || isLive(before) !== live) writeLive(place, live);
      if (before === null || !isDeepStrictEqual(listingOf(before), listingOf(next))) writeListing(next);
      if (place.status !== 'completed' && next.status !== 'completed') return;
      const figures = endedFigures(next);
      // Later looks and watches of a completed departure count nothing new: then nothing is opened either.
      if (before && isDeepStrictEqual(endedFigures(before), figures)) return;
      replaceFigures(place, figures, dataKey);
    },

    forget(row) {
      writeLive(row, false);
      removeListing.run([row.id]);
      const wrapped = row.dataKey;
      if (wrapped === null) return;
      const dataKey = unlessCorrupt(() => keyring.unwrap(wrapped, row.id), null);
      if (dataKey) {
        replaceFigures(row, null, dataKey);
      } else {
        removeFigures.run([row.id]);
        changeTotals('unknown', null);
      }
    },

    ...createKeptTotals({ read: async () => guarded(theDatabase, readTotals), rebuild, warn }),
    rebuild,
  };
}
