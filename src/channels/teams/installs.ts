import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Locale } from '../../domain/people/people.ts';
import { ChannelError } from '../../engine/ports/channel.ts';
import type { FindSpeaker } from '../acting.ts';
import { createInOrder } from '../in-order.ts';
import { handleOf, isPersonal, placeOf, type TeamsActivity, type TeamsUser, userOf } from './activity.ts';
import type { Address, Addresses } from './addresses.ts';
import type { TeamsDrawing } from './drawing.ts';
import type { Outbound } from './outbound.ts';
import { localeOf, unmet, withMember } from './people-there.ts';
import { messageOf } from './teams-channel.ts';
import type { WordsFor } from './words.ts';

/**
 * Who has Relais, and how they are reached: kept from what Teams tells when it is installed, and whenever somebody does
 * something.
 */
export interface Installs {
  /** Every activity of a personal chat shows that it works, and in which language and zone its person lives. */
  heard(activity: TeamsActivity): Promise<void>;
  /** Relais was added: in a personal chat it welcomes, in a team it says what it does there, once. */
  added(activity: TeamsActivity): Promise<void>;
  removed(activity: TeamsActivity): Promise<void>;
}

export function createInstalls(options: {
  addresses: Addresses;
  outbound: Outbound;
  findSpeaker: FindSpeaker<TeamsUser>;
  draw: TeamsDrawing;
  words: WordsFor;
  tenantId: string | null;
  defaultLocale: Locale;
  log: Logger;
}): Installs {
  const { addresses, outbound, findSpeaker, draw, words, tenantId, defaultLocale, log } = options;
  // Teams tells of one installation twice, as an installation and as a new member, at the same time.
  const inOrder = createInOrder();

  const ours = (activity: TeamsActivity): boolean => tenantId === null || userOf(activity).tenantId === tenantId;

  const keep = async (
    activity: TeamsActivity,
    user: Pick<TeamsUser, 'handle' | 'userId' | 'name'>,
  ): Promise<{ before: Address | null; now: Address }> => {
    const before = await addresses.of(user.handle);
    const zone = activity.localTimezone ?? (activity.entities ?? []).find(({ timezone }) => timezone)?.timezone;
    let now: Address = {
      ...unmet(user.handle, user.userId),
      ...before,
      ...placeOf(activity),
      userId: user.userId,
      name: before?.name || user.name || '',
      locale: activity.locale ?? before?.locale ?? null,
      timeZone: zone ?? before?.timeZone ?? null,
      installed: true,
      blocked: null,
    };
    if (now.email === null) now = await withWhatTeamsTells(now);
    if (!isDeepStrictEqual(now, before)) await addresses.save(now);
    return { before, now };
  };

  const withWhatTeamsTells = async (address: Address): Promise<Address> => {
    try {
      const place = { ...address, conversation: address.conversation ?? '' };
      const member = await outbound.member(place, address.userId);
      return member ? withMember(address, member, tenantId) : address;
    } catch (error) {
      // Asked again when they do something: until then they are no one whom Relais could know.
      log.warn({ event: 'teams.no-member', user: address.handle, err: error }, 'Teams did not tell who this is');
      return address;
    }
  };

  /**
   * Whose chat it is. Somebody else may have installed Relais there: then the sender is not the person who reads it.
   */
  const personOf = async (activity: TeamsActivity): Promise<Pick<TeamsUser, 'handle' | 'userId' | 'name'>> => {
    const members = await outbound.members(placeOf(activity)).catch((error: unknown) => {
      log.warn({ event: 'teams.no-members', err: error }, 'Teams did not tell whose chat this is; the sender counts');
      return [];
    });
    const people = members.filter(({ id }) => id !== activity.recipient.id);
    const [member] = people;
    if (!member || people.length > 1) return userOf(activity);
    const handle = handleOf({ id: member.id, aadObjectId: member.aadObjectId ?? member.objectId });
    return { handle, userId: member.id, name: member.name ?? null };
  };

  const welcome = async (activity: TeamsActivity, address: Address): Promise<void> => {
    const user = { ...userOf(activity), ...address };
    const speaker = await findSpeaker(user).catch(() => null);
    const locale = speaker?.person.locale ?? localeOf(address.locale) ?? defaultLocale;
    const elsewhere = Object.keys(speaker?.person.handles ?? {}).filter((channel) => channel !== 'teams');
    const view = words(locale).welcome({
      installer: handleOf(activity.from) === address.handle ? null : (activity.from.name ?? null),
      email: speaker?.person.email ?? null,
      elsewhere,
    });
    await outbound.send(placeOf(activity), messageOf(await draw.card(view, { locale, key: 'welcome' }), view.fallback));
  };

  const greet = async (say: () => Promise<unknown>): Promise<void> => {
    try {
      await say();
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      log.warn({ event: 'teams.no-welcome', kind: error.kind, err: error }, 'A welcome did not arrive');
    }
  };

  return {
    heard: async (activity) => {
      if (!isPersonal(activity) || !ours(activity)) return;
      await inOrder(activity.conversation.id, () => keep(activity, userOf(activity)));
    },

    added: async (activity) => {
      if (!ours(activity)) return;
      if (isPersonal(activity))
        return inOrder(activity.conversation.id, async () => {
          const { before, now } = await keep(activity, await personOf(activity));
          if (!before?.installed) await greet(() => welcome(activity, now));
        });
      const team = placeOf(activity);
      await inOrder(team.conversation, async () => {
        const known = (await addresses.teams()).some(({ conversation }) => conversation === team.conversation);
        await addresses.joined(team);
        const text = words(localeOf(activity.locale) ?? defaultLocale).inTeam;
        if (!known) await greet(() => outbound.send(team, { type: 'message', text }));
      });
    },

    removed: async (activity) => {
      if (!isPersonal(activity)) return addresses.left(activity.conversation.id);
      await inOrder(activity.conversation.id, async () => {
        // Whoever removed it: the chat is the one it is removed from.
        const address = (await addresses.all()).find(({ conversation }) => conversation === activity.conversation.id);
        if (address) await addresses.save({ ...address, installed: false });
      });
    },
  };
}
