import type { Logger } from 'pino';
import type { ChannelId, Person } from '../../domain/people/people.ts';
import type { Channel, PlatformUser } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import { type PeopleStore, StoreError } from '../ports/store.ts';
import { contractsTold } from './contracts-told.ts';
import { managesPeople } from './manages-people.ts';
import type { Organisation } from './organisation.ts';
import type { RoleGroups } from './role-groups.ts';
import { createRoleHolders } from './role-holders.ts';
import { disagreementsAbout } from './sources/disagreements.ts';
import type { KnownPeople } from './sources/known-people.ts';
import type { MergedPerson } from './sources/merge.ts';
import { isSpokenWith } from './spoken-with.ts';
import { toldDetails } from './told-details.ts';

export interface DirectoryDeps {
  people: PeopleStore;
  channels: ReadonlyMap<ChannelId, Pick<Channel, 'lookUp'>>;
  organisation: Organisation;
  clock: Clock;
  newId(): string;
  log?: Pick<Logger, 'warn'>;
  /** What the sources of `organisation.sources` say; none when left out. */
  known?: KnownPeople;
  /** Groups that give roles; without it only addresses do. */
  groups?: Pick<RoleGroups, 'membersOf'>;
}

/**
 * Whether sources of people are asked now, or what they said last is enough; and below whom a manager is looked for.
 */
interface Sought {
  ask: boolean;
  above: readonly string[];
  /** Whether somebody who was not known is kept. */
  keeps: boolean;
}
const asking: Sought = { ask: true, above: [], keeps: true };
const stored: Sought = { ask: false, above: [], keeps: true };
const identifying: Sought = { ask: true, above: [], keeps: false };

/** How long what the platform said about a person is believed. */
const believedFor = 15 * 60_000;

/**
 * People as Relais knows them: the platform says who they are, `relais.yaml` adds what it does not know, the store
 * keeps one id for all their handles.
 */
export function createDirectory({
  people,
  channels,
  organisation,
  clock,
  newId,
  log,
  known: sources,
  groups,
}: DirectoryDeps): Directory {
  const told = new Map(organisation.people.map((one) => [one.email, one]));
  const mainOf = new Map(
    organisation.people.flatMap((one) => (one.alsoKnownAs ?? []).map((alias) => [alias, one.email])),
  );
  const asked = new Map<string, number>();

  const rolesIn = createRoleHolders({
    organisation,
    ...(groups && { groups }),
    byEmail: (address) => find(address, stored),
    byHandle: (handle) => look('slack', { handle }, stored),
  });

  async function byHandle(channel: ChannelId, handle: string): Promise<Person | null> {
    const person = await look(channel, { handle }, stored);
    return person?.handles[channel] === handle ? person : null;
  }

  async function look(
    channel: ChannelId,
    who: { handle: string } | { name: string },
    how: Sought,
  ): Promise<Person | null> {
    const known = 'handle' in who ? await people.byHandle(channel, who.handle) : null;
    if (known && 'handle' in who && isFresh(`${channel}:${who.handle}`)) return known;
    if (!channels.has(channel)) return known;
    const user = await lookUp(channel, who);
    // Slack tells no address of a closed account.
    if (!user || (!user.usable && user.email === null)) return shut(known, channel);
    return remember(channel, user, how);
  }

  async function find(asked: string, how: Sought): Promise<Person | null> {
    const address = mainOf.get(asked.toLowerCase()) ?? asked;
    const known = await people.byEmail(address);
    if (known && isFresh(`email:${address}`)) return known;
    const said = await whatIsSaid(address, how);
    let closed: { id: ChannelId; user: PlatformUser } | null = null;
    for (const one of aliasesOf(address, said))
      for (const id of channels.keys()) {
        const user = await lookUp(id, { email: one });
        if (user?.usable) return remember(id, user, how);
        if (user) closed ??= { id, user };
      }
    if (closed) return remember(closed.id, closed.user, how);
    const there = known && (await stillThere(known));
    if (there && isSpokenWith(there)) return there;
    return (said && (await keepSaid(said, there, how))) ?? there;
  }

  /** The address itself, then every other that means the same person. */
  function aliasesOf(address: string, said: MergedPerson | null): string[] {
    const all = [address, ...(told.get(address)?.alsoKnownAs ?? []), ...(said?.addresses ?? [])];
    return [...new Set(all.map((one) => one.toLowerCase()))];
  }

  async function whatIsSaid(address: string, { ask }: Sought): Promise<MergedPerson | null> {
    if (!sources) return null;
    await sources.load();
    if (ask) await sources.ask(address);
    return sources.about(address);
  }

  /**
   * Somebody whom no chat platform knows, such as field staff, as the sources tell them; null where these do not tell
   * enough.
   */
  async function keepSaid(said: MergedPerson, there: Person | null, { keeps }: Sought): Promise<Person | null> {
    const [address] = said.addresses;
    const name = said.fields.name.value;
    if (address === undefined || name === null || said.records.every(({ missingSince }) => missingSince !== null))
      return null;
    const known = there ?? (await people.byEmail(address));
    const person: Person = {
      id: known?.id ?? newId(),
      name,
      email: known?.email ?? address,
      ...detailsOf(known?.email ?? address, { said, user: null }),
      managerId: await managerIdOf(known?.email ?? address, said, { ...stored, keeps }),
      photoUrl: known?.photoUrl ?? null,
      handles: known?.handles ?? {},
      ...(known?.prefers && { prefers: known.prefers }),
    };
    asked.set(`email:${person.email}`, clock.now().getTime());
    if ((known || keeps) && JSON.stringify(known) !== JSON.stringify(person)) await people.save(person);
    return person;
  }

  /** What is said about somebody besides who they are: by relais.yaml first. */
  function detailsOf(address: string, from: { said: MergedPerson | null; user: PlatformUser | null }) {
    return toldDetails({ address, organisation, own: told.get(address), ...from });
  }

  /** The stored id of the manager; of somebody whom Relais has not met, once the platform told who that is. */
  async function managerIdOf(
    address: string,
    said: MergedPerson | null,
    { above, keeps }: Sought,
  ): Promise<string | null> {
    const manager = told.get(address)?.manager ?? said?.fields.manager.value ?? null;
    if (manager === null || manager === address || above.includes(manager)) return null;
    const known = await people.byEmail(mainOf.get(manager) ?? manager);
    if (known) return known.id === (await people.byEmail(address))?.id ? null : known.id;
    // An id that is not kept would be nobody's.
    return keeps ? ((await find(manager, { ask: false, above: [...above, address], keeps }))?.id ?? null) : null;
  }

  /**
   * An address that leads nowhere may be an old one of somebody who is there, or the one of an account that was closed.
   */
  async function stillThere(known: Person): Promise<Person | null> {
    for (const id of ['slack', 'teams'] as const) {
      const handle = known.handles[id];
      if (handle !== undefined && channels.has(id)) await look(id, { handle }, stored);
    }
    return people.byId(known.id);
  }

  function isFresh(key: string): boolean {
    return (asked.get(key) ?? 0) > clock.now().getTime() - believedFor;
  }

  async function lookUp(
    channel: ChannelId,
    who: { handle: string } | { email: string } | { name: string },
  ): Promise<PlatformUser | null> {
    const user = (await channels.get(channel)?.lookUp(who)) ?? null;
    return user?.ours && !user.isBot ? user : null;
  }

  /**
   * The platform tells of them no more, or not as one of its members: they can still be named, and are not spoken with
   * there.
   */
  async function shut(known: Person | null, channel: ChannelId): Promise<Person | null> {
    if (known === null) return null;
    const latest = (await people.byId(known.id)) ?? known;
    const { [channel]: _gone, ...handles } = latest.handles;
    const person = { ...latest, handles };
    await people.save(person);
    return person;
  }

  async function lookUpAny(channel: ChannelId, addresses: readonly string[]): Promise<PlatformUser | null> {
    for (const address of addresses) {
      const user = await lookUp(channel, { email: address });
      if (user) return user;
    }
    return null;
  }

  /** Somebody seen for the first time on two ways at once is one person: whoever comes second finds the first. */
  async function remember(channel: ChannelId, user: PlatformUser, how: Sought): Promise<Person | null> {
    try {
      return await keep(channel, user, how);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'conflict') throw error;
      return keep(channel, user, how);
    }
  }

  async function keep(channel: ChannelId, user: PlatformUser, how: Sought): Promise<Person | null> {
    // Without an address nobody can be told apart from a namesake, and no account can be found.
    if (user.email === null) return null;
    const seen = user.email.toLowerCase();
    // Platforms may know somebody by an alias: whoever they are is kept by the one address that relais.yaml names
    // first.
    const address = mainOf.get(seen) ?? seen;
    const now = clock.now().getTime();
    asked.set(`${channel}:${user.handle}`, now);
    asked.set(`email:${address}`, now);
    const known = await matching(channel, user.handle, address);
    if (known === 'two') return null;
    const more = told.get(address);
    const said = await whatIsSaid(address, how);
    const managerId = await managerIdOf(address, said, how);
    // Whoever speaks there is them: a wrong entry in a source must not make them somebody else.
    const elsewhere = await handlesElsewhere(channel, aliasesOf(address, null), known);
    // Asking took a while: what was learnt of them meanwhile stays.
    const latest = known && (await people.byId(known.id));
    const { [channel]: here, ...others } = latest?.handles ?? {};
    // Only a full member is spoken with. Of two accounts with one address, the closed one takes nothing from the other.
    const handle = user.usable ? user.handle : here === user.handle ? undefined : here;
    const person: Person = {
      id: known?.id ?? newId(),
      name: user.name,
      email: address,
      ...detailsOf(address, { said, user }),
      managerId,
      photoUrl: user.photoUrl,
      handles: { ...others, ...elsewhere, ...(handle !== undefined && { [channel]: handle }) },
      ...((more?.channel ?? latest?.prefers) && { prefers: more?.channel ?? latest?.prefers }),
    };
    if ((latest || how.keeps) && JSON.stringify(latest) !== JSON.stringify(person)) await people.save(person);
    return person;
  }

  /** The same address on the other platforms is the same person; one that does not answer is asked again later. */
  async function handlesElsewhere(
    here: ChannelId,
    addresses: readonly string[],
    known: Person | null,
  ): Promise<Person['handles']> {
    const found: Person['handles'] = {};
    for (const id of channels.keys()) {
      if (id === here || known?.handles[id] !== undefined) continue;
      try {
        const user = await lookUpAny(id, addresses);
        const holder = user && (await people.byHandle(id, user.handle));
        if (user?.usable && (!holder || holder.id === known?.id)) found[id] = user.handle;
      } catch (error) {
        log?.warn({ event: 'people.not-asked', channel: id, err: error }, 'A platform did not tell who somebody is');
      }
    }
    return found;
  }

  /**
   * The one person whom both the handle and the address mean. `two`: they mean two people, or the address has a second
   * account that is alive; nobody guesses.
   */
  async function matching(channel: ChannelId, handle: string, address: string): Promise<Person | null | 'two'> {
    const byThis = await people.byHandle(channel, handle);
    const byThat = await people.byEmail(address);
    if (byThis && byThat && byThis.id !== byThat.id) return refused(channel, handle);
    const before = byThat?.handles[channel];
    if (!byThis && before !== undefined && before !== handle && (await lookUp(channel, { handle: before }))?.usable)
      return refused(channel, handle);
    return byThis ?? byThat;
  }

  function refused(channel: ChannelId, handle: string): 'two' {
    log?.warn(
      { event: 'people.ambiguous', channel, handle },
      'Two people or accounts could be meant by this one; it is nobody until only one is left',
    );
    return 'two';
  }

  async function spokeOn(channel: ChannelId, { id, email: address }: Person): Promise<void> {
    if (told.get(address)?.channel) return;
    const known = await people.byId(id);
    if (known?.handles[channel] !== undefined && known.prefers !== channel)
      await people.save({ ...known, prefers: channel });
  }

  return {
    byId: (id) => people.byId(id),
    byHandle,
    named: (channel, who) => look(channel, who, asking),
    byEmail: (address) => find(address, asking),
    identify: (address) => find(address, identifying),
    spokeOn,
    ...rolesIn,
    managesPeople: (person) => managesPeople(person, { organisation, merged: sources?.merged() ?? null }),
    workerTypeOf: ({ email }) => told.get(email)?.workerType ?? sources?.about(email)?.fields.workerType.value ?? null,
    async contracts() {
      await sources?.load();
      return contractsTold(sources?.merged() ?? null, organisation);
    },
    async disagreementsOf({ email }) {
      await sources?.load();
      return sources ? disagreementsAbout(email, sources) : [];
    },
  };
}
