import type { Logger } from 'pino';
import { z } from 'zod';
import { zoneSchema } from '../../domain/calendar/time.ts';
import { flowRoleSchema, workerTypeSchema } from '../../domain/flow/flow.ts';
import { flowTextSchema } from '../../domain/flow/flow-text.ts';
import { countrySchema } from '../../domain/people/country.ts';
import {
  addressesOf,
  type ChannelId,
  type CompanyRole,
  channelIdSchema,
  companyRoleSchema,
  localeSchema,
  type Person,
} from '../../domain/people/people.ts';
import type { Channel, PlatformUser } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import { type PeopleStore, StoreError } from '../ports/store.ts';

const email = z.email().transform((address) => address.toLowerCase());

const ownRoleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, { error: 'expected lower-case words joined by hyphens' })
    .refine((id) => !(flowRoleSchema.options as readonly string[]).includes(id), {
      error: 'expected a new id; manager, leaver, hr, it and admin are there already',
    })
    .meta({ description: 'As flows name the role: `legal`, `facilities`. Keep it; plans hold it.' }),
  name: flowTextSchema.meta({ description: 'As people read it: a text, or one per language.' }),
  people: z
    .array(email)
    .min(1, { error: 'expected at least one address' })
    .meta({ description: 'Addresses of those who hold it, in the order they are asked.' }),
});

/** What `relais.yaml` says about the organisation; the chat platform knows the rest. */
export const organisationSchema = z.strictObject({
  name: z.string().min(1).default('our company').meta({ description: 'What people call it.' }),
  country: countrySchema.default('FR').meta({
    description: 'ISO code, for the weekends and public holidays of people without a country of their own.',
  }),
  locale: localeSchema.default('en').meta({ description: 'For people whose language nobody tells.' }),
  timeZone: zoneSchema.default('Europe/Paris').meta({ description: 'IANA zone, for people whose own nobody tells.' }),
  roles: z
    .partialRecord(companyRoleSchema, z.array(email))
    .default({})
    .meta({ description: 'Addresses of those who hold `hr`, `it` and `admin`, as in Slack.' }),
  ownRoles: z
    .array(ownRoleSchema)
    .default([])
    .superRefine((roles, context) => {
      roles.forEach(({ id }, index) => {
        const first = roles.findIndex((other) => other.id === id);
        if (first < index)
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `${id} is already the id of ownRoles.${first}`,
          });
      });
    })
    .meta({
      description:
        'Roles of your own, such as legal or facilities, that steps of flows name. They get their tasks, and no right besides.',
    }),
  people: z
    .array(
      z.strictObject({
        email: email.meta({ description: 'Whom this is about.' }),
        alsoKnownAs: z.array(email).max(20).optional().meta({
          description:
            'Further addresses and aliases: systems are asked by each of them, and platforms may know the person by any.',
        }),
        employeeNumber: z.string().min(1).max(60).optional().meta({
          description: 'As HR and some systems number the person; systems are asked by it too.',
        }),
        manager: email.optional().meta({
          description:
            'Address of the manager, who may begin this departure too. Without one, only HR and administrators may begin it.',
        }),
        title: z.string().optional().meta({ description: 'Wins over the title in Slack.' }),
        workerType: workerTypeSchema.optional().meta({
          description: 'The contract that the walk proposes when this person leaves; without it, an employee’s.',
        }),
        team: z.string().optional().meta({ description: 'For plans, and for manual systems that name teams.' }),
        country: countrySchema.optional().meta({ description: 'ISO code, for weekends and public holidays.' }),
        locale: localeSchema.optional().meta({ description: 'Wins over the language in Slack.' }),
        timeZone: zoneSchema.optional().meta({ description: 'IANA zone; wins over the one in Slack.' }),
        channel: channelIdSchema.optional().meta({
          description:
            '`slack` or `teams`: where cards go; without it, where the person last spoke to Relais. `email`: has no account on either, and is written to at this address.',
        }),
        name: z.string().min(1).max(100).optional().meta({
          description:
            'What people call them; only with `channel: email`, because the chat platform knows everybody else.',
        }),
      }),
    )
    .default([])
    .superRefine((people, context) => {
      people.forEach(({ channel, name }, index) => {
        if ((channel === 'email') === (name !== undefined)) return;
        const message =
          name === undefined
            ? 'has `channel: email`, so no chat platform tells the name: add `name`'
            : 'is only for people with `channel: email`; the chat platform knows the name of everybody else';
        context.addIssue({ code: 'custom', path: [index, 'name'], message });
      });
      const taken = new Map<string, number>();
      people.forEach(({ email, alsoKnownAs = [] }, index) => {
        for (const address of new Set([email, ...alsoKnownAs])) {
          const other = taken.get(address);
          if (other !== undefined)
            context.addIssue({
              code: 'custom',
              path: [index, address === email ? 'email' : 'alsoKnownAs'],
              message: `${address} is also an address of people.${other}; each address is one person's`,
            });
          taken.set(address, index);
        }
      });
    })
    .meta({ description: 'What Slack does not know, person by person.' }),
});
export type Organisation = z.infer<typeof organisationSchema>;

export interface DirectoryDeps {
  people: PeopleStore;
  channels: ReadonlyMap<ChannelId, Pick<Channel, 'lookUp'>>;
  organisation: Organisation;
  clock: Clock;
  newId(): string;
  log?: Pick<Logger, 'warn'>;
}

/** Whether Relais speaks with them anywhere: whoever it does not is a guest, or has no open account, and holds no role and gets no work. */
export function isSpokenWith({ handles }: Pick<Person, 'handles'>): boolean {
  return Object.keys(handles).length > 0;
}

/** How long what the platform said about a person is believed. */
const believedFor = 15 * 60_000;

/** People as Relais knows them: the platform says who they are, `relais.yaml` adds what it does not know, the store keeps one id for all their handles. */
export function createDirectory({ people, channels, organisation, clock, newId, log }: DirectoryDeps): Directory {
  const told = new Map(organisation.people.map((one) => [one.email, one]));
  const mainOf = new Map(
    organisation.people.flatMap((one) => (one.alsoKnownAs ?? []).map((alias) => [alias, one.email])),
  );
  const asked = new Map<string, number>();

  async function byHandle(channel: ChannelId, handle: string): Promise<Person | null> {
    const person = await named(channel, { handle });
    return person?.handles[channel] === handle ? person : null;
  }

  async function named(channel: ChannelId, who: { handle: string } | { name: string }): Promise<Person | null> {
    const known = 'handle' in who ? await people.byHandle(channel, who.handle) : null;
    if (known && 'handle' in who && isFresh(`${channel}:${who.handle}`)) return known;
    if (!channels.has(channel)) return known;
    const user = await lookUp(channel, who);
    // Slack tells no address of a closed account.
    if (!user || (!user.usable && user.email === null)) return shut(known, channel);
    return remember(channel, user);
  }

  async function byEmail(asked: string): Promise<Person | null> {
    const address = mainOf.get(asked.toLowerCase()) ?? asked;
    const known = await people.byEmail(address);
    if (known && isFresh(`email:${address}`)) return known;
    let closed: { id: ChannelId; user: PlatformUser } | null = null;
    for (const one of [address, ...(told.get(address)?.alsoKnownAs ?? [])])
      for (const id of channels.keys()) {
        const user = await lookUp(id, { email: one });
        if (user?.usable) return remember(id, user);
        if (user) closed ??= { id, user };
      }
    if (closed) return remember(closed.id, closed.user);
    return known && stillThere(known);
  }

  /** An address that leads nowhere may be an old one of somebody who is there, or the one of an account that was closed. */
  async function stillThere(known: Person): Promise<Person | null> {
    for (const id of ['slack', 'teams'] as const) {
      const handle = known.handles[id];
      if (handle !== undefined && channels.has(id)) await named(id, { handle });
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

  /** The platform tells of them no more, or not as one of its members: they can still be named, and are not spoken with there. */
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
  async function remember(channel: ChannelId, user: PlatformUser): Promise<Person | null> {
    try {
      return await keep(channel, user);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'conflict') throw error;
      return keep(channel, user);
    }
  }

  async function keep(channel: ChannelId, user: PlatformUser): Promise<Person | null> {
    // Without an address nobody can be told apart from a namesake, and no account can be found.
    if (user.email === null) return null;
    const seen = user.email.toLowerCase();
    // Platforms may know somebody by an alias: whoever they are is kept by the one address that relais.yaml names first.
    const address = mainOf.get(seen) ?? seen;
    const now = clock.now().getTime();
    asked.set(`${channel}:${user.handle}`, now);
    asked.set(`email:${address}`, now);
    const known = await matching(channel, user.handle, address);
    if (known === 'two') return null;
    const more = told.get(address);
    const managerId = more?.manager && more.manager !== address ? ((await byEmail(more.manager))?.id ?? null) : null;
    const elsewhere = await handlesElsewhere(channel, address, known);
    // Asking took a while: what was learnt of them meanwhile stays.
    const latest = known && (await people.byId(known.id));
    const { [channel]: here, ...others } = latest?.handles ?? {};
    // Only a full member is spoken with. Of two accounts with one address, the closed one takes nothing from the other.
    const handle = user.usable ? user.handle : here === user.handle ? undefined : here;
    const person: Person = {
      id: known?.id ?? newId(),
      name: user.name,
      email: address,
      ...(more?.alsoKnownAs && { otherEmails: more.alsoKnownAs }),
      ...(more?.employeeNumber && { employeeNumber: more.employeeNumber }),
      title: more?.title ?? user.title,
      team: more?.team ?? null,
      managerId,
      locale: more?.locale ?? user.locale ?? organisation.locale,
      timeZone: more?.timeZone ?? user.timeZone ?? organisation.timeZone,
      country: more?.country ?? organisation.country,
      photoUrl: user.photoUrl,
      handles: { ...others, ...elsewhere, ...(handle !== undefined && { [channel]: handle }) },
      ...((more?.channel ?? latest?.prefers) && { prefers: more?.channel ?? latest?.prefers }),
    };
    if (JSON.stringify(latest) !== JSON.stringify(person)) await people.save(person);
    return person;
  }

  /** The same address on the other platforms is the same person; one that does not answer is asked again later. */
  async function handlesElsewhere(here: ChannelId, address: string, known: Person | null): Promise<Person['handles']> {
    const found: Person['handles'] = {};
    for (const id of channels.keys()) {
      if (id === here || known?.handles[id] !== undefined) continue;
      try {
        const user = await lookUpAny(id, [address, ...(told.get(address)?.alsoKnownAs ?? [])]);
        const holder = user && (await people.byHandle(id, user.handle));
        if (user?.usable && (!holder || holder.id === known?.id)) found[id] = user.handle;
      } catch (error) {
        log?.warn({ event: 'people.not-asked', channel: id, err: error }, 'A platform did not tell who somebody is');
      }
    }
    return found;
  }

  /** The one person whom both the handle and the address mean. `two`: they mean two people, or the address has a second account that is alive; nobody guesses. */
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

  function rolesOf(person: Person): readonly CompanyRole[] {
    if (!isSpokenWith(person)) return [];
    const addresses = addressesOf(person).map((address) => address.toLowerCase());
    return companyRoleSchema.options.filter((role) =>
      organisation.roles[role]?.some((address) => addresses.includes(address)),
    );
  }

  return {
    byId: (id) => people.byId(id),
    byHandle,
    named,
    byEmail,
    spokeOn,
    rolesOf,
    async ownRoles() {
      const found = await Promise.all(
        organisation.ownRoles.map(async ({ id, name, people: addresses }) => {
          const holders = await Promise.all(addresses.map(byEmail));
          return [id, { name, people: holders.filter((one) => one !== null).filter(isSpokenWith) }] as const;
        }),
      );
      return new Map(found);
    },
    managesPeople(person) {
      const managers = organisation.people.flatMap(({ manager }) => manager ?? []);
      const addresses = addressesOf(person).map((address) => address.toLowerCase());
      if (managers.some((one) => addresses.includes(one))) return true;
      return managers.length > 0 ? false : null;
    },
    workerTypeOf: (person) => told.get(person.email)?.workerType ?? null,
    async holders(role) {
      const found = await Promise.all((organisation.roles[role] ?? []).map(byEmail));
      return found.filter((one) => one !== null).filter(isSpokenWith);
    },
  };
}
