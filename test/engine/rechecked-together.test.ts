import { describe, expect, it } from 'vitest';
import type { DepartureEvent } from '../../src/domain/event.ts';
import { confirmed } from '../support/memory/confirmed-run.ts';
import { type MemoryWorld, testPeople } from '../support/memory/memory-world.ts';

type Rechecked = DepartureEvent & { type: 'account-rechecked' | 'revocation-rechecked' };

/** What the journal says of later days about one system, by the day on which it was written. */
async function rechecksOf(
  { deps }: MemoryWorld,
  id: string,
  system: string,
): Promise<{ at: string; event: Rechecked }[]> {
  const found: { at: string; event: Rechecked }[] = [];
  for await (const { at, event } of deps.store.departures.journal(id)) {
    if (event.type === 'account-rechecked' && event.system === system) found.push({ at, event });
    if (event.type === 'revocation-rechecked' && event.actionId.startsWith(`${system}/`)) found.push({ at, event });
  }
  return found;
}

const plain = ({ event }: { event: Rechecked }) =>
  event.type === 'account-rechecked'
    ? event.checked.map(({ actionId, day }) => `${actionId} gone on day ${day}`)
    : [`${event.actionId} ${event.result} on day ${event.day}`];

describe('what was proven gone in one account', () => {
  it('is read again together on a later day, and written down once', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-22T00:00:00.000Z');
    const actions = (await world.load(id)).revocations.filter(({ action }) => action.system === 'okta');
    expect(actions.length).toBeGreaterThan(2);
    const found = await rechecksOf(world, id, 'okta');
    expect(found.map(plain)).toEqual([actions.map(({ action }) => `${action.id} gone on day 1`)]);
    for (const { rechecked } of actions) expect(rechecked).toEqual([1]);
  });

  it('comes together although its proofs came one after another', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    const { readBack } = okta.connector;
    // Each read-back takes a few seconds.
    okta.connector.readBack = async (action, context) => {
      world.clock.set(new Date(world.clock.now().getTime() + 4_000));
      return readBack(action, context);
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    okta.connector.readBack = readBack;
    const ended = (await world.load(id)).revocations.flatMap(({ action, endedAt }) =>
      action.system === 'okta' && endedAt ? [endedAt] : [],
    );
    expect(new Set(ended).size).toBeGreaterThan(1);
    await world.advanceTo('2026-03-22T00:00:00.000Z');
    const found = await rechecksOf(world, id, 'okta');
    expect(found.map(({ at }) => at)).toEqual(['2026-03-21T17:10:00.000Z']);
  });

  it('is asked for use together with the other accounts, also where they were closed one after another', async () => {
    const { world, id } = await confirmed();
    // Each is called again some seconds later, at an instant of its own.
    for (const system of Object.values(world.systems)) system.mood = 'down';
    await world.advanceTo('2026-03-20T17:00:01.000Z');
    for (const system of Object.values(world.systems)) system.mood = 'well';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const from = (await world.load(id)).accounts.map(({ watchedFrom }) => watchedFrom);
    expect(new Set(from).size).toBeGreaterThan(1);
    await world.advanceTo('2026-03-23T19:00:00.000Z');
    const watched: string[] = [];
    for await (const { at, event } of world.deps.store.departures.journal(id))
      if (event.type === 'watched') watched.push(`${at} ${event.uses.length}`);
    expect(watched).toEqual([
      `2026-03-21T18:10:00.000Z ${from.length}`,
      `2026-03-22T18:10:00.000Z ${from.length}`,
      `2026-03-23T18:10:00.000Z ${from.length}`,
    ]);
  });

  it('says of each by itself what is back and what could not be told', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-21T16:00:00.000Z');
    const { okta } = world.systems;
    okta.reopen(testPeople.leaver.email, 'groups');
    const { readBack } = okta.connector;
    okta.connector.readBack = async (action, context) =>
      action.stage === 'sessions' ? { state: 'unreadable', evidence: [] } : readBack(action, context);
    await world.advanceTo('2026-03-21T17:00:00.000Z');
    const [together, ...others] = await rechecksOf(world, id, 'okta');
    expect(together?.event.type).toBe('account-rechecked');
    expect(together && plain(together)).not.toContain('okta/okta-alex/sessions gone on day 1');
    expect(others.flatMap(plain)).toContain('okta/okta-alex/sessions unknown on day 1');
    expect(others.flatMap(plain).some((line) => line.includes('groups') && line.endsWith('back on day 1'))).toBe(true);
    // It rang, and was over once the group was taken away again.
    expect((await world.load(id)).alerts.map(({ kind }) => kind)).toContain('residual-access');
    expect(okta.live(testPeople.leaver.email, 'groups')).toBe(false);
  });
});
