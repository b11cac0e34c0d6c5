import { expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { actionOf, confirmed } from '../support/memory/confirmed-run.ts';

const door = 'okta/okta-alex/disable';
const sessions = 'okta/okta-alex/sessions';

it('is called again where its answer comes only after the account was closed', async () => {
  const { world, id } = await confirmed();
  const { okta } = world.systems;
  const { act, readBack } = okta.connector;
  okta.mood = 'cannot-close';
  let silent = true;
  okta.connector.act = async (action, context) => {
    const outcome = await act(action, context);
    if (action.id !== sessions || !silent) return outcome;
    // The door closes while nobody knows what became of this call.
    okta.mood = 'well';
    throw new ConnectorError('unknown-outcome', quotation('no answer came'));
  };
  okta.connector.readBack = async (action, context) => {
    if (action.id === sessions && silent) throw new ConnectorError('unavailable', quotation('down'));
    return readBack(action, context);
  };
  // Ten minutes after the cut-off it is called although the account is open.
  for (let minutes = 10; actionOf(await world.load(id), door).status !== 'verified'; minutes++) {
    if (minutes > 50) throw new Error('never closed');
    await world.advanceTo(`2026-03-20T17:${minutes}:00.000Z`);
  }
  expect(actionOf(await world.load(id), sessions).status).toBe('running');
  silent = false;
  await world.advanceTo('2026-03-20T20:00:00.000Z');
  const state = await world.load(id);
  expect(okta.calls.lastIndexOf(sessions)).toBeGreaterThan(okta.calls.lastIndexOf(door));
  const [ended, closed] = [actionOf(state, sessions), actionOf(state, door)];
  expect(ended.status).toBe('verified');
  expect(Date.parse(ended.calledAt ?? '')).toBeGreaterThanOrEqual(Date.parse(closed.endedAt ?? ''));
});
