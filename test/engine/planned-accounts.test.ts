import { describe, expect, it } from 'vitest';
import { actionOf, askAgain, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;

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
