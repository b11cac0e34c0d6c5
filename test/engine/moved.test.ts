import { expect, it } from 'vitest';
import { moveNoteKey } from '../../src/engine/moved.ts';
import { confirmed } from '../support/memory/confirmed-run.ts';

it('wakes every departure once where everything was moved, and each asks for its next wake-up itself', async () => {
  const { world, id } = await confirmed();
  await world.engine.idle();
  const before = world.scheduler.next();
  expect(before?.departureId).toBe(id);
  // The jobs stayed where they were.
  await world.scheduler.forget(id);
  await world.deps.store.notes.write(moveNoteKey, { movedAt: '2026-03-02T10:00:00.000Z' });
  await world.engine.start();
  expect(world.scheduler.next()).toMatchObject({ departureId: id, why: 'continue', at: world.clock.now() });
  expect(await world.deps.store.notes.read(moveNoteKey)).toBeNull();
  await world.scheduler.fire();
  await world.engine.idle();
  expect(world.scheduler.next()).toEqual(before);
  await world.engine.stop();
});
