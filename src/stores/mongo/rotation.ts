import type { ClientSession } from 'mongodb';
import { StoreError } from '../../engine/ports/store.ts';
import { type ChangingKeyring, createKeyring } from '../keyring.ts';
import { moveIn } from '../move-state.ts';
import { renewedRegister } from '../register.ts';
import {
  pageOf,
  type Renewal,
  type RenewedPage,
  renewedRow,
  renewedSealed,
  renewedTotals,
  type SealedKind,
  sealedKinds,
} from '../renewal.ts';
import { ringKey } from '../ring.ts';
import type { KeyedDatabase } from '../rotation.ts';
import { collectionsOf } from './collections.ts';
import type { MongoDatabase } from './connection.ts';
import { createDepartureDocuments, pageSize } from './departure-documents.ts';
import { bytes, sealedDocument } from './documents.ts';
import { createMongoFlows } from './flows.ts';
import { settleBarrier } from './key-barrier.ts';
import { keysOf, readRing } from './live-keys.ts';
import { readMark } from './read-mark.ts';
import { createMongoStore } from './store.ts';
import { createTransactions, movedAway } from './transactions.ts';

/** One page of a kind, and by what the next one begins. */
interface Renewed {
  page: RenewedPage;
  last: Uint8Array | null;
}

/**
 * A MongoDB database, for a change of its master key; closed with it. Brings it to today's schema first. Others may use
 * it: what they write under keys of before is refused by the server (`commitsValidator`), and they try again. Throws
 * StoreError `wrong-key`, `unavailable` or `corrupt`.
 */
export async function openKeyedMongo(given: {
  database: MongoDatabase;
  masterKey: Uint8Array;
}): Promise<KeyedDatabase> {
  const { database, masterKey } = given;
  const { client, db } = database;
  await createMongoStore({ database, masterKey });
  const keyring = createKeyring(masterKey);
  const collections = collectionsOf(db);
  const { meta, departures, commits } = collections;
  keyring.take(await readRing(collections));
  const transactions = createTransactions({
    client,
    commits,
    isMoved: async () => moveIn(await readMark(collections)) !== null,
    keys: keysOf(keyring, collections),
  });
  const documents = createDepartureDocuments(collections, createMongoFlows(collections, keyring));

  /** In one transaction, or on one view where nothing is to be written. */
  const inOne = <T>(write: boolean, work: (session: ClientSession) => Promise<T>): Promise<T> =>
    write ? transactions.write(work) : transactions.read(work);

  const readValue = async (key: string, session: ClientSession): Promise<Uint8Array | null> => {
    const found = await meta.findOne({ _id: key }, { session });
    return found && bytes.nullable().parse(found.value);
  };

  const renewRows = async (after: number, write: boolean, session: ClientSession) => {
    let last = after;
    const all: Renewal<unknown>[] = [];
    while (all.length < pageSize) {
      const row = await documents.findAfter(last, session);
      if (row === null) return { page: pageOf(all), last: null };
      last = row.ordinal;
      const renewal = renewedRow(row, keyring);
      if (write && renewal.write) {
        const { dataKey, proof } = renewal.write;
        const $set = { dataKey: dataKey && Buffer.from(dataKey), proof: Buffer.from(proof) };
        await departures.updateOne({ _id: row.id }, { $set }, { session });
      }
      all.push(renewal);
    }
    return { page: pageOf(all), last };
  };

  const renewKind = async (
    kind: SealedKind,
    { after, write, session }: { after: Uint8Array | null; write: boolean; session: ClientSession },
  ): Promise<Renewed> => {
    // Every kind is stored by its bytes, and has what is sealed in one field.
    const collection = db.collection<{ _id: Buffer; sealed: Buffer }>(collections[kind].collectionName);
    const from = after === null ? {} : { _id: { $gt: Buffer.from(after) } };
    const found = await collection.find(from, { session, sort: { _id: 1 }, limit: pageSize }).toArray();
    const all: Renewal<Buffer>[] = [];
    for (const document of found) {
      const key = bytes.parse(document._id);
      const renewal = renewedSealed(kind, { key, sealed: sealedDocument.parse(document).sealed }, keyring);
      if (write && renewal.write)
        await collection.updateOne({ _id: Buffer.from(key) }, { $set: { sealed: renewal.write } }, { session });
      all.push(renewal);
    }
    return { page: pageOf(all), last: found.length < pageSize ? null : bytes.parse(found.at(-1)?._id) };
  };

  const renewRest = async (by: ChangingKeyring, write: boolean, session: ClientSession): Promise<RenewedPage> => {
    const stored = {
      'key-check': await readValue('key-check', session),
      departures: await readValue('departures', session),
      entries: await readValue('entries', session),
    };
    const totals = renewedTotals(await readValue('totals', session), by);
    const changes = [...(totals.write ? [['totals', totals.write] as const] : []), ...renewedRegister(stored, by)];
    if (write) for (const [key, value] of changes) await meta.updateOne({ _id: key }, { $set: { value } }, { session });
    return { rows: 1 + changes.length, renewed: changes.length, broken: 0 };
  };

  return {
    keyring,
    async readRing() {
      const stored = await readRing(collections);
      keyring.take(stored);
      return stored;
    },
    async putRing({ next, was, masterKey: by }) {
      const done = await transactions.write(async (session) => {
        const now = await readValue(ringKey, session);
        if (now === null ? was !== null : was === null || Buffer.compare(now, was) !== 0) return false;
        await meta.updateOne({ _id: ringKey }, { $set: { value: next } }, { upsert: true, session });
        // With the register at once: a Relais that knows of no ring is refused by it from now on. By a keyring of its
        // own, because nothing may be held that is not stored in the end.
        const then = createKeyring(by);
        then.take(was);
        then.take(next);
        await renewRest(then, true, session);
        return true;
      });
      if (done) keyring.take(next, by);
      return done;
    },
    async barOlder() {
      if ((await settleBarrier(db)) === 'nothing') throw new StoreError('unavailable', movedAway);
    },
    async *renew(mode) {
      const write = mode === 'write';
      for (let after: number | null = 0; after !== null; ) {
        const from: number = after;
        const { page, last } = await inOne(write, (session) => renewRows(from, write, session));
        after = last;
        yield page;
      }
      for (const kind of sealedKinds) {
        let after: Uint8Array | null = null;
        do {
          const from: Uint8Array | null = after;
          const step: Renewed = await inOne(write, (session) => renewKind(kind, { after: from, write, session }));
          after = step.last;
          yield step.page;
        } while (after !== null);
      }
      yield await inOne(write, (session) => renewRest(keyring, write, session));
    },
    // The log of operations turns over by itself, and free pages are the server's.
    scrub: async () => true,
    close: () => database.close(),
  };
}
