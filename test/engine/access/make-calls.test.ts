import { describe, expect, it } from 'vitest';
import { quotation } from '../../../src/domain/localized.ts';
import type { Stage } from '../../../src/domain/systems/action.ts';
import { readBack } from '../../../src/engine/access/execute.ts';
import { sharedReads } from '../../../src/engine/access/shared-reads.ts';
import { type ConnectorContext, ConnectorError } from '../../../src/engine/ports/connector.ts';
import { createMemorySystem, type MemorySystem } from '../../support/memory/memory-system.ts';
import { createMemoryWorld, mustDo, testPeople } from '../../support/memory/memory-world.ts';

const email = testPeople.leaver.email;
const settled = () => new Promise((done) => setTimeout(done, 20));

/** Confirmed, a moment before the cut-off, with one system that holds several things of each stage. */
async function atTheCutOff(stages: readonly Stage[], items = 1, ...others: MemorySystem[]) {
  const world = await createMemoryWorld({ manual: true });
  const system = createMemorySystem('many', { stages, items, now: () => world.clock.now() });
  const connectors = world.deps.connectors as Map<string, MemorySystem['connector']>;
  connectors.clear();
  for (const { connector } of [system, ...others]) connectors.set(connector.id, connector);
  const id = await world.plan();
  await world.advanceTo('2026-03-20T16:00:00.000Z');
  const { planHash } = await world.load(id);
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
  world.clock.set(new Date('2026-03-20T17:00:00.000Z'));
  return { world, id, system };
}

/** Calls of these stages wait until they are let go. */
function held(system: MemorySystem, stages: readonly Stage[]) {
  const waiting: (() => void)[] = [];
  const seen: string[] = [];
  const { act } = system.connector;
  system.connector.act = async (action, context) => {
    seen.push(action.id);
    if (stages.includes(action.stage)) await new Promise<void>((go) => waiting.push(go));
    return act(action, context);
  };
  return {
    seen,
    letGo() {
      for (const go of waiting.splice(0)) go();
    },
  };
}

describe('the calls of one account', () => {
  it('begin beside one another once the account is closed, and none before', async () => {
    const { world, id, system } = await atTheCutOff(['disable', 'sessions', 'groups'], 5);
    const { seen, letGo } = held(system, ['disable', 'groups']);
    const pass = world.engine.reconcile(id);
    await settled();
    expect(seen.filter((action) => !action.includes('/disable'))).toEqual([]);
    letGo();
    await settled();
    expect(seen.filter((action) => action.includes('/groups/'))).toHaveLength(5);
    letGo();
    await pass;
    expect(system.open(email)).toEqual([]);
  });

  it('about licences go one after another', async () => {
    const { world, id, system } = await atTheCutOff(['disable', 'licence'], 3);
    const { seen, letGo } = held(system, ['licence']);
    const pass = world.engine.reconcile(id);
    for (let count = 1; count <= 3; count += 1) {
      await settled();
      expect(seen.filter((action) => action.includes('/licence/'))).toHaveLength(count);
      letGo();
    }
    await pass;
    expect(system.open(email)).toEqual([]);
  });

  it('are read back with one set of reads, after the last of them was answered', async () => {
    const { world, id, system } = await atTheCutOff(['disable', 'groups'], 4);
    const contexts: ConnectorContext['reads'][] = [];
    let underWay = 0;
    const { act, readBack } = system.connector;
    system.connector.act = async (...given) => {
      underWay += 1;
      return act(...given).finally(() => {
        underWay -= 1;
      });
    };
    system.connector.readBack = async (action, context) => {
      expect(underWay).toBe(0);
      if (action.stage === 'groups') contexts.push(context.reads);
      return readBack(action, context);
    };
    await world.engine.reconcile(id);
    expect(contexts).toHaveLength(4);
    expect(contexts[0]).toBeDefined();
    expect(new Set(contexts).size).toBe(1);
  });

  /**
   * Two memberships: one to be read back after two seconds, which takes until it is let go, the other so many seconds
   * later.
   */
  async function readOneAfterTheOther(later: number) {
    const { world, id, system } = await atTheCutOff(['disable', 'groups'], 2);
    const { act, readBack: read } = system.connector;
    const reads: { action: string; reads: ConnectorContext['reads'] }[] = [];
    const pauses = [2, 2 + later];
    const hold = { letGo: () => {} };
    system.connector.act = async (action, context) => {
      const answer = await act(action, context);
      if (action.stage !== 'groups') return answer;
      return { status: 'accepted', evidence: [], readBackAfterSeconds: pauses.shift() ?? 0 };
    };
    system.connector.readBack = async (action, context) => {
      if (action.stage !== 'groups') return read(action, context);
      reads.push({ action: action.id, reads: context.reads });
      if (reads.length === 1) await new Promise<void>((go) => Object.assign(hold, { letGo: go }));
      return read(action, context);
    };
    await world.engine.reconcile(id);
    const passes: Promise<unknown>[] = [];
    for (const seconds of [2, 2 + later]) {
      world.clock.set(new Date(Date.parse('2026-03-20T17:00:00.000Z') + seconds * 1000));
      passes.push(world.scheduler.fire());
      await settled();
    }
    return { reads, ended: () => Promise.all(passes), letGo: () => hold.letGo() };
  }

  it.each([
    [1, 'shares what is read'],
    [3, 'reads by itself'],
  ])('are read back in time also while another is being read: %i s later, one %s', async (later) => {
    const { reads, ended, letGo } = await readOneAfterTheOther(later);
    expect(reads).toHaveLength(2);
    expect(reads[1]?.action).not.toBe(reads[0]?.action);
    expect(reads[0]?.reads).toBeDefined();
    expect(reads[1]?.reads).toBeDefined();
    expect(reads[1]?.reads === reads[0]?.reads).toBe(later === 1);
    letGo();
    await ended();
  });
});

describe('while another system is slow', () => {
  const door = 'other/other-alex/disable';

  async function besideSlow() {
    const other = createMemorySystem('other', { stages: ['disable'] });
    const { world, id, system } = await atTheCutOff(['disable'], 1, other);
    const { letGo } = held(system, ['disable']);
    return { world, id, other, letGo };
  }

  it('what was refused for a while is called again when its time comes', async () => {
    const { world, id, other, letGo } = await besideSlow();
    const { act } = other.connector;
    other.connector.act = async () => {
      throw new ConnectorError('throttled', quotation('too many calls'), { retryAfterSeconds: 7 });
    };
    const pass = world.engine.reconcile(id);
    await settled();
    other.connector.act = act;
    expect((await world.load(id)).revocations.find(({ action }) => action.id === door)?.status).toBe('failed');
    const due = world.scheduler.next()?.at;
    expect(due).toEqual(new Date('2026-03-20T17:00:07.000Z'));
    world.clock.set(new Date('2026-03-20T17:00:07.000Z'));
    const woken = world.scheduler.fire();
    await settled();
    expect(other.live(email, 'disable')).toBe(false);
    letGo();
    await Promise.all([pass, woken]);
  });

  it('what a person asks to try again is called at once', async () => {
    const { world, id, other, letGo } = await besideSlow();
    const { act } = other.connector;
    other.connector.act = async () => {
      throw new ConnectorError('rejected', quotation('the request is not accepted'));
    };
    const pass = world.engine.reconcile(id);
    await settled();
    other.connector.act = act;
    const one = (await world.load(id)).revocations.find(({ action }) => action.id === door);
    expect(one?.status).toBe('failed');
    const retry = { type: 'access.retry', actionId: door, rev: one?.rev ?? 0 } as const;
    await mustDo(world.engine.command(id, retry, { type: 'person', id: 'tom', roles: ['it'] }));
    await settled();
    expect(other.live(email, 'disable')).toBe(false);
    letGo();
    await pass;
    await world.engine.idle();
  });
});

describe('a call that another process made meanwhile', () => {
  it('is not proven by what was read before it', async () => {
    const { world, id, system } = await atTheCutOff(['disable', 'groups'], 2);
    const contexts: ConnectorContext['reads'][] = [];
    const { act, readBack: read } = system.connector;
    // Accepted, and to be read back a little later.
    system.connector.act = async (...given) => ({
      ...(await act(...given)),
      status: 'accepted' as const,
      evidence: [],
      readBackAfterSeconds: 60,
    });
    system.connector.readBack = async (action, context) => {
      contexts.push(context.reads);
      return read(action, context);
    };
    await world.engine.reconcile(id);
    const earlier = sharedReads({ now: () => new Date('2026-03-20T16:59:59.000Z') });
    await readBack(world.deps, id, 'many/many-alex/disable', earlier);
    expect(contexts).toEqual([undefined]);
  });
});

describe('shared reads', () => {
  const at = { value: 0 };
  const clock = { now: () => new Date(at.value) };

  it('make the same read once, another one by itself, and the same again after half a minute', async () => {
    const reads = sharedReads(clock);
    let made = 0;
    const read = async () => (made += 1);
    expect(await Promise.all([reads.once('a', read), reads.once('a', read), reads.once('b', read)])).toEqual([1, 1, 2]);
    at.value = 29_999;
    expect(await reads.once('a', read)).toBe(1);
    at.value = 30_000;
    expect(await reads.once('a', read)).toBe(3);
  });

  it('share a failure, too', async () => {
    const reads = sharedReads(clock);
    const failing = () => Promise.reject(new Error('down'));
    await expect(reads.once('a', failing)).rejects.toThrow('down');
    await expect(reads.once('a', async () => 1)).rejects.toThrow('down');
  });
});
