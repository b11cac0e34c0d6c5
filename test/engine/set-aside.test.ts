import { describe, expect, it } from 'vitest';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { alertsUp, askAgain, confirm } from '../support/memory/confirmed-run.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testPeople,
} from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

const email = testPeople.leaver.email;

/** Planned while the CRM did not answer. */
async function plannedWithoutCrm(): Promise<{ world: MemoryWorld; id: string }> {
  const world = await createMemoryWorld();
  world.systems.crm.mood = 'down';
  return { world, id: await world.plan() };
}

async function cardOf(world: MemoryWorld, id: string, who: TestPersonName) {
  return accessCard(await world.load(id), testPeople[who], world.clock.now().toISOString());
}

const setAside = { type: 'access.set-aside', system: 'crm' } as const;

describe('a system that does not answer when the departure is planned', () => {
  it('holds the whole confirmation back until IT goes on without it', async () => {
    const { world, id } = await plannedWithoutCrm();
    const { planHash } = await world.load(id);
    expect(await world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject({
      refusal: { code: 'systems-unresolved' },
    });
    expect(actNamesOf(await cardOf(world, id, 'it'))).toContain('access.set-aside');
    expect(actNamesOf(await cardOf(world, id, 'hr'))).not.toContain('access.set-aside');
    await mustDo(world.ask('it', id, setAside));
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const state = await world.load(id);
    expect(state.runStartedAt).not.toBeNull();
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
    expect(world.systems.code.live(email, 'disable')).toBe(false);
  });

  it('is asked at the cut-off, and what it holds by then waits for a confirmation of its own', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    await confirm(world, id);
    world.systems.crm.mood = 'well';
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    const state = await world.load(id);
    expect(alertsUp(state).map(([kind]) => kind)).toEqual(['appeared']);
    expect(world.systems.crm.live(email, 'disable')).toBe(true);
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.crm.live(email, 'disable')).toBe(false);
    expect((await world.load(id)).runEndedAt).not.toBeNull();
  });

  it('that stays silent keeps its alarm, is asked again every six hours, and lets nothing complete', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'crm']);
    await confirm(world, id);
    await world.advanceTo('2026-03-22T12:00:00.000Z');
    const silent = await world.load(id);
    expect(alertsUp(silent)).toContainEqual(['plan-unresolved', 'crm']);
    expect(silent.systems.find(({ system }) => system === 'crm')?.triedAt.slice(0, 10)).toBe('2026-03-22');
    expect(await world.ask('hr', id, { type: 'departure.complete' })).toMatchObject({ type: 'refused' });
    world.systems.crm.mood = 'well';
    await world.advanceTo('2026-03-22T18:30:00.000Z');
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).toContain('appeared');
  });

  it('does not wait for the calls of the other systems: it is asked beside them', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    await confirm(world, id);
    world.systems.crm.mood = 'well';
    world.systems.okta.mood = 'down';
    await world.advanceTo('2026-03-20T17:02:00.000Z');
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).toContain('appeared');
  });

  it('is told of on the card of everybody who confirms, with who decided it', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    const card = cardTexts(await cardOf(world, id, 'hr')).join('\n');
    expect(card).toContain('Laissé de côté pour l’instant');
    expect(card).toContain('Tom Okafor');
    expect(card).toContain('demande sa propre confirmation');
    expect(actNamesOf(await cardOf(world, id, 'security'))).toContain('access.confirm');
    expect(actNamesOf(await cardOf(world, id, 'it'))).not.toContain('access.set-aside');
  });

  it('answers again before the cut-off: its accounts join the plan, which is confirmed anew', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    await confirm(world, id);
    world.systems.crm.mood = 'well';
    await askAgain(world, id);
    const state = await world.load(id);
    expect(state.revocations.some(({ action }) => action.system === 'crm')).toBe(true);
    expect(state.systems.find(({ system }) => system === 'crm')?.setAside).toBeUndefined();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).runStartedAt).toBeNull();
  });

  it('answers again before the cut-off and knows nobody: it is left out no more, and what was confirmed stands', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    await confirm(world, id);
    world.systems.crm.mood = 'well';
    world.systems.crm.identity = 'gone';
    // Another one is silent meanwhile, which takes nothing away.
    world.systems.code.mood = 'down';
    await askAgain(world, id);
    const state = await world.load(id);
    const crm = state.systems.find(({ system }) => system === 'crm');
    expect(crm).toMatchObject({ problem: null, accounts: 0 });
    expect(crm?.setAside).toBeUndefined();
    expect(alertsUp(state)).toEqual([]);
    world.systems.code.mood = 'well';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const ended = await world.load(id);
    expect(ended.runEndedAt).not.toBeNull();
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });

  it('holds back again where it answers and is silent once more: only what was known to be silent was left out', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    world.systems.crm.mood = 'well';
    await askAgain(world, id);
    world.systems.crm.mood = 'down';
    await askAgain(world, id);
    const { planHash } = await world.load(id);
    expect(await world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject({
      refusal: { code: 'systems-unresolved' },
    });
  });

  it('is left out for this departure alone as it was: cancelled and opened again, it holds back anew', async () => {
    const { world, id } = await plannedWithoutCrm();
    await mustDo(world.ask('it', id, setAside));
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'a mistake' }));
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'none after all' }));
    const { planHash } = await world.load(id);
    expect(await world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject({
      refusal: { code: 'systems-unresolved' },
    });
  });

  it('is left out by IT and administrators alone, never by who asked for the departure, and only while it is silent', async () => {
    const { world, id } = await plannedWithoutCrm();
    for (const who of ['hr', 'manager', 'priya'] as const)
      expect(await world.ask(who, id, setAside), who).toMatchObject({ type: 'refused' });
    expect(await world.ask('it', id, { ...setAside, system: 'okta' })).toMatchObject({ refusal: { code: 'stale' } });
    expect(await world.ask('it', id, { ...setAside, system: 'nowhere' })).toMatchObject({ refusal: { code: 'stale' } });
    await mustDo(world.ask('it', id, setAside));
    expect(await world.ask('it', id, setAside)).toMatchObject({ refusal: { code: 'stale' } });
  });

  it('is left out on the very message that rings', async () => {
    const { world, id } = await plannedWithoutCrm();
    const state = await world.load(id);
    const alert = state.alerts.find(({ kind }) => kind === 'plan-unresolved');
    if (!alert) throw new Error('no alarm');
    const draw = (who: TestPersonName) => alertCard(state, alert, testPeople[who], world.clock.now().toISOString());
    expect(actNamesOf(draw('it'))).toEqual(['access.replan', 'access.set-aside', 'access.review']);
    expect(actNamesOf(draw('hr'))).toEqual(['access.replan', 'access.review']);
    expect(cardTexts(draw('it')).join('\n')).toContain('nothing can be confirmed');
    await mustDo(world.ask('it', id, setAside));
    const after = alertCard(await world.load(id), alert, testPeople.it, world.clock.now().toISOString());
    expect(cardTexts(after).join('\n')).toContain('goes on without it');
    expect(cardTexts(after).join('\n')).not.toContain('nothing can be confirmed');
    expect(actNamesOf(after)).toEqual(['access.replan', 'access.review']);
  });
});
