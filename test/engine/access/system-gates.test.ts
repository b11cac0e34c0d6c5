import { describe, expect, it, vi } from 'vitest';
import { createSystemGates, type Priority } from '../../../src/engine/access/system-gates.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { createMemoryWorld, mustDo } from '../../support/memory/memory-world.ts';

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
    const gates = createSystemGates();
    const { step, release, seen } = heldSteps();
    const all = Promise.all(Array.from({ length: 40 }, () => gates.through('crm', step, 'cut-off')));
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
    const gates = createSystemGates();
    const crm = heldSteps();
    for (let index = 0; index < 20; index += 1) void gates.through('crm', crm.step, 'cut-off');
    const other = vi.fn(async () => {});
    await gates.through('okta', other, 'cut-off');
    expect(other).toHaveBeenCalled();
  });

  it('lets what ends access go before proofs, looks and later days, however long these have waited', async () => {
    const gates = createSystemGates();
    const first = heldSteps();
    for (let index = 0; index < 16; index += 1) void gates.through('crm', first.step, 'watch');
    const order: Priority[] = [];
    const all = Promise.all(
      (['watch', 'look', 'read-back', 'retry', 'cut-off'] as const).map((why) =>
        gates.through('crm', async () => void order.push(why), why),
      ),
    );
    first.release();
    await all;
    expect(order).toEqual(['cut-off', 'retry', 'read-back', 'look', 'watch']);
  });

  it('leaves undone what waits when the process ends', async () => {
    const gates = createSystemGates();
    const { step, release, seen } = heldSteps();
    const all = Promise.all(Array.from({ length: 40 }, () => gates.through('crm', step, 'cut-off')));
    await settled();
    gates.close();
    release();
    await all;
    expect(seen().done).toBe(16);
  });

  it('closed at the end of a process loses nothing: the next one finds the departure overdue', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { planHash, dates } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    world.deps.gates.close();
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
