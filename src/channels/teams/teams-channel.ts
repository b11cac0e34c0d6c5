import type { Activity } from 'botbuilder-core';
import type { Locale } from '../../domain/people/people.ts';
import { type Channel, ChannelError, type PostRef, type PostTarget } from '../../engine/ports/channel.ts';
import type { CardView } from '../../views/card-view.ts';
import { createPace, type PaceOptions } from '../pace.ts';
import { handleOf, type Place } from './activity.ts';
import type { Addresses } from './addresses.ts';
import type { TeamsDrawing } from './drawing.ts';
import { limits } from './limits.ts';
import { withoutMarkup } from './neutral-text.ts';
import type { Outbound } from './outbound.ts';
import { localeOf, type PeopleThere } from './people-there.ts';
import type { PersonalChats } from './personal-chats.ts';
import type { SentCards } from './sent-cards.ts';

export interface TeamsChannelOptions {
  outbound: Outbound;
  addresses: Addresses;
  chats: PersonalChats;
  people: PeopleThere;
  sent: SentCards;
  draw: TeamsDrawing;
  defaultLocale: Locale;
  pace?: PaceOptions;
}

interface Standing {
  place: Place;
  locale: Locale;
  /** Teams' own id of whose chat it is; null where several people are. */
  reader: string | null;
}

/** Teams lets a bot write 60 messages within half a minute into one conversation, and 8 within two seconds. */
const teamsPace: PaceOptions = { messages: 4, milliseconds: 2000 };

export function createTeamsChannel(options: TeamsChannelOptions): Channel {
  const { outbound, addresses, chats, people, sent, draw, defaultLocale } = options;
  const pace = createPace(options.pace ?? teamsPace);
  /** Where each conversation is reached, as far as it was used since the start. */
  const places = new Map<string, Standing>();

  const known = (standing: Standing): Standing => {
    places.set(standing.place.conversation, standing);
    return standing;
  };

  const standingOf = async ({ to }: PostTarget): Promise<Standing> => {
    if (to.type === 'conversation') return standingAt(to.id);
    const { place, address } = await chats.with(to.person.handles.teams);
    return known({ place, locale: to.person.locale, reader: address.userId });
  };

  /** After a restart a conversation is known by its id only; whose it is stands in the addresses. */
  const standingAt = async (id: string): Promise<Standing> => {
    const used = places.get(id);
    if (used) return used;
    const root = rootOf(id);
    const person = (await addresses.all()).find(({ conversation }) => conversation === root);
    if (person) {
      const locale = localeOf(person.locale) ?? defaultLocale;
      return known({ place: { ...person, conversation: id }, locale, reader: person.userId });
    }
    const teams = await addresses.teams();
    // A channel of a team that Relais is in: the service is the same for the whole tenant.
    const any = teams.find(({ conversation }) => conversation === root) ?? teams[0];
    if (!any)
      throw new ChannelError('unreachable', {
        en: 'Relais is in no such conversation in Teams. Add it there first.',
        fr: 'Relais n’est pas dans cette conversation de Teams. Ajoutez-l’y d’abord.',
      });
    return known({ place: { ...any, conversation: id }, locale: defaultLocale, reader: null });
  };

  /**
   * Among others everybody gets a view of their own, if they are few enough for Teams; of more people, none is better
   * than some.
   */
  const refreshFor = async ({ place, reader }: Standing): Promise<readonly string[]> => {
    if (reader !== null) return [reader];
    const present = await people.userIdsIn({ ...place, conversation: rootOf(place.conversation) });
    return present.length <= limits.refreshUsers ? present : [];
  };

  const message = async (view: CardView, key: string, standing: Standing): Promise<Partial<Activity>> => {
    const { locale } = standing;
    const card = await draw.card(view, { locale, key, refreshFor: await refreshFor(standing) });
    return messageOf(card, view.fallback.trim() || view.title);
  };

  /** Whoever blocked Relais is on the admin's list, until something gets through again. */
  const remember = async ({ to }: PostTarget, blocked: string | null): Promise<void> => {
    const handle = to.type === 'person' ? to.person.handles.teams : undefined;
    const address = handle === undefined ? null : await addresses.of(handle);
    if (address && address.blocked !== blocked) await addresses.save({ ...address, blocked });
  };

  return {
    id: 'teams',
    threads: 'in-channels',

    post: async (target, view, key) => {
      const standing = await standingOf(target);
      const place = inThread(standing.place, target.thread);
      const activity = await message(view, key, standing);
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
      const standing = await standingAt(ref.conversation);
      await outbound.update(standing.place, ref.message, await message(view, key, standing));
    },

    withdraw: async (ref, key) => {
      const standing = await standingAt(ref.conversation);
      await outbound.remove(standing.place, ref.message);
      await sent.forget(key);
    },

    // A bot reads nothing of what it wrote.
    stands: async () => 'unknown',

    forget: async ({ handles }) => {
      if (handles.teams !== undefined) await addresses.forget(handles.teams);
    },

    find: async (target, key) => {
      const place = inThread((await standingOf(target)).place, target.thread);
      const ref = await sent.find(key);
      return ref?.conversation === place.conversation ? ref : null;
    },

    // Of a channel Teams tells the members of its team, or of itself when it is private. It does not tell who may join.
    readersOf: async (conversation) => {
      const { place } = await standingAt(conversation);
      const members = await outbound.everybody({ ...place, conversation: rootOf(conversation) });
      // A list without anybody is a right that is missing.
      if (members === null || members.length === 0) return { type: 'open', why: 'unknown' };
      const others = members.filter(({ id }) => id !== place.botId);
      return {
        type: 'closed',
        handles: others.map((one) => handleOf({ id: one.id, aadObjectId: one.aadObjectId ?? one.objectId })),
      };
    },

    lookUp: people.lookUp,
  };
}

export function messageOf(card: object, summary: string): Partial<Activity> {
  return {
    type: 'message',
    // What notifications and screen readers get; a text would stand above the card a second time.
    summary: withoutMarkup(summary, limits.fallback),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/** Without the thread. */
function rootOf(conversation: string): string {
  return conversation.split(';messageid=')[0] ?? conversation;
}

/** Channels of a team have threads; a personal chat has none, and what belongs below a card follows it. */
function inThread(place: Place, thread: PostRef | null): Place {
  const threaded = thread !== null && /^19:.*@thread\./.test(place.conversation);
  if (!threaded || place.conversation.includes(';messageid=')) return place;
  return { ...place, conversation: `${place.conversation};messageid=${thread.message}` };
}
