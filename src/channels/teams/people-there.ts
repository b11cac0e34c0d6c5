import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { languageOf } from '../../domain/localized.ts';
import type { Locale } from '../../domain/people/people.ts';
import type { PlatformUser } from '../../engine/ports/channel.ts';
import { foldedName } from '../folded-name.ts';
import { handleOf, type Place } from './activity.ts';
import type { Address, Addresses } from './addresses.ts';
import type { Member, Outbound } from './outbound.ts';

/** Who somebody is, as Teams knows them. */
export interface PeopleThere {
  lookUp(who: { handle: string } | { email: string } | { name: string }): Promise<PlatformUser | null>;
  /** Teams' own ids of the people in a team or channel; nobody when Teams does not tell. */
  userIdsIn(place: Place): Promise<readonly string[]>;
}

export interface PeopleThereOptions {
  addresses: Addresses;
  outbound: Outbound;
  /** Null where there is only one tenant: the local workspace. */
  tenantId: string | null;
  log: Logger;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Whoever joins a team is found that much later, unless they speak first. */
const rosterLasts = 5 * 60_000;

/**
 * Teams has no look-up by address, and shows a member only inside a conversation that Relais is in: the personal chat,
 * or a team. So people are those who installed Relais, and the members of the teams it was added to.
 */
export function createPeopleThere({
  addresses,
  outbound,
  tenantId,
  log,
  now = Date.now,
}: PeopleThereOptions): PeopleThere {
  const fresh = async (known: Address): Promise<PlatformUser> => {
    const place = { ...known, conversation: known.conversation ?? '' };
    if (known.conversation === null) return toUser(known, true);
    let member: Member | null;
    try {
      member = await outbound.member(place, known.userId);
    } catch (error) {
      if (known.email === null) throw error;
      // Some tenants and clients refuse the look-up; what the person's own activities told is then all there is.
      log.warn({ event: 'teams.no-member', err: error }, 'Teams did not tell about a member; what was known counts');
      return toUser(known, true);
    }
    if (member === null) return toUser(known, false);
    const next = withMember(known, member, tenantId);
    if (!isDeepStrictEqual(next, known)) await addresses.save(next);
    return toUser(next, true);
  };

  const rosters = new Map<string, { members: readonly Member[]; at: number }>();
  const rosterOf = async (team: Place): Promise<readonly Member[]> => {
    const kept = rosters.get(team.conversation);
    if (kept && now() - kept.at < rosterLasts) return kept.members;
    const members = await outbound.members(team);
    rosters.set(team.conversation, { members, at: now() });
    return members;
  };

  const membersOf = (place: Place): Promise<readonly Member[]> =>
    rosterOf(place).catch((error: unknown) => {
      log.warn({ event: 'teams.no-members', err: error }, 'The members of a team could not be read');
      return [];
    });

  /** Looks through the teams, and keeps whom it finds. */
  const inTeams = async (wanted: (member: Member) => boolean): Promise<readonly Address[]> => {
    const found = new Map<string, Address>();
    for (const team of await addresses.teams()) {
      for (const member of (await membersOf(team)).filter(wanted)) {
        const handle = handleOf({ id: member.id, aadObjectId: member.aadObjectId ?? member.objectId });
        const known = (await addresses.of(handle)) ?? { ...unmet(handle, member.id), ...team, conversation: null };
        const next = withMember(known, member, tenantId);
        await addresses.save(next);
        found.set(handle, next);
      }
    }
    return [...found.values()];
  };

  const onlyOne = (users: readonly PlatformUser[]): PlatformUser | null => {
    if (users.length > 1)
      log.warn(
        { event: 'teams.ambiguous', users: users.map(({ handle }) => handle) },
        'Two Teams accounts could be meant: neither is taken for the person',
      );
    return users.length === 1 ? (users[0] ?? null) : null;
  };

  /** Among everybody Relais has met, and the members of its teams. */
  const withName = async (name: string): Promise<PlatformUser[]> => {
    const wanted = foldedName(name);
    const met = (await addresses.all()).filter((one) => foldedName(one.name) === wanted);
    const others = await inTeams((member) => foldedName(member.name ?? '') === wanted);
    const each = new Map([...met, ...others].map((one) => [one.handle, one]));
    return (await Promise.all([...each.values()].map(fresh))).filter(({ usable }) => usable);
  };

  return {
    userIdsIn: async (place) => (await membersOf(place)).flatMap(({ id }) => (isBot(id) ? [] : [id])),

    lookUp: async (who) => {
      if ('handle' in who) {
        if (isBot(who.handle)) return bot(who.handle);
        const known = await addresses.of(who.handle);
        if (known) return fresh(known);
        const [met] = await inTeams(({ id, aadObjectId, objectId }) =>
          [id, aadObjectId, objectId].includes(who.handle),
        );
        return met ? toUser(met, true) : null;
      }
      if ('name' in who) return onlyOne(await withName(who.name));
      const email = who.email.toLowerCase();
      const known = await addresses.withEmail(email);
      const candidates = known.length > 0 ? known : await inTeams((member) => emailOf(member) === email);
      const users = await Promise.all(candidates.map(fresh));
      const usable = users.filter((one) => one.usable);
      return onlyOne(usable.length > 0 ? usable : users.filter(({ ours }) => ours));
    },
  };
}

/** What is known of somebody before Teams said anything else. */
export function unmet(handle: string, userId: string) {
  return {
    ...{ handle, userId, name: '', email: null, title: null, locale: null, timeZone: null },
    ...{ outsider: false, foreign: false, installed: false, blocked: null },
  };
}

export function withMember(known: Address, member: Member, tenantId: string | null): Address {
  const elsewhere = tenantId !== null && member.tenantId != null && member.tenantId !== tenantId;
  return {
    ...known,
    name: member.name || known.name,
    email: emailOf(member) ?? known.email,
    title: member.jobTitle || known.title,
    foreign: elsewhere,
    outsider: elsewhere || (member.userRole != null && member.userRole !== 'user'),
  };
}

/** Some accounts have no mailbox; their sign-in name is then the address that everybody uses. */
function emailOf({ email, userPrincipalName }: Member): string | null {
  const address = email || userPrincipalName;
  return address ? address.toLowerCase() : null;
}

function toUser(known: Address, there: boolean): PlatformUser {
  return {
    handle: known.handle,
    name: known.name,
    email: known.email,
    title: known.title,
    timeZone: zoneOf(known.timeZone),
    locale: localeOf(known.locale),
    photoUrl: null,
    isBot: false,
    usable: there && !known.outsider,
    ours: !known.foreign,
  };
}

/** Teams' ids of bots begin with 28, those of people with 29. */
function isBot(handle: string): boolean {
  return handle.startsWith('28:');
}

function bot(handle: string): PlatformUser {
  const nothing = { email: null, title: null, timeZone: null, locale: null, photoUrl: null };
  return { handle, name: 'Relais', ...nothing, isBot: true, usable: false, ours: true };
}

export function localeOf(locale: string | null | undefined): Locale | null {
  return languageOf(locale);
}

/** Clients send IANA names; anything else would be refused by the person's schema. */
function zoneOf(zone: string | null): string | null {
  if (zone === null) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
