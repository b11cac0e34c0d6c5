import { describe, expect, it } from 'vitest';
import { actionOf, confirm, confirmed } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, testFlow, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;
const door = 'okta/okta-alex/disable';

describe('an account that locks itself between the look and the call', () => {
  it('is looked at anew and closed without a click, and nobody is alarmed', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    const { act } = okta.connector;
    okta.connector.act = async (...given) => {
      okta.connector.act = act;
      okta.drift(email);
      return act(...given);
    };
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    expect(okta.live(email, 'disable')).toBe(false);
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({ status: 'verified', attempts: 2 });
    expect(state.alerts).toEqual([]);
    // What waits for the closing came after it.
    expect(okta.calls).toEqual([door, 'okta/okta-alex/sessions', 'okta/okta-alex/groups']);
  });
});

describe('a run', () => {
  it('asks each system twice who the leaver is there, whatever the number of its actions: before and after it', async () => {
    const { world, id } = await confirmed();
    const { connector } = world.systems.okta;
    const { find } = connector;
    let asked = 0;
    connector.find = async (...given) => {
      asked += 1;
      return find(...given);
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { revocations, runEndedAt } = await world.load(id);
    expect(revocations.filter(({ action }) => action.system === 'okta').length).toBeGreaterThan(2);
    expect(runEndedAt).not.toBeNull();
    expect(asked).toBe(2);
  });
});

describe('what waits for an account to be closed', () => {
  it('waits as long as the flow says', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, { ...testFlow, cutOff: { ...testFlow.cutOff, holdMinutes: 3 } });
    await confirm(world, id);
    const { okta } = world.systems;
    okta.mood = 'cannot-close';
    await world.advanceTo('2026-03-20T17:02:30.000Z');
    expect(okta.calls).toEqual([]);
    await world.advanceTo('2026-03-20T17:04:00.000Z');
    expect(okta.calls).toEqual(['okta/okta-alex/sessions', 'okta/okta-alex/groups']);
  });
});

describe('what an account held, from which a restore starts', () => {
  it('is kept once, by the look before the first call, and by no later one', async () => {
    const { world, id } = await confirmed();
    const { connector } = world.systems.okta;
    const kept = async () => (await world.load(id)).accounts.find(({ system }) => system === 'okta')?.snapshot;
    expect(await kept()).toBeNull();
    const { act } = connector;
    const before: unknown[] = [];
    connector.act = async (...given) => {
      before.push(await kept());
      return act(...given);
    };
    await world.advanceTo('2026-03-22T18:00:00.000Z');
    expect(before).toEqual([{ status: 'ACTIVE' }, { status: 'ACTIVE' }, { status: 'ACTIVE' }]);
    // The looks since then saw another word for it.
    expect((await world.load(id)).accounts.find(({ system }) => system === 'okta')?.status).toBe('SUSPENDED');
    expect(await kept()).toEqual({ status: 'ACTIVE' });
  });
});
