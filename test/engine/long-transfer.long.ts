import { describe, expect, it } from 'vitest';
import type { ReadBack } from '../../src/engine/ports/connector.ts';
import { actionOf, alertsUp, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, mustDo } from '../support/memory/memory-world.ts';

const files = 'crm/crm-alex/groups';

/**
 * What the leaver has in the CRM is handed over there, and the CRM says that it is working on it until it is told
 * otherwise.
 */
async function handingOver() {
  const world = await createMemoryWorld();
  const { connector } = world.systems.crm;
  const state: { says: ReadBack['state']; asked: number } = { says: 'pending', asked: 0 };
  const { look, readBack } = connector;
  let moved = '';
  connector.look = async (account, context) => {
    const seen = await look.call(connector, account, context);
    // What was handed over is nothing of theirs any more.
    const held = seen.items.filter(({ action }) => !(state.says === 'desired' && action.id.startsWith(files)));
    const items = held.map((item) => {
      if (!item.action.id.startsWith(files)) return item;
      moved = item.action.id;
      return { ...item, action: { ...item.action, stage: 'data' as const } };
    });
    return { ...seen, items };
  };
  connector.readBack = async (action, context) => {
    if (action.stage !== 'data') return readBack.call(connector, action, context);
    state.asked += 1;
    return { state: state.says, evidence: [] };
  };
  const id = await world.plan();
  await confirm(world, id);
  return { world, id, state, moved: () => moved };
}

describe('a transfer that takes weeks', () => {
  it('is IT’s to look at after three days, with buttons, while it goes on being asked', async () => {
    const { world, id, state, moved } = await handingOver();
    await world.advanceTo('2026-03-23T16:00:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([]);
    await world.advanceTo('2026-03-23T17:05:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([['action-failed', moved()]]);
    const card = world.channel.inbox('U-tom').find(({ view }) => view.title === 'Data is still being handed over');
    expect(JSON.stringify(card?.view)).toContain('access.retry');
    expect(JSON.stringify(card?.view)).toContain('access.waive');

    await world.advanceTo('2026-05-20T17:00:00.000Z');
    expect(actionOf(await world.load(id), moved())).toMatchObject({ status: 'accepted', failure: null });
    const { asked } = state;
    await world.advanceTo('2026-05-22T18:00:00.000Z');
    expect(state.asked - asked).toBe(2);

    state.says = 'desired';
    await world.advanceTo('2026-05-24T18:00:00.000Z');
    const done = await world.load(id);
    expect(actionOf(done, moved()).status).toBe('verified');
    expect(alertsUp(done)).toEqual([]);
  });

  it('rings again three days after a retry that changed nothing', async () => {
    const { world, id, moved } = await handingOver();
    await world.advanceTo('2026-03-24T17:00:00.000Z');
    const { rev } = actionOf(await world.load(id), moved());
    await mustDo(world.ask('it', id, { type: 'access.retry', actionId: moved(), rev }));
    await world.advanceTo('2026-03-24T17:10:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([]);
    await world.advanceTo('2026-03-27T17:30:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([['action-failed', moved()]]);
  });
});
