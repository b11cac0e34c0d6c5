import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createMemoryWorld } from '../support/memory/memory-world.ts';

describe('a start while the database loses its primary', () => {
  it('is no failure: what it could not ask for is asked for by the sweep', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const hr = { by: 'hr', reason: 'Stays' } as const;
    await world.ask(hr.by, id, { type: 'departure.retain', reason: hr.reason });
    const asked: string[] = [];
    let answers = false;
    const engine = createEngine({
      ...world.deps,
      retention: { sector: null, policies: [] },
      scheduler: {
        ...world.deps.scheduler,
        async start() {},
        async wakeAt(departure) {
          if (!answers) throw new Error('no primary');
          asked.push(departure);
        },
      },
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await engine.start();
      expect(asked).toEqual([]);
      answers = true;
      await vi.advanceTimersByTimeAsync(2_000);
      expect(asked).toContain(id);
    } finally {
      await engine.stop();
      vi.useRealTimers();
    }
  });
});
