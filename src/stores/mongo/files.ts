import type { FileStore } from '../../engine/ports/file-store.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { openFile, sealFile } from '../file-sealing.ts';
import type { Keyring } from '../keyring.ts';
import type { Collections } from './collections.ts';
import type { DepartureDocuments } from './departure-documents.ts';
import { parsePiece } from './documents.ts';
import type { Transactions } from './transactions.ts';

/** Files in one MongoDB database. */
export function createMongoFileStore(given: {
  collections: Pick<Collections, 'files'>;
  transactions: Transactions;
  keyring: Keyring;
  documents: DepartureDocuments;
}): FileStore {
  const { transactions, keyring, documents } = given;
  const { files } = given.collections;
  const isErased = (departureId: string) =>
    transactions.read(async (session) => !(await documents.findHead(departureId, session))?.dataKey);
  return {
    async keep(departureId, content) {
      const gone = () => new StoreError('conflict', `there is no departure ${departureId} to keep a file of`);
      const kept = await transactions.write(async (session) => {
        const row = await documents.findHead(departureId, session);
        if (!row?.dataKey) throw gone();
        const { file, pieces } = sealFile(departureId, content, keyring.unwrap(row.dataKey, departureId));
        const stored = pieces.map(({ sealed, ...place }) => ({ departureId, ...place, sealed: Buffer.from(sealed) }));
        await files.insertMany(stored, { session });
        return file;
      });
      // An erasure at the same time does not meet this transaction: its key is gone, and the pieces go here.
      if (!(await isErased(departureId))) return kept;
      await transactions.write((session) => files.deleteMany({ departureId }, { session }));
      throw gone();
    },
    read: (departureId, fileId) =>
      transactions.read(async (session) => {
        const row = await documents.findHead(departureId, session);
        if (!row?.dataKey) return null;
        const found = await files.find({ departureId, file: fileId }, { session, sort: { piece: 1 } }).toArray();
        return openFile(departureId, found.map(parsePiece), keyring.unwrap(row.dataKey, departureId));
      }),
    ids: (departureId) => transactions.read((session) => files.distinct('file', { departureId }, { session })),
    async remove(departureId, fileId) {
      await transactions.write((session) => files.deleteMany({ departureId, file: fileId }, { session }));
    },
  };
}
