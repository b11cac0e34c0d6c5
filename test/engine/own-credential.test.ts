import { describe, expect, it } from 'vitest';
import { minute, plus } from '../../src/domain/calendar/time.ts';
import { alertsUp, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, worldDates } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

/** The account that Relais itself acts by in the code system is the leaver's, as its connector says. */
async function ownTokenWorld(): Promise<MemoryWorld> {
  const world = await createMemoryWorld();
  world.systems.code.identity = 'protected';
  const { connector } = world.systems.code;
  const [find, look] = [connector.find.bind(connector), connector.look.bind(connector)];
  connector.find = async (...asked) => {
    const found = await find(...asked);
    if (found.status !== 'found') return found;
    return { ...found, accounts: found.accounts.map((one) => ({ ...one, own: true as const })) };
  };
  connector.look = async (...asked) => {
    const found = await look(...asked);
    return { ...found, account: { ...found.account, own: true as const } };
  };
  return world;
}

describe('a leaver whose account Relais itself acts by', () => {
  it('is told to IT as soon as there is a plan, long before anything ends', async () => {
    const world = await ownTokenWorld();
    const id = await world.plan();
    const state = await world.load(id);
    const account = state.accounts.find(({ system }) => system === 'code');
    expect(alertsUp(state)).toEqual([['own-credential', `code/${account?.id}`]]);
    const [told, ...others] = world.channel.inbox('U-tom').filter(({ view }) => view.kind === 'alert');
    expect(others).toEqual([]);
    expect(told ? cardTexts(told.view).join('\n') : '').toContain('Relais itself acts by an account of Alex Moreau');
    for (const handle of ['U-maya', 'U-alex', 'U-nadia'])
      expect(world.channel.inbox(handle).filter(({ view }) => view.kind === 'alert')).toEqual([]);
  });

  it('ends everything else, calls nothing there, and waits for a person', async () => {
    const world = await ownTokenWorld();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo(plus(worldDates.cutOff.at, 30 * minute));
    expect(world.systems.code.calls).toEqual([]);
    for (const system of [world.systems.okta, world.systems.crm])
      expect(system.live('alex@example.com', 'disable')).toBe(false);
    const state = await world.load(id);
    expect(alertsUp(state)).toContainEqual(['own-credential', expect.stringMatching(/^code\//)]);
    const left = state.revocations.find(({ action }) => action.system === 'code');
    expect(left?.action.manual).toBe(true);
    // Once IT has given Relais another credential and closed the account, it says so.
    const prove = {
      type: 'access.prove',
      actionId: left?.action.id ?? '',
      rev: left?.rev ?? 0,
      proof: 'Token moved, ticket 12',
    } as const;
    await mustDo(world.ask('it', id, prove));
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).not.toContain('own-credential');
  });
});
