import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { StoreError } from '../../src/engine/ports/store.ts';
import { until } from '../scheduling/scratch.ts';
import { confirmed } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, mustDo } from '../support/memory/memory-world.ts';

function logged(world: MemoryWorld) {
  const lines: { msg: string; departures?: number }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { lines, deps: { ...world.deps, log } };
}

describe('a process that is told to end', () => {
  it('ends the call that does not, and lets go of its lease with the result', async () => {
    const { world, id } = await confirmed();
    const { connector } = world.systems.okta;
    let begun = 0;
    const hangs: Connector['act'] = () => {
      begun += 1;
      return new Promise(() => {});
    };
    const connectors = new Map([...world.deps.connectors, [connector.id, { ...connector, act: hangs }]]);
    const engine = createEngine({ ...world.deps, connectors }, { callGraceMs: 10 });
    await engine.start();
    world.clock.set(new Date('2026-03-20T17:00:01.000Z'));
    const pass = engine.sweep();
    await until(() => begun > 0, 'the call');
    await engine.stop();
    await pass;
    const { revocations, systems } = await world.load(id);
    expect(revocations.filter(({ lease }) => lease !== null)).toEqual([]);
    const cut = revocations.filter(({ action, attempts }) => action.system === 'okta' && attempts > 0);
    expect(cut.map(({ status, mustReadBack }) => [status, mustReadBack])).toEqual([['running', true]]);
    // Nothing is known against any system: nobody is alarmed because a process ends.
    expect(systems.filter(({ failures }) => failures > 0)).toEqual([]);
    // Whoever is there is woken at once.
    expect(world.scheduler.next()?.at.toISOString()).toBe('2026-03-20T17:00:01.000Z');
  });

  it('says nothing of a system that it did not let answer', async () => {
    const { world, id } = await confirmed();
    const { connector } = world.systems.okta;
    let begun = 0;
    const find: Connector['find'] = (_, { signal }) => {
      begun += 1;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('ended')));
      });
    };
    const connectors = new Map([...world.deps.connectors, [connector.id, { ...connector, find }]]);
    const engine = createEngine({ ...world.deps, connectors }, { callGraceMs: 10 });
    await engine.start();
    world.clock.set(new Date('2026-03-20T17:00:01.000Z'));
    const pass = engine.sweep();
    await until(() => begun > 0, 'the look');
    await engine.stop();
    await pass;
    const asked = (await world.load(id)).systems.find(({ system }) => system === 'okta');
    expect(asked).toMatchObject({ failures: 0, problem: null, triedAt: '2026-03-02T09:00:00.000Z' });
  });
});

describe('a process that does not work itself', () => {
  it('wakes one that does, and shows what was commanded', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const shown: number[] = [];
    const web = createEngine(world.deps, { works: false });
    web.onChange(({ version }) => shown.push(version));
    const { planHash } = await world.load(id);
    const actor = { type: 'person', id: 'tom', roles: ['it'] } as const;
    const done = await mustDo(web.command(id, { type: 'access.confirm', planHash: planHash ?? '' }, actor));
    await web.idle();
    expect(world.scheduler.next()).toMatchObject({ departureId: id, why: 'continue', at: world.clock.now() });
    expect(shown).toEqual([done.version]);
    expect((await world.load(id)).version).toBe(done.version);
  });

  it('tells when nobody does what is due', async () => {
    const { world } = await confirmed();
    await world.advanceTo('2026-03-20T16:59:59.000Z');
    const { deps, lines } = logged(world);
    const web = createEngine(deps, { works: false });
    world.clock.set(new Date('2026-03-20T17:02:00.000Z'));
    await web.start();
    await web.stop();
    expect(lines).toEqual([]);
    world.clock.set(new Date('2026-03-20T17:04:00.000Z'));
    await web.start();
    await web.stop();
    await until(() => lines.length > 0, 'a line in the log');
    expect(lines[0]).toMatchObject({ departures: 1, msg: expect.stringContaining('RELAIS_ROLES=worker') });
  });
});

describe('a store that is away', () => {
  it('is asked again soon, so that what fell due meanwhile is done once it is back', async () => {
    const { world, id } = await confirmed();
    const { departures } = world.deps.store;
    let away = true;
    let asked = 0;
    const overdue: typeof departures.overdue = async (...given) => {
      asked += 1;
      if (away) throw new StoreError('unavailable', quotation('the database is away'));
      return departures.overdue(...given);
    };
    const store = { ...world.deps.store, departures: { ...departures, overdue } };
    const engine = createEngine({ ...world.deps, store });
    world.clock.set(new Date('2026-03-20T17:00:01.000Z'));
    await engine.start();
    await until(() => asked > 0, 'the first sweep');
    away = false;
    const isCut = async () => (await world.load(id)).revocations.every(({ status }) => status === 'verified');
    await until(isCut, 'the cut-off', 10_000);
    await engine.stop();
  });
});
