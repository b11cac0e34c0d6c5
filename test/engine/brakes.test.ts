import { describe, expect, it } from 'vitest';
import { minute, plus } from '../../src/domain/calendar/time.ts';
import type { SystemCommand } from '../../src/domain/command.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { brakesNoteKey, inUse, readKept } from '../../src/engine/brakes/kept-brakes.ts';
import { brakesSchema } from '../../src/engine/brakes/limits.ts';
import { transact } from '../../src/engine/transact.ts';
import { alertsUp, confirm, release } from '../support/memory/confirmed-run.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPerson,
  worldDates,
} from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const cutOff = worldDates.cutOff.at;

/** A company in which so many cut-offs may begin in an hour. */
async function companyWith(perHour: number, more: object = {}): Promise<MemoryWorld> {
  const world = await createMemoryWorld();
  world.deps.brakes = brakesSchema.parse({ cutOffs: { perHour, perDay: 40 }, ...more });
  return world;
}

/** Departures that end at the same instant, confirmed; by the names of their leavers. */
async function leaving(world: MemoryWorld, names: readonly string[], draft: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const person = testPerson(name, `${name} Roux`, { managerId: 'maya' });
    await world.deps.store.people.save(person);
    const id = await world.plan({ handovers: [], ...draft }, testFlow, person);
    await confirm(world, id);
    ids.push(id);
  }
  return ids;
}

const hasBegun = ({ runStartedAt }: Departure) => runStartedAt !== null;

async function states(world: MemoryWorld, ids: readonly string[]): Promise<Departure[]> {
  return Promise.all(ids.map((id) => world.load(id)));
}

/** Which have begun, and which are held. */
async function standing(world: MemoryWorld, ids: readonly string[]): Promise<{ begun: string[]; held: string[] }> {
  const all = await states(world, ids);
  const names = (some: Departure[]) => some.map(({ leaver }) => leaver.id);
  return { begun: names(all.filter(hasBegun)), held: names(all.filter((one) => one.brake && !hasBegun(one))) };
}

async function letGo(world: MemoryWorld, id: string, who: TestPersonName) {
  return world.ask(who, id, { type: 'brake.release', planHash: (await world.load(id)).planHash ?? '' });
}

async function used(world: MemoryWorld, now: string) {
  return inUse(readKept(await world.deps.store.notes.read(brakesNoteKey)), now);
}

describe('the brake on cut-offs', () => {
  it('lets so many begin as the cap says, holds the rest, and rings within the same minute', async () => {
    const world = await companyWith(2);
    const ids = await leaving(world, ['ana', 'bob', 'cleo', 'dan']);
    await world.advanceTo(cutOff);
    const { begun, held } = await standing(world, ids);
    expect(begun).toHaveLength(2);
    expect(held).toHaveLength(2);
    const braked = (await states(world, ids)).filter((one) => one.brake);
    expect(braked.map(({ brake }) => brake?.cap)).toEqual(['hour', 'tripped']);
    for (const one of braked) {
      expect(alertsUp(one)).toEqual([['braked', 'cut-off']]);
      expect(one.alerts.find(({ kind }) => kind === 'braked')?.at).toBe(cutOff);
    }
    // IT and HR have it, the manager and the leaver do not.
    for (const handle of ['U-tom', 'U-ines', 'U-nadia'])
      expect(
        world.channel
          .inbox(handle)
          .filter(
            ({ view }) =>
              view.fallback.includes('two different people') || view.fallback.includes('deux personnes différentes'),
          ),
      ).toHaveLength(2);
    for (const handle of ['U-maya', 'U-cleo', 'U-dan'])
      expect(world.channel.inbox(handle).filter(({ view }) => view.kind === 'alert')).toEqual([]);
  });

  it('goes on by no clock and no restart, and only once two different people have released it', async () => {
    const world = await companyWith(1);
    const [first = '', second = ''] = await leaving(world, ['ana', 'bob']);
    await world.advanceTo(cutOff);
    expect(await standing(world, [first, second])).toEqual({ begun: ['ana'], held: ['bob'] });
    // The hour is over, and so is the day.
    await world.advanceTo(plus(cutOff, 26 * 60 * minute));
    await world.engine.reconcile(second);
    expect(hasBegun(await world.load(second))).toBe(false);
    await mustDo(letGo(world, second, 'it'));
    expect(await letGo(world, second, 'it')).toMatchObject({ refusal: { code: 'already-confirmed' } });
    expect(hasBegun(await world.load(second))).toBe(false);
    await mustDo(letGo(world, second, 'hr'));
    const after = await world.load(second);
    expect(hasBegun(after)).toBe(true);
    expect(alertsUp(after).filter(([kind]) => kind === 'braked')).toEqual([]);
    expect(after.brake).toBeUndefined();
    expect((await used(world, plus(cutOff, 26 * 60 * minute))).held).toBe(0);
    const types: string[] = [];
    for await (const { event, by } of world.deps.store.departures.journal(second))
      if (event.type.startsWith('brake-') || event.type.startsWith('run-b')) types.push(`${event.type} ${by}`);
    expect(types).toEqual(['run-braked system', 'brake-released tom', 'brake-released nadia', 'run-began system']);
  });

  it('asks whoever released it again, once the word of one has waited four hours for the other’s', async () => {
    const world = await companyWith(1);
    const [, second = ''] = await leaving(world, ['ana', 'bob']);
    await world.advanceTo(cutOff);
    await mustDo(letGo(world, second, 'it'));
    const shown = () => {
      const alerts = world.channel.inbox('U-tom').filter(({ view }) => view.kind === 'alert');
      return alerts.flatMap(({ view }) => cardTexts(view)).join('\n');
    };
    expect(shown()).toContain('Released by');
    expect(shown()).not.toContain('Release this one');
    await world.advanceTo(plus(cutOff, 4 * 60 * minute));
    expect(shown()).not.toContain('Released by');
    expect(shown()).toContain('Release this one');
  });

  it('holds everything new while it holds one, also what would be within the cap by then', async () => {
    const world = await companyWith(1);
    const [first = '', second = ''] = await leaving(world, ['ana', 'bob']);
    const later = { ...worldDates, cutOff: { ...worldDates.cutOff, at: plus(cutOff, 3 * 60 * minute) } };
    const [third = ''] = await leaving(world, ['cleo'], { dates: later });
    await world.advanceTo(cutOff);
    await world.advanceTo(later.cutOff.at);
    expect((await world.load(third)).brake).toMatchObject({ cap: 'tripped', counted: 1 });
    // Once the first that was held is released, nothing but its own two people let the other one go either.
    for (const who of ['it', 'hr'] as const) await mustDo(letGo(world, second, who));
    expect(await standing(world, [first, second, third])).toEqual({ begun: ['ana', 'bob'], held: ['cleo'] });
  });

  it('lets an urgent dismissal through by the release of just that departure', async () => {
    const world = await companyWith(1);
    const [first = '', second = ''] = await leaving(world, ['ana', 'bob']);
    const eve = testPerson('eve', 'Eve Roux', { managerId: 'maya' });
    await world.deps.store.people.save(eve);
    const id = await world.plan({ handovers: [] }, confidentialFlow, eve);
    await confirm(world, id, 'it', 'security');
    await world.advanceTo(cutOff);
    await release(world, id);
    expect(alertsUp(await world.load(id))).toContainEqual(['braked', 'cut-off']);
    for (const who of ['security', 'hr'] as const) await mustDo(letGo(world, id, who));
    expect(await standing(world, [first, second, id])).toEqual({ begun: ['ana', 'eve'], held: ['bob'] });
  });

  it('is released by nobody who asked for the departure or leaves, and not for a plan that changed', async () => {
    const world = await companyWith(1);
    const [, second = ''] = await leaving(world, ['ana', 'bob']);
    await world.advanceTo(cutOff);
    expect(await letGo(world, second, 'manager')).toMatchObject({ refusal: { code: 'not-permitted' } });
    expect(await world.ask('it', second, { type: 'brake.release', planHash: 'older' })).toMatchObject({
      refusal: { code: 'plan-changed' },
    });
    // Whoever asked for it counts for nothing, whatever role they have.
    const state = await world.load(second);
    const planHash = state.planHash ?? '';
    const wave: SystemCommand = {
      type: 'brake.wave-release',
      wave: 'w',
      by: ['maya', 'bob', 'tom'],
      planHash,
      expiresAt: plus(cutOff, minute),
    };
    await transact(world.deps, second, wave, { type: 'system' });
    await world.engine.reconcile(second);
    expect(hasBegun(await world.load(second))).toBe(false);
  });

  it('forgets a release after four hours', async () => {
    const world = await companyWith(1);
    const [, second = ''] = await leaving(world, ['ana', 'bob']);
    await world.advanceTo(cutOff);
    await mustDo(letGo(world, second, 'it'));
    await world.advanceTo(plus(cutOff, 4 * 60 * minute));
    await mustDo(letGo(world, second, 'hr'));
    expect(hasBegun(await world.load(second))).toBe(false);
    await mustDo(letGo(world, second, 'it'));
    expect(hasBegun(await world.load(second))).toBe(true);
  });

  it('holds nobody back any more for what was called off', async () => {
    const world = await companyWith(1);
    const [, second = ''] = await leaving(world, ['ana', 'bob']);
    const later = { ...worldDates, cutOff: { ...worldDates.cutOff, at: plus(cutOff, 3 * 60 * minute) } };
    const [third = ''] = await leaving(world, ['cleo'], { dates: later });
    await world.advanceTo(cutOff);
    await mustDo(world.ask('manager', second, { type: 'departure.cancel', reason: 'A mistake' }));
    expect((await used(world, cutOff)).held).toBe(0);
    await world.advanceTo(later.cutOff.at);
    expect(hasBegun(await world.load(third))).toBe(true);
  });

  it('holds nobody back for a departure that was called off before it was kept that it is held', async () => {
    const world = await companyWith(1);
    const [, second = ''] = await leaving(world, ['ana', 'bob']);
    const later = { ...worldDates, cutOff: { ...worldDates.cutOff, at: plus(cutOff, 3 * 60 * minute) } };
    const [third = ''] = await leaving(world, ['cleo'], { dates: later });
    // The process that asked for bob died between the store's answer and the commit.
    await world.deps.store.notes.change(brakesNoteKey, (note) => {
      const held = { id: second, at: cutOff, cap: 'hour' as const, counted: 1, limit: 1 };
      return { value: { ...readKept(note), held: [held] }, answer: undefined };
    });
    await mustDo(world.ask('manager', second, { type: 'departure.cancel', reason: 'A mistake' }));
    await world.engine.idle();
    expect((await used(world, cutOff)).held).toBe(0);
    await world.advanceTo(later.cutOff.at);
    expect((await world.load(third)).brake).toBeUndefined();
  });

  it('takes what a confirmed wave released from no cap, and holds it for no other', async () => {
    const world = await companyWith(1);
    const ids = await leaving(world, ['ana', 'bob', 'cleo', 'dan']);
    for (const id of ids.slice(1)) {
      const planHash = (await world.load(id)).planHash ?? '';
      const expiresAt = plus(cutOff, minute);
      const wave: SystemCommand = { type: 'brake.wave-release', wave: 'w1', by: ['nadia', 'tom'], planHash, expiresAt };
      expect((await transact(world.deps, id, wave, { type: 'system' })).type).toBe('done');
    }
    await world.advanceTo(cutOff);
    expect((await standing(world, ids)).begun).toEqual(['ana', 'bob', 'cleo', 'dan']);
    expect((await used(world, cutOff)).lastHour).toBe(1);
  });
});

describe('the brake on what nobody can undo', () => {
  it('lets a run close every way in, and holds what is beyond the cap until two people release it', async () => {
    const world = await companyWith(10, { destructivePerDeparture: 3 });
    for (const item of ['a', 'b', 'c', 'd', 'e'])
      world.systems.code.grow('ana@example.com', 'groups', item, 'destructive');
    world.systems.code.grow('ana@example.com', 'credentials', 'token', 'destructive');
    const [id = ''] = await leaving(world, ['ana']);
    await world.advanceTo(plus(cutOff, 30 * minute));
    const state = await world.load(id);
    const destroyed = () => world.systems.code.calls.filter((call) => /groups\/[a-e]$|credentials\/token$/.test(call));
    expect(destroyed()).toHaveLength(3);
    // The token is a way in, so it is among the three.
    expect(destroyed()).toContain(
      `code/${state.accounts.find(({ system }) => system === 'code')?.id}/credentials/token`,
    );
    for (const system of Object.values(world.systems)) expect(system.live('ana@example.com', 'disable')).toBe(false);
    expect(alertsUp(state)).toEqual([['braked', 'calls']]);
    expect(state.runEndedAt).toBeNull();
    await mustDo(letGo(world, id, 'it'));
    await world.advanceTo(plus(cutOff, 40 * minute));
    expect(destroyed()).toHaveLength(3);
    await mustDo(letGo(world, id, 'hr'));
    await world.advanceTo(plus(cutOff, 60 * minute));
    expect(destroyed()).toHaveLength(6);
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('holds it again in a run that begins anew, whatever an earlier one was released for', async () => {
    const world = await companyWith(10, { destructivePerDeparture: 3 });
    const items = ['a', 'b', 'c', 'd', 'e'];
    for (const item of items) world.systems.code.grow('ana@example.com', 'groups', item, 'destructive');
    const [id = ''] = await leaving(world, ['ana']);
    await world.advanceTo(plus(cutOff, 30 * minute));
    for (const who of ['it', 'hr'] as const) await mustDo(letGo(world, id, who));
    await world.advanceTo(plus(cutOff, 60 * minute));
    const destroyed = () => world.systems.code.calls.filter((call) => /groups\/[a-e]$/.test(call)).length;
    expect(destroyed()).toBe(5);
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'A mistake' }));
    world.systems.code.restore('ana@example.com');
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'None after all' }));
    await confirm(world, id);
    await world.advanceTo(plus(cutOff, 90 * minute));
    expect(alertsUp(await world.load(id))).toContainEqual(['braked', 'calls']);
    expect(destroyed()).toBe(8);
  });

  it('gives as many wipes of devices as one day may have, over all departures', async () => {
    const world = await companyWith(10, { devicesPerDay: 3 });
    for (const name of ['ana', 'bob'])
      for (const item of ['phone', 'laptop'])
        world.systems.crm.grow(`${name}@example.com`, 'credentials', item, 'destructive');
    const { connector } = world.systems.crm;
    const look = connector.look.bind(connector);
    connector.look = async (...asked) => {
      const found = await look(...asked);
      const isDevice = (target: unknown) => JSON.stringify(target)?.match(/phone|laptop/);
      return {
        ...found,
        items: found.items.map((one) =>
          isDevice(one.action.target) ? { ...one, action: { ...one.action, wipesDevice: true as const } } : one,
        ),
      };
    };
    const ids = await leaving(world, ['ana', 'bob']);
    await world.advanceTo(plus(cutOff, 30 * minute));
    const wiped = () => world.systems.crm.calls.filter((call) => /phone|laptop/.test(call));
    expect(wiped()).toHaveLength(3);
    const waiting = (await states(world, ids)).filter((one) => alertsUp(one).length > 0);
    expect(waiting).toHaveLength(1);
    // The day after has room again, and gives nothing to what two people were asked about.
    await world.advanceTo(plus(cutOff, 26 * 60 * minute));
    expect(wiped()).toHaveLength(3);
    for (const who of ['it', 'hr'] as const) await mustDo(letGo(world, waiting[0]?.id ?? '', who));
    await world.advanceTo(plus(cutOff, 27 * 60 * minute));
    expect(wiped()).toHaveLength(4);
  });
});
