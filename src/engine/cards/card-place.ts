import { type AnnouncementPlace, placeOfKey } from '../../domain/announcement/announcement.ts';
import { type CardSpec, isQuestion, keyOf, specOf } from '../../domain/cards/card-spec.ts';
import { asReached, atOwnAddress } from '../../domain/contact/contact.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';

/**
 * What the platform keeps with the message. One reader has such a card for each departure, so the key names the
 * departure too.
 */
export function messageKey(id: DepartureId, spec: CardSpec): string {
  return `${id}/${keyOf(spec)}`;
}

/** Null for whatever is no such key: it comes back from the platform, and anybody may have written it. */
export function readMessageKey(key: string): { id: DepartureId; spec: CardSpec } | null {
  const slash = key.indexOf('/');
  const spec = slash < 1 ? null : specOf(key.slice(slash + 1));
  return spec && { id: key.slice(0, slash), spec };
}

/**
 * The channel in which this card stands: of an announcement the one that it is for, of the manager's live card the
 * private one that they wanted; null: its reader's own chat.
 */
export function sharedPlace(state: Departure, spec: CardSpec): Departure['draft']['cardChannel'] | AnnouncementPlace {
  if (spec.card === 'announcement') return placeOfKey(spec.subject);
  const live = spec.card === 'departure' || spec.card === 'departure-details';
  return live && spec.reader === state.manager ? state.draft.cardChannel : null;
}

/**
 * As the departure knows them, but reached, and spoken to, as they are now: somebody may have come to another platform,
 * or have chosen another language, since.
 */
export async function readerOf(
  { directory }: Pick<EngineDeps, 'directory'>,
  state: Departure,
  id: string,
): Promise<Person | null> {
  const named = state.people[id];
  const current = await directory.byId(id);
  if (!named || !current) {
    const known = named ?? current;
    return known && asReached(state, known);
  }
  const { handles, prefers, locale } = current;
  return asReached(state, { ...named, handles, locale, ...(prefers && { prefers }) });
}

/**
 * The reader of a card. Whether an address is the leaver's is asked at that address alone, while it counts; null
 * afterwards.
 */
export async function readerOfCard(
  deps: Pick<EngineDeps, 'directory'>,
  state: Departure,
  spec: CardSpec,
): Promise<Person | null> {
  const reader = await readerOf(deps, state, spec.reader);
  if (spec.card !== 'contact' || reader === null) return reader;
  const { contact, leaver } = state;
  if (contact === undefined || reader.id !== leaver.id || !isQuestion(keyOf(spec), contact.at)) return null;
  return atOwnAddress(reader, contact.email);
}
