import { type Person, personSchema } from '../domain/people/people.ts';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { foldEmail } from './involved.ts';
import type { Keyring } from './keyring.ts';

/** A person as stored: even the id is a blind index only. */
interface SealedPerson {
  id: Buffer;
  email: Buffer;
  handles: readonly Buffer[];
  sealed: Buffer;
}

/**
 * `open…`: what was found under that index; null when nothing was. Throws StoreError `corrupt` for what was changed, or
 * moved there.
 */
export interface PersonSealing {
  /** Throws StoreError `corrupt` for what is no valid person. */
  seal(person: Person): SealedPerson;
  id(id: string): Buffer;
  email(email: string): Buffer;
  handle(channel: string, handle: string): Buffer;
  openById(sealed: Uint8Array | null, id: string): Person | null;
  openByHandle(sealed: Uint8Array | null, channel: keyof Person['handles'], handle: string): Person | null;
  openByEmail(sealed: Uint8Array | null, email: string): Person | null;
}

/** All people share it: by which indexes somebody is found is compared once they are opened. */
export const personContext = joined('person');

export function createPersonSealing(keyring: Keyring): PersonSealing {
  const idIndex = (id: string) => keyring.blind('person', id);
  const emailIndex = (email: string) => keyring.blind('email', foldEmail(email));
  const handleIndex = (channel: string, handle: string) =>
    keyring.blind(`handle/${channel}`, channel === 'email' ? foldEmail(handle) : handle);

  const opened = (sealed: Uint8Array | null): Person | null => {
    if (sealed === null) return null;
    const plain = keyring.open(sealed, personContext, 'a stored person');
    const parsed = personSchema.safeParse(JSON.parse(plain.toString('utf8')));
    if (!parsed.success)
      throw new StoreError('corrupt', 'a stored person cannot be read by this version of Relais', {
        cause: parsed.error,
      });
    return parsed.data;
  };

  return {
    seal(person) {
      const checked = personSchema.safeParse(person);
      if (!checked.success)
        throw new StoreError('corrupt', 'refused to store a person that is not valid', { cause: checked.error });
      return {
        id: idIndex(person.id),
        email: emailIndex(person.email),
        handles: Object.entries(person.handles).map(([channel, handle]) => handleIndex(channel, handle)),
        sealed: keyring.seal(Buffer.from(JSON.stringify(checked.data), 'utf8'), personContext),
      };
    },
    id: idIndex,
    email: emailIndex,
    handle: handleIndex,
    openById(sealed, id) {
      const person = opened(sealed);
      // What is kept of people shares one seal context, so what was swapped shows only here.
      return belongs(person, person?.id === id);
    },
    openByHandle(sealed, channel, handle) {
      const person = opened(sealed);
      return belongs(person, sameHandle(channel, person?.handles[channel], handle));
    },
    openByEmail(sealed, email) {
      const person = opened(sealed);
      return belongs(person, person !== null && foldEmail(person.email) === foldEmail(email));
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
