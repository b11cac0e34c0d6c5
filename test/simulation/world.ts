import type { PersonCommand } from '../../src/domain/command.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import type { Transaction } from '../../src/engine/turns.ts';
import { createNode, type Node } from './node.ts';
import { watchDoors } from './open-doors.ts';
import { createOutside, type Outside } from './outside.ts';
import type { DeparturePlan, Scenario } from './scenario.ts';
import type { PersonActor, Wish } from './wishes.ts';

/** What the reconciler logs when it gives up on a pass. */
export const restless = 'did not come to rest';

/** The sweep's beat, as in production. */
const beat = 60_000;

/** Two processes over one world, on a clock that stops at everything that happens. */
export interface World {
  outside: Outside;
  plans: ReadonlyMap<string, DeparturePlan>;
  nodes(): readonly Node[];
  /** Everybody who lives; empty while both are down. */
  up(): readonly Node[];
  ids(): readonly string[];
  state(id: string): Departure;
  /** Somebody asks; null when no answer came (yet). */
  ask(id: string, wish: Wish, by: { actor: PersonActor; node: Node }): Promise<Transaction | null>;
  advance(to: number): Promise<void>;
  /** When the next thing happens by itself; null when nothing will. */
  nextInstant(): number | null;
  /** The machine sleeps until then, or its clock is set back. */
  sleep(until: number): Promise<void>;
  sweep(): Promise<void>;
  restart(name: string): Promise<void>;
  quiet(): Promise<void>;
}

export async function createWorld(scenario: Scenario): Promise<World> {
  const outside = await createOutside(scenario);
  const { clock, wakes, overdueAt, timers, recording } = outside;
  const nodes = new Map<string, Node>([
    ['a', createNode(outside, 'a')],
    ['b', createNode(outside, 'b')],
  ]);
  const doors = watchDoors(outside);
  let turn = 0;
  let swept = 0;

  const up = () => [...nodes.values()].filter((node) => node.alive());
  const state = (id: string): Departure => {
    const found = recording.commits.findLast((one) => one.state.id === id);
    if (!found) throw new Error(`there is no departure ${id}`);
    return found.state;
  };
  // All that is under way in memory runs in microtasks; what is left then waits for the clock.
  const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

  function sweepDueAt(): number | null {
    if (up().length === 0) return null;
    const instants = [...overdueAt.values()].map((at) => Date.parse(at));
    if (instants.length === 0) return null;
    return Math.max(Math.floor(Math.min(...instants) / beat) * beat + beat, swept + beat);
  }

  function nextInstant(): number | null {
    const waiting = up().length > 0 ? [...wakes.values()].map(({ at }) => at.getTime()) : [];
    const sweepAt = sweepDueAt();
    const all = [...waiting, ...[...timers].map(({ at }) => at), ...(sweepAt === null ? [] : [sweepAt])];
    return all.length === 0 ? null : Math.min(...all);
  }

  async function sweep(): Promise<void> {
    swept = clock.now().getTime();
    for (const node of up()) node.engine.sweep().catch(() => undefined);
    await quiet();
  }

  /** A process lives, and all that is decided can be written down. */
  const isWell = () => up().length > 0 && outside.trouble('store') === undefined;
  const ids = () => [...new Set(recording.commits.map((one) => one.state.id))];

  function pass(to: number): void {
    if (to <= clock.now().getTime()) return;
    doors.passes(to, ids().map(state), isWell());
    clock.set(new Date(to));
  }

  async function happen(at: number): Promise<void> {
    pass(at);
    const now = clock.now().getTime();
    for (const timer of [...timers].filter((one) => one.at <= now)) {
      timers.delete(timer);
      timer.fire();
    }
    for (const wake of [...wakes.values()].filter((one) => one.at.getTime() <= now)) {
      const living = up();
      turn += 1;
      const node = living[turn % living.length];
      if (!node) break;
      wakes.delete(wake.id);
      void node.engine.reconcile(wake.id);
    }
    await quiet();
    const sweepAt = sweepDueAt();
    if (sweepAt !== null && sweepAt <= now) await sweep();
  }

  return {
    outside,
    plans: new Map(scenario.departures.map((plan) => [plan.leaver, plan])),
    nodes: () => [...nodes.values()],
    up,
    state,
    nextInstant,
    sweep,
    quiet,
    ids,
    async ask(id, wish, { actor, node }) {
      let answer: Transaction | null = null;
      const asked = command(node, state(id), wish, scenario)
        .then((ready) => (ready ? node.engine.command(id, ready, actor) : null))
        .then(
          (result) => {
            answer = result;
          },
          () => undefined,
        );
      void asked;
      await quiet();
      return answer;
    },
    async advance(to) {
      for (let next = nextInstant(); next !== null && next <= to; next = nextInstant()) {
        // What turns in circles is seen by then; to watch it turn for weeks proves no more.
        if (recording.errors.filter((line) => line.includes(restless)).length >= 3) break;
        await happen(next);
      }
      pass(to);
      await quiet();
    },
    async sleep(until) {
      clock.set(new Date(until));
      doors.slept();
      await quiet();
    },
    async restart(name) {
      const node = createNode(outside, name);
      nodes.set(name, node);
      // As `Engine.start` does it.
      node.engine.sweep().catch(() => undefined);
      await quiet();
    },
  };
}

/** Asks the systems first where the command needs it, as the conversation does. */
async function command(
  node: Node,
  departure: Departure,
  wish: Wish,
  { company, departures }: Scenario,
): Promise<PersonCommand | null> {
  if (wish.type === 'access.replan')
    return { type: wish.type, preflight: await preflight(node.deps, departure.leaver, departure) };
  if (wish.type !== 'plan.submit') return wish;
  const plan = departures.find(({ leaver }) => leaver === departure.leaver.id);
  if (!plan) return null;
  const { hr, it, admin } = company.roles;
  return {
    type: wish.type,
    flow: plan.flow,
    preflight: await preflight(node.deps, departure.leaver),
    cast: { hr: [...hr], it: [...it], admin: [...admin] },
    people: {},
  };
}
