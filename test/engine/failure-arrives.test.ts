import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { createMemoryWorld, mustDo } from '../support/memory/memory-world.ts';
import { blockActions } from '../support/view-text.ts';

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
