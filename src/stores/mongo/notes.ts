import { isDeepStrictEqual } from 'node:util';
import type { NotesStore } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import { createNoteSealing } from '../note-sealing.ts';
import type { Collections } from './collections.ts';
import { sealedDocument } from './documents.ts';
import type { Transactions } from './transactions.ts';

/** Small sealed documents in one MongoDB database. */
export function createMongoNotesStore(
  { notes }: Pick<Collections, 'notes'>,
  keyring: Keyring,
  transactions: Transactions,
): NotesStore {
  const sealing = createNoteSealing(keyring);
  return {
    async read(key) {
      const found = await transactions.read((session) => notes.findOne({ _id: sealing.index(key) }, { session }));
      return sealing.open(key, found && sealedDocument.parse(found).sealed);
    },
    async write(key, value) {
      const _id = sealing.index(key);
      const sealed = sealing.seal(key, value);
      await transactions.write<unknown>((session) =>
        sealed === null
          ? notes.deleteOne({ _id }, { session })
          : notes.replaceOne({ _id }, { sealed }, { upsert: true, session }),
      );
    },
    async exchange(key, seen, value) {
      const _id = sealing.index(key);
      const sealed = sealing.seal(key, value);
      // Two transactions that change one document meet, and the later one is made again on what the first left.
      return transactions.write(async (session) => {
        const found = await notes.findOne({ _id }, { session });
        const stands = sealing.open(key, found && sealedDocument.parse(found).sealed);
        if (!isDeepStrictEqual(stands, seen)) return false;
        if (sealed === null) await notes.deleteOne({ _id }, { session });
        else await notes.replaceOne({ _id }, { sealed }, { upsert: true, session });
        return true;
      });
    },
  };
}
