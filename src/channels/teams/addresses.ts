import { z } from 'zod';
import type { NotesStore } from '../../engine/ports/store.ts';
import { createInOrder } from '../in-order.ts';

/**
 * How one person is reached, as their own installation told: the conversation reference, and what Teams says about
 * them.
 */
const addressSchema = z.strictObject({
  handle: z.string(),
  /** Teams' own id of the person, for this bot. */
  userId: z.string(),
  /** The personal chat; null while Relais only knows them from a team, and has not written to them yet. */
  conversation: z.string().nullable(),
  serviceUrl: z.string(),
  tenantId: z.string().nullable(),
  botId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** A guest, or somebody who joined without an account. */
  outsider: z.boolean(),
  /** Of another tenant; notes from before this was kept say nothing, and the next look at the member does. */
  foreign: z.boolean().default(false),
  installed: z.boolean(),
  /** Why the last card did not get through; null when nothing stands in the way. */
  blocked: z.string().nullable(),
});
export type Address = z.infer<typeof addressSchema>;

/** A team that Relais is installed in: its members can be looked up there. */
const teamSchema = z.strictObject({
  conversation: z.string(),
  serviceUrl: z.string(),
  tenantId: z.string().nullable(),
  botId: z.string(),
});
type Team = z.infer<typeof teamSchema>;

/** Sealed in the notes, one document for each person. */
export interface Addresses {
  of(handle: string): Promise<Address | null>;
  /** Everybody who has, or had, this address: more than one when it changed hands. */
  withEmail(email: string): Promise<readonly Address[]>;
  all(): Promise<readonly Address[]>;
  save(address: Address): Promise<void>;
  /** As if they had never written. */
  forget(handle: string): Promise<void>;
  teams(): Promise<readonly Team[]>;
  joined(team: Team): Promise<void>;
  left(conversation: string): Promise<void>;
}

const listSchema = z.array(z.string()).catch([]);
const teamsSchema = z.array(teamSchema).catch([]);

const keys = {
  person: (handle: string) => `teams/person/${handle}`,
  email: (email: string) => `teams/email/${email.toLowerCase()}`,
  people: 'teams/people',
  teams: 'teams/teams',
};

export function createAddresses(notes: NotesStore): Addresses {
  const inOrder = createInOrder();

  const of = async (handle: string): Promise<Address | null> =>
    addressSchema
      .nullable()
      .catch(null)
      .parse(await notes.read(keys.person(handle)));

  const known = async (handles: readonly string[]): Promise<Address[]> =>
    (await Promise.all(handles.map(of))).filter((one) => one !== null);

  /** One after the other, so that two who arrive at once are both on the list. */
  const addTo = (key: string, handle: string): Promise<void> =>
    inOrder(key, async () => {
      const listed = listSchema.parse(await notes.read(key));
      if (!listed.includes(handle)) await notes.write(key, [...listed, handle]);
    });

  const takeFrom = (key: string, handle: string): Promise<void> =>
    inOrder(key, async () => {
      const left = listSchema.parse(await notes.read(key)).filter((one) => one !== handle);
      await notes.write(key, left.length === 0 ? null : left);
    });

  const changeTeams = (change: (teams: readonly Team[]) => readonly Team[]): Promise<void> =>
    inOrder(keys.teams, async () => {
      await notes.write(keys.teams, change(teamsSchema.parse(await notes.read(keys.teams))));
    });

  return {
    of,
    withEmail: async (email) => {
      const found = await known(listSchema.parse(await notes.read(keys.email(email))));
      return found.filter((one) => one.email?.toLowerCase() === email.toLowerCase());
    },
    all: async () => known(listSchema.parse(await notes.read(keys.people))),
    forget: async (handle) => {
      const address = await of(handle);
      if (address !== null && address.email !== null) await takeFrom(keys.email(address.email), handle);
      await takeFrom(keys.people, handle);
      await notes.write(keys.person(handle), null);
    },
    save: async (address) => {
      await notes.write(keys.person(address.handle), addressSchema.parse(address));
      await addTo(keys.people, address.handle);
      if (address.email !== null) await addTo(keys.email(address.email), address.handle);
    },
    teams: async () => teamsSchema.parse(await notes.read(keys.teams)),
    joined: (team) =>
      changeTeams((teams) => [...teams.filter(({ conversation }) => conversation !== team.conversation), team]),
    left: (gone) => changeTeams((teams) => teams.filter(({ conversation }) => conversation !== gone)),
  };
}
