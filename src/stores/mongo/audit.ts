import type { ClientSession } from 'mongodb';
import { type AsOf, type AuditStore, StoreError } from '../../engine/ports/store.ts';
import { areFilesWhole, checkCount, isProven, type Verdict, validState } from '../audit-verdicts.ts';
import { checkChain, type SealedEntry } from '../chain.ts';
import { departureProof } from '../departure-proof.ts';
import { type DepartureRow, provenFields, type StoredDeparture } from '../departure-sealing.ts';
import { openFile } from '../file-sealing.ts';
import type { Keyring } from '../keyring.ts';
import { isCorrupt, unlessCorrupt } from '../read-model-rules.ts';
import type { KnownState } from '../state-sealing.ts';
import type { Collections } from './collections.ts';
import type { DepartureDocuments } from './departure-documents.ts';
import { headProjection, parseEntry, parseHead, parsePiece } from './documents.ts';
import type { MongoReadModels } from './read-models.ts';
import type { MongoRegister } from './register.ts';
import type { Transactions } from './transactions.ts';

export function createMongoAuditStore(context: {
  collections: Collections;
  transactions: Transactions;
  keyring: Keyring;
  register: MongoRegister;
  documents: DepartureDocuments;
  readModels: MongoReadModels;
}): AuditStore {
  const { collections, transactions, keyring, register, documents, readModels } = context;
  const { departures, entries, parts, files } = collections;

  async function chain(departureId: string, session: ClientSession): Promise<SealedEntry[]> {
    const found = await entries.find({ departureId }, { session, sort: { seq: 1 } }).toArray();
    return found.map(parseEntry);
  }

  async function valid(row: StoredDeparture, session: ClientSession): Promise<ReturnType<typeof validState>> {
    if (row.dataKey === null) return 'erased';
    let state: KnownState;
    try {
      state = await documents.opened(row, keyring.unwrap(row.dataKey, row.id), { session });
    } catch (error) {
      if (isCorrupt(error)) return null;
      throw error;
    }
    return validState(row, keyring, () => state);
  }

  async function fileFindings(
    row: StoredDeparture,
    state: ReturnType<typeof validState>,
    session: ClientSession,
  ): Promise<Verdict['findings']> {
    const { dataKey: wrapped, id } = row;
    if (state === null || state === 'erased' || wrapped === null) return [];
    if (!state.tasks.some((task) => task.files !== undefined)) return [];
    const found = await files.find({ departureId: id }, { session, sort: { file: 1, piece: 1 } }).toArray();
    const pieces = found.map(parsePiece);
    const dataKey = keyring.unwrap(wrapped, id);
    if (
      areFilesWhole(state, (fileId) =>
        openFile(
          id,
          pieces.filter(({ file }) => file === fileId),
          dataKey,
        ),
      )
    )
      return [];
    return [{ kind: 'file-differs', departureId: id, seq: row.lastSeq }];
  }

  /** One departure on one snapshot, so that a commit in between is not taken for tampering. */
  const checkNext = (after: number): Promise<{ ordinal: number; verdict: Verdict } | null> =>
    transactions.read(async (session) => {
      const row = await documents.findAfter(after, session);
      if (row === null) return null;
      const state = isProven(row, keyring) ? await valid(row, session) : null;
      const end = { lastSeq: row.lastSeq, lastHash: row.lastHash, proven: state !== null };
      const { entries: count, findings } = checkChain(row.id, await chain(row.id, session), end);
      const verdict = {
        departureId: row.id,
        entries: count,
        findings: [...findings, ...(await fileFindings(row, state, session))],
      };
      return { ordinal: row.ordinal, verdict };
    });

  /** Departures of which nothing is left but the journal, or not even that. */
  const checkRest = (holes: readonly number[]): Promise<Verdict[]> =>
    transactions.read(async (session) => {
      const orphans: Verdict[] = [];
      const walked = entries.aggregate<{ _id: string }>(
        [
          { $sort: { departureId: 1, seq: 1 } },
          { $group: { _id: '$departureId' } },
          { $lookup: { from: departures.collectionName, localField: '_id', foreignField: '_id', as: 'of' } },
          { $match: { of: { $size: 0 } } },
          { $sort: { _id: 1 } },
        ],
        { session },
      );
      for await (const { _id: departureId } of walked)
        orphans.push({ departureId, ...checkChain(departureId, await chain(departureId, session), null) });
      const newest = await departures.findOne({}, { session, sort: { ordinal: -1 }, projection: { ordinal: 1 } });
      return [...orphans, ...checkCount(await register.count(session), { holes, last: newest?.ordinal ?? 0 })];
    });

  /**
   * Whether it stands as it was seen, until this transaction ends: written and set back, so that a commit that this
   * snapshot does not show is in the way of this one, which then begins anew and sees it.
   */
  async function staysAs({ id, version }: AsOf, session: ClientSession): Promise<boolean> {
    const raised = await departures.updateOne({ _id: id, version }, { $inc: { version: 1 } }, { session });
    if (raised.matchedCount === 0) return false;
    await departures.updateOne({ _id: id }, { $inc: { version: -1 } }, { session });
    return true;
  }

  return {
    async *verify() {
      let ordinal = 0;
      const holes: number[] = [];
      for (;;) {
        const next = await checkNext(ordinal);
        if (!next) break;
        for (let hole = ordinal + 1; hole < next.ordinal; hole += 1) holes.push(hole);
        ordinal = next.ordinal;
        yield next.verdict;
      }
      yield* await checkRest(holes);
    },

    async *heads() {
      for (let after = 0; ; ) {
        const page = await transactions.read((session) =>
          departures
            .find(
              { ordinal: { $gt: after } },
              { session, sort: { ordinal: 1 }, limit: 500, projection: headProjection },
            )
            .toArray(),
        );
        for (const one of page) {
          const { id, lastSeq: seq, lastHash: hash } = parseHead(one);
          yield { departureId: id, seq, hash };
        }
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.ordinal;
      }
    },

    hashOf: (id, seq) =>
      transactions.read(async (session) => {
        const found = await entries.findOne({ departureId: id, seq }, { session });
        return found && parseEntry(found).hash;
      }),

    proof: (id) =>
      transactions.read(async (session) => {
        const row = await documents.find(id, session);
        if (row === null || row.dataKey === null) return null;
        const state = await documents.opened(row, keyring.unwrap(row.dataKey, id), { session });
        return departureProof(row, await chain(id, session), { keyring, opened: () => state });
      }),

    async erase(id, wakeAt = null, asOf = []) {
      return transactions.write(async (session) => {
        for (const one of asOf) if (!(await staysAs(one, session))) return 'changed';
        const row = await documents.find(id, session);
        if (row === null) throw new StoreError('conflict', `there is no departure ${id}`);
        const { dataKey: wrapped } = row;
        if (wrapped !== null) {
          const dataKey = unlessCorrupt(() => keyring.unwrap(wrapped, id), null);
          await readModels.forget(row, dataKey, session);
        }
        const erased: DepartureRow = { ...row, dataKey: null, leaver: null, wakeAt, parts: null };
        // A row that was tampered with must not get a fresh proof by being erased.
        const proof = isProven(row, keyring) ? keyring.mac('departure', provenFields(erased)) : Buffer.from(row.proof);
        await departures.updateOne(
          { _id: id },
          {
            $set: {
              dataKey: null,
              leaver: null,
              wakeAt,
              proof,
              involved: [],
              live: false,
              figures: null,
              listing: null,
            },
          },
          { session },
        );
        await parts.deleteMany({ departureId: id }, { session });
        await files.deleteMany({ departureId: id }, { session });
        return 'erased';
      });
    },

    rebuild: readModels.rebuild,
  };
}
