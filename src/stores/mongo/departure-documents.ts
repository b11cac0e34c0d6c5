import type { ClientSession, Filter } from 'mongodb';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { replay } from '../../domain/evolve.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { type DepartureHead, openEntry, type StoredDeparture } from '../departure-sealing.ts';
import { missingEntry } from '../missing-entry.ts';
import { digestOf, type SealedPart, sealsOf } from '../part-sealing.ts';
import { flowReferenceIn, type KnownState, openState } from '../state-sealing.ts';
import type { Collections, DepartureDocument } from './collections.ts';
import { headProjection, parseEntry, parseHead, parsePart, parseRow } from './documents.ts';
import type { MongoFlows } from './flows.ts';

export const pageSize = 32;

/** Reads the documents of departures, each time within the session it is given, and opens what is sealed in them. */
export interface DepartureDocuments {
  /** With the parts of its state. */
  find(id: DepartureId, session: ClientSession): Promise<StoredDeparture | null>;
  /** The same of several, in no order. */
  findAll(ids: readonly DepartureId[], session: ClientSession): Promise<StoredDeparture[]>;
  /** The next one by number. */
  findAfter(ordinal: number, session: ClientSession): Promise<StoredDeparture | null>;
  findHead(id: DepartureId, session: ClientSession): Promise<DepartureHead | null>;
  /** As in SQLite: the state; where it was written in another shape, made anew from its journal. */
  opened(row: StoredDeparture, dataKey: Uint8Array, given: Opening): Promise<KnownState>;
  /** The next entries from `from` on, `pageSize` at most. Throws StoreError `corrupt` on a gap. */
  entriesOf(
    row: Pick<DepartureHead, 'id' | 'lastSeq'>,
    from: number,
    given: { dataKey: Uint8Array; session: ClientSession },
  ): Promise<Entry[]>;
}

interface Opening {
  session: ClientSession;
  /** As it was known last, so that only what changed since is opened. */
  earlier?: KnownState | null;
}

export function createDepartureDocuments(collections: Collections, flows: MongoFlows): DepartureDocuments {
  const { departures, entries, parts } = collections;

  async function stored(filter: Filter<DepartureDocument>, session: ClientSession): Promise<StoredDeparture[]> {
    const found = await departures.find(filter, { session, projection: { involved: 0, figures: 0 } }).toArray();
    const rows = found.map(parseRow);
    const all = await parts.find({ departureId: { $in: rows.map(({ id }) => id) } }, { session }).toArray();
    const byDeparture = new Map<DepartureId, SealedPart[]>();
    for (const part of all)
      byDeparture.set(part.departureId, [...(byDeparture.get(part.departureId) ?? []), parsePart(part)]);
    return rows.map((row) => {
      const partRows = byDeparture.get(row.id) ?? [];
      return { ...row, partRows, parts: digestOf(sealsOf(partRows)) };
    });
  }

  const entriesOf: DepartureDocuments['entriesOf'] = async ({ id, lastSeq }, from, { dataKey, session }) => {
    const found = await entries
      .find({ departureId: id, seq: { $gte: from } }, { session, sort: { seq: 1 }, limit: pageSize })
      .toArray();
    const page = found.map((document, index) => {
      const entry = parseEntry(document);
      if (entry.seq !== from + index) throw missingEntry(id, from + index);
      return openEntry(id, entry, dataKey);
    });
    const next = from + page.length;
    if (page.length < pageSize && next <= lastSeq) throw missingEntry(id, next);
    return page;
  };

  async function replayed(row: StoredDeparture, dataKey: Uint8Array, session: ClientSession): Promise<Departure> {
    const all: Entry[] = [];
    while (all.length < row.lastSeq) all.push(...(await entriesOf(row, all.length + 1, { dataKey, session })));
    const departure = replay(all);
    if (departure === null) throw missingEntry(row.id, 1);
    return { ...departure, version: row.version };
  }

  return {
    find: async (id, session) => (await stored({ _id: id }, session))[0] ?? null,
    findAll: async (ids, session) => (ids.length === 0 ? [] : stored({ _id: { $in: [...ids] } }, session)),
    async findAfter(ordinal, session) {
      const next = await departures.findOne(
        { ordinal: { $gt: ordinal } },
        { session, sort: { ordinal: 1 }, projection: { _id: 1 } },
      );
      return next && ((await stored({ _id: next._id }, session))[0] ?? null);
    },
    async findHead(id, session) {
      const found = await departures.findOne({ _id: id }, { session, projection: headProjection });
      return found && parseHead(found);
    },
    async opened(row, dataKey, { session, earlier = null }) {
      const shelf = await flows.reading(flowReferenceIn(row, dataKey), session);
      const known = openState(row, { dataKey, flows: shelf, earlier });
      if (known) return known;
      return { departure: await replayed(row, dataKey, session), seals: null, bytes: row.state.byteLength };
    },
    entriesOf,
  };
}
