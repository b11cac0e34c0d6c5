import { type Person, personSchema } from '../../domain/people/people.ts';
import { type PeopleStore, StoreError } from '../../engine/ports/store.ts';
import { joined } from '../bytes.ts';
import { foldEmail } from '../involved.ts';
import type { Keyring } from '../keyring.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, isUniqueViolation } from './errors.ts';
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
  const insertHandle = database.prepare('INSERT INTO person_handles (handle, person) VALUES (?, ?)');

  const context = joined('person');
  const idIndex = (id: string) => keyring.blind('person', id);
  const emailIndex = (email: string) => keyring.blind('email', foldEmail(email));
  const handleIndex = (channel: string, handle: string) =>
    keyring.blind(`handle/${channel}`, channel === 'email' ? foldEmail(handle) : handle);

  const opened = (row: unknown): Person | null => {
    if (row === undefined) return null;
    const plain = keyring.open(sealedRowSchema.parse(row).sealed, context, 'a stored person');
    const parsed = personSchema.safeParse(JSON.parse(plain.toString('utf8')));
    if (!parsed.success)
      throw new StoreError('corrupt', 'a stored person cannot be read by this version of Relais', {
        cause: parsed.error,
      });
    return parsed.data;
  };

  return {
    async byId(id) {
      const person = guarded('the database', () => opened(byId.get([idIndex(id)])));
      // Rows of people share one seal context, so a swapped row shows only here.
      return belongs(person, person?.id === id);
    },
    async byHandle(channel, handle) {
      const person = guarded('the database', () => opened(byHandle.get([handleIndex(channel, handle)])));
      return belongs(person, sameHandle(channel, person?.handles[channel], handle));
    },
    async byEmail(email) {
      const person = guarded('the database', () => opened(byEmail.get([emailIndex(email)])));
      return belongs(person, person !== null && foldEmail(person.email) === foldEmail(email));
    },
    async save(person) {
      const checked = personSchema.safeParse(person);
      if (!checked.success)
        throw new StoreError('corrupt', 'refused to store a person that is not valid', { cause: checked.error });
      await commits.write(() =>
        guarded('the database', () => {
          const id = idIndex(person.id);
          const sealed = keyring.seal(Buffer.from(JSON.stringify(checked.data), 'utf8'), context);
          try {
            upsert.run([id, emailIndex(person.email), sealed]);
            forgetHandles.run([id]);
            for (const [channel, handle] of Object.entries(person.handles))
              insertHandle.run([handleIndex(channel, handle), id]);
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

function sameHandle(channel: string, a: string | undefined, b: string): boolean {
  return a !== undefined && (channel === 'email' ? foldEmail(a) === foldEmail(b) : a === b);
}

function belongs(person: Person | null, isTheOneAsked: boolean): Person | null {
  if (person !== null && !isTheOneAsked)
    throw new StoreError('corrupt', 'a stored person was moved since Relais wrote it');
  return person;
}
