import { describe, expect, it } from 'vitest';
import { hour, plus } from '../../src/domain/calendar/time.ts';
import type { SystemCommand } from '../../src/domain/command.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { completesAt } from '../../src/domain/looks/look-due.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { transact } from '../../src/engine/transact.ts';
import { actionOf, alertsUp, confirm, confirmed } from '../support/memory/confirmed-run.ts';
import { createMemorySystem } from '../support/memory/memory-system.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
} from '../support/memory/memory-world.ts';

const email = testPeople.leaver.email;
const door = 'okta/okta-alex/disable';

/** Everything that people had to do is done; what is left decides whether the departure completes. */
async function finishTasks(world: MemoryWorld, id: string): Promise<void> {
  for (const { id: taskId, status } of (await world.load(id)).tasks) {
    if (status === 'done' || status === 'skipped') continue;
    const { rev } = (await world.load(id)).tasks.find((one) => one.id === taskId) ?? { rev: 0 };
    await mustDo(world.ask('hr', id, { type: 'task.complete', taskId, rev, notes: 'done', condition: 'good' }));
  }
}

async function completed(): Promise<{ world: MemoryWorld; id: string }> {
  const { world, id } = await confirmed();
  await world.advanceTo('2026-03-20T18:10:00.000Z');
  await finishTasks(world, id);
  await mustDo(world.ask('manager', id, { type: 'departure.complete' }));
  return { world, id };
}

function onAction(state: Departure, actionId: string) {
  return { actionId, rev: actionOf(state, actionId).rev };
}

async function handAndProve(world: MemoryWorld, id: string, who: TestPersonName): Promise<void> {
  const handed = await world.load(id);
  await mustDo(world.ask('it', id, { type: 'access.prove', ...onAction(handed, door), proof: `closed, says ${who}` }));
}

describe('what a person says was done by hand', () => {
  it('does not count where the system lists it as open, and a person hears of it', async () => {
    const { world, id } = await confirmed();
    const hand = { type: 'access.hand', ...onAction(await world.load(id), door), to: testPeople.it } as const;
    await mustDo(world.ask('it', id, hand));
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    await handAndProve(world, id, 'it');
    await finishTasks(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(true);
    const state = await world.load(id);
    expect(actionOf(state, door)).toMatchObject({
      status: 'failed',
      proof: null,
      failure: { kind: 'read-back-differs' },
    });
    expect(alertsUp(state)).toContainEqual(['action-failed', 'okta/okta-alex']);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'work-open' },
    });
    await mustDo(world.ask('it', id, { type: 'access.retry', ...onAction(state, door) }));
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });
});

describe('a list that lags', () => {
  it('does not put off what appeared in the same system', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    const { look } = okta.connector;
    // What was closed is listed as open for ten minutes, beside a token that was made at the cut-off.
    okta.connector.look = async (...given) => {
      const told = await look(...given);
      const lags = world.clock.now().toISOString() < '2026-03-20T17:10:00.000Z';
      return { ...told, items: told.items.map((one) => (lags ? { ...one, standing: 'open' as const } : one)) };
    };
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    okta.grow(email, 'credentials', 'late-token');
    await world.advanceTo('2026-03-20T17:00:20.000Z');
    const state = await world.load(id);
    expect(state.revocations.map(({ action }) => action.id)).toContain('okta/okta-alex/credentials/late-token');
    expect(alertsUp(state).map(([kind]) => kind)).toContain('appeared');
  });
});

describe('another tenant behind the address of a system that held nothing', () => {
  it('counts only once IT asked for the look', async () => {
    const world = await createMemoryWorld();
    const { crm } = world.systems;
    crm.identity = 'gone';
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    crm.mood = 'other-tenant';
    const askAgain = async (who: TestPersonName) =>
      mustDo(world.ask(who, id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }));
    const tenantOf = ({ systems }: Departure) => systems.find(({ system }) => system === 'crm')?.tenant;
    const afterManager = await askAgain('manager');
    expect(tenantOf(afterManager)).toBe('https://crm.example.com t-1');
    expect(alertsUp(await world.load(id))).toContainEqual(['plan-unresolved', 'crm']);
    const afterIt = await askAgain('it');
    expect(tenantOf(afterIt)).toBe('https://crm.example.com t-other');
    expect(alertsUp(await world.load(id))).toEqual([]);
  });
});

describe('one attempt', () => {
  it('has one time limit for its doubts and its call, which ends before its lease', async () => {
    const { world } = await confirmed();
    const { okta } = world.systems;
    const doubts: AbortSignal[] = [];
    const calls: AbortSignal[] = [];
    const { look, act } = okta.connector;
    okta.connector.look = async (account, context) => {
      if (account.id === 'okta-alex' && okta.identity === 'recreated') {
        doubts.push(context.signal);
        // Not among the leaver's accounts by then, and nobody else's either.
        return { account, presence: 'absent', items: [], snapshot: {}, untold: [] };
      }
      return look(account, context);
    };
    okta.connector.act = async (action, context) => {
      if (action.id === door) calls.push(context.signal);
      return act(action, context);
    };
    await world.advanceTo('2026-03-20T16:59:00.000Z');
    // The person has another account by then, so the planned one is looked at before it is touched.
    okta.identity = 'recreated';
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    expect(calls.length).toBeGreaterThanOrEqual(1);
    expect(doubts).toContain(calls[0]);
  });
});

describe('an exception that ends', () => {
  it('opens a completed departure again', async () => {
    const { world, id } = await confirmed();
    await mustDo(
      world.ask('it', id, {
        type: 'access.waive',
        ...onAction(await world.load(id), door),
        reason: 'on call until April',
        until: '2026-04-01T08:00:00.000Z',
      }),
    );
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    await finishTasks(world, id);
    await mustDo(world.ask('manager', id, { type: 'departure.complete' }));
    await world.advanceTo('2026-04-01T09:00:00.000Z');
    const state = await world.load(id);
    expect(state.status).toBe('active');
    expect(actionOf(state, door).waiver).toBeNull();
  });
});

describe('a confirmation of an older plan', () => {
  it('takes nothing with it when it runs out', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({
      dates: {
        lastWorkingDay: { date: '2026-04-07', zone: 'Europe/Paris' },
        contractEnd: { date: '2026-04-30', zone: 'Europe/Paris' },
        cutOff: { at: '2026-04-07T16:00:00.000Z', zone: 'Europe/Paris' },
      },
    });
    // Valid until 1 April, for a plan that changes.
    await confirm(world, id);
    await world.advanceTo('2026-03-20T09:00:00.000Z');
    world.systems.okta.grow(email, 'credentials', 'api-token');
    await mustDo(
      world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    await confirm(world, id);
    await world.advanceTo('2026-04-07T16:05:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });
});

describe('a task of giving access back that nobody has', () => {
  it('is an alarm for the manager, also once the departure was called off', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { version, cast, ...state } = await world.load(id);
    await world.deps.store.departures.commit(
      { ...state, cast: { ...cast, it: [] }, version: version + 1 },
      version,
      [],
      null,
    );
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'stays after all' }));
    expect(alertsUp(await world.load(id)).toSorted()).toEqual([
      ['unassigned', 'restore-code'],
      ['unassigned', 'restore-crm'],
      ['unassigned', 'restore-okta'],
    ]);
  });
});

describe('a person who stays', () => {
  async function retained() {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'stays after all' }));
    return { world, id };
  }

  it('is no alarm to a later look that was under way when it was said', async () => {
    const { world, id } = await retained();
    const asSystem = { type: 'system' } as const;
    const used = { system: 'okta', accountId: 'okta-alex', told: true, usedAt: '2026-03-21T09:00:00.000Z' };
    const reports: SystemCommand[] = [
      {
        type: 'recheck.record',
        system: 'okta',
        accountId: 'okta-alex',
        checks: [{ actionId: door, day: 1, result: 'back', evidence: [] }],
      },
      { type: 'watch.record', uses: [used] },
    ];
    for (const late of reports)
      expect(await transact(world.deps, id, late, asSystem)).toMatchObject({ refusal: { code: 'stale' } });
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('gets access back from whoever takes it on: the task can be accepted, and declined to the next', async () => {
    const { world, id } = await retained();
    const restoreOf = async (system: string) => {
      const task = (await world.load(id)).tasks.find((one) => one.id === `restore-${system}`);
      if (!task) throw new Error('no task');
      return { status: task.status, assignee: task.assignee, on: { taskId: task.id, rev: task.rev } };
    };
    const { on } = await restoreOf('okta');
    await mustDo(world.ask('it', id, { type: 'task.accept', ...on }));
    const accepted = await restoreOf('okta');
    await mustDo(world.ask('it', id, { type: 'task.decline', ...accepted.on, reason: 'on leave' }));
    expect(await restoreOf('okta')).toMatchObject({ status: 'offered', assignee: 'ines' });
  });
});

describe('a meeting after which nobody clicks', () => {
  it('is an alarm an hour after its planned time', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await confirm(world, id, 'it', 'security');
    await world.advanceTo('2026-03-20T17:59:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([]);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([['unreleased', 'cut-off']]);
    const { planHash } = await world.load(id);
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash: planHash ?? '' }));
    expect(alertsUp(await world.load(id))).toEqual([]);
  });
});

describe('a system that was configured after the departure was completed', () => {
  it('is asked with the looks of later days', async () => {
    const { world, id } = await completed();
    const late = createMemorySystem('late');
    Object.assign(world.deps, { connectors: new Map([...world.deps.connectors, ['late', late.connector] as const]) });
    await world.advanceTo('2026-03-21T19:00:00.000Z');
    const state = await world.load(id);
    expect(state.status).toBe('active');
    expect(alertsUp(state)).toContainEqual(['appeared', state.planHash]);
    expect(late.calls).toEqual([]);
  });
});

describe('a system that was configured since the last look', () => {
  it('is asked by whoever says that all is done, and what it holds keeps the departure open', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    await finishTasks(world, id);
    // Nothing has woken the departure since Relais began again with it.
    const late = createMemorySystem('late');
    Object.assign(world.deps, { connectors: new Map([...world.deps.connectors, ['late', late.connector] as const]) });
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'work-open' },
    });
    const state = await world.load(id);
    expect(state.status).toBe('active');
    expect(state.revocations.map(({ action }) => action.system)).toContain('late');
  });
});

describe('a look of today that told everything, and a later one that did not', () => {
  const askAgain = async (world: MemoryWorld, id: string) => {
    const asked = await preflight(world.deps, testPeople.leaver, await world.load(id));
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: asked }));
  };

  it('is no word to complete on by itself', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    await finishTasks(world, id);
    const at = completesAt(await world.load(id)) ?? '';
    await world.advanceTo(plus(at, -2 * hour));
    await askAgain(world, id);
    world.systems.okta.mood = 'hides-lists';
    await askAgain(world, id);
    await world.advanceTo(plus(at, hour));
    expect((await world.load(id)).status).toBe('active');
    world.systems.okta.mood = 'well';
    await askAgain(world, id);
    expect((await world.load(id)).status).toBe('completed');
  });

  it('is no word to complete on by a click', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    await finishTasks(world, id);
    world.systems.okta.mood = 'hides-lists';
    await askAgain(world, id);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'systems-unresolved' },
    });
    expect((await world.load(id)).status).toBe('active');
  });
});

describe('a confirmation of what can be undone', () => {
  it('does not cover something new of the same class that may be done in a way that cannot', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    okta.grow(email, 'groups', 'late-group');
    const { look } = okta.connector;
    okta.connector.look = async (...given) => {
      const told = await look(...given);
      const items = told.items.map((one) =>
        one.action.id.endsWith('late-group')
          ? { ...one, action: { ...one.action, fallback: { call: 'DELETE /thing', effect: 'destructive' as const } } }
          : one,
      );
      return { ...told, items };
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const state = await world.load(id);
    expect(alertsUp(state)).toContainEqual(['appeared', state.planHash]);
    expect(okta.calls).not.toContain('okta/okta-alex/groups/late-group');
    await confirm(world, id);
    expect(okta.calls).toContain('okta/okta-alex/groups/late-group');
  });
});

describe('access that is back once the departure was completed', () => {
  it('is cut again under the same confirmation, with what appeared beside it, and rings', async () => {
    const { world, id } = await completed();
    const { okta } = world.systems;
    okta.restore(email);
    okta.grow(email, 'groups', 'new-team');
    await world.advanceTo('2026-03-22T09:00:00.000Z');
    expect(okta.open(email)).toEqual([]);
    const state = await world.load(id);
    expect(state.alerts.map(({ kind }) => kind)).toContain('residual-access');
    expect(state.status).toBe('active');
  });

  it('is closed in full when it is used, and its alarm stays until somebody has looked', async () => {
    const { world, id } = await completed();
    const { okta } = world.systems;
    await world.advanceTo('2026-03-28T09:00:00.000Z');
    okta.restore(email);
    okta.lastSeen = new Date('2026-03-28T10:00:00.000Z');
    await world.advanceTo('2026-03-30T09:00:00.000Z');
    expect(okta.live(email, 'disable')).toBe(false);
    expect(okta.live(email, 'sessions')).toBe(false);
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).toContain('activity');
  });

  it('is left alone where HR has said, on the departure opened again, that the person stays', async () => {
    const { world, id } = await completed();
    const { okta } = world.systems;
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'hired again' }));
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'hired again' }));
    okta.restore(email);
    okta.lastSeen = new Date('2026-03-28T10:00:00.000Z');
    const before = [...okta.calls];
    await world.advanceTo('2026-04-20T09:00:00.000Z');
    expect(okta.calls).toEqual(before);
    expect(okta.live(email, 'disable')).toBe(true);
  });
});

describe('an account that its system protects', () => {
  async function plannedWithProtected() {
    const world = await createMemoryWorld();
    world.systems.crm.identity = 'protected';
    const id = await world.plan();
    await confirm(world, id);
    return { world, id };
  }

  it('keeps no other system from being cut, is touched by nobody, and waits for a person', async () => {
    const { world, id } = await plannedWithProtected();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
    expect(world.systems.crm.calls).toEqual([]);
    const state = await world.load(id);
    expect(actionOf(state, 'crm/crm-alex/protected').status).toBe('manual');
    expect(alertsUp(state)).toEqual([['account-open', 'crm/crm-alex']]);
    await finishTasks(world, id);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'work-open' },
    });
    const waive = { type: 'access.waive', ...onAction(state, 'crm/crm-alex/protected') } as const;
    await mustDo(world.ask('it', id, { ...waive, reason: 'the only owner until May', until: null }));
    expect((await mustDo(world.ask('manager', id, { type: 'departure.complete' }))).status).toBe('completed');
  });

  it('is planned like any other once it is protected no more', async () => {
    const { world, id } = await plannedWithProtected();
    world.systems.crm.identity = 'as-planned';
    await mustDo(
      world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.crm.live(email, 'disable')).toBe(false);
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('is in the plan of an old role too, where only groups end', async () => {
    const flow = { ...testFlow, id: 'test-move', kinds: ['internal-move' as const], access: 'old-role' as const };
    const world = await createMemoryWorld();
    world.systems.crm.identity = 'protected';
    const id = await world.plan({}, flow);
    const planned = (await world.load(id)).revocations.map(({ action }) => action.id);
    expect(planned.toSorted()).toEqual(['code/code-alex/groups', 'crm/crm-alex/protected', 'okta/okta-alex/groups']);
  });
});
