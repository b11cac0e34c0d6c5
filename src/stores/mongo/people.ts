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
  const find = async (filter: Filter<PersonDocument>) => {
    const found = await transactions.read((session) => people.findOne(filter, { session }));
    return found && sealedDocument.parse(found).sealed;
  };
  return {
    byId: async (id) => sealing.openById(await find({ _id: sealing.id(id) }), id),
    byHandle: async (channel, handle) =>
      sealing.openByHandle(await find({ handles: sealing.handle(channel, handle) }), channel, handle),
    byEmail: async (email) => sealing.openByEmail(await find({ email: sealing.email(email) }), email),
    async remove(id) {
      await transactions.write((session) => people.deleteOne({ _id: sealing.id(id) }, { session }));
    },
    async save(person) {
      const { id, email, handles, sealed } = sealing.seal(person);
      const document = { email, sealed, ...(handles.length > 0 && { handles: [...handles] }) };
      try {
        await transactions.write((session) => people.replaceOne({ _id: id }, document, { upsert: true, session }));
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
