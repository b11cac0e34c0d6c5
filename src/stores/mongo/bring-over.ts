import type { ClientSession } from 'mongodb';
import { broughtOver } from '../brought-over.ts';
import type { StoredDeparture } from '../departure-sealing.ts';
import type { Keyring } from '../keyring.ts';
import { isCorrupt } from '../read-model-rules.ts';
import { type KnownState, stateShape } from '../state-sealing.ts';
import type { Collections } from './collections.ts';
import { type DepartureDocuments, pageSize } from './departure-documents.ts';
import { bytes } from './documents.ts';
import type { MongoFlows } from './flows.ts';
import type { Transactions } from './transactions.ts';

/**
 * As in SQLite: writes in today's shape what an earlier version of Relais left in another one. Returns how many were
 * brought over.
 */
export async function bringOver(given: {
  collections: Collections;
  transactions: Transactions;
  keyring: Keyring;
  documents: DepartureDocuments;
  flows: MongoFlows;
}): Promise<number> {
  const { collections, transactions, keyring, documents, flows } = given;
  const { meta, departures, parts } = collections;
  const today = Buffer.from(String(stateShape));
  const known = await transactions.read((session) => meta.findOne({ _id: 'state-shape' }, { session }));
  if (known && today.equals(bytes.parse(known.value))) return 0;

  async function bringOne(row: StoredDeparture, session: ClientSession): Promise<boolean> {
    if (row.dataKey === null) return false;
    const { shelf, store } = flows.writing();
    let over: ReturnType<typeof broughtOver>;
    try {
      const state: KnownState = await documents.opened(row, keyring.unwrap(row.dataKey, row.id), { session });
      over = broughtOver(row, { keyring, flows: shelf, opened: () => state });
    } catch (error) {
      if (isCorrupt(error)) return false;
      throw error;
    }
    if (over === null) return false;
    const { change, proof } = over;
    await store(session);
    await departures.updateOne({ _id: row.id }, { $set: { state: change.core, proof } }, { session });
    await parts.deleteMany({ departureId: row.id }, { session });
    const all = change.written.map(({ sealed, ...rest }) => ({
      departureId: row.id,
      ...rest,
      sealed: Buffer.from(sealed),
    }));
    if (all.length > 0) await parts.insertMany(all, { session });
    return true;
  }

  let brought = 0;
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const page = await transactions.write(async (session) => {
      let last = from;
      let count = 0;
      for (let turn = 0; turn < pageSize; turn += 1) {
        const row = await documents.findAfter(last, session);
        if (row === null) return { last: null, count };
        last = row.ordinal;
        if (await bringOne(row, session)) count += 1;
      }
      return { last, count };
    });
    brought += page.count;
    after = page.last;
  }
  await transactions.write((session) =>
    meta.updateOne({ _id: 'state-shape' }, { $set: { value: today } }, { upsert: true, session }),
  );
  return brought;
}
