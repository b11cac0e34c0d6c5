import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { act } from '../../src/views/act-names.ts';
import { actionOf, alertsUp, confirmed } from '../support/memory/confirmed-run.ts';
import { type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;

async function finishTasks(world: MemoryWorld, id: string): Promise<void> {
  for (const { id: taskId } of (await world.load(id)).tasks) {
    const task = (await world.load(id)).tasks.find((one) => one.id === taskId);
    if (!task || task.status === 'done' || task.status === 'skipped') continue;
    await mustDo(
      world.ask('hr', id, { type: 'task.complete', taskId, rev: task.rev, notes: 'done', condition: 'good' }),
    );
  }
}

/** A run that has ended, of a departure that is not complete: its tasks are open. */
async function ended(): Promise<{ world: MemoryWorld; id: string }> {
  const made = await confirmed();
  await made.world.advanceTo('2026-03-20T18:10:00.000Z');
  const state = await made.world.load(made.id);
  expect([state.status, state.runEndedAt === null]).toEqual(['active', false]);
  expect(state.tasks.some(({ status }) => status !== 'done' && status !== 'skipped')).toBe(true);
  return made;
}

describe('access that comes back while the departure still has open tasks', () => {
  it.each(['disable', 'sessions', 'groups'] as const)(
    '%s is looked at within a day, cut again and told',
    async (stage) => {
      const { world, id } = await ended();
      const { okta } = world.systems;
      okta.restore(email);
      expect(okta.live(email, stage)).toBe(true);
      await world.advanceTo('2026-03-21T18:20:00.000Z');
      expect(okta.live(email, stage)).toBe(false);
      const state = await world.load(id);
      expect(actionOf(state, `okta/okta-alex/${stage}`).status).toBe('verified');
      expect(world.channel.inbox('U-tom').some(({ view }) => view.title === 'Access had come back')).toBe(true);
    },
  );

  it('is found where no look tells of it: what was read back is read again', async () => {
    const { world, id } = await ended();
    const { okta } = world.systems;
    okta.reopen(email, 'sessions');
    expect([okta.live(email, 'sessions'), okta.live(email, 'disable')]).toEqual([true, false]);
    await world.advanceTo('2026-03-21T18:20:00.000Z');
    expect(okta.live(email, 'sessions')).toBe(false);
    expect(world.channel.inbox('U-tom').some(({ view }) => view.title === 'Access had come back')).toBe(true);
    expect(actionOf(await world.load(id), 'okta/okta-alex/sessions').status).toBe('verified');
  });

  it('is found by each of the later days, also after it came back once', async () => {
    const { world } = await ended();
    const { okta } = world.systems;
    okta.restore(email);
    await world.advanceTo('2026-03-21T18:20:00.000Z');
    expect(okta.live(email, 'disable')).toBe(false);
    okta.restore(email);
    // A day after the second cut, not a week after the first.
    await world.advanceTo('2026-03-22T18:40:00.000Z');
    expect(okta.live(email, 'disable')).toBe(false);
  });

  it('is found when it is used, before any look of a later day', async () => {
    const { world, id } = await ended();
    const { okta } = world.systems;
    // Both days of looks are over.
    await world.advanceTo('2026-03-29T09:00:00.000Z');
    okta.restore(email);
    okta.lastSeen = new Date('2026-03-29T10:00:00.000Z');
    await world.advanceTo('2026-03-30T10:00:00.000Z');
    expect(okta.live(email, 'disable')).toBe(false);
    expect(alertsUp(await world.load(id))).toContainEqual(['activity', 'okta/okta-alex']);
  });

  it('and that nobody uses is found before the departure completes by itself, however late that is', async () => {
    const { world, id } = await ended();
    await world.advanceTo('2026-03-29T09:00:00.000Z');
    world.systems.okta.restore(email);
    await finishTasks(world, id);
    // The survey closes on the third of April, and the last look of a later day was in March.
    await world.advanceTo('2026-04-10T09:00:00.000Z');
    expect((await world.load(id)).status).toBe('completed');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
    expect(world.channel.inbox('U-tom').some(({ view }) => view.title === 'Access had come back')).toBe(true);
  });

  it('and before somebody says that all is done', async () => {
    const { world, id } = await ended();
    await world.advanceTo('2026-03-29T09:00:00.000Z');
    world.systems.okta.restore(email);
    await finishTasks(world, id);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'systems-unresolved' },
    });
    const conversation = createConversation(world.deps, world.engine);
    const click = { ref: act('departure.complete', id), values: null, words: [] };
    const speaker = { person: testPeople.manager, channel: 'slack' } as const;
    expect(await conversation.act(click, speaker)).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    await world.engine.idle();
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
    expect((await world.load(id)).status).toBe('active');
    await conversation.act(click, speaker);
    await world.engine.idle();
    expect((await world.load(id)).status).toBe('completed');
  });
});
