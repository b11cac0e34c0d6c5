import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { actionOf, alertsUp, confirmed } from '../support/memory/confirmed-run.ts';
import { type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;

function onAction(state: Departure, actionId: string) {
  return { actionId, rev: actionOf(state, actionId).rev };
}

describe('a person’s word that it was done by hand', () => {
  const door = 'crm/crm-alex/disable';

  /** Another system is down for days, so that the run does not come to its last look. */
  async function handedOver() {
    const { world, id } = await confirmed();
    world.systems.okta.mood = 'down';
    world.systems.crm.mood = 'lies';
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(actionOf(await world.load(id), door).status).toBe('failed');
    const hand = { type: 'access.hand', ...onAction(await world.load(id), door), to: testPeople.it } as const;
    await mustDo(world.ask('it', id, hand));
    expect(alertsUp(await world.load(id))).toContainEqual(['account-open', 'crm/crm-alex']);
    return { world, id };
  }

  async function prove(world: MemoryWorld, id: string): Promise<void> {
    const proof = 'done';
    await mustDo(world.ask('it', id, { type: 'access.prove', ...onAction(await world.load(id), door), proof }));
  }

  it('is compared with what the system shows at once, and the alarm stays where it is not so', async () => {
    const { world, id } = await handedOver();
    await prove(world, id);
    expect(alertsUp(await world.load(id))).toContainEqual(['account-open', 'crm/crm-alex']);
    await world.advanceTo('2026-03-20T19:20:00.000Z');
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({ status: 'failed', failure: { kind: 'read-back-differs' } });
    expect(alertsUp(state)).toContainEqual(['account-open', 'crm/crm-alex']);
    expect(alertsUp(state)).toContainEqual(['action-failed', 'crm/crm-alex']);
  });

  it('counts, and ends the alarm, once the system shows it', async () => {
    const { world, id } = await handedOver();
    world.systems.crm.mood = 'well';
    world.systems.crm.closeByHand(email);
    await prove(world, id);
    for (const { action, status, rev } of (await world.load(id)).revocations)
      if (action.system === 'crm' && status === 'failed')
        await mustDo(world.ask('it', id, { type: 'access.retry', actionId: action.id, rev }));
    await world.advanceTo('2026-03-20T19:01:00.000Z');
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({ status: 'manual', proof: { text: 'done' } });
    expect(alertsUp(state)).not.toContainEqual(['account-open', 'crm/crm-alex']);
  });
});
