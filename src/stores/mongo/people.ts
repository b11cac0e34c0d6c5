import type { Filter } from 'mongodb';
import { type PeopleStore, StoreError } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import { createPersonSealing } from '../person-sealing.ts';
import { type Collections, oneAddress, oneHandle, type PersonDocument } from './collections.ts';
import { sealedDocument } from './documents.ts';
import { isDuplicate } from './errors.ts';
import type { Transactions } from './transactions.ts';

/** People in one MongoDB database; even their ids are kept as blind indexes only. */
export function createMongoPeopleStore(
  { people }: Pick<Collections, 'people'>,
  keyring: Keyring,
  transactions: Transactions,
): PeopleStore {
  const sealing = createPersonSealing(keyring);
  /** `open` within the read, which is made again where the keys are newer. */
  const find = <T>(filter: () => Filter<PersonDocument>, open: (sealed: Uint8Array | null) => T): Promise<T> =>
    transactions.read(async (session) => {
      const found = await people.findOne(filter(), { session });
      return open(found && sealedDocument.parse(found).sealed);
    });
  return {
    byId: (id) =>
      find(
        () => ({ _id: sealing.id(id) }),
        (sealed) => sealing.openById(sealed, id),
      ),
    byHandle: (channel, handle) =>
      find(
        () => ({ handles: sealing.handle(channel, handle) }),
        (sealed) => sealing.openByHandle(sealed, channel, handle),
      ),
    byEmail: (email) =>
      find(
        () => ({ email: sealing.email(email) }),
        (sealed) => sealing.openByEmail(sealed, email),
      ),
    async remove(id) {
      await transactions.write((session) => people.deleteOne({ _id: sealing.id(id) }, { session }));
    },
    async save(person) {
      try {
        await transactions.write((session) => {
          // Here and not before: under the generation that this attempt begins with.
          const { id, email, handles, sealed } = sealing.seal(person);
          const document = { email, sealed, ...(handles.length > 0 && { handles: [...handles] }) };
          return people.replaceOne({ _id: id }, document, { upsert: true, session });
        });
      } catch (error) {
        if (isDuplicate(error, oneAddress))
          throw new StoreError('conflict', 'another person holds this e-mail address', { cause: error });
        if (isDuplicate(error, oneHandle))
          throw new StoreError('conflict', 'another person holds one of these handles', { cause: error });
        throw error;
      }
    },
  };
}
