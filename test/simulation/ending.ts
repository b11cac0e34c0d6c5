import { isOpen } from '../../src/domain/actions/revocation.ts';
import { hour } from '../../src/domain/calendar/time.ts';
import { quorum } from '../../src/domain/confirmation/approval.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { isEnded } from '../../src/domain/lifecycle/ended.ts';
import { awaitsSecondPerson } from '../../src/domain/run/proof.ts';
import { unresolvedOf } from '../../src/domain/systems/asked-system.ts';
import { isTaskOpen } from '../../src/domain/tasks/task.ts';
import { type Wish, whoMay } from './wishes.ts';
import type { World } from './world.ts';

/** More than any departure needs; a loop that is longer goes round in a circle. */
const patience = 250;

/**
 * Every trouble ends, and some hours pass: now everything must be as it should be. Then people do what is asked of
 * them, until the departure is over.
 */
export async function ending(world: World): Promise<void> {
  const { clock, recording } = world.outside;
  // Where the clock was set back, next morning's nudge stays next morning's: what was arranged counts from the furthest
  // instant it showed.
  const since = recording.commits.map(({ at }) => at).reduce((a, b) => (a > b ? a : b), clock.now().toISOString());
  await calm(world);
  recording.calm = { since, ...snapshot(world) };
  await finish(world);
}

async function calm(world: World): Promise<void> {
  const { troubles, systems, channel, clock, identitySince } = world.outside;
  troubles.clear();
  channel.mood = 'well';
  for (const system of systems) {
    system.mood = 'well';
    if (system.identity === 'protected') {
      system.identity = 'as-planned';
      identitySince.set(system.connector.id, clock.now().getTime());
    }
  }
  for (const node of world.nodes()) {
    node.crashAt(Number.POSITIVE_INFINITY, 'before');
    if (!node.alive()) await world.restart(node.name);
  }
  await world.sweep();
  // Never exactly on an instant: what is due and what is late then differ by who looks first.
  await world.advance(clock.now().getTime() + 3 * hour + 7_003);
  // What came due within the last beat, with its wake-up lost, is the next sweep's.
  await world.sweep();
}

function snapshot(world: World) {
  return {
    at: world.outside.clock.now().toISOString(),
    order: world.outside.recording.next(),
    states: world.ids().map((id) => world.state(id)),
    messages: world.outside.channel.messages.map(({ ref, view, key }) => ({ message: ref.message, view, key })),
  };
}

function isOver(state: Departure): boolean {
  return isEnded(state) && !state.tasks.some((task) => isTaskOpen(task));
}

/** Everybody helps as best they can; what then is neither done nor waits for an instant is stuck. */
async function finish(world: World): Promise<void> {
  const { recording, clock } = world.outside;
  const retried = new Set<string>();
  for (let round = 0; round < patience; round += 1) {
    const open = world.ids().filter((id) => !isOver(world.state(id)));
    if (open.length === 0) return;
    let moved = false;
    for (const id of open)
      moved =
        (lacksPeople(world, world.state(id)) ? await callOff(world, id) : await help(world, id, retried)) || moved;
    if (moved) continue;
    const next = world.nextInstant();
    if (next !== null) await world.advance(Math.max(next, clock.now().getTime()));
    else {
      for (const id of open)
        recording.stuck.push(`${id}: nothing and nobody brings it on; ${whatIsOpen(world.state(id))}`);
      return;
    }
  }
  for (const id of world.ids())
    if (!isOver(world.state(id)))
      recording.stuck.push(`${id} was not over after ${patience} rounds of help; it is ${world.state(id).status}`);
}

async function help(world: World, id: string, retried: Set<string>): Promise<boolean> {
  for (const wish of helpful(world, world.state(id), retried)) if (await grant(world, id, wish)) return true;
  return false;
}

async function grant(world: World, id: string, wish: Wish): Promise<boolean> {
  const { company, clock } = world.outside;
  const state = world.state(id);
  const [actor] = whoMay(state, wish, { company, now: clock.now().toISOString() });
  const [node] = world.up();
  if (!actor || !node) return false;
  const answer = await world.ask(id, wish, { actor, node });
  return answer?.type === 'done' && answer.events.length > 0;
}

/** What would bring this departure on, best first. */
function* helpful({ outside }: World, state: Departure, retried: Set<string>): Iterable<Wish> {
  for (const { id: holdId } of state.holds ?? []) {
    yield { type: 'hold.lift', holdId };
    yield { type: 'hold.lift', holdId, reason: 'settled' };
  }
  if (state.status === 'draft') yield { type: 'draft.discard' };
  if (unresolvedOf(state).length > 0) yield { type: 'access.replan' };
  if (state.status === 'active' && state.planHash !== null) {
    yield { type: 'access.confirm', planHash: state.planHash };
    yield { type: 'cut-off.release', planHash: state.planHash };
    yield { type: 'brake.release', planHash: state.planHash };
  }
  for (const one of state.revocations.filter((each) => isOpen(each) && each.notBefore === null)) {
    const target = { actionId: one.action.id, rev: one.rev };
    if (one.status === 'failed' && !retried.has(one.action.id)) {
      retried.add(one.action.id);
      yield { type: 'access.retry', ...target };
    }
    if (one.status === 'failed') yield { type: 'access.waive', ...target, reason: 'cannot be helped', until: null };
    if (awaitsSecondPerson(one)) {
      yield { type: 'access.accept-proof', ...target };
      yield { type: 'access.waive', ...target, reason: 'nobody else can look', until: null };
    } else if (one.status === 'manual' || one.status === 'accepted')
      yield { type: 'access.prove', ...target, proof: 'done by hand' };
    // Where only the requester could waive or prove it, somebody else can do it by hand.
    const others = outside.company.people.filter(({ id }) => id !== state.leaver.id && id !== state.requester);
    // Whoever alone could accept a proof does not write it: once more, it goes to somebody else.
    const hand = others.find(({ id }) => id !== one.proof?.by);
    const again = `${one.action.id} again`;
    const once = one.handed === null || (one.proof !== null && !retried.has(again));
    if ((one.status === 'failed' || one.status === 'manual') && once && hand) {
      if (one.handed !== null) retried.add(again);
      yield { type: 'access.hand', ...target, to: hand };
    }
  }
  for (const task of state.tasks.filter(isTaskOpen))
    yield { type: 'task.complete', taskId: task.id, rev: task.rev, notes: 'done', condition: 'good' };
}

/** Where the company lacks the people who could finish it, somebody must be able to call it off. */
async function callOff(world: World, id: string): Promise<boolean> {
  const off = await grant(world, id, { type: 'departure.cancel', reason: 'nobody can finish it' });
  if (!off) world.outside.recording.stuck.push(`${id} cannot be finished by anybody, nor called off`);
  return off;
}

function lacksPeople(world: World, state: Departure): boolean {
  if (state.status !== 'active') return false;
  const { company } = world.outside;
  const others = company.people.map(({ id }) => id).filter((id) => id !== state.leaver.id);
  const mayConfirm = others.filter((id) => id !== state.requester);
  const holders = (role: 'hr' | 'it' | 'admin', among: readonly string[]) =>
    among.filter((id) => company.rolesOf(id).includes(role));
  const asked = quorum(state, world.outside.clock.now().toISOString());
  const roles = asked.flatMap(({ role, needed }) => Array.from({ length: needed }, () => role));
  const filled = canFill(roles, mayConfirm, (id, role) => holders(role, [id]).length > 0);
  const waits = state.flow?.cutOff.mode === 'released' && state.released === null && state.revocations.length > 0;
  const needed = state.runStartedAt === null && (waits || state.revocations.some(({ status }) => status === 'planned'));
  const mender = holders('it', others).length + holders('admin', others).length > 0;
  const mayRelease = mayConfirm.filter((id) => company.rolesOf(id).length > 0);
  return (
    (state.brake !== undefined && mayRelease.length < 2) ||
    (needed && !filled) ||
    (!mender && state.revocations.some(isOpen))
  );
}

/** Whether each asked role can be given to another person. */
function canFill<Role>(
  roles: readonly Role[],
  people: readonly string[],
  holds: (id: string, role: Role) => boolean,
): boolean {
  const [role, ...rest] = roles;
  if (role === undefined) return true;
  return people.some(
    (id) =>
      holds(id, role) &&
      canFill(
        rest,
        people.filter((one) => one !== id),
        holds,
      ),
  );
}

function whatIsOpen(state: Departure): string {
  const actions = state.revocations.filter(isOpen).map((one) => `${one.action.id} ${one.status}`);
  const tasks = state.tasks.filter(isTaskOpen).map((task) => `${task.id} ${task.status}`);
  return (
    [...actions, ...tasks, ...unresolvedOf(state).map(({ system }) => `${system} unresolved`)].join(', ') || 'nothing'
  );
}
