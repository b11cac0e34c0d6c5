import { type PeopleStore, StoreError } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import { createPersonSealing } from '../person-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, isUniqueViolation, theDatabase } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import { sealedRowSchema } from './rows.ts';

/** People in one SQLite file; even their ids are kept as blind indexes only. */
export function createPeopleStore(database: SqliteDatabase, keyring: Keyring, commits: GroupCommit): PeopleStore {
  const byId = database.prepare('SELECT sealed FROM people WHERE id = ?');
  const byEmail = database.prepare('SELECT sealed FROM people WHERE email = ?');
  const byHandle = database.prepare(
    'SELECT people.sealed FROM person_handles JOIN people ON people.id = person_handles.person WHERE person_handles.handle = ?',
  );
  const upsert = database.prepare(
    'INSERT INTO people (id, email, sealed) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET email = excluded.email, sealed = excluded.sealed',
  );
  const forgetHandles = database.prepare('DELETE FROM person_handles WHERE person = ?');
  const removePerson = database.prepare('DELETE FROM people WHERE id = ?');
  const insertHandle = database.prepare('INSERT INTO person_handles (handle, person) VALUES (?, ?)');
  const sealing = createPersonSealing(keyring);
  const sealedIn = (row: unknown) => (row === undefined ? null : sealedRowSchema.parse(row).sealed);

  return {
    async remove(person) {
      const id = sealing.id(person);
      await commits.write(() =>
        guarded(theDatabase, () => {
          forgetHandles.run([id]);
          removePerson.run([id]);
        }),
      );
    },
    async byId(id) {
      return guarded(theDatabase, () => sealing.openById(sealedIn(byId.get([sealing.id(id)])), id));
    },
    async byHandle(channel, handle) {
      const find = () => sealedIn(byHandle.get([sealing.handle(channel, handle)]));
      return guarded(theDatabase, () => sealing.openByHandle(find(), channel, handle));
    },
    async byEmail(email) {
      return guarded(theDatabase, () => sealing.openByEmail(sealedIn(byEmail.get([sealing.email(email)])), email));
    },
    async save(person) {
      await commits.write(() =>
        guarded(theDatabase, () => {
          // Here and not before: under the generation that holds in this transaction.
          const { id, email, handles, sealed } = sealing.seal(person);
          try {
            upsert.run([id, email, sealed]);
            forgetHandles.run([id]);
            for (const handle of handles) insertHandle.run([handle, id]);
          } catch (error) {
            if (isUniqueViolation(error, 'people.email'))
              throw new StoreError('conflict', 'another person holds this e-mail address', { cause: error });
            if (isUniqueViolation(error, 'person_handles.handle'))
              throw new StoreError('conflict', 'another person holds one of these handles', { cause: error });
            throw error;
          }
        }),
      );
    },
  };
}
