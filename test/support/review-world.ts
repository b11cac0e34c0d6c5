import type { Person } from '../../src/domain/people/people.ts';
import type { ListedAccount } from '../../src/domain/systems/listed-account.ts';
import type { Reply } from '../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { createKeptLists } from '../../src/engine/people/sources/kept-lists.ts';
import { createKnownPeople } from '../../src/engine/people/sources/known-people.ts';
import type { AccountListing } from '../../src/engine/ports/account-list.ts';
import { type ActName, act } from '../../src/views/act-names.ts';
import { createMemoryWorld, type MemoryWorld, testPeople } from './memory/memory-world.ts';

export interface ReviewWorld {
  world: MemoryWorld;
  /** What each system lists; throws what `fails` says. Each reading is counted. */
  lists: Record<'okta' | 'code' | 'crm', { accounts: ListedAccount[]; fails: Error | null; reads: number }>;
  /** The source of people told them all just now. */
  peopleTold(people?: readonly Person[]): Promise<void>;
  /** The last reading of the source failed. */
  peopleFailed(): Promise<void>;
  say(
    who: Person,
    name: ActName,
    more?: { target?: string; seen?: string; values?: Record<string, string> },
  ): Promise<Reply>;
  /** Another process on the same store. */
  process(): Engine;
}

export function listedAs(
  { id, name, email }: Pick<Person, 'id' | 'name' | 'email'>,
  more: Partial<ListedAccount> = {},
): ListedAccount {
  return {
    ...{ id: `acc-${id}`, login: email, name, addresses: [email], employeeNumber: null, title: null },
    ...{ status: 'ACTIVE', standing: 'open', kind: 'person', createdAt: '2024-01-01T00:00:00.000Z' },
    ...{ lastUse: '2026-03-01T00:00:00.000Z', owners: null },
    ...more,
  };
}

/**
 * A company in memory whose systems list their accounts, and whose people a source tells. `own`: what `relais.yaml`
 * says of the organisation.
 */
export async function reviewWorld(own: Record<string, unknown> = {}): Promise<ReviewWorld> {
  const world = await createMemoryWorld();
  const everybody = Object.values(testPeople);
  const list = () => ({ accounts: everybody.map((one) => listedAs(one)), fails: null, reads: 0 });
  const lists: ReviewWorld['lists'] = { okta: list(), code: list(), crm: list() };
  for (const id of ['okta', 'code', 'crm'] as const) {
    const read = async (): Promise<AccountListing> => {
      lists[id].reads += 1;
      const { fails, accounts } = lists[id];
      if (fails) throw fails;
      return { tenant: `https://${id}.example.com org`, accounts: [...accounts], credentials: [], untold: [] };
    };
    Object.assign(world.systems[id].connector, { accounts: { read } });
  }
  const kept = createKeptLists(world.deps.store.notes);
  const sources = [{ id: 'hr-list', label: 'HR', source: null }];
  const organisation = organisationSchema.parse(own);
  const now = () => world.clock.now().toISOString();
  world.deps.peopleTold = {
    known: createKnownPeople({ sources, lists: kept, organisation, clock: world.clock }),
    lists: kept,
  };
  const conversation = createConversation(world.deps, world.engine);
  return {
    world,
    lists,
    async peopleTold(people = everybody) {
      const records = people.map(({ id, name, email }) => ({
        ...{ at: now(), missingSince: null },
        person: {
          ...{ id, name, email, otherEmails: [], employeeNumber: null, managerId: null, managerEmail: null },
          ...{ title: null, team: null, country: null, locale: null, timeZone: null, active: true },
        },
      }));
      await kept.write('hr-list', records, { readAt: now(), unreadable: 0, failure: null });
    },
    async peopleFailed() {
      const message = { en: 'it is down', fr: 'il est en panne' };
      await kept.fail('hr-list', { type: 'failed', at: now(), kind: 'unavailable', message });
    },
    async say(person, name, { target, seen, values } = {}) {
      const ref = act(name, null, { ...(target !== undefined && { target }), ...(seen !== undefined && { seen }) });
      const reply = await conversation.act({ ref, values: values ?? null, words: [] }, { person, channel: 'slack' });
      await world.engine.idle();
      return reply;
    },
    process: () => createEngine({ ...world.deps, turns: new Map() }),
  };
}
