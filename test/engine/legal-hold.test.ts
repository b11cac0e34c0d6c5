import { describe, expect, it } from 'vitest';
import { day, plus } from '../../src/domain/calendar/time.ts';
import type { PersonCommand } from '../../src/domain/command.ts';
import { underHold } from '../../src/domain/hold/held.ts';
import { plannedActionSchema } from '../../src/domain/systems/action.ts';
import { carryHolds } from '../../src/engine/holds/carry-holds.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { actionOf, alertsUp, confirm } from '../support/memory/confirmed-run.ts';
import { createMemorySystem } from '../support/memory/memory-system.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testPeople,
  worldDates,
} from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const cutOff = worldDates.cutOff.at;
const reviewOn = '2026-12-01';
const reason = 'Dispute about the bonus of 2025';

/** A company whose first system takes a licence back after it has closed the account. */
async function withLicences(): Promise<MemoryWorld> {
  const world = await createMemoryWorld();
  const okta = createMemorySystem('okta', { tier: 'identity', stages: ['disable', 'sessions', 'licence'] });
  world.systems.okta = okta;
  (world.deps.connectors as Map<string, typeof okta.connector>).set('okta', okta.connector);
  return world;
}

const ask = (scope: 'departure' | 'person' = 'departure'): PersonCommand => ({
  type: 'hold.ask',
  scope,
  reason,
  reviewOn,
});

async function holdIn(world: MemoryWorld, id: string): Promise<string> {
  return (await world.load(id)).holds?.[0]?.id ?? '';
}

/** By HR and IT, as two people. */
async function held(world: MemoryWorld, id: string, scope: 'departure' | 'person' = 'departure'): Promise<void> {
  await mustDo(world.ask('hr', id, ask(scope)));
  await mustDo(world.ask('it', id, { type: 'hold.confirm', holdId: await holdIn(world, id) }));
}

async function lift(world: MemoryWorld, id: string, ...who: TestPersonName[]): Promise<void> {
  for (const one of who)
    await mustDo(world.ask(one, id, { type: 'hold.lift', holdId: await holdIn(world, id), reason: 'Settled' }));
}

const refusedWith = (code: string) => ({ type: 'refused', refusal: { code } });

describe('a legal hold', () => {
  it('keeps licences, closes the ways in, and is neither verified nor completed', async () => {
    const world = await withLicences();
    const id = await world.plan();
    await confirm(world, id);
    await held(world, id);
    await world.advanceTo(plus(cutOff, 2 * day));
    expect(world.systems.okta.calls.filter((call) => call.includes('licence'))).toEqual([]);
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(true);
    const state = await world.load(id);
    const licence = state.revocations.find(({ action }) => action.stage === 'licence');
    expect(licence).toMatchObject({ status: 'planned', attempts: 0 });
    // Everything else is looked over, so that it is read again on later days.
    expect(state.runEndedAt).not.toBeNull();
    await world.advanceTo(plus(cutOff, 60 * day));
    expect((await world.load(id)).status).toBe('active');
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(true);
  });

  it('goes on with what was confirmed once two people have lifted it', async () => {
    const world = await withLicences();
    const id = await world.plan();
    await confirm(world, id);
    await held(world, id);
    await world.advanceTo(plus(cutOff, 2 * day));
    await lift(world, id, 'hr');
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(true);
    expect(await world.ask('hr', id, { type: 'hold.lift', holdId: await holdIn(world, id), reason })).toMatchObject(
      refusedWith('second-person-needed'),
    );
    await lift(world, id, 'it');
    expect((await world.load(id)).holds).toBeUndefined();
    await world.advanceTo(plus(cutOff, 3 * day));
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(false);
    const licence = (await world.load(id)).revocations.find(({ action }) => action.stage === 'licence');
    expect(licence?.status).toBe('verified');
  });

  it('stops from the first word on, and lapses in three days without a second', async () => {
    const world = await withLicences();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo(plus(cutOff, -1000));
    await mustDo(world.ask('hr', id, ask()));
    await world.advanceTo(plus(cutOff, 2 * day));
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(true);
    expect(alertsUp(await world.load(id)).filter(([kind]) => kind === 'hold-waits')).toHaveLength(1);
    await world.advanceTo(plus(cutOff, 4 * day));
    expect((await world.load(id)).holds).toBeUndefined();
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(false);
  });

  it('takes two different people, one of them HR, and neither the leaver nor the manager', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    expect(await world.ask('it', id, ask())).toMatchObject(refusedWith('not-permitted'));
    expect(await world.ask('manager', id, ask())).toMatchObject(refusedWith('not-permitted'));
    expect(await world.ask('leaver', id, ask())).toMatchObject(refusedWith('not-permitted'));
    await mustDo(world.ask('hr', id, ask()));
    const holdId = await holdIn(world, id);
    expect(await world.ask('hr', id, { type: 'hold.confirm', holdId })).toMatchObject(
      refusedWith('second-person-needed'),
    );
    expect(await world.ask('leaver', id, { type: 'hold.confirm', holdId })).toMatchObject(refusedWith('not-permitted'));
    await mustDo(world.ask('it', id, { type: 'hold.confirm', holdId }));
    // Two of IT do not lift it.
    await mustDo(world.ask('it', id, { type: 'hold.lift', holdId, reason }));
    expect(await world.ask('security', id, { type: 'hold.lift', holdId, reason })).toMatchObject(
      refusedWith('hold-needs-hr'),
    );
    await lift(world, id, 'hr');
    expect((await world.load(id)).holds).toBeUndefined();
  });

  it('rings HR on its day, and does not end by itself', async () => {
    const world = await withLicences();
    const id = await world.plan();
    await confirm(world, id);
    await held(world, id);
    await world.advanceTo('2026-12-02T00:00:00.000Z');
    const state = await world.load(id);
    expect(alertsUp(state)).toContainEqual(['hold-review', `${await holdIn(world, id)}#${reviewOn}`]);
    expect(state.holds).toHaveLength(1);
    await mustDo(world.ask('hr', id, { type: 'hold.review', holdId: await holdIn(world, id), reviewOn: '2027-06-01' }));
    expect(alertsUp(await world.load(id)).filter(([kind]) => kind === 'hold-review')).toEqual([]);
  });

  it('on the person holds their other departures, also one that begins later', async () => {
    const world = await withLicences();
    const first = await world.plan();
    await held(world, first, 'person');
    await mustDo(world.ask('hr', first, { type: 'departure.cancel', reason: 'Another date' }));
    const second = await world.plan();
    await confirm(world, second);
    await world.advanceTo(plus(cutOff, 2 * day));
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(true);
    const carried = (await world.load(second)).holds?.[0];
    expect(carried).toMatchObject({ from: first, scope: 'person', reason });
    // It is lifted where it was put.
    expect(await world.ask('hr', second, { type: 'hold.lift', holdId: carried?.id ?? '', reason })).toMatchObject(
      refusedWith('hold-elsewhere'),
    );
    await lift(world, first, 'hr', 'it');
    await world.advanceTo(plus(cutOff, 3 * day));
    expect((await world.load(second)).holds).toBeUndefined();
    expect(world.systems.okta.live('alex@example.com', 'licence')).toBe(false);
  });

  it('on the person comes into a departure whose run is to begin, whether or not it was brought there before', async () => {
    const world = await createMemoryWorld();
    const first = await world.plan();
    await held(world, first, 'person');
    await mustDo(world.ask('hr', first, { type: 'departure.cancel', reason: 'Another date' }));
    const second = await world.plan();
    await confirm(world, second);
    expect((await world.load(second)).holds).toBeUndefined();
    world.clock.set(new Date(cutOff));
    expect(await carryHolds(world.deps, await world.load(second))).toBe(true);
    expect((await world.load(second)).holds).toMatchObject([{ from: first, scope: 'person' }]);
    expect(await carryHolds(world.deps, await world.load(second))).toBe(false);
  });

  it('is said on the cards: without its reason to the manager, with every held action to IT', async () => {
    const world = await withLicences();
    const id = await world.plan();
    await confirm(world, id);
    await held(world, id);
    await world.advanceTo(plus(cutOff, 2 * day));
    const state = await world.load(id);
    const now = plus(cutOff, 2 * day);
    const manager = cardTexts(departureCard(state, testPeople.manager, now)).join('\n');
    expect(manager).toContain('Legal hold: nothing is erased');
    expect(manager).not.toContain(reason);
    const it = cardTexts(accessCard(state, testPeople.it, now)).join('\n');
    expect(it).toContain('Kept by the legal hold');
    expect(it).toContain('System okta');
    const licence = state.revocations.find(({ action }) => action.stage === 'licence');
    expect(licence && actionOf(state, licence.action.id).status).toBe('planned');
  });
});

describe('what is sent under a legal hold', () => {
  const action = plannedActionSchema.parse({
    ...{ id: 'okta/1/disable', system: 'okta', systemLabel: 'Okta', tier: 'identity', tenant: 't' },
    ...{ accountId: '1', accountLogin: 'alex', stage: 'disable', target: null, call: 'suspend' },
    ...{ effect: 'reversible', fallback: null, needs: [], manual: false, residualMinutes: 0 },
  });
  const deactivate = { call: 'deactivate', effect: 'destructive' as const };
  const suspend = { call: 'suspend', effect: 'reversible' as const };

  it('is the way that can be undone, where there are two', () => {
    expect(underHold({ ...action, fallback: deactivate })).toEqual(action);
    expect(underHold({ ...action, ...deactivate, fallback: suspend })).toEqual(action);
    expect(underHold(action)).toEqual(action);
  });

  it('is nothing that wipes, deletes, takes a licence or cannot be undone; keys end all the same', () => {
    expect(underHold({ ...action, ...deactivate })).toBeNull();
    expect(underHold({ ...action, stage: 'delete' })).toBeNull();
    expect(underHold({ ...action, stage: 'licence' })).toBeNull();
    expect(underHold({ ...action, stage: 'sessions', wipesDevice: true })).toBeNull();
    expect(underHold({ ...action, stage: 'data', effect: 'destructive' })).toBeNull();
    expect(underHold({ ...action, stage: 'licence', manual: true })).toBeNull();
    const key = { ...action, stage: 'credentials' as const, effect: 'destructive' as const };
    expect(underHold(key)).toEqual(key);
  });
});
