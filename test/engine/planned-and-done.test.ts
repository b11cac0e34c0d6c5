import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { actionOf, alertsUp, confirm, confirmed } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;

function onAction(state: Departure, actionId: string) {
  return { actionId, rev: actionOf(state, actionId).rev };
}

async function askAgain(world: MemoryWorld, id: string): Promise<Departure> {
  return mustDo(
    world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
  );
}

describe('an account of the plan that the next look does not find', () => {
  it('stays in the plan, and is cut by its id once it answers again', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const before = await world.load(id);
    world.systems.crm.identity = 'gone';
    const after = await askAgain(world, id);
    expect(after.planHash).toBe(before.planHash);
    expect(after.accounts).toEqual(before.accounts);
    await confirm(world, id);
    world.systems.crm.identity = 'as-planned';
    await world.advanceTo('2026-03-20T17:10:00.000Z');
    expect(world.systems.crm.live(email, 'disable')).toBe(false);
    expect(actionOf(await world.load(id), 'crm/crm-alex/disable').status).toBe('verified');
  });

  it('stays in the plan beside another one that is found in its place', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    world.systems.crm.identity = 'recreated';
    const after = await askAgain(world, id);
    const planned = after.accounts.filter(({ system }) => system === 'crm').map(({ id: account }) => account);
    expect(planned).toHaveLength(2);
    expect(planned).toContain('crm-alex');
  });
});

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

describe('a system that is down on the day of a later look', () => {
  it('is asked again by itself once it answers, and nobody has to press anything', async () => {
    const { world, id } = await confirmed();
    const crmOf = ({ systems }: Departure) => systems.find(({ system }) => system === 'crm');
    await world.advanceTo('2026-03-27T12:00:00.000Z');
    world.systems.crm.mood = 'down';
    await world.advanceTo('2026-03-28T12:00:00.000Z');
    const given = await world.load(id);
    expect(crmOf(given)?.problem?.kind).toBe('unreachable');
    expect(alertsUp(given)).toContainEqual(['plan-unresolved', 'crm']);
    world.systems.crm.mood = 'well';
    await world.advanceTo('2026-03-28T18:30:00.000Z');
    const told = await world.load(id);
    expect(crmOf(told)).toMatchObject({ problem: null, failures: 0 });
    expect(alertsUp(told)).toEqual([]);
  });

  it('is left to people after a week without an answer', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-27T12:00:00.000Z');
    world.systems.crm.mood = 'down';
    await world.advanceTo('2026-04-10T12:00:00.000Z');
    const state = await world.load(id);
    expect(state.systems.find(({ system }) => system === 'crm')?.triedAt.slice(0, 10)).toMatch(/2026-04-0[34]/);
    expect(alertsUp(state)).toContainEqual(['plan-unresolved', 'crm']);
  });
});
