import { describe, expect, it } from 'vitest';
import { unresolvedOf } from '../../../src/domain/systems/asked-system.ts';
import { preflight } from '../../../src/engine/access/preflight.ts';
import { alertCard } from '../../../src/views/cards/alert-card.ts';
import { alertsUp, confirm } from '../../support/memory/confirmed-run.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { actNamesOf } from '../../support/view-text.ts';
import { cutsSandboxes } from './cuts-sandboxes.ts';

/** Systems without an id of their organisation, in which another one answers between the plan and the cut-off. */
const concerned = ['crm', 'design', 'doors'];
const { email } = testPeople.leaver;

describe('another organisation that answers between the plan and the cut-off', () => {
  it('verifies nothing and rings; once the right one answers again, everything is cut', async () => {
    const { world, systems } = await cutsSandboxes(concerned, 'U0ALEX');
    const id = await world.plan();
    const plan = await world.load(id);
    expect(unresolvedOf(plan)).toEqual([]);
    expect(new Set(plan.revocations.map(({ action }) => action.system))).toEqual(new Set(concerned));
    await confirm(world, id);
    for (const system of systems) system.misbehave('other-organisation');
    await world.advanceTo('2026-03-20T19:00:00.000Z');

    const rung = await world.load(id);
    expect(rung.revocations.filter(({ status }) => status === 'verified')).toEqual([]);
    expect(systems.map((system) => system.signIn(email))).toEqual([true, true, true]);
    expect(rung.runEndedAt).toBeNull();
    const alarms = rung.alerts.filter(({ kind, clearedAt }) => kind === 'plan-unresolved' && clearedAt === null);
    expect(alarms.map(({ subject }) => subject).toSorted()).toEqual(concerned);
    for (const alarm of alarms)
      expect(actNamesOf(alertCard(rung, alarm, testPeople.it, world.clock.now().toISOString()))).toEqual([
        'access.replan',
        'access.adopt',
        'access.review',
      ]);

    // The button "Ask again", once the right organisation is back.
    for (const system of systems) system.misbehave('none');
    const found = await preflight(world.deps, testPeople.leaver, rung);
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: found }));
    await world.advanceTo('2026-03-20T21:00:00.000Z');
    const cut = await world.load(id);
    expect(cut.revocations.map(({ action, status }) => [action.id, status])).toEqual(
      plan.revocations.map(({ action }) => [action.id, 'verified']),
    );
    expect(systems.map((system) => system.signIn(email))).toEqual([false, false, false]);
    expect(cut.runEndedAt).not.toBeNull();
    expect(alertsUp(cut)).toEqual([]);

    // The looks of later days find nothing back: nothing was ever said to have ended that had not.
    await world.advanceTo('2026-03-29T00:00:00.000Z');
    const later = await world.load(id);
    expect(later.alerts.filter(({ kind }) => kind === 'residual-access')).toEqual([]);
  }, 120_000);
});
