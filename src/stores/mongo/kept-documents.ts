import type { ClientSession, Collection, Document, MongoClient } from 'mongodb';
import { z } from 'zod';
import { StoreError } from '../../engine/ports/store.ts';
import type { KeptDeparture, KeptReader, KeptRest, KeptWriter } from '../kept.ts';
import { moveKey } from '../move-state.ts';
import type { Collections, DepartureDocument } from './collections.ts';
import { majorityRead } from './connection.ts';
import { bytes, parseEntry, parsePart, parsePiece, parseRow } from './documents.ts';
import { guardedAsync } from './errors.ts';
import type { Transactions } from './transactions.ts';

const derivedSchema = z.object({
  involved: z.array(bytes),
  live: z.boolean(),
  figures: bytes.nullable(),
  listing: z
    .object({
      open: z.boolean(),
      kind: bytes,
      manager: bytes.nullable(),
      leaver: bytes,
      lastDay: z.string(),
      nextAt: z.string(),
    })
    .nullable()
    .default(null),
});
const keyed = z.object({ _id: bytes, sealed: bytes });
const metaDocument = z.object({ _id: z.string(), value: bytes.nullable() });
const personDocument = keyed.extend({ email: bytes, handles: z.array(bytes).default([]) });
const onceDocument = z.object({ _id: bytes, until: z.number(), done: z.boolean() });

const batch = 500;

/** What one database keeps, document by document; within one session, which says on which view. */
function readerIn(
  collections: Collections,
  session: ClientSession | undefined,
): KeptReader & Pick<KeptWriter, 'departure'> {
  const { departures, entries, parts, files, meta, flows, notes, people, once } = collections;
  const within = session ? { session } : majorityRead;

  async function departureIn(document: unknown): Promise<KeptDeparture> {
    const row = parseRow(document);
    const derived = derivedSchema.parse(document);
    const departureId = row.id;
    const [lines, places, pieces] = [
      await entries.find({ departureId }, { ...within, sort: { seq: 1 } }).toArray(),
      await parts.find({ departureId }, within).toArray(),
      await files.find({ departureId }, { ...within, sort: { file: 1, piece: 1 } }).toArray(),
    ];
    const sealed = { parts: places.map(parsePart), entries: lines.map(parseEntry), files: pieces.map(parsePiece) };
    return { row, ...sealed, ...derived };
  }

  const find = (ordinal: object) =>
    guardedAsync(async () => {
      const found = await departures.findOne({ ordinal }, { ...within, sort: { ordinal: 1 } });
      return found && (await departureIn(found));
    });

  async function* each<T>(
    collection: Collection<never> | Collection<Document>,
    schema: z.ZodType<T>,
  ): AsyncIterable<T> {
    // Every collection is read as foreign: the schema says what it holds.
    const cursor = (collection as Collection<Document>).find({}, within);
    for await (const document of cursor) yield schema.parse(document);
  }

  return {
    departure: (ordinal) => find({ $eq: ordinal }),
    async *departures() {
      for (let after = 0; ; ) {
        const next = await find({ $gt: after });
        if (next === null) return;
        after = next.row.ordinal;
        yield next;
      }
    },
    async *rest() {
      // The sum that could not be kept is made anew by whoever opens the copy.
      for await (const { _id: key, value } of each(meta as unknown as Collection<Document>, metaDocument))
        if (key !== moveKey) yield { kind: 'meta', key, value: value ?? new Uint8Array() };
      for await (const { _id: key, sealed } of each(flows as unknown as Collection<Document>, keyed))
        yield { kind: 'flow', key, sealed };
      for await (const { _id: key, sealed } of each(notes as unknown as Collection<Document>, keyed))
        yield { kind: 'note', key, sealed };
      for await (const { _id: key, ...rest } of each(people as unknown as Collection<Document>, personDocument))
        yield { kind: 'person', key, ...rest };
      for await (const { _id: key, ...rest } of each(once as unknown as Collection<Document>, onceDocument))
        yield { kind: 'once', key, ...rest };
    },
  };
}

/**
 * Reads all of a database as it is at one instant. Throws StoreError `unavailable` where that takes longer than the
 * server keeps the instant.
 */
export async function withSnapshot<T>(
  { client, collections }: { client: MongoClient; collections: Collections },
  work: (reader: KeptReader) => Promise<T>,
): Promise<T> {
  const session = client.startSession({ snapshot: true });
  try {
    return await work(readerIn(collections, session));
  } catch (error) {
    if (isTooOld(error))
      throw new StoreError(
        'unavailable',
        {
          en: 'the server forgot the instant before all of it was read; raise minSnapshotHistoryWindowInSeconds (300 by default) on every member and begin again',
          fr: 'le serveur a oublié l’instant avant que tout ait été lu ; augmentez minSnapshotHistoryWindowInSeconds (300 par défaut) sur chaque membre et recommencez',
        },
        { cause: error },
      );
    throw error;
  } finally {
    await session.endSession().catch(() => undefined);
  }
}

const snapshotTooOld = 239;

function isTooOld(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === snapshotTooOld;
}

/** A database that is being filled. */
export function createKeptDocuments(collections: Collections, transactions: Transactions): KeptWriter {
  const { departures, entries, parts, files, meta, flows, notes, people, once } = collections;

  async function insertAll(
    into: Collection<never>,
    documents: readonly object[],
    session?: ClientSession,
  ): Promise<void> {
    const foreign = into as unknown as Collection<Document>;
    for (let from = 0; from < documents.length; from += batch)
      await foreign.insertMany([...documents.slice(from, from + batch)], session ? { session } : {});
  }

  return {
    ...readerIn(collections, undefined),
    async putDeparture({ row, parts: places, entries: lines, files: pieces, involved, live, figures, listing }) {
      const { id, ...fields } = row;
      const document = {
        _id: id,
        ...withBuffers(fields),
        involved: involved.map(buffer),
        live,
        figures: figures && buffer(figures),
        listing: listing && withBuffers(listing),
      };
      await transactions.write(async (session) => {
        const old = await departures.findOne({ ordinal: row.ordinal }, { session, projection: { _id: 1 } });
        for (const departureId of new Set([id, ...(old ? [old._id] : [])])) {
          await departures.deleteOne({ _id: departureId }, { session });
          await entries.deleteMany({ departureId }, { session });
          await parts.deleteMany({ departureId }, { session });
          await files.deleteMany({ departureId }, { session });
        }
        await departures.insertOne(document as unknown as DepartureDocument, { session });
        const of = (one: object) => ({ departureId: id, ...withBuffers(one) });
        await insertAll(entries as unknown as Collection<never>, lines.map(of), session);
        await insertAll(parts as unknown as Collection<never>, places.map(of), session);
        await insertAll(files as unknown as Collection<never>, pieces.map(of), session);
      });
    },
    async replaceRest(rest) {
      await guardedAsync(async () => {
        await meta.deleteMany({ _id: { $ne: moveKey } });
        for (const collection of [flows, notes, people, once] as unknown as Collection<Document>[])
          await collection.deleteMany({});
        const kept = new Map<Collection<never>, object[]>();
        for await (const thing of rest) {
          const { into, document } = placeOf(thing);
          const waiting = [...(kept.get(into) ?? []), document];
          kept.set(into, waiting);
          if (waiting.length < batch) continue;
          await insertAll(into, waiting);
          kept.delete(into);
        }
        for (const [into, waiting] of kept) await insertAll(into, waiting);
      });
    },
  };

  function placeOf(thing: KeptRest): { into: Collection<never>; document: object } {
    const foreign = (collection: unknown) => collection as Collection<never>;
    switch (thing.kind) {
      case 'meta':
        return { into: foreign(meta), document: { _id: thing.key, value: buffer(thing.value) } };
      case 'flow':
        return { into: foreign(flows), document: { _id: buffer(thing.key), sealed: buffer(thing.sealed) } };
      case 'note':
        return { into: foreign(notes), document: { _id: buffer(thing.key), sealed: buffer(thing.sealed) } };
      case 'person': {
        const { key, email, sealed, handles } = thing;
        const document = { _id: buffer(key), email: buffer(email), sealed: buffer(sealed) };
        return {
          into: foreign(people),
          document: { ...document, ...(handles.length > 0 && { handles: handles.map(buffer) }) },
        };
      }
      case 'once':
        return { into: foreign(once), document: { _id: buffer(thing.key), until: thing.until, done: thing.done } };
    }
  }
}

function buffer(value: Uint8Array): Buffer {
  return Buffer.from(value);
}

/** The driver stores a Buffer as bytes, and a Uint8Array as a list of numbers would be another thing. */
function withBuffers(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Uint8Array ? buffer(value) : value]),
  );
}
