import type { Activity } from 'botbuilder';
import type { Locale } from '../../domain/people.ts';
import { type Channel, ChannelError, type PostRef, type PostTarget } from '../../engine/ports/channel.ts';
import type { CardView } from '../../views/card-view.ts';
import { createPace, type PaceOptions } from '../pace.ts';
import type { Place } from './activity.ts';
import type { Address, Addresses } from './addresses.ts';
import type { TeamsDrawing } from './drawing.ts';
import type { Outbound } from './outbound.ts';
import type { PeopleThere } from './people-there.ts';
import type { SentCards } from './sent-cards.ts';
import { howToInstall } from './teams-error.ts';

export interface TeamsChannelOptions {
  outbound: Outbound;
  addresses: Addresses;
  people: PeopleThere;
  sent: SentCards;
  draw: TeamsDrawing;
  defaultLocale: Locale;
  pace?: PaceOptions;
}

/** Teams lets a bot write 60 messages within half a minute into one conversation, and 8 within two seconds. */
const teamsPace: PaceOptions = { messages: 4, milliseconds: 2000 };

export function createTeamsChannel(options: TeamsChannelOptions): Channel {
  const { outbound, addresses, people, sent, draw, defaultLocale } = options;
  const pace = createPace(options.pace ?? teamsPace);
  /** Where each conversation is reached, as far as it was used since the start. */
  const places = new Map<string, { place: Place; locale: Locale }>();

  const known = (place: Place, locale: Locale): Place => {
    places.set(place.conversation, { place, locale });
    return place;
  };

  const placeOf = async ({ to }: PostTarget): Promise<Place> => {
    if (to.type === 'conversation') return (await placeById(to.id)).place;
    const { handle, address } = await addressOf(to.person.handles.teams);
    if (address.conversation !== null)
      return known({ ...address, conversation: address.conversation }, to.person.locale);
    const opened = await outbound.open({ ...address, conversation: '' }, address.userId);
    await addresses.save({ ...((await addresses.of(handle)) ?? address), conversation: opened });
    return known({ ...address, conversation: opened }, to.person.locale);
  };

  const addressOf = async (handle: string | undefined): Promise<{ handle: string; address: Address }> => {
    const address = handle === undefined ? null : await addresses.of(handle);
    if (handle === undefined || !address || (!address.installed && address.conversation !== null))
      throw new ChannelError('unreachable', `Relais is not installed for this person in Teams. ${howToInstall}`);
    return { handle, address };
  };

  /** After a restart a conversation is known by its id only; whose it is stands in the addresses. */
  const placeById = async (id: string): Promise<{ place: Place; locale: Locale }> => {
    const used = places.get(id);
    if (used) return used;
    const [root = id] = id.split(';messageid=');
    const [one] = [...(await addresses.all()), ...(await addresses.teams())].filter(
      ({ conversation }) => conversation === root,
    );
    // A channel of a team that Relais is in: the service is the same for the whole tenant.
    const any = one ?? (await addresses.teams())[0];
    if (!any) throw new ChannelError('unreachable', 'Relais is in no such conversation in Teams. Add it there first.');
    return { place: known({ ...any, conversation: id }, defaultLocale), locale: defaultLocale };
  };

  const message = async (view: CardView, key: string, locale: Locale): Promise<Partial<Activity>> =>
    messageOf(await draw.card(view, locale, key), view.fallback.trim() || view.title);

  /** Whoever blocked Relais is on the admin's list, until something gets through again. */
  const remember = async ({ to }: PostTarget, blocked: string | null): Promise<void> => {
    const handle = to.type === 'person' ? to.person.handles.teams : undefined;
    const address = handle === undefined ? null : await addresses.of(handle);
    if (address && address.blocked !== blocked) await addresses.save({ ...address, blocked });
  };

  return {
    id: 'teams',

    post: async (target, view, key) => {
      const place = inThread(await placeOf(target), target.thread);
      const locale = target.to.type === 'person' ? target.to.person.locale : defaultLocale;
      const activity = await message(view, key, locale);
      return pace.run(place.conversation, async () => {
        try {
          const id = await outbound.send(place, activity);
          const ref: PostRef = { channel: 'teams', conversation: place.conversation, message: id };
          await sent.note(key, ref);
          await remember(target, null);
          return ref;
        } catch (error) {
          if (error instanceof ChannelError && error.kind === 'unreachable') await remember(target, error.message);
          throw error;
        }
      });
    },

    update: async (ref, view, key) => {
      const { place, locale } = await placeById(ref.conversation);
      await outbound.update(place, ref.message, await message(view, key, locale));
    },

    find: async (target, key) => {
      const place = inThread(await placeOf(target), target.thread);
      const ref = await sent.find(key);
      return ref?.conversation === place.conversation ? ref : null;
    },

    lookUp: people.lookUp,
  };
}

export function messageOf(card: object, summary: string): Partial<Activity> {
  return {
    type: 'message',
    // What notifications and screen readers get; a text would stand above the card a second time.
    summary: summary.slice(0, 1000),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/** Channels of a team have threads; a personal chat has none, and what belongs below a card follows it. */
function inThread(place: Place, thread: PostRef | null): Place {
  const threaded = thread !== null && /^19:.*@thread\./.test(place.conversation);
  if (!threaded || place.conversation.includes(';messageid=')) return place;
  return { ...place, conversation: `${place.conversation};messageid=${thread.message}` };
}
