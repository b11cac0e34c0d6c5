import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { closeGates, throughGate } from '../../src/engine/system-gates.ts';
import { createMemoryWorld, mustDo } from '../support/memory/memory-world.ts';

/** Steps that end when they are told to. */
function heldSteps() {
  const releases: (() => void)[] = [];
  let under = 0;
  let most = 0;
  let done = 0;
  return {
    step: async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise<void>((release) => releases.push(release));
      under -= 1;
      done += 1;
    },
    release: () => {
      for (const release of releases.splice(0)) release();
    },
    seen: () => ({ under, most, done }),
  };
}

const settled = () => new Promise((done) => setImmediate(done));

describe('the gate of a system', () => {
  it('lets so many steps through at once, and the others of the rush after them', async () => {
    const { deps } = await createMemoryWorld();
    const { step, release, seen } = heldSteps();
    const all = Promise.all(Array.from({ length: 40 }, () => throughGate(deps, 'crm', step, 'cut-off')));
    await settled();
    expect(seen()).toEqual({ under: 16, most: 16, done: 0 });
    while (seen().done < 40) {
      release();
      await settled();
    }
    await all;
    expect(seen().most).toBe(16);
  });

  it('of one system is not that of another', async () => {
    const { deps } = await createMemoryWorld();
    const crm = heldSteps();
    for (let index = 0; index < 20; index += 1) void throughGate(deps, 'crm', crm.step, 'cut-off');
    const other = vi.fn(async () => {});
    await throughGate(deps, 'okta', other, 'cut-off');
    expect(other).toHaveBeenCalled();
  });

  it('leaves undone what waits when the process ends', async () => {
    const { deps } = await createMemoryWorld();
    const { step, release, seen } = heldSteps();
    const all = Promise.all(Array.from({ length: 40 }, () => throughGate(deps, 'crm', step, 'cut-off')));
    await settled();
    closeGates(deps);
    release();
    await all;
    expect(seen().done).toBe(16);
  });

  it('closed at the end of a process loses nothing: the next one finds the departure overdue', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { planHash, dates } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    closeGates(world.deps);
    await world.advanceTo(dates?.cutOff.at ?? '');
    expect(new Set((await world.load(id)).revocations.map(({ status }) => status))).toEqual(new Set(['planned']));
    await world.engine.stop();
    const next = createEngine(world.deps);
    await next.start();
    expect(await next.sweep()).toBe(1);
    await next.idle();
    for (const { status } of (await world.load(id)).revocations) expect(status).toBe('verified');
  });
});
