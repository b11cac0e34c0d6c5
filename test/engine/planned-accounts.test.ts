import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { actionOf, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;

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
