import type { Departure } from '../../domain/departure.ts';
import type { ChannelId, Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import type { Channel, PostRef, PostTarget } from '../ports/channel.ts';

const preference: readonly ChannelId[] = ['slack', 'teams', 'email'];

interface Destination {
  reader: Person;
  place: Departure['draft']['cardChannel'];
  target: PostTarget['to'];
  standing: PostRef | null;
}

/** The channels to try, the best first. A card that stands somewhere stays there. */
export function waysTo(
  { channels }: Pick<EngineDeps, 'channels'>,
  { reader, place, target, standing }: Destination,
): Channel[] {
  const found = (ids: readonly (ChannelId | undefined)[]): Channel[] =>
    [...new Set(ids)].flatMap((id) => (id === undefined ? [] : (channels.get(id) ?? [])));
  const [there] = found([standing?.channel]);
  // Whoever became a guest, or has no account there any more, is shown nothing new.
  if (there && (target.type === 'conversation' || reader.handles[there.id] !== undefined)) return [there];
  // Another platform knows nothing of this conversation.
  if (target.type === 'conversation') return found([place?.channel]);
  return found([reader.prefers, ...preference].filter((id) => id !== undefined && reader.handles[id] !== undefined));
}
