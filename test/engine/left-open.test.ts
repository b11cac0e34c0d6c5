import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { actionOf, confirmed } from '../support/memory/confirmed-run.ts';
import { type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

const door = 'crm/crm-alex/disable';
const { manager, it: tom } = testPeople;

async function leftOpen(): Promise<{ state: Departure; now: string }> {
  const { world, id } = await confirmed();
  world.systems.crm.mood = 'down';
  await world.advanceTo('2026-03-20T17:01:00.000Z');
  for (const one of (await world.load(id)).revocations.filter(({ action }) => action.system === 'crm')) {
    const { rev } = actionOf(await world.load(id), one.action.id);
    const waive = {
      type: 'access.waive',
      actionId: one.action.id,
      rev,
      reason: 'payroll needs it',
      until: null,
    } as const;
    await mustDo(world.ask('it', id, waive));
  }
  world.systems.crm.mood = 'well';
  await world.advanceTo('2026-03-20T19:00:00.000Z');
  return { state: await world.load(id), now: world.clock.now().toISOString() };
}

describe('an access that an exception leaves open', () => {
  it('is closed on no card, and nobody reads that all has ended', async () => {
    const { state, now } = await leftOpen();
    const departure = departureCard(state, manager, now);
    expect(cardTexts(departure).join('\n')).toContain('ended, but for 3 actions that were waived and stay open');
    const closed = departure.blocks.find((block) => block.type === 'progress' && block.label === 'Systems closed');
    expect(closed).toMatchObject({ done: 2, total: 3 });
    const access = accessCard(state, tom, now, { roles: ['it'] });
    expect(access.tone).toBe('attention');
    expect(cardTexts(access).join('\n')).not.toContain('Every access is accounted for');
    const outcome = outcomeCard(state, manager, now);
    expect(outcome.tone).toBe('attention');
    expect(outcome.blocks[0]).toMatchObject({
      type: 'status',
      state: 'Settled, and 3 actions were waived: those accesses are open',
    });
    expect(cardTexts(outcome).join('\n')).toContain('left open knowingly');
  });
});

describe('the alarm about an account that is still open', () => {
  async function ringing(): Promise<{ world: MemoryWorld; state: Departure }> {
    const { world, id } = await confirmed();
    world.systems.crm.mood = 'lies';
    await world.advanceTo('2026-03-20T17:15:00.000Z');
    return { world, state: await world.load(id) };
  }

  it('has its buttons while Relais still reads back by itself', async () => {
    const { world, state } = await ringing();
    expect(actionOf(state, door)).toMatchObject({ status: 'accepted' });
    const alert = state.alerts.find(({ kind, subject }) => kind === 'account-open' && subject === 'crm/crm-alex');
    if (!alert) throw new Error('no alarm');
    const card = alertCard(state, alert, tom, world.clock.now().toISOString());
    expect(actNamesOf(card)).toEqual(expect.arrayContaining(['access.retry', 'access.hand', 'access.waive']));
    const { rev } = actionOf(state, door);
    world.systems.crm.mood = 'well';
    await mustDo(world.ask('it', state.id, { type: 'access.retry', actionId: door, rev }));
    await world.advanceTo('2026-03-20T17:16:00.000Z');
    expect(actionOf(await world.load(state.id), door).status).toBe('verified');
  });
});
