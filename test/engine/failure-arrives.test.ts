import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { confirmed } from '../support/memory/confirmed-run.ts';
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
