import { describe, expect, it } from 'vitest';
import { wishedCards } from '../../src/domain/cards/audience.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { quotation } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { actionOf, confirmed } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';
import { actNamesOf, blockActions, cardTexts } from '../support/view-text.ts';

describe('what failed', () => {
  it('reaches IT within a minute, with the three ways forward on that very message', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const planHash = (await world.load(id)).planHash ?? '';
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash }));
    world.systems.crm.connector.act = async () => {
      throw new ConnectorError('rejected', quotation('this call is not accepted'));
    };
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    const [alert, ...others] = world.channel
      .inbox('U-tom')
      .filter(({ view }) => view.kind === 'alert' && JSON.stringify(view).includes('access.retry'));
    expect(others).toEqual([]);
    expect(alert).toBeDefined();
    const ways = blockActions(alert?.view.blocks ?? []).map(({ act, label }) => `${act.name} ${label}`);
    expect(ways).toEqual(
      expect.arrayContaining(['access.retry Retry', 'access.hand Hand to someone', 'access.waive Waive']),
    );
    const french = world.channel.inbox('U-ines').find(({ view }) => JSON.stringify(view).includes('access.retry'));
    expect(blockActions(french?.view.blocks ?? []).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Réessayer', 'Confier à quelqu’un', 'Déroger']),
    );
  });
});

it('what failed is the newest message of whoever settles it; how it ended comes once it is settled, with what else is theirs to do', async () => {
  const { world, id } = await confirmed();
  const { act } = world.systems.crm.connector;
  world.systems.crm.connector.act = async () => {
    throw new ConnectorError('rejected', quotation('not like this'));
  };
  await world.advanceTo('2026-03-20T17:15:00.000Z');
  const state = await world.load(id);
  expect(state.runEndedAt).not.toBeNull();
  const kinds = (handle: string) => world.channel.inbox(handle).map(({ view }) => view.kind);
  expect(kinds('U-tom').at(-1)).toBe('alert');
  expect(kinds('U-tom')).not.toContain('outcome');
  // Whoever settles nothing of it hears at once how it ended.
  expect(kinds('U-maya')).toContain('outcome');
  const now = world.clock.now().toISOString();
  const hears = (one: Departure) =>
    wishedCards(one, now).some(({ card, reader }) => card === 'outcome' && reader === 'tom');
  expect(hears(state)).toBe(false);
  // What was settled last may complete the departure in the same breath.
  const alerts = state.alerts.map((alert) => ({ ...alert, clearedAt: now }));
  expect(hears({ ...state, alerts, status: 'completed' })).toBe(true);
  expect(hears({ ...state, alerts, status: 'cancelled' })).toBe(false);
  // What a legal hold keeps open for months is nobody's next step.
  const holds = [{ id: 'h' }] as unknown as Departure['holds'];
  const kept = state.revocations.map((one) => ({
    ...one,
    action: { ...one.action, effect: 'destructive' as const, fallback: null },
  }));
  const ringing = state.alerts.filter(({ kind }) => kind === 'account-open');
  expect(ringing).not.toEqual([]);
  expect(hears({ ...state, alerts: ringing, holds, revocations: kept })).toBe(true);

  world.systems.crm.connector.act = act;
  for (const { action } of state.revocations.filter(({ status }) => status === 'failed')) {
    const one = actionOf(await world.load(id), action.id);
    if (one.status === 'failed')
      await mustDo(world.ask('it', id, { type: 'access.retry', actionId: action.id, rev: one.rev }));
  }
  await world.advanceTo('2026-03-20T17:30:00.000Z');
  expect((await world.load(id)).alerts.every(({ clearedAt }) => clearedAt !== null)).toBe(true);
  const last = world.channel.inbox('U-tom').at(-1)?.view;
  expect(last?.kind).toBe('outcome');
  // Later alarms do not take it away again: what stands stays.
  expect(kinds('U-tom').filter((kind) => kind === 'outcome')).toHaveLength(1);
});

describe('an account that is still open because its system tells nothing', () => {
  it.each([
    ['down', ['access.replan', 'access.review'], 'The system does not answer'],
    ['other-tenant', ['access.replan', 'access.adopt', 'access.review'], 'Another organisation answers'],
  ] as const)('says why, and offers what helps, on the message that rings: %s', async (mood, ways, why) => {
    const { world, id } = await confirmed();
    world.systems.crm.mood = mood;
    await world.advanceTo('2026-03-20T17:15:00.000Z');
    const state = await world.load(id);
    const alert = state.alerts.find(({ kind, subject }) => kind === 'account-open' && subject === 'crm/crm-alex');
    if (!alert) throw new Error('nothing rings');
    const card = alertCard(state, alert, testPeople.it, world.clock.now().toISOString());
    expect(actNamesOf(card)).toEqual(ways);
    expect(cardTexts(card).join('\n')).toContain(why);
  });

  it('says nothing of the kind where only its own call failed', async () => {
    const { world, id } = await confirmed();
    world.systems.crm.connector.act = async () => {
      throw new ConnectorError('rejected', quotation('not like this'));
    };
    world.systems.okta.mood = 'down';
    await world.advanceTo('2026-03-20T17:15:00.000Z');
    const state = await world.load(id);
    const alert = state.alerts.find(({ kind, subject }) => kind === 'account-open' && subject === 'crm/crm-alex');
    if (!alert) throw new Error('nothing rings');
    const card = alertCard(state, alert, testPeople.it, world.clock.now().toISOString());
    expect(actNamesOf(card)).not.toContain('access.replan');
  });
});

it('of another organisation than the configured one, IT does not read that an account changed', async () => {
  const { world, id } = await confirmed();
  world.systems.crm.connector.find = async () => {
    const words = {
      en: 'tenant-b answers, and tenant-a is configured',
      fr: 'tenant-b répond, et tenant-a est configuré',
    };
    throw new ConnectorError('mismatch', words);
  };
  await world.advanceTo('2026-03-20T17:15:00.000Z');
  const state = await world.load(id);
  const alert = state.alerts.find(({ kind, subject }) => kind === 'plan-unresolved' && subject === 'crm');
  if (!alert) throw new Error('nothing rings');
  const now = world.clock.now().toISOString();
  expect(cardTexts(alertCard(state, alert, testPeople.it, now))).toContain(
    'Something else answers there than was expected. Technical detail: “tenant-b answers, and tenant-a is configured”',
  );
  expect(
    cardTexts(alertCard(state, alert, testPeople.security, now))
      .join('\n')
      .replaceAll(/[\u00a0\u202f]/g, ' '),
  ).toContain(
    'Ce qui y répond n’est pas ce qui était attendu. Détail technique : « tenant-b répond, et tenant-a est configuré »',
  );
});
