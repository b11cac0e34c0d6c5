import type { Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import { readerOf, readMessageKey } from './card-place.ts';

/** Whether a person is written to at this address about the card that was posted under this key, as things are now. */
export async function isReachedAt(
  { store, directory }: Pick<EngineDeps, 'store' | 'directory'>,
  person: Person,
  key: string,
  address: string,
): Promise<boolean> {
  const asked = readMessageKey(key);
  const departure = asked && (await store.departures.load(asked.id));
  const reached = departure ? await readerOf({ directory }, departure, person.id) : person;
  return reached?.handles.email === address;
}
