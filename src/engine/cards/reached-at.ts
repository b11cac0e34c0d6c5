import { isMailedKey, keyOf } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import { readerOf, readerOfCard, readMessageKey } from './card-place.ts';
import { readDigestKey } from './digests.ts';

/**
 * Where a person is written to by mail about what was sent under this key, as things are now; null for nowhere any
 * more. Of the address of somebody who has no chat account nothing more is asked here: whether it is still theirs, the
 * mail channel knows.
 */
export async function reachedAt(
  { store, directory }: Pick<EngineDeps, 'store' | 'directory'>,
  person: Person,
  key: string,
): Promise<string | null> {
  const digest = readDigestKey(key);
  const asked = digest === null ? readMessageKey(key) : null;
  const id = digest === null ? asked?.id : digest.departure;
  // What went by mail while chat was down goes to the address at work; whether it was sent, the mail channel knows.
  if (id === undefined && isMailedKey(key)) return person.email;
  if (id === undefined || id === null) return person.handles.email ?? null;
  const departure = await store.departures.load(id);
  if (departure === null) return null;
  if (isMailedKey(key)) return standsIn(departure, key) ? person.email : null;
  const reached = asked
    ? await readerOfCard({ directory }, departure, { ...asked.spec, reader: person.id })
    : await readerOf({ directory }, departure, person.id);
  return reached?.handles.email ?? null;
}

/** Only what was really sent in place of a card leads anywhere. */
function standsIn({ posts }: Departure, key: string): boolean {
  const asked = readMessageKey(key);
  return posts.some((post) => post.mailed !== undefined && asked !== null && post.key === keyOf(asked.spec));
}
