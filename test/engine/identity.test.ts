import { describe, expect, it } from 'vitest';
import { preflight } from '../../src/engine/access/preflight.ts';
import { collect } from '../stores/samples.ts';
import { createMemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';

/** A departure whose access is confirmed, and what its system `code` was asked to do by the day after the cut-off. */
async function cutOffWith(identity: 'recreated' | 'protected' | 'gone') {
  const world = await createMemoryWorld();
  const id = await world.plan();
  const { planHash } = await world.load(id);
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
  world.systems.code.identity = identity;
  await world.advanceTo('2026-03-21T08:00:00.000Z');
  const departure = await world.load(id);
  // What appeared in the account that is there now waits for a confirmation of its own.
  const ofCode = departure.revocations.filter(
    ({ action, appearedAt }) => action.system === 'code' && appearedAt === null,
  );
  expect(ofCode.length).toBeGreaterThan(0);
  const others = departure.revocations.filter(
    ({ action, status }) => action.system !== 'code' && status === 'verified',
  );
  expect(others.length, 'one system never holds back another').toBeGreaterThan(0);
  const journal = await collect(world.deps.store.departures.journal(id));
  return { ofCode, journal, calls: world.systems.code.calls };
}

describe('just before the call', () => {
  it.each([
    ['recreated', 'mismatch', 'the address leads to another account than the one in the plan'],
    ['protected', 'protected', 'the account may not be touched any more'],
  ] as const)(
    'an account that was %s stops its actions, before anything is called: %s, because %s',
    async (identity, kind, _why) => {
      const { ofCode, calls } = await cutOffWith(identity);
      expect(calls).toEqual([]);
      for (const one of ofCode) {
        expect(one.status).toBe('failed');
        expect(one.failure?.kind).toBe(kind);
      }
    },
  );

  it('an account that the look did not find is not called, also where a clock set back made plan and look one instant', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    world.clock.set(new Date('2026-03-20T17:00:00.000Z'));
    world.systems.code.grow(testPeople.leaver.email, 'groups', 'release-team', 'reversible');
    const found = await preflight(world.deps, testPeople.leaver, await world.load(id));
    world.clock.set(new Date('2026-03-20T16:30:00.000Z'));
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: found }));
    world.systems.code.identity = 'recreated';
    const { planHash } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    expect(world.systems.code.calls).toEqual([]);
    const { runStartedAt, accounts } = await world.load(id);
    const planned = accounts.find(({ system, missingSince }) => system === 'code' && missingSince !== undefined);
    expect([runStartedAt, planned?.seenAt, planned?.missingSince]).toEqual(Array(3).fill('2026-03-20T17:00:00.000Z'));
  });

  it('an account that is gone is proven gone by the read-back, not by the plan', async () => {
    const { ofCode, journal } = await cutOffWith('gone');
    for (const { status, action } of ofCode) {
      expect(status).toBe('verified');
      const results = journal.flatMap(({ event }) =>
        event.type === 'revocation-recorded' && event.actionId === action.id ? [event.result] : [],
      );
      expect(results.at(-1)).toMatchObject({ status: 'verified', evidence: [{ detail: 'gone' }] });
    }
  });
});
