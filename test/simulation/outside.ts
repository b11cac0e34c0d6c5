import type { Departure } from '../../src/domain/departure.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { quotation } from '../../src/domain/localized.ts';
import type { Channel } from '../../src/engine/ports/channel.ts';
import type { WakeReason } from '../../src/engine/ports/scheduler.ts';
import { type Store, StoreError } from '../../src/engine/ports/store.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { createMemoryChannel, type MemoryChannel } from '../support/memory/memory-channel.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { createMemorySystem, type MemorySystem } from '../support/memory/memory-system.ts';
import { createVirtualClock, type VirtualClock } from '../support/memory/virtual-time.ts';
import { type Company, companyOf } from './company.ts';
import { createRecording, type Recording } from './record.ts';
import type { Scenario } from './scenario.ts';
import type { Trouble } from './steps.ts';

interface Waiting {
  id: string;
  at: Date;
  why: WakeReason;
}

/**
 * Everything that outlives a process: the clock, the data, the jobs, the chat platform, the systems, and what they are
 * in trouble with.
 */
export interface Outside {
  company: Company;
  clock: VirtualClock;
  /** As it is on the disk; nodes reach it through a guard of their own. */
  store: Store;
  wakes: Map<string, Waiting>;
  /** When each departure must be looked at, as the store knows it. */
  overdueAt: Map<string, string>;
  channel: MemoryChannel;
  /** The same, as nodes reach it. */
  platform: Channel;
  systems: readonly MemorySystem[];
  /** Since when a system's accounts are as they are. */
  identitySince: Map<string, number>;
  troubles: Map<string, Trouble>;
  timers: Set<{ at: number; fire(): void }>;
  /** Calls to the chat platform and to systems that have arrived there and were not answered yet. */
  underWay: Set<object>;
  recording: Recording;
  /** Resolves when the virtual clock has moved on by that much. */
  after(milliseconds: number): Promise<void>;
  trouble(place: string): Trouble | undefined;
  newId(): string;
}

export async function createOutside(scenario: Scenario): Promise<Outside> {
  const company = companyOf(scenario.company);
  const clock = createVirtualClock(scenario.start);
  const recording = createRecording();
  const timers: Outside['timers'] = new Set();
  const troubles = new Map<string, Trouble>();
  const overdueAt = new Map<string, string>();
  let ids = 0;
  const channel = createMemoryChannel(company.people);
  for (const name of scenario.company.blocked) channel.blocked.add(`U-${name}`);
  // The card of a confidential departure may stand there, too.
  const insiders = [...new Set(Object.values(scenario.company.roles).flat())];
  channel.readers.set('C-private', { type: 'closed', handles: insiders.map((name) => `U-${name}`) });
  const store = createMemoryStore();
  for (const person of company.people) await store.people.save(person);
  const trouble: Outside['trouble'] = (place) => troubles.get(place);
  const systems = scenario.systems.map(({ stages, manual, items, accounts }, index) =>
    createMemorySystem(`sys${index}`, {
      stages,
      manual,
      items,
      accounts,
      tier: index === 0 ? 'identity' : 'crm',
      fallback: true,
      now: steadyNow(clock),
    }),
  );
  return {
    company,
    clock,
    store: recorded(store, { recording, clock, overdueAt, trouble, systems }),
    wakes: new Map(),
    overdueAt,
    channel,
    platform: watched(channel, { recording, clock }),
    systems,
    identitySince: new Map(),
    troubles,
    timers,
    underWay: new Set(),
    recording,
    trouble,
    after: (milliseconds) =>
      new Promise((resolve) => {
        timers.add({ at: clock.now().getTime() + milliseconds, fire: resolve });
      }),
    newId: () => {
      ids += 1;
      return `d${ids}`;
    },
  };
}

/** The clocks of the systems outside: they do not go back when somebody sets ours back. */
function steadyNow(clock: VirtualClock): () => Date {
  let latest = clock.now().getTime();
  let ahead = 0;
  return () => {
    const now = clock.now().getTime();
    if (now < latest) ahead += latest - now;
    latest = now;
    return new Date(now + ahead);
  };
}

/** The store, with every commit that it took written down, and its troubles. */
function recorded(
  store: Store,
  {
    recording,
    clock,
    overdueAt,
    trouble,
    systems,
  }: Pick<Outside, 'recording' | 'clock' | 'overdueAt' | 'trouble' | 'systems'>,
): Store {
  const truthOf = (state: Departure, entries: readonly Entry[]) =>
    new Map(
      entries.some(({ event: { type } }) => type === 'looked' || type === 'completed')
        ? systems.map((system) => [system.connector.id, system.open(state.leaver.email)])
        : [],
    );
  const seen = (state: Departure, entries: readonly Entry[], wake: string | null) => {
    const at = clock.now().toISOString();
    recording.commits.push({ order: recording.next(), at, state, entries, truth: truthOf(state, entries) });
    if (wake === null) overdueAt.delete(state.id);
    else overdueAt.set(state.id, wake);
  };
  const down = () => {
    if (trouble('store') === 'down') throw new StoreError('unavailable', quotation('the database is down'));
  };
  const lost = () => {
    if (trouble('store') === 'loses-answers') throw new StoreError('unavailable', quotation('the answer was lost'));
  };
  const { departures } = store;
  return {
    ...store,
    departures: {
      async create(first, entries, wake) {
        down();
        const result = await departures.create(first, entries, wake);
        if (result === 'created') seen(first, entries, wake);
        lost();
        return result;
      },
      async commit(next, version, entries, wake) {
        down();
        const result = await departures.commit(next, version, entries, wake);
        if (result === 'committed') seen(next, entries, wake);
        lost();
        return result;
      },
      async load(id) {
        down();
        return departures.load(id);
      },
      async totals() {
        down();
        return departures.totals();
      },
      async overdue(now, limit) {
        down();
        return departures.overdue(now, limit);
      },
      search: (query) => departures.search(query),
      list: (query) => departures.list(query),
      journal: (id) => departures.journal(id),
    },
  };
}

/** The chat platform, with every message that arrived written down. */
function watched(channel: MemoryChannel, { recording, clock }: Pick<Outside, 'recording' | 'clock'>): Channel {
  const seen = (message: { message: string; conversation: string; key: string; isNew: boolean; view: CardView }) =>
    recording.messages.push({ order: recording.next(), at: clock.now().toISOString(), ...message });
  return {
    id: channel.id,
    threads: channel.threads,
    find: (...given) => channel.find(...given),
    stands: (ref) => channel.stands(ref),
    forget: (person) => channel.forget(person),
    readersOf: (conversation) => channel.readersOf(conversation),
    lookUp: (who) => channel.lookUp(who),
    withdraw: (...given) => channel.withdraw(...given),
    async post(target, view, key) {
      const count = channel.messages.length;
      try {
        return await channel.post(target, view, key);
      } finally {
        // Others may have posted meanwhile, and this one may not have come through.
        const made = channel.messages.slice(count).find((one) => one.key === key);
        if (made) seen({ message: made.ref.message, conversation: made.to, key, isNew: true, view });
      }
    },
    async update(ref, view, key) {
      await channel.update(ref, view, key);
      seen({ message: ref.message, conversation: ref.conversation, key, isNew: false, view });
    },
  };
}
