import { asksGate } from '../domain/brake/held.ts';
import { toInstant } from '../domain/calendar/time.ts';
import type { BeginCommand, Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import type { DecideContext } from '../domain/decision.ts';
import type { Departure, DepartureId } from '../domain/departure.ts';
import type { DepartureEvent } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import type { Entry } from '../domain/journal/entry.ts';
import type { Actor } from '../domain/people/people.ts';
import { refuse } from '../domain/refusal.ts';
import { askGate } from './brakes/gate.ts';
import type { EngineDeps } from './deps.ts';
import { leavingAmong } from './people/leaving.ts';
import { othersOf } from './people/other-departures.ts';
import { digest } from './sha256.ts';
import type { Asked, Transaction } from './turns.ts';

/** How often commands are decided anew because somebody else committed in between. */
const maxConflicts = 20;

/**
 * Loads, decides, commits state and journal at once; decides again on the newer state after a conflict. Commands that
 * came while another was being committed are decided one after the other, and committed together: ten results of one
 * departure cost one wait for the disk.
 */
export function transact(deps: EngineDeps, id: DepartureId, command: Command, actor: Actor): Promise<Transaction> {
  return new Promise((resolve, reject) => {
    const asked: Asked = { command, actor, resolve, reject };
    const waiting = deps.turns.get(id);
    if (waiting) {
      waiting.push(asked);
      return;
    }
    deps.turns.set(id, [asked]);
    void takeTurns(deps, id);
  });
}

/** Until nobody waits for this departure any more. */
async function takeTurns(deps: EngineDeps, id: DepartureId): Promise<void> {
  for (;;) {
    const together = deps.turns.get(id)?.splice(0) ?? [];
    if (together.length === 0) break;
    try {
      for (const tell of await transactNow(deps, id, together)) tell();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
  deps.turns.delete(id);
}

/** Returns what to tell whoever asked, now that it is kept. */
async function transactNow(deps: EngineDeps, id: DepartureId, together: readonly Asked[]): Promise<(() => void)[]> {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
    const state = await deps.store.departures.load(id);
    const version = (state?.version ?? 0) + 1;
    const told: (() => void)[] = [];
    const entries: Entry[] = [];
    let current = state;
    for (const { command, actor, resolve, reject } of together) {
      try {
        const context = await contextFor(deps, current, actor, command);
        const decision = decide(current, command, context);
        const before = current;
        if (decision.type === 'refused') told.push(() => resolve({ ...decision, departure: before }));
        else if (before === null) told.push(() => resolve({ ...refuse('not-found'), departure: null }));
        else if (decision.events.length === 0)
          told.push(() => resolve({ type: 'done', departure: before, events: [] }));
        else {
          const applied = apply(before, decision.events, context);
          const departure = { ...applied.next, version };
          entries.push(...applied.entries);
          current = departure;
          told.push(() => resolve({ type: 'done', departure, events: decision.events }));
        }
      } catch (error) {
        told.push(() => reject(error));
      }
    }
    if (state === null || current === null || entries.length === 0) return told;
    // Until the reconciler has settled it, the departure counts as due: a crash right here loses nothing.
    const wake = toInstant(deps.clock.now());
    if ((await deps.store.departures.commit(current, state.version, entries, wake)) === 'committed') return told;
  }
  const what = together.map(({ command }) => command.type).join(', ');
  throw new Error(`departure ${id} changed ${maxConflicts} times while ${what} was being decided`);
}

/** Begins a departure. `duplicate` when the person already has an open one. */
export async function begin(deps: EngineDeps, command: BeginCommand, actor: Actor): Promise<Transaction> {
  const id = deps.newId();
  // Somebody else may begin one at the same moment: then it is decided once more, on what is open by then.
  for (let tries = 0; tries < 2; tries += 1) {
    const context = { ...(await contextFor(deps, null, actor, command)), id };
    const decision = decide(null, command, context);
    if (decision.type === 'refused') return { ...decision, departure: null };
    const { next, entries } = apply(null, decision.events, context);
    const result = await deps.store.departures.create(next, entries, null);
    if (result === 'created') return { type: 'done', departure: next, events: decision.events };
  }
  return { ...refuse('duplicate'), departure: null };
}

async function contextFor(
  deps: EngineDeps,
  state: Departure | null,
  actor: Actor,
  command: Command,
): Promise<DecideContext> {
  const now = toInstant(deps.clock.now());
  const about = leaverWhoseOthersCount(state, command);
  return {
    now,
    actor,
    calendar: deps.calendar,
    retention: deps.retention,
    digest,
    leaving: await leavingAmong(deps, state),
    ...(command.type === 'tick' && state && asksGate(state, now) && { gate: await askGate(deps, state) }),
    ...(about && { others: await othersOf(deps, about, { actor, now, except: state?.id ?? null }) }),
  };
}

/** Only what makes a departure an open one asks for the others of its leaver. */
function leaverWhoseOthersCount(state: Departure | null, command: Command): Departure['leaver'] | null {
  switch (command.type) {
    case 'draft.start':
    case 'hr.begin':
      return command.leaver;
    case 'plan.submit':
    case 'departure.reopen':
    case 'departure.undo-cancel':
      return state?.leaver ?? null;
    default:
      return null;
  }
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
