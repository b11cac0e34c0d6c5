import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src/engine/conversation/numbers.ts';
import { coverage } from '../../src/views/task-state.ts';
import { createMemoryWorld, mustDo } from '../support/memory/memory-world.ts';

describe('the numbers of the dashboards', () => {
  it('say of handovers what the card of the departure says', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const shown = async () => {
      const departure = await world.load(id);
      expect(numbersOf([departure], world.clock.now().toISOString()).handovers).toEqual(coverage(departure));
      return coverage(departure);
    };
    expect(await shown()).toEqual({ done: 0, total: 1 });
    const [handover] = (await world.load(id)).tasks.filter(({ nature }) => nature === 'handover');
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: handover?.id ?? '', rev: handover?.rev ?? 0 }));
    expect(await shown()).toEqual({ done: 1, total: 1 });
  });

  it('call late only what somebody was asked for', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const departure = await world.load(id);
    const waiting = { ...departure, tasks: departure.tasks.map((task) => ({ ...task, status: 'waiting' as const })) };
    expect(numbersOf([waiting], '2027-01-01T00:00:00.000Z').lateTasks).toBe(0);
    const offered = { ...departure, tasks: departure.tasks.map((task) => ({ ...task, status: 'offered' as const })) };
    expect(numbersOf([offered], '2027-01-01T00:00:00.000Z').lateTasks).toBe(departure.tasks.length);
  });
});
