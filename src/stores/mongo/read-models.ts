import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongodb';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { addFigures, emptyTotals, type Figures } from '../../domain/figures/figures.ts';
import { isLive } from '../../domain/lifecycle/ended.ts';
import { listingOf } from '../../domain/lifecycle/listing.ts';
import type { ReadModelFinding, Rebuilt } from '../../engine/ports/store.ts';
import type { StoredDeparture } from '../departure-sealing.ts';
import { sealFigures, sealTotals } from '../figures-sealing.ts';
import { createKeptTotals, type KeptTotals } from '../kept-totals.ts';
import type { Keyring } from '../keyring.ts';
import { indexedListing } from '../listing-index.ts';
import {
  endedFigures,
  figuresBefore,
  figuresIn,
  isCorrupt,
  nextTotals,
  type StoredFigures,
  type StoredTotals,
  totalsIn,
  unlessCorrupt,
} from '../read-model-rules.ts';
import type { Collections, DepartureDocument } from './collections.ts';
import { type DepartureDocuments, pageSize } from './departure-documents.ts';
import { bytes, parseDerived } from './documents.ts';
import type { Transactions } from './transactions.ts';

/** What a departure's document says besides its state. */
type Derived = Partial<Pick<DepartureDocument, 'live' | 'figures' | 'listing'>>;

/**
 * What lists and numbers are read from, kept in the transaction that changes it. Whether a departure is live, and what
 * it adds to the numbers, stands in its own document; the sum beside the count of departures. As in SQLite, nothing
 * here is proven, and no commit is refused for it.
 */
export interface MongoReadModels extends KeptTotals {
  /**
   * Within the transaction of a commit: what is to be set in the departure's document. `was`: its status before; null
   * when it is new.
   */
  follow(next: Departure, known: Following, session: ClientSession): Promise<Derived>;
  /** Within the transaction of an erasure. Null: its data key cannot be had. */
  forget(row: StoredDeparture, dataKey: Uint8Array | null, session: ClientSession): Promise<void>;
  rebuild(): Promise<Rebuilt>;
}

interface Following {
  was: string | null;
  before: Departure | null;
  dataKey: Uint8Array;
}

export function createMongoReadModels(options: {
  collections: Collections;
  transactions: Transactions;
  keyring: Keyring;
  documents: DepartureDocuments;
  warn(message: string): void;
}): MongoReadModels {
  const { collections, transactions, keyring, documents, warn } = options;
  const { departures, meta } = collections;

  const readTotals = async (session: ClientSession): Promise<StoredTotals> => {
    const found = await meta.findOne({ _id: 'totals' }, { session });
    return totalsIn(found ? bytes.nullable().parse(found.value) : null, keyring);
  };

  /** Always a change, also where nothing can be said: whoever makes the sum anew meanwhile must meet it. */
  const writeTotals = async (value: Buffer | null, session: ClientSession) => {
    await meta.updateOne({ _id: 'totals' }, { $set: { value }, $inc: { changes: 1 } }, { upsert: true, session });
  };

  const changeTotals = async (old: StoredFigures, next: Figures | null, session: ClientSession) => {
    const change = nextTotals(await readTotals(session), { old, next, keyring });
    await writeTotals(change === 'lost' ? null : change === 'unmade' ? Buffer.alloc(0) : change, session);
  };

  const readDerived = async (id: DepartureId, session: ClientSession) =>
    parseDerived(await departures.findOne({ _id: id }, { session, projection: { live: 1, figures: 1, listing: 1 } }));

  const openedState = async (row: StoredDeparture, wrapped: Uint8Array, session: ClientSession) => {
    try {
      const dataKey = keyring.unwrap(wrapped, row.id);
      return { dataKey, departure: (await documents.opened(row, dataKey, { session })).departure };
    } catch (error) {
      if (isCorrupt(error)) return null;
      throw error;
    }
  };

  /** Compares what is kept of one departure with its state, and sets it right. */
  const checkOne = async (row: StoredDeparture, session: ClientSession): Promise<ReadModelFinding[]> => {
    const wrapped = row.dataKey;
    if (wrapped === null) return [];
    const opened = await openedState(row, wrapped, session);
    if (opened === null) return [{ what: 'state', departureId: row.id }];
    const { dataKey, departure } = opened;
    const stored = await readDerived(row.id, session);
    const set: Derived = {};
    const findings: ReadModelFinding[] = [];
    if (stored.live !== isLive(departure)) {
      set.live = isLive(departure);
      findings.push({ what: 'live', departureId: row.id });
    }
    const listing = indexedListing(listingOf(departure), keyring);
    if (!isDeepStrictEqual(stored.listing, listing)) {
      set.listing = listing;
      findings.push({ what: 'listing', departureId: row.id });
    }
    const figures = endedFigures(departure);
    if (!isDeepStrictEqual(figuresIn(row.id, stored.figures, dataKey), figures)) {
      set.figures = figures && sealFigures(row.id, figures, dataKey);
      findings.push({ what: 'figures', departureId: row.id });
    }
    if (findings.length > 0) await departures.updateOne({ _id: row.id }, { $set: set }, { session });
    return findings;
  };

  /**
   * The sum over what the departures say. Whoever changes one of them meanwhile changes the sum too, so one of both
   * comes first.
   */
  const checkTotals = async (session: ClientSession): Promise<ReadModelFinding[]> => {
    const stored = await readTotals(session);
    const totals = addFigures(emptyTotals, await everyFigures(session));
    if (stored.is === 'known' && isDeepStrictEqual(stored.totals, totals)) return [];
    await writeTotals(sealTotals(totals, keyring), session);
    return [{ what: 'totals', departureId: null }];
  };

  async function everyFigures(session: ClientSession): Promise<Figures[]> {
    const all: Figures[] = [];
    const projection = { figures: 1, dataKey: 1 };
    const filter = { ordinal: { $gt: 0 }, figures: { $type: 'binData' }, dataKey: { $type: 'binData' } } as const;
    for await (const { _id: id, figures, dataKey } of departures.find(filter, { session, projection })) {
      const found = unlessCorrupt(
        () => figuresIn(id, bytes.parse(figures), keyring.unwrap(bytes.parse(dataKey), id)),
        null,
      );
      if (found !== null && found !== 'unknown') all.push(found);
    }
    return all;
  }

  async function rebuild(): Promise<Rebuilt> {
    const findings: ReadModelFinding[] = [];
    let count = 0;
    // Page by page, so that others can commit in between; the sum comes last, in one transaction over all of it.
    for (let after = 0, more = true; more; ) {
      const start = after;
      const page = await transactions.write(async (session) => {
        const found: ReadModelFinding[] = [];
        const heads = await departures
          .find(
            { ordinal: { $gt: start } },
            { session, sort: { ordinal: 1 }, limit: pageSize, projection: { ordinal: 1, dataKey: 1 } },
          )
          .toArray();
        const kept = heads.filter(({ dataKey }) => dataKey !== null).map(({ _id }) => _id);
        const rows = await documents.findAll(kept, session);
        for (const row of rows.toSorted((a, b) => a.ordinal - b.ordinal)) found.push(...(await checkOne(row, session)));
        return { heads, found, kept: kept.length };
      });
      findings.push(...page.found);
      count += page.kept;
      after = page.heads.at(-1)?.ordinal ?? after;
      more = page.heads.length === pageSize;
    }
    findings.push(...(await transactions.write(checkTotals)));
    return { departures: count, findings };
  }

  return {
    async follow(next, { was, before, dataKey }, session) {
      const live = { live: isLive(next), listing: indexedListing(listingOf(next), keyring) };
      if (was !== 'completed' && next.status !== 'completed') return live;
      const figures = endedFigures(next);
      // Later looks and watches of a completed departure count nothing new: then nothing is opened either.
      if (before && isDeepStrictEqual(endedFigures(before), figures)) return live;
      const stored = before === null ? null : (await readDerived(next.id, session)).figures;
      const old = figuresBefore(figuresIn(next.id, stored, dataKey), was ?? 'none');
      if (isDeepStrictEqual(old, figures)) return live;
      await changeTotals(old, figures, session);
      return { ...live, figures: figures && sealFigures(next.id, figures, dataKey) };
    },

    async forget(row, dataKey, session) {
      if (dataKey === null) {
        await changeTotals('unknown', null, session);
        return;
      }
      const stored = (await readDerived(row.id, session)).figures;
      const old = figuresBefore(figuresIn(row.id, stored, dataKey), row.status);
      if (old !== null) await changeTotals(old, null, session);
    },

    ...createKeptTotals({ read: () => transactions.read(readTotals), rebuild, warn }),
    rebuild,
  };
}
