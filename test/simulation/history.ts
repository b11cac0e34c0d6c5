import type { Departure } from '../../src/domain/departure.ts';
import type { DepartureEventType } from '../../src/domain/event.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import type { OpenThing } from '../support/memory/memory-system.ts';
import type { Company } from './company.ts';
import type { AskSeen, CallSeen, MessageSeen, Recording } from './record.ts';
import type { World } from './world.ts';

/** One line of a journal, with the departure before and after it. */
export interface Moment {
  order: number;
  entry: Entry;
  /** Before the first entry this is the state after it. */
  before: Departure;
  after: Departure;
}

export interface DepartureHistory {
  id: string;
  moments: readonly Moment[];
  /** As stored at the end, and what its journal replays to. */
  stored: Departure;
  replayed: Departure;
  company: Company;
  calls: readonly CallSeen[];
  asks: readonly AskSeen[];
  uses: Recording['uses'];
  /** What was truly open of the leaver in one system when a look, or the end, was written down. */
  truthAt(order: number, system: string): readonly OpenThing[];
  messages: readonly (MessageSeen & { cardKey: string })[];
}

export interface History {
  departures: readonly DepartureHistory[];
  recording: Recording;
  company: Company;
  systems: readonly string[];
  world: World;
}

/** A message's key as the departure knows it: the channel is given the departure's id before it. */
export function cardKeyOf(key: string): { id: string; cardKey: string } {
  const cut = key.indexOf('/');
  return { id: key.slice(0, cut), cardKey: key.slice(cut + 1) };
}

export async function historyOf(world: World): Promise<History> {
  const { recording, company } = world.outside;
  const departures: DepartureHistory[] = [];
  for (const id of world.ids()) {
    const orders = recording.commits
      .filter(({ state }) => state.id === id)
      .flatMap(({ order, entries }) => entries.map(() => order));
    const moments: Moment[] = [];
    let state: Departure | null = null;
    for await (const entry of world.outside.store.departures.journal(id)) {
      const after: Departure = evolve(state, entry);
      moments.push({ order: orders[moments.length] ?? 0, entry, before: state ?? after, after });
      state = after;
    }
    const stored = await world.outside.store.departures.load(id);
    if (!state || !stored) throw new Error(`departure ${id} left no journal`);
    const accounts = new Set(
      moments.flatMap(({ after }) => after.revocations.map(({ action }) => `${action.accountLogin} ${action.id}`)),
    );
    const own = (actionId: string) => accounts.has(`${stored.leaver.email} ${actionId}`);
    departures.push({
      id,
      moments,
      stored,
      replayed: state,
      company,
      calls: recording.calls.filter((call) => own(call.actionId)),
      asks: recording.asks.filter(({ email }) => email === stored.leaver.email),
      uses: recording.uses,
      truthAt: (order, system) => recording.commits.find((one) => one.order === order)?.truth.get(system) ?? [],
      messages: recording.messages.flatMap((message) => {
        const about = cardKeyOf(message.key);
        return about.id === id ? [{ ...message, cardKey: about.cardKey }] : [];
      }),
    });
  }
  const systems = world.outside.systems.map(({ connector }) => connector.id);
  return { departures, recording, company, systems, world };
}

export type MomentOf<T extends DepartureEventType> = Moment & { entry: { event: { type: T } } };

/** The moments at which something of this sort happened. */
export function when<T extends DepartureEventType>(history: DepartureHistory, ...types: T[]): MomentOf<T>[] {
  return history.moments.filter((moment): moment is MomentOf<T> =>
    types.some((one) => one === moment.entry.event.type),
  );
}

/** The departure as it was stored when something of that order happened. */
export function stateAt(history: DepartureHistory, order: number): Departure | null {
  return history.moments.findLast((moment) => moment.order < order)?.after ?? null;
}
