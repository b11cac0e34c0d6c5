import { describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { confirm } from '../../support/memory/confirmed-run.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { cutsSandboxes } from './cuts-sandboxes.ts';

const { email } = testPeople.leaver;

async function planned(id: 'zoom' | 'hubspot' | 'salesforce') {
  const { world, systems } = await cutsSandboxes([id], 'U0ALEX', { added: [id] });
  const [system] = systems;
  if (!system) throw new Error('not added');
  const departure = await world.plan();
  await confirm(world, departure);
  return { world, system, id: departure };
}

const find = ({ revocations }: Departure, verb: string) =>
  revocations.filter(({ action }) => action.id.split('/')[2] === verb);
const statusesOf = (state: Departure, verb: string) => find(state, verb).map(({ status }) => status);
const endsOf = (state: Departure, verb: string) => find(state, verb).map(({ endedAt }) => endedAt ?? '');

/** What is still somebody's to do. */
const openOf = ({ revocations }: Departure) =>
  revocations.flatMap(({ action, status }) => (status === 'verified' ? [] : [[action.id.split('/')[2], status]]));

describe('a departure by the engine, against the sandbox', () => {
  it('in Zoom hands meetings to the manager with the removal, and leaves the phone to a person', async () => {
    const { world, system, id } = await planned('zoom');
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    const done = await world.load(id);
    expect(statusesOf(done, 'hand-over')).toEqual(['verified']);
    expect(openOf(done)).toEqual([['phone', 'manual']]);
    for (const data of endsOf(done, 'hand-over'))
      for (const licence of endsOf(done, 'licence')) expect(licence >= data).toBe(true);
    expect(system.accounts().some((account) => account.email === email)).toBe(false);
  });

  it('in HubSpot removes the user, and hands their records to the manager', async () => {
    const { world, system, id } = await planned('hubspot');
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    const done = await world.load(id);
    expect(statusesOf(done, 'hand-over')).toEqual(['verified', 'verified', 'verified', 'verified']);
    expect(openOf(done)).toEqual([]);
    expect(system.signIn(email)).toBe(false);
  });

  it('in Salesforce freezes first, and deactivates once records have passed', async () => {
    const { world, system, id } = await planned('salesforce');
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    const done = await world.load(id);
    expect(openOf(done)).toEqual([
      ['jobs', 'manual'],
      ['dashboards', 'manual'],
      ['reports', 'manual'],
    ]);
    const [freeze = ''] = endsOf(done, 'freeze');
    const data = endsOf(done, 'hand-over');
    expect(data).toHaveLength(5);
    for (const each of data) expect(freeze <= each).toBe(true);
    for (const deactivated of endsOf(done, 'deactivate'))
      for (const each of data) expect(deactivated >= each).toBe(true);
    expect(system.signIn(email)).toBe(false);
  });

  it('in Salesforce keeps the user frozen while what was asked for shows no effect', async () => {
    const { world, system, id } = await planned('salesforce');
    system.misbehave('lies');
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    const lied = await world.load(id);
    expect(lied.revocations.filter(({ status }) => status === 'verified')).toEqual([]);
    expect(find(lied, 'deactivate').map(({ startedAt }) => startedAt)).toEqual([null]);
    expect(system.signIn(email)).toBe(true);
  });
});
