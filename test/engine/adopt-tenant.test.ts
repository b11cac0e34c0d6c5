import { describe, expect, it } from 'vitest';
import { preflight } from '../../src/engine/access/preflight.ts';
import type { Transaction } from '../../src/engine/turns.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { actionOf, alertsUp, askAgain, confirm, confirmed } from '../support/memory/confirmed-run.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testPeople,
} from '../support/memory/memory-world.ts';
import { actNamesOf, blockActions } from '../support/view-text.ts';

const email = testPeople.leaver.email;
const renamed = 'https://acme.example.com';
const door = 'okta/okta-alex/disable';

/** What the button of the alarm does. */
async function adopt(world: MemoryWorld, id: string, tenant: string, who: TestPersonName = 'it'): Promise<Transaction> {
  const found = await preflight(world.deps, testPeople.leaver, await world.load(id));
  const by = testPeople[who];
  return world.ask(who, id, { type: 'access.replan', preflight: found, adopt: { system: 'okta', tenant, by } });
}

async function alarmOf(world: MemoryWorld, id: string, who: TestPersonName) {
  const state = await world.load(id);
  const alert = state.alerts.find(({ kind, clearedAt }) => kind === 'plan-unresolved' && clearedAt === null);
  if (!alert) throw new Error('no alarm');
  return alertCard(state, alert, testPeople[who], world.clock.now().toISOString());
}

async function planned(): Promise<{ world: MemoryWorld; id: string }> {
  const world = await createMemoryWorld();
  return { world, id: await world.plan() };
}

describe('a system of known accounts whose address was changed', () => {
  it('stays out of the plan until IT adopts the address, and is then confirmed and cut there', async () => {
    const { world, id } = await planned();
    world.systems.okta.address = renamed;
    await askAgain(world, id);
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'okta']);
    expect(actNamesOf(await alarmOf(world, id, 'it'))).toEqual([
      'access.replan',
      'access.adopt',
      'access.set-aside',
      'access.review',
    ]);
    expect(actNamesOf(await alarmOf(world, id, 'hr'))).not.toContain('access.adopt');
    await mustDo(adopt(world, id, `${renamed} t-1`));
    const adopted = await world.load(id);
    expect(alertsUp(adopted)).toEqual([]);
    expect(actionOf(adopted, door)).toMatchObject({ status: 'planned', action: { tenant: `${renamed} t-1` } });
    expect(adopted.revocations).toHaveLength(9);
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
    const ended = await world.load(id);
    expect(ended.runEndedAt).not.toBeNull();
    expect(ended.revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('asks for a new confirmation where the plan was confirmed before', async () => {
    const { world, id } = await confirmed();
    world.systems.okta.address = renamed;
    await mustDo(adopt(world, id, `${renamed} t-1`));
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).runStartedAt).toBeNull();
    await confirm(world, id);
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });

  it('in the run goes on under the same confirmation once it is adopted, with what had failed', async () => {
    const { world, id } = await confirmed();
    world.systems.okta.address = renamed;
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'okta']);
    await mustDo(adopt(world, id, `${renamed} t-1`));
    await world.advanceTo('2026-03-20T18:30:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
    const state = await world.load(id);
    expect(state.runEndedAt).not.toBeNull();
    expect(alertsUp(state)).toEqual([]);
  });

  it('is looked at again on later days once it is adopted, also when all was done', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    world.systems.okta.address = renamed;
    await world.advanceTo('2026-03-21T18:10:00.000Z');
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'okta']);
    await mustDo(adopt(world, id, `${renamed} t-1`));
    expect(alertsUp(await world.load(id))).toEqual([]);
    world.systems.okta.restore(email);
    await world.advanceTo('2026-03-27T18:10:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });

  it('is adopted by IT and administrators alone, and only as it was shown', async () => {
    const { world, id } = await planned();
    world.systems.okta.address = renamed;
    await askAgain(world, id);
    expect(await adopt(world, id, `${renamed} t-1`, 'manager')).toMatchObject({ refusal: { code: 'not-permitted' } });
    expect(await adopt(world, id, `${renamed} t-1`, 'hr')).toMatchObject({ refusal: { code: 'not-permitted' } });
    world.systems.okta.address = 'https://elsewhere.example.com';
    expect(await adopt(world, id, `${renamed} t-1`)).toMatchObject({ refusal: { code: 'stale' } });
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'okta']);
  });
});

describe('another organisation in the place of one with known accounts', () => {
  it('is asked about harder, and what was open in the earlier one is in the hands of whoever adopts it', async () => {
    const { world, id } = await confirmed();
    world.systems.okta.mood = 'other-tenant';
    await askAgain(world, id);
    const [button] = blockActions((await alarmOf(world, id, 'it')).blocks).filter(
      ({ act }) => act.name === 'access.adopt',
    );
    expect(button).toMatchObject({ style: 'danger', confirm: { title: 'Plan for another organisation?' } });
    await mustDo(adopt(world, id, 'https://okta.example.com t-other'));
    const adopted = await world.load(id);
    expect(actionOf(adopted, door)).toMatchObject({ status: 'manual', handed: { to: 'tom' } });
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const state = await world.load(id);
    // Nobody found there is no word about the organisation of the plan.
    expect(alertsUp(state)).toContainEqual(['account-open', 'okta/okta-alex']);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'work-open' },
    });
    expect(world.systems.code.live(email, 'disable')).toBe(false);
  });

  it('is another one also by the same id, where a known account is not there', async () => {
    const { world, id } = await planned();
    world.systems.okta.address = renamed;
    world.systems.okta.identity = 'recreated';
    await mustDo(adopt(world, id, `${renamed} t-1`));
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({
      status: 'manual',
      action: { tenant: 'https://okta.example.com t-1' },
    });
    expect(state.revocations.filter(({ action }) => action.tenant === `${renamed} t-1`)).toHaveLength(3);
  });
});

describe('a system of which nothing but its address told the organisation', () => {
  async function untold(): Promise<{ world: MemoryWorld; id: string }> {
    const world = await createMemoryWorld();
    world.systems.okta.isOrganisationTold = false;
    const id = await world.plan();
    await confirm(world, id);
    expect(actionOf(await world.load(id), door).action.tenant).toBe('https://okta.example.com');
    return { world, id };
  }

  it('is known by what tells it since, while the account is there to vouch for it, under the same confirmation', async () => {
    const { world, id } = await untold();
    world.systems.okta.isOrganisationTold = true;
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({
      status: 'verified',
      action: { tenant: 'https://okta.example.com t-1' },
    });
    expect(state.runEndedAt).not.toBeNull();
    expect(alertsUp(state)).toEqual([]);
  });

  it('makes another plan of it before the run, to be confirmed as it is told now', async () => {
    const { world, id } = await untold();
    world.systems.okta.isOrganisationTold = true;
    const state = await askAgain(world, id);
    expect(alertsUp(state).filter(([kind]) => kind === 'plan-unresolved')).toEqual([]);
    expect(actionOf(state, door).action.tenant).toBe('https://okta.example.com t-1');
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    expect(actionOf(await world.load(id), door).status).toBe('verified');
  });

  it('proves nothing where the account is gone before anything tells it: a person decides', async () => {
    const { world, id } = await untold();
    world.systems.okta.identity = 'gone';
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    const silent = await world.load(id);
    expect(actionOf(silent, door).status).not.toBe('verified');
    expect(alertsUp(silent)).toContainEqual(['plan-unresolved', 'okta']);
    world.systems.okta.isOrganisationTold = true;
    await askAgain(world, id);
    const state = await world.load(id);
    expect(state.systems.find(({ system }) => system === 'okta')).toMatchObject({
      tenant: 'https://okta.example.com',
      problem: { kind: 'mismatch', answering: 'https://okta.example.com t-1' },
    });
    expect(actionOf(state, door).status).not.toBe('verified');
    await mustDo(adopt(world, id, 'https://okta.example.com t-1'));
    expect(actionOf(await world.load(id), door)).toMatchObject({ status: 'manual', handed: { to: 'tom' } });
  });
});

describe('another organisation in which the leaver has the account of the same id', () => {
  async function adopted(): Promise<{ world: MemoryWorld; id: string }> {
    const { world, id } = await confirmed();
    // Another address, and nothing that tells whose: it may be anybody's.
    Object.assign(world.systems.okta, { address: renamed, isOrganisationTold: false });
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    await mustDo(adopt(world, id, renamed));
    expect(actionOf(await world.load(id), door)).toMatchObject({
      status: 'manual',
      action: { tenant: 'https://okta.example.com t-1' },
    });
    return { world, id };
  }

  it('is told as open there, whatever becomes of the earlier one', async () => {
    const { world, id } = await adopted();
    for (const { action } of (await world.load(id)).revocations.filter((one) => one.action.system === 'okta')) {
      const { rev } = actionOf(await world.load(id), action.id);
      const waive = {
        type: 'access.waive',
        actionId: action.id,
        rev,
        reason: 'the old one is shut',
        until: null,
      } as const;
      await mustDo(world.ask('it', id, waive));
    }
    await askAgain(world, id);
    expect(world.systems.okta.live(email, 'disable')).toBe(true);
    const state = await world.load(id);
    expect(state.systems.find(({ system }) => system === 'okta')?.problem).toEqual({
      kind: 'incomplete',
      reason: {
        en: expect.stringContaining('has the id of an account of the earlier organisation'),
        fr: expect.stringContaining('porte l’identifiant d’un compte de l’organisation précédente'),
      },
    });
    expect(alertsUp(state)).toContainEqual(['plan-unresolved', 'okta']);
  });

  it('is no matter any more once nothing is open in it', async () => {
    const { world, id } = await adopted();
    const { look } = world.systems.okta.connector;
    world.systems.okta.connector.look = async (...given) => ({ ...(await look(...given)), items: [] });
    const state = await askAgain(world, id);
    expect(state.systems.find(({ system }) => system === 'okta')?.problem).toBeNull();
  });
});
