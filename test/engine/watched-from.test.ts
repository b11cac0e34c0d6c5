import { expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { alertsUp, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld } from '../support/memory/memory-world.ts';

it('is an alarm when an account is used after its ways in were closed, whatever else of it takes longer', async () => {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await confirm(world, id);
  const { okta } = world.systems;
  const { act } = okta.connector;
  // The groups are taken away only in the evening.
  okta.connector.act = async (action, context) => {
    if (action.stage === 'groups' && world.clock.now().toISOString() < '2026-03-20T21:00:00.000Z')
      throw new ConnectorError('unavailable', quotation('down'));
    return act(action, context);
  };
  await world.advanceTo('2026-03-20T17:30:00.000Z');
  okta.use(new Date('2026-03-20T19:00:00.000Z'), new Date('2026-03-20T19:30:00.000Z'));
  await world.advanceTo('2026-03-22T12:00:00.000Z');
  const state = await world.load(id);
  expect(state.runEndedAt).not.toBeNull();
  expect(alertsUp(state)).toContainEqual(['activity', 'okta/okta-alex']);
});
