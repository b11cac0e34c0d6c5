import type { Command } from '../domain/command.ts';
import { type DecideContext, decide } from '../domain/decide.ts';
import type { Departure, DepartureId } from '../domain/departure.ts';
import type { DepartureEvent, Entry } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import type { Actor } from '../domain/people.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { toInstant } from '../domain/time.ts';
import type { EngineDeps } from './deps.ts';
import { digest } from './digest.ts';
import { inTurn } from './in-turn.ts';
import { leavingAmong } from './leaving.ts';

export type Transaction =
  | { type: 'done'; departure: Departure; events: readonly DepartureEvent[] }
  | { type: 'refused'; refusal: Refusal; departure: Departure | null };

/** How often a command is decided anew because somebody else committed in between. */
const maxConflicts = 20;

/** Within one process one departure is changed by one at a time; conflicts then come from other processes only. */
const turns = new WeakMap<EngineDeps['store'], ReturnType<typeof inTurn>>();

/** Loads, decides, commits state and journal at once; decides again on the newer state after a conflict. */
export function transact(deps: EngineDeps, id: DepartureId, command: Command, actor: Actor): Promise<Transaction> {
  const turn = turns.get(deps.store) ?? inTurn();
  turns.set(deps.store, turn);
  return turn(id, () => transactNow(deps, id, command, actor));
}

async function transactNow(deps: EngineDeps, id: DepartureId, command: Command, actor: Actor): Promise<Transaction> {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
    const state = await deps.store.departures.load(id);
    const context = await contextFor(deps, state, actor);
    const decision = decide(state, command, context);
    if (decision.type === 'refused') return { ...decision, departure: state };
    if (state === null) return { ...refuse('not-found'), departure: null };
    if (decision.events.length === 0) return { type: 'done', departure: state, events: [] };
    const { next, entries } = apply(state, decision.events, context);
    // Until the reconciler has settled it, the departure counts as due: a crash right here loses nothing.
    const result = await deps.store.departures.commit(next, state.version, entries, context.now);
    if (result === 'committed') return { type: 'done', departure: next, events: decision.events };
  }
  throw new Error(`departure ${id} changed ${maxConflicts} times while a ${command.type} was being decided`);
}

/** Begins a departure. `duplicate` when the person already has an open one. */
export async function begin(
  deps: EngineDeps,
  command: Command & { type: 'draft.start' },
  actor: Actor,
): Promise<Transaction> {
  const id = deps.newId();
  const context = { ...(await contextFor(deps, null, actor)), id };
  const decision = decide(null, command, context);
  if (decision.type === 'refused') return { ...decision, departure: null };
  const { next, entries } = apply(null, decision.events, context);
  const result = await deps.store.departures.create(next, entries, null);
  if (result === 'duplicate') return { ...refuse('duplicate'), departure: null };
  return { type: 'done', departure: next, events: decision.events };
}

async function contextFor(deps: EngineDeps, state: Departure | null, actor: Actor): Promise<DecideContext> {
  return {
    now: toInstant(deps.clock.now()),
    actor,
    calendar: deps.calendar,
    digest,
    leaving: await leavingAmong(deps, state),
  };
}

function apply(state: Departure | null, events: readonly DepartureEvent[], { now, actor }: DecideContext) {
  const by = actor.type === 'person' ? actor.id : 'system';
  const entries: Entry[] = [];
  let current = state;
  for (const event of events) {
    current = evolve(current, { at: now, by, event });
    entries.push({ departureId: current.id, seq: current.entries, at: now, by, event });
  }
  if (current === null) throw new Error('a decision without events was applied to nothing');
  return { next: { ...current, version: (state?.version ?? 0) + 1 }, entries };
}
