import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, type TestPersonName } from '../support/memory/memory-world.ts';
import { blockActions } from '../support/view-text.ts';

const later = (world: MemoryWorld, seconds: number) =>
  world.advanceTo(new Date(world.clock.now().getTime() + seconds * 1000).toISOString());

const taskOf = (state: Departure, taskId = 'handover-1') => {
  const task = state.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Error(`no task ${taskId}`);
  return { taskId, rev: task.rev, status: task.status };
};

/** The labels of the undo buttons in somebody's chat. */
const undos = (world: MemoryWorld, handle: string) =>
  world.channel
    .inbox(handle)
    .flatMap(({ view }) => blockActions(view.blocks))
    .filter(({ act }) => act.name === 'task.undo' || act.name === 'departure.undo-cancel');

async function on(world: MemoryWorld, id: string, who: TestPersonName, type: 'task.accept' | 'task.undo') {
  const { taskId, rev } = taskOf(await world.load(id));
  return world.ask(who, id, { type, taskId, rev });
}

async function finish(world: MemoryWorld, id: string) {
  const { taskId, rev } = taskOf(await world.load(id));
  await mustDo(
    world.ask('priya', id, { type: 'task.complete', taskId, rev, notes: 'All is in the wiki', condition: null }),
  );
}

describe('a step that was done or skipped by mistake', () => {
  it('is taken back within a minute by whoever did it, and stands as before', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(on(world, id, 'priya', 'task.accept'));
    const before = await world.load(id);
    await finish(world, id);
    expect(undos(world, 'U-priya')).toMatchObject([{ label: 'Undo' }]);
    expect(await on(world, id, 'hr', 'task.undo')).toMatchObject({ refusal: { code: 'undo-over' } });
    await mustDo(on(world, id, 'priya', 'task.undo'));
    const after = await world.load(id);
    expect(after.tasks.map(({ rev: _, ...task }) => task)).toEqual(before.tasks.map(({ rev: _, ...task }) => task));
    expect(undos(world, 'U-priya')).toEqual([]);
  });

  it('offers so for a minute and no longer', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await finish(world, id);
    await later(world, 59);
    expect(undos(world, 'U-priya')).toHaveLength(1);
    await later(world, 1);
    expect(undos(world, 'U-priya')).toEqual([]);
    expect(await on(world, id, 'priya', 'task.undo')).toMatchObject({ refusal: { code: 'undo-over' } });
    expect(taskOf(await world.load(id)).status).toBe('done');
  });

  it('that was skipped goes back to whoever was asked', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { taskId, rev, status } = taskOf(await world.load(id));
    await mustDo(world.ask('hr', id, { type: 'task.skip', taskId, rev, reason: 'Nobody needs it' }));
    await mustDo(on(world, id, 'hr', 'task.undo'));
    expect(taskOf(await world.load(id)).status).toBe(status);
  });
});

describe('a departure that was cancelled by mistake', () => {
  it('is under way again with its confirmations, tasks and alarms as they were', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
    const before = await world.load(id);
    await mustDo(world.ask('manager', id, { type: 'departure.cancel', reason: 'The wrong person' }));
    expect(undos(world, 'U-maya')).toMatchObject([{ label: 'Undo' }]);
    expect(undos(world, 'U-priya')).toEqual([]);
    expect(await world.ask('hr', id, { type: 'departure.undo-cancel' })).toMatchObject({
      refusal: { code: 'undo-over' },
    });
    await mustDo(world.ask('manager', id, { type: 'departure.undo-cancel' }));
    const after = await world.load(id);
    const shape = ({ status, ended, confirmations, alerts, tasks, revocations }: Departure) => ({
      ...{ status, ended, confirmations, alerts, revocations },
      tasks: tasks.map(({ rev: _, ...task }) => task),
    });
    expect(shape(after)).toEqual(shape(before));
    // The cut-off comes as it was confirmed.
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('stays cancelled once something was ended: what was given back since would count as ended still', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'Called off' }));
    expect(undos(world, 'U-nadia')).toEqual([]);
    expect(await world.ask('hr', id, { type: 'departure.undo-cancel' })).toMatchObject({
      refusal: { code: 'undo-over' },
    });
  });

  it('stays cancelled where it had been taken up again and its new run has not begun: what was ended before may be given back', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'Called off' }));
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'After all' }));
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'Called off again' }));
    expect((await world.load(id)).runStartedAt).toBeNull();
    expect(undos(world, 'U-nadia')).toEqual([]);
    expect(await world.ask('hr', id, { type: 'departure.undo-cancel' })).toMatchObject({
      refusal: { code: 'undo-over' },
    });
  });

  it('stays cancelled after a minute', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('manager', id, { type: 'departure.cancel', reason: 'Called off' }));
    await later(world, 60);
    expect(undos(world, 'U-maya')).toEqual([]);
    expect(await world.ask('manager', id, { type: 'departure.undo-cancel' })).toMatchObject({
      refusal: { code: 'undo-over' },
    });
  });
});
