import { describe, expect, it } from 'vitest';
import { actionOf, alertsUp, askAgain, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, testPeople } from '../support/memory/memory-world.ts';

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

describe('an account of the plan under an address that nobody knows by now', () => {
  /** The search of CRM finds nobody from now on, and the account answers to its id. */
  function hide({ systems: { crm } }: MemoryWorld): void {
    const { find } = crm.connector;
    crm.connector.find = async (person, context) => {
      const { tenant, asked, evidence } = await find(person, context);
      return { status: 'none', tenant, asked, evidence };
    };
  }

  it('is looked at by its id before the run ends: what appeared in it is cut', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    hide(world);
    world.systems.crm.grow(email, 'sessions', 'made-late');
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    const state = await world.load(id);
    expect(state.runEndedAt).not.toBeNull();
    expect(actionOf(state, 'crm/crm-alex/sessions/made-late').status).toBe('verified');
    expect(world.systems.crm.open(email)).toEqual([]);
  });

  it('is looked at on later days too: what came back is cut again', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    hide(world);
    world.systems.crm.grow(email, 'sessions', 'made-later');
    await world.advanceTo('2026-03-21T19:00:00.000Z');
    expect(world.systems.crm.open(email)).toEqual([]);
  });

  it('disproves whoever says that it was closed by hand', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    const door = 'crm/crm-alex/disable';
    const on = async () => ({ actionId: door, rev: actionOf(await world.load(id), door).rev });
    await world.ask('it', id, { type: 'access.hand', ...(await on()), to: testPeople.it });
    hide(world);
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    await world.ask('it', id, { type: 'access.prove', ...(await on()), proof: 'closed it myself' });
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({ status: 'failed', proof: null });
    expect(alertsUp(state)).toContainEqual(['action-failed', 'crm/crm-alex']);
  });

  it('keeps the departure open where it cannot be told what it holds', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    hide(world);
    const { look } = world.systems.crm.connector;
    world.systems.crm.connector.look = async (...given) => ({
      ...(await look(...given)),
      untold: [{ what: 'keys', named: { en: 'keys', fr: 'clés' }, reason: { en: 'cut short', fr: 'coupée' } }],
    });
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'crm']);
  });

  it('is left to whoever has its id by now', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    hide(world);
    const { look } = world.systems.crm.connector;
    world.systems.crm.connector.look = async (account, context) => {
      const told = await look(account, context);
      return { ...told, account: { ...told.account, login: 'somebody.else@example.com' } };
    };
    world.systems.crm.grow(email, 'sessions', 'of-somebody-else');
    await world.advanceTo('2026-03-21T19:00:00.000Z');
    expect(world.systems.crm.live(email, 'sessions')).toBe(true);
  });

  it('is not called where its id answers to another login: a person decides', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    hide(world);
    const { look } = world.systems.crm.connector;
    world.systems.crm.connector.look = async (account, context) => {
      const told = await look(account, context);
      return { ...told, account: { ...told.account, login: 'somebody.else@example.com' } };
    };
    await world.advanceTo('2026-03-20T17:20:00.000Z');
    expect(world.systems.crm.calls).toEqual([]);
    const state = await world.load(id);
    expect(actionOf(state, 'crm/crm-alex/disable')).toMatchObject({ status: 'failed', failure: { kind: 'mismatch' } });
    expect(alertsUp(state)).toContainEqual(['action-failed', 'crm/crm-alex']);
  });
});
