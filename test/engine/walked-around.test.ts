import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { transact } from '../../src/engine/transact.ts';
import { actionOf, alertsUp, confirm, confirmed, release } from '../support/memory/confirmed-run.ts';
import { createMemorySystem } from '../support/memory/memory-system.ts';
import { confidentialFlow, createMemoryWorld, mustDo, testFlow, testPeople } from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;

describe('an account that stays open after its cut-off is in somebody’s hands', () => {
  it('also when every action was handed to a person before the run', async () => {
    const { world, id } = await confirmed();
    for (const { action } of (await world.load(id)).revocations) {
      const { rev } = actionOf(await world.load(id), action.id);
      await mustDo(world.ask('it', id, { type: 'access.hand', actionId: action.id, rev, to: testPeople.security }));
    }
    await world.advanceTo('2026-03-20T17:15:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(true);
    expect(alertsUp(await world.load(id))).toContainEqual(['account-open', 'okta/okta-alex']);
  });

  it('also when it is found only after the click that released a plan without any', async () => {
    const world = await createMemoryWorld();
    for (const system of Object.values(world.systems)) system.identity = 'gone';
    const id = await world.plan({}, confidentialFlow);
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    world.systems.okta.identity = 'as-planned';
    await release(world, id);
    await world.advanceTo('2026-03-20T17:16:00.000Z');
    const state = await world.load(id);
    expect(world.systems.okta.live(email, 'disable')).toBe(true);
    expect(alertsUp(state).map(([kind]) => kind)).toContain('cut-off-unconfirmed');
  });

  it('also when only its tokens are left, and their system is asked again and again', async () => {
    const world = await createMemoryWorld();
    const api = createMemorySystem('api', { stages: ['disable', 'sessions', 'credentials'], items: 2 });
    Object.assign(world.deps, { connectors: new Map([...world.deps.connectors, ['api', api.connector] as const]) });
    const { act } = api.connector;
    api.connector.act = async (...given) => {
      if (given[0].stage === 'credentials') throw new ConnectorError('unavailable', quotation('down'));
      return act(...given);
    };
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T17:16:00.000Z');
    expect(api.live(email, 'disable')).toBe(false);
    expect(api.live(email, 'credentials')).toBe(true);
    expect(alertsUp(await world.load(id))).toContainEqual(['account-open', 'api/api-alex']);
  });
});

describe('a departure that was stopped, and goes on', () => {
  it('asks for the click again when it was released before', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await confirm(world, id, 'it', 'security');
    for (const system of Object.values(world.systems)) system.mood = 'down';
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    await release(world, id);
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'not today' }));
    for (const system of Object.values(world.systems)) system.mood = 'well';
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'next week' }));
    await mustDo(
      world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    await confirm(world, id, 'it', 'security');
    await world.advanceTo('2026-03-21T12:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    await release(world, id);
    await world.advanceTo('2026-03-21T13:00:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });

  it('gives IT restore tasks each time', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'a mistake' }));
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'not a mistake' }));
    await confirm(world, id);
    await world.advanceTo('2026-03-21T18:00:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'stays after all' }));
    const open = (await world.load(id)).tasks.filter(
      ({ nature, status }) => nature === 'restore' && status !== 'skipped' && status !== 'done',
    );
    expect(open.map(({ title }) => title).toSorted()).toEqual(['System code', 'System crm', 'System okta']);
  });

  it('does not prove sessions by a call that was made before it was stopped', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    // As vendors do that tell only since when sessions count.
    let endedAt = 0;
    const { act, readBack } = okta.connector;
    okta.connector.act = async (...given) => {
      if (given[0].stage === 'sessions') endedAt = world.clock.now().getTime();
      return act(...given);
    };
    okta.connector.readBack = async (action, context) => {
      const answer = await readBack(action, context);
      if (action.stage !== 'sessions') return answer;
      const { calledAt } = context;
      const isEnded = calledAt !== null && endedAt >= calledAt.getTime();
      return { ...answer, state: isEnded ? 'desired' : 'not-desired' };
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'a mistake' }));
    okta.restore(email);
    // Opened, used, and closed by hand before anybody took the departure up again.
    okta.closeByHand(email);
    expect(okta.live(email, 'sessions')).toBe(true);
    await world.advanceTo('2026-03-21T08:00:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'not a mistake' }));
    await confirm(world, id);
    await world.advanceTo('2026-03-21T18:00:00.000Z');
    expect(actionOf(await world.load(id), 'okta/okta-alex/sessions').status).toBe('verified');
    expect(okta.live(email, 'sessions')).toBe(false);
  });
});

describe('what nobody has confirmed', () => {
  it('is not proven by whoever handed it to themselves, and goes on asking for its confirmation', async () => {
    const { world, id } = await confirmed();
    world.systems.okta.grow(email, 'credentials', 'api-token');
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const actionId = 'okta/okta-alex/credentials/api-token';
    const handed = await mustDo(
      world.ask('it', id, {
        type: 'access.hand',
        actionId,
        rev: actionOf(await world.load(id), actionId).rev,
        to: testPeople.it,
      }),
    );
    const { rev } = actionOf(handed, actionId);
    expect(await world.ask('it', id, { type: 'access.prove', actionId, rev, proof: 'done' })).toMatchObject({
      refusal: { code: 'not-confirmed-yet' },
    });
    const state = await world.load(id);
    expect(alertsUp(state)).toContainEqual(['appeared', state.planHash]);
    await confirm(world, id, 'security');
    await mustDo(world.ask('it', id, { type: 'access.prove', actionId, rev, proof: 'deleted it by hand' }));
  });
});

describe('what was handed on before the run', () => {
  it('can still be proven when a new plan found the person with another account', async () => {
    const { world, id } = await confirmed();
    const actionId = 'okta/okta-alex/groups';
    const { rev } = actionOf(await world.load(id), actionId);
    await mustDo(world.ask('it', id, { type: 'access.hand', actionId, rev, to: testPeople.security }));
    world.systems.okta.identity = 'recreated';
    await mustDo(
      world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    await confirm(world, id);
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    const state = await world.load(id);
    expect(alertsUp(state).map(([kind]) => kind)).not.toContain('appeared');
    const handed = actionOf(state, actionId);
    expect(handed.status).toBe('manual');
    const prove = { type: 'access.prove', actionId, rev: handed.rev, proof: 'the account is gone' } as const;
    await mustDo(world.ask('security', id, prove));
  });
});

describe('use of an account', () => {
  it('is no alarm where it was never to be closed: after an internal move, or while its sign-in is kept by an exception', async () => {
    const flow = { ...testFlow, id: 'test-move', kinds: ['internal-move' as const], access: 'old-role' as const };
    const moved = await createMemoryWorld();
    const moveId = await moved.plan({}, flow);
    await confirm(moved, moveId);
    const kept = await confirmed();
    const actionId = 'okta/okta-alex/disable';
    const { rev } = actionOf(await kept.world.load(kept.id), actionId);
    const waive = { type: 'access.waive', actionId, rev, reason: 'on call until May', until: null } as const;
    await mustDo(kept.world.ask('it', kept.id, waive));
    for (const [world, id] of [
      [moved, moveId],
      [kept.world, kept.id],
    ] as const) {
      await world.advanceTo('2026-03-20T18:10:00.000Z');
      world.systems.okta.lastSeen = new Date('2026-03-23T09:00:00.000Z');
      const before = world.systems.okta.calls.length;
      await world.advanceTo('2026-03-25T09:00:00.000Z');
      expect(alertsUp(await world.load(id))).toEqual([]);
      expect(world.systems.okta.calls.slice(before)).toEqual([]);
    }
  });
});

describe('what a person does while calls are under way', () => {
  it('a plan made again while a system is down does not end its retries', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    okta.mood = 'down';
    await world.advanceTo('2026-03-20T17:02:00.000Z');
    await mustDo(
      world.ask('manager', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    okta.mood = 'well';
    await world.advanceTo('2026-03-20T18:30:00.000Z');
    expect(okta.live(email, 'disable')).toBe(false);
  });

  it('an exception that came first is not read back into a retry', async () => {
    const { world, id } = await confirmed();
    const actionId = 'okta/okta-alex/groups';
    const { rev } = actionOf(await world.load(id), actionId);
    await mustDo(
      world.ask('it', id, { type: 'access.waive', actionId, rev, reason: 'kept until the audit', until: null }),
    );
    // Another process decided to read it back before it heard of the exception.
    const leaseUntil = new Date(world.clock.now().getTime() + 120_000).toISOString();
    const late = { type: 'revocation.intend', actionId, mode: 'read-back', leaseUntil } as const;
    expect(await transact(world.deps, id, late, { type: 'system' })).toMatchObject({ refusal: { code: 'stale' } });
  });
});

describe('a system', () => {
  it('that is not configured any more keeps its place when the plan is made again', async () => {
    const { world, id } = await confirmed();
    const connectors = new Map(world.deps.connectors);
    connectors.delete('okta');
    Object.assign(world.deps, { connectors });
    await mustDo(
      world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    const state = await world.load(id);
    expect(state.revocations.filter(({ action }) => action.system === 'okta')).toHaveLength(3);
    await world.advanceTo('2026-03-20T17:02:00.000Z');
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'okta']);
  });

  it('that was configured after the plan is asked before the departure is completed', async () => {
    const { world, id } = await confirmed();
    const late = createMemorySystem('late');
    Object.assign(world.deps, { connectors: new Map([...world.deps.connectors, ['late', late.connector] as const]) });
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const state = await world.load(id);
    expect(late.live(email, 'disable')).toBe(true);
    expect(alertsUp(state)).toContainEqual(['appeared', state.planHash]);
  });

  it('that was configured after the run had ended keeps a person from saying that all is done', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    for (const { id: taskId, rev } of (await world.load(id)).tasks)
      await mustDo(world.ask('hr', id, { type: 'task.complete', taskId, rev, notes: 'done', condition: 'good' }));
    const late = createMemorySystem('late');
    Object.assign(world.deps, { connectors: new Map([...world.deps.connectors, ['late', late.connector] as const]) });
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'work-open' },
    });
    await confirm(world, id);
    expect(late.live(email, 'disable')).toBe(false);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({ type: 'done' });
  });
});
