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
    async writeIfNone(key, value) {
      const _id = sealing.index(key);
      const sealed = sealing.seal(key, value);
      if (sealed === null) return false;
      // Two at once meet on the document, and the later one sees the first one's when it is made again.
      const { upsertedCount } = await transactions.write((session) =>
        notes.updateOne({ _id }, { $setOnInsert: { sealed } }, { upsert: true, session }),
      );
      return upsertedCount === 1;
    },
  };
}
