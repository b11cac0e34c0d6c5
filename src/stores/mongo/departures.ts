import type { ClientSession, Filter } from 'mongodb';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { inTurn } from '../../engine/concurrency/in-turn.ts';
import { type DepartureQuery, type DepartureStore, type ListQuery, StoreError } from '../../engine/ports/store.ts';
import { type BlindIndexes, createBlindIndexes, isOpenStatus } from '../blind-indexes.ts';
import type { DepartureHead, StoredDeparture } from '../departure-sealing.ts';
import { type DepartureWrite, firstWrite, nextWrite, requireNextVersion } from '../departure-writes.ts';
import type { Keyring } from '../keyring.ts';
import { indexedQuery } from '../listing-index.ts';
import type { StateCache } from '../state-cache.ts';
import type { KnownState } from '../state-sealing.ts';
import { type Collections, type DepartureDocument, oneOpenPerLeaver } from './collections.ts';
import { type DepartureDocuments, pageSize } from './departure-documents.ts';
import { headProjection, parseHead } from './documents.ts';
import { isDuplicate } from './errors.ts';
import type { MongoFlows } from './flows.ts';
import type { MongoReadModels } from './read-models.ts';
import type { MongoRegister } from './register.ts';
import type { Transactions } from './transactions.ts';

/** Departures and their journals in one MongoDB database. */
export function createMongoDepartureStore(options: {
  collections: Collections;
  transactions: Transactions;
  keyring: Keyring;
  register: MongoRegister;
  states: StateCache;
  documents: DepartureDocuments;
  flows: MongoFlows;
  readModels: MongoReadModels;
}): DepartureStore {
  const { collections, transactions, keyring, register, states, documents, flows, readModels } = options;
  const { departures, entries, parts } = collections;
  const indexes = createBlindIndexes(keyring);
  // All of them change one count: beside one another they would only be in each other's way.
  const creating = inTurn();

  /** As it is stored now, of whatever version. */
  const known = async (
    id: DepartureId,
    head: DepartureHead,
    { dataKey, session }: { dataKey: Uint8Array; session: ClientSession },
  ): Promise<KnownState> => {
    const cached = states.get(id, head);
    if (cached) return cached;
    const row = await documents.find(id, session);
    if (!row) throw new StoreError('corrupt', `departure ${id} vanished while it was read`);
    const state = await documents.opened(row, dataKey, { session, earlier: states.last(id) });
    states.keep(id, row, state);
    return state;
  };

  /** The parts and the entries of one write. `anew`: what parts there are say nothing. */
  const writeRest = async (made: DepartureWrite, anew: boolean, session: ClientSession) => {
    const { id: departureId } = made.row;
    const { written, removed } = made.change;
    if (anew) await parts.deleteMany({ departureId }, { session });
    const changes = [
      ...written.map(({ part, version, sealed }) => ({
        updateOne: {
          filter: { departureId, part },
          update: { $set: { version, sealed: Buffer.from(sealed) } },
          upsert: true,
        },
      })),
      ...removed.map((part) => ({ deleteOne: { filter: { departureId, part } } })),
    ];
    if (changes.length > 0) await parts.bulkWrite(changes, { session });
    const lines = made.entries.map(({ seq, prevHash, hash, sealed }) => ({
      departureId,
      seq,
      ...{ prevHash: Buffer.from(prevHash), hash: Buffer.from(hash), sealed: Buffer.from(sealed) },
    }));
    if (lines.length > 0) await entries.insertMany(lines, { session });
  };

  const unlessLeaverTaken = async <T>(refused: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isDuplicate(error, oneOpenPerLeaver)) return refused;
      throw error;
    }
  };

  return {
    create: (first, lines, wake) =>
      unlessLeaverTaken<'created' | 'duplicate'>('duplicate', () =>
        creating('register', () =>
          transactions.write(async (session) => {
            const leaver = indexes.leaver(first.leaver.email, first.aside);
            const existing = await documents.findHead(first.id, session);
            if (existing?.leaver && isOpenStatus(existing.status) && leaver.equals(existing.leaver)) return 'duplicate';
            if (existing) throw new StoreError('conflict', `departure ${first.id} exists already`);
            const ordinal = await register.next(session);
            const { shelf, store } = flows.writing();
            const made = firstWrite(first, lines, { wake, keyring, indexes, flows: shelf, ordinal });
            const { id, parts: _, ...row } = made.row;
            const before = { was: null, before: null, dataKey: made.dataKey };
            const derived = await readModels.follow(first, before, session);
            await departures.insertOne(
              { _id: id, ...row, involved: indexes.involved(first), live: false, figures: null, ...derived },
              { session },
            );
            await store(session);
            await writeRest(made, false, session);
            return 'created';
          }),
        ),
      ),

    load: (id) =>
      transactions.read(async (session) => {
        const head = await documents.findHead(id, session);
        if (!head?.dataKey) {
          // Erased: nothing of it stays in memory either.
          states.forget(id);
          return null;
        }
        return (await known(id, head, { dataKey: keyring.unwrap(head.dataKey, id), session })).departure;
      }),

    commit: (next, expectedVersion, lines, wake) =>
      unlessLeaverTaken<'committed' | 'conflict'>('conflict', async () => {
        const made = await transactions.write(async (session) => {
          const row = await documents.findHead(next.id, session);
          if (!row?.dataKey || row.version !== expectedVersion) return null;
          requireNextVersion(next, expectedVersion);
          const dataKey = keyring.unwrap(row.dataKey, next.id);
          const state = await known(next.id, row, { dataKey, session });
          const { shelf, store } = flows.writing();
          const write = nextWrite(next, lines, { wake, keyring, indexes, flows: shelf, row, state, dataKey });
          const before = { was: row.status, before: state.departure, dataKey };
          const derived = await readModels.follow(next, before, session);
          const { version, status, wakeAt, leaver, lastSeq, lastHash, state: core, proof } = write.row;
          const involved = indexes.involved(next);
          const set = { version, status, wakeAt, leaver, lastSeq, lastHash, state: core, proof, involved, ...derived };
          await departures.updateOne({ _id: next.id }, { $set: set }, { session });
          await store(session);
          await writeRest(write, state.seals === null, session);
          return write;
        });
        if (made === null) return 'conflict';
        // Only what a majority has is known: the transaction may have been made several times.
        states.keep(next.id, made.row, made.change.known);
        return 'committed';
      }),

    async overdue(now, limit) {
      if (limit <= 0) return [];
      const found = await transactions.read((session) =>
        departures
          .find(
            { wakeAt: { $lte: now, $type: 'string' } },
            { session, sort: { wakeAt: 1, ordinal: 1 }, limit, projection: { _id: 1 } },
          )
          .toArray(),
      );
      return found.map(({ _id }) => _id);
    },

    async *search(query) {
      let left = query.limit ?? Number.POSITIVE_INFINITY;
      let before: Pick<DepartureHead, 'createdAt' | 'ordinal'> | null = null;
      while (left > 0) {
        const size = Math.min(pageSize, left);
        const filter = conditions(query, before, indexes);
        const page = await transactions.read((session) =>
          openPage(filter, { size, keep: query.live === true, session }),
        );
        for (const { head, departure } of page) {
          before = head;
          if (departure !== null) yield departure;
        }
        left -= page.length;
        if (page.length < size) return;
      }
    },

    list: (query) =>
      transactions.read(async (session) => {
        const filter = listConditions(query, keyring);
        const direction = query.open ? 1 : -1;
        const sort = { 'listing.nextAt': direction, _id: direction } as const;
        const { offset, limit: size, open: keep } = query;
        const page = await openPage(filter, { size, keep, session, sort, skip: offset });
        const total = await departures.countDocuments(filter, { session });
        return { departures: page.flatMap(({ departure }) => departure ?? []), total };
      }),

    totals: readModels.totals,

    async *journal(id) {
      for (let from = 1; ; ) {
        const page = await transactions.read(async (session) => {
          const row = await documents.findHead(id, session);
          if (!row?.dataKey) return [];
          return documents.entriesOf(row, from, { dataKey: keyring.unwrap(row.dataKey, id), session });
        });
        yield* page;
        from += page.length;
        if (page.length < pageSize) return;
      }
    },
  };

  /** What is known already is not read again. */
  async function openPage(
    filter: Filter<DepartureDocument>,
    {
      size,
      keep,
      session,
      sort = { createdAt: -1, ordinal: -1 },
      skip = 0,
    }: { size: number; keep: boolean; session: ClientSession; sort?: Record<string, 1 | -1>; skip?: number },
  ): Promise<{ head: DepartureHead; departure: Departure | null }[]> {
    const found = await departures
      .find(filter, { session, sort, skip, limit: size, projection: headProjection })
      .toArray();
    const heads = found.map(parseHead);
    const unknown = heads.filter((head) => states.get(head.id, head) === null).map(({ id }) => id);
    const rows = new Map((await documents.findAll(unknown, session)).map((row) => [row.id, row]));
    const page: { head: DepartureHead; departure: Departure | null }[] = [];
    for (const head of heads) {
      const row = rows.get(head.id);
      const state = row ? await openedRow(row, keep, session) : states.get(head.id, head);
      page.push({ head, departure: state?.departure ?? null });
    }
    return page;
  }

  async function openedRow(row: StoredDeparture, keep: boolean, session: ClientSession): Promise<KnownState | null> {
    if (row.dataKey === null) return null;
    const dataKey = keyring.unwrap(row.dataKey, row.id);
    const state = await documents.opened(row, dataKey, { session, earlier: states.last(row.id) });
    if (keep) states.offer(row.id, row, state);
    return state;
  }
}

function listConditions(query: ListQuery, keyring: Keyring): Filter<DepartureDocument> {
  const { kind, manager, notOf } = indexedQuery(query, keyring);
  const { from, to } = query.lastDay ?? {};
  return {
    dataKey: { $type: 'binData' },
    'listing.open': query.open,
    ...(kind && { 'listing.kind': kind }),
    ...(manager && { 'listing.manager': manager }),
    ...(notOf && { 'listing.leaver': { $ne: notOf } }),
    ...((from || to) && { 'listing.lastDay': { ...(from && { $gte: from }), ...(to && { $lte: to }) } }),
    ...(query.dueBefore && { 'listing.nextAt': { $lt: query.dueBefore } }),
  };
}

function conditions(
  query: DepartureQuery,
  before: Pick<DepartureHead, 'createdAt' | 'ordinal'> | null,
  indexes: BlindIndexes,
): Filter<DepartureDocument> {
  const { status, leaverEmail, involving, live } = query;
  return {
    dataKey: { $type: 'binData' },
    ...(status && { status: { $in: [...status] } }),
    ...(leaverEmail !== undefined && {
      leaver: { $in: [indexes.leaver(leaverEmail, false), indexes.leaver(leaverEmail, true)], $type: 'binData' },
    }),
    ...(involving !== undefined && { involved: indexes.person(involving) }),
    ...(live !== undefined && { live }),
    ...(before && {
      $or: [
        { createdAt: { $lt: before.createdAt } },
        { createdAt: before.createdAt, ordinal: { $lt: before.ordinal } },
      ],
    }),
  };
}
