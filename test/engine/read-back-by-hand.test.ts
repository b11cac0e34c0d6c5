import { describe, expect, it } from 'vitest';
import { actionOf, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';

const door = 'crm/crm-alex/disable';
const email = testPeople.leaver.email;

/**
 * The run has begun, and the account of one system waits for a person, as where Slack’s plan lets no program close it.
 */
async function waiting() {
  const world = await createMemoryWorld({ manual: 'shown' });
  const id = await world.plan();
  await confirm(world, id);
  await world.advanceTo('2026-03-20T17:05:00.000Z');
  const status = () => world.load(id).then((state) => actionOf(state, door));
  return { world, id, status };
}

describe('what a person does and the system shows', () => {
  it('waits for them, and is read again from time to time', async () => {
    const { world, status } = await waiting();
    expect(await status()).toMatchObject({ status: 'manual', notBefore: '2026-03-20T17:10:00.000Z', readBacks: 0 });
    await world.advanceTo('2026-03-20T17:11:00.000Z');
    expect(await status()).toMatchObject({ status: 'manual', readBacks: 1 });
    await world.advanceTo('2026-03-21T17:00:00.000Z');
    // After 10 and 30 minutes, 1, 3, 6 and 12 hours.
    expect(await status()).toMatchObject({ status: 'manual', readBacks: 6, proof: null });
  });

  it('is verified without a word once it is done', async () => {
    const { world, status } = await waiting();
    world.systems.crm.closeByHand(email);
    await world.advanceTo('2026-03-20T17:11:00.000Z');
    expect(await status()).toMatchObject({ status: 'verified', proof: null, endedAt: '2026-03-20T17:10:00.000Z' });
  });

  it('is verified at once when they say so', async () => {
    const { world, id, status } = await waiting();
    world.systems.crm.closeByHand(email);
    const { rev } = await status();
    await mustDo(world.ask('it', id, { type: 'access.prove', actionId: door, rev, proof: 'closed it' }));
    await world.advanceTo('2026-03-20T17:05:10.000Z');
    expect(await status()).toMatchObject({ status: 'verified', proof: { text: 'closed it' } });
  });

  it('is open again when they say so and the system shows otherwise', async () => {
    const { world, id, status } = await waiting();
    const { rev } = await status();
    await mustDo(world.ask('it', id, { type: 'access.prove', actionId: door, rev, proof: 'closed it' }));
    await world.advanceTo('2026-03-20T17:40:00.000Z');
    expect(await status()).toMatchObject({ status: 'failed', failure: { kind: 'read-back-differs' }, proof: null });
  });

  it('makes no button stale by looking', async () => {
    const { world, id, status } = await waiting();
    const { rev } = await status();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await status()).readBacks).toBeGreaterThan(0);
    await mustDo(world.ask('it', id, { type: 'access.hand', actionId: door, rev, to: testPeople.it }));
  });

  it('stays with the person while the system does not answer', async () => {
    const { world, status } = await waiting();
    world.systems.crm.mood = 'down';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(await status()).toMatchObject({ status: 'manual', proof: null });
    world.systems.crm.mood = 'well';
    world.systems.crm.closeByHand(email);
    await world.advanceTo('2026-03-20T20:00:00.000Z');
    expect((await status()).status).toBe('verified');
  });
});
