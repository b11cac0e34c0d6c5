import { asksGate } from '../../domain/brake/held.ts';
import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Hold } from '../../domain/hold/hold-schema.ts';
import type { EngineDeps } from '../deps.ts';
import type { AsOf } from '../ports/store.ts';
import { transact } from '../transact.ts';

const system = { type: 'system' } as const;

/**
 * Brings holds on a person into every departure of that person: from where one was put into the others whenever that
 * departure changes, and into one whose run is to begin from all others. So neither a crash between the two, nor one
 * that begins later, leaves a departure without. Tells whether this departure changed.
 */
export async function carryHolds(deps: EngineDeps, state: Departure): Promise<boolean> {
  const now = toInstant(deps.clock.now());
  if (state.holdsPerson === true) await push(deps, state, now);
  return asksGate(state, now) ? pullHolds(deps, state) : false;
}

/**
 * The same for whoever is about to do what a hold would stop. Throws what the store throws: then nothing may be done.
 */
export async function pullHolds(deps: EngineDeps, state: Departure): Promise<boolean> {
  return (await pullHoldsOf(deps, state)).changed;
}

/** The same, with every departure that was asked, as it stood then: whoever destroys by it compares them once more. */
export async function pullHoldsOf(
  deps: EngineDeps,
  state: Departure,
): Promise<{ changed: boolean; asked: readonly AsOf[] }> {
  let changed = false;
  const others = await othersOf(deps, state);
  for (const other of others) {
    if (other.holdsPerson !== true) continue;
    const told = await transact(deps, state.id, report(other), system);
    changed ||= told.type === 'done' && told.events.length > 0;
  }
  return { changed, asked: others.map(({ id, version }) => ({ id, version })) };
}

async function push(deps: EngineDeps, state: Departure, now: Instant): Promise<void> {
  for (const other of await othersOf(deps, state)) {
    const told = await transact(deps, other.id, report(state), system);
    if (told.type === 'done' && told.events.length > 0)
      await deps.scheduler.wakeAt(other.id, new Date(now), 'continue');
  }
}

function report(state: Departure) {
  return { type: 'hold.carry', from: state.id, holds: ownHolds(state) } as const;
}

function ownHolds({ holds = [] }: Departure): Hold[] {
  return holds.filter(({ scope, from }) => scope === 'person' && from === undefined);
}

async function othersOf({ store }: EngineDeps, { id, leaver }: Departure): Promise<readonly Departure[]> {
  const found: Departure[] = [];
  for await (const one of store.departures.search({ involving: leaver.id }))
    if (one.id !== id && one.leaver.id === leaver.id) found.push(one);
  return found;
}
