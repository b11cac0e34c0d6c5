import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { alertsUp, confirmed } from '../support/memory/confirmed-run.ts';

describe('a system that is down on the day of a later look', () => {
  it('is asked again by itself once it answers, and nobody has to press anything', async () => {
    const { world, id } = await confirmed();
    const crmOf = ({ systems }: Departure) => systems.find(({ system }) => system === 'crm');
    await world.advanceTo('2026-03-27T12:00:00.000Z');
    world.systems.crm.mood = 'down';
    await world.advanceTo('2026-03-28T12:00:00.000Z');
    const given = await world.load(id);
    expect(crmOf(given)?.problem?.kind).toBe('unreachable');
    expect(alertsUp(given)).toContainEqual(['plan-unresolved', 'crm']);
    world.systems.crm.mood = 'well';
    await world.advanceTo('2026-03-28T18:30:00.000Z');
    const told = await world.load(id);
    expect(crmOf(told)).toMatchObject({ problem: null, failures: 0 });
    expect(alertsUp(told)).toEqual([]);
  });

  it('is left to people after a week without an answer', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-27T12:00:00.000Z');
    world.systems.crm.mood = 'down';
    await world.advanceTo('2026-04-10T12:00:00.000Z');
    const state = await world.load(id);
    expect(state.systems.find(({ system }) => system === 'crm')?.triedAt.slice(0, 10)).toMatch(/2026-04-0[34]/);
    expect(alertsUp(state)).toContainEqual(['plan-unresolved', 'crm']);
  });
});
