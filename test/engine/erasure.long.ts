import { expect, it } from 'vitest';
import { plus } from '../../src/domain/calendar/time.ts';
import { readTombstone } from '../../src/engine/erasure/tombstones.ts';
import { createMemoryWorld, type MemoryWorld } from '../support/memory/memory-world.ts';
import { completedIn, erasedOn, inChat, thirtyDays } from './completed-world.ts';

it('an erasure goes on where a process died, whatever it had done by then', async () => {
  const counting = await createMemoryWorld();
  await completedIn(counting, thirtyDays);
  const calls = await callsOfErasure(counting, Number.POSITIVE_INFINITY);
  expect(calls).toBeGreaterThan(10);
  // Some of the cards, before and after what is done, and each of the last calls: the directory, the tombstone, the
  // key.
  for (let dies = 1; dies <= calls; dies += dies < calls - 18 ? 11 : 1) {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    await callsOfErasure(world, dies);
    await world.advanceTo(plus(erasedOn, 3_600_000));
    expect(await world.deps.store.departures.load(id), `died at ${dies}`).toBeNull();
    expect(inChat(world), `died at ${dies}`).not.toContain('Alex');
    expect(await world.deps.store.people.byId('alex'), `died at ${dies}`).toBeNull();
    expect(await readTombstone(world.deps.store.notes, id), `died at ${dies}`).not.toBeNull();
  }
}, 180_000);

/** Brings the erasure on, and dies at the so-manieth thing that it does to a port: before it, or, when odd, after. */
async function callsOfErasure(world: MemoryWorld, dies: number): Promise<number> {
  let calls = 0;
  const { store, channels } = world.deps;
  const mortal = <F extends (...given: never[]) => Promise<unknown>>(work: F): F =>
    (async (...given: never[]) => {
      calls += 1;
      if (calls === dies && dies % 2 === 0) throw new Error('died');
      const answer = await work(...given);
      if (calls === dies && dies % 2 === 1) throw new Error('died');
      return answer;
    }) as F;
  const real = {
    ...{ commit: store.departures.commit, write: store.notes.write, remove: store.people.remove },
    ...{ erase: store.audit.erase, withdraw: world.channel.withdraw },
  };
  store.departures.commit = mortal(real.commit);
  store.notes.write = mortal(real.write);
  store.people.remove = mortal(real.remove);
  store.audit.erase = mortal(real.erase);
  world.channel.withdraw = mortal(real.withdraw);
  expect([...channels.values()][0]).toBe(world.channel);
  world.clock.set(new Date(erasedOn));
  await world.engine.sweep().catch(() => {});
  await world.engine.idle();
  Object.assign(store.departures, { commit: real.commit });
  Object.assign(store.notes, { write: real.write });
  Object.assign(store.people, { remove: real.remove });
  Object.assign(store.audit, { erase: real.erase });
  world.channel.withdraw = real.withdraw;
  return calls;
}
