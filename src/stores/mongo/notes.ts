import type { ClientSession } from 'mongodb';
import { inTurn } from '../../engine/concurrency/in-turn.ts';
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
  const turn = inTurn();

  async function read(key: string, session: ClientSession): Promise<unknown> {
    const found = await notes.findOne({ _id: sealing.index(key) }, { session });
    return sealing.open(key, found && sealedDocument.parse(found).sealed);
  }

  function keep(key: string, value: unknown, session: ClientSession): Promise<unknown> {
    const _id = sealing.index(key);
    const sealed = sealing.seal(key, value);
    return sealed === null
      ? notes.deleteOne({ _id }, { session })
      : notes.replaceOne({ _id }, { sealed }, { upsert: true, session });
  }

  return {
    read: (key) => transactions.read((session) => read(key, session)),
    async write(key, value) {
      await transactions.write((session) => keep(key, value, session));
    },
    // Of two transactions that change one document, the server lets one commit, and the other one is run again on what
    // that left. Those of one process wait for one another before.
    change: (key, decide) =>
      turn(key, () =>
        transactions.write(async (session) => {
          const { value, answer } = decide(await read(key, session));
          await keep(key, value, session);
          return answer;
        }),
      ),
  };
}
