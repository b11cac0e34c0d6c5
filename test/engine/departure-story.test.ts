import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { replay } from '../../src/domain/evolve.ts';
import { flowSchema } from '../../src/domain/flow/flow.ts';
import { unresolvedOf } from '../../src/domain/systems/asked-system.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testPeople,
} from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

function task(departure: Departure, id: string) {
  const found = departure.tasks.find((one) => one.id === id);
  if (!found) throw new Error(`no task ${id}: ${departure.tasks.map((one) => one.id).join(', ')}`);
  return { taskId: found.id, rev: found.rev };
}

async function confirm(world: MemoryWorld, id: string) {
  const { planHash } = await world.load(id);
  return mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
}

async function finishTasks(world: MemoryWorld, id: string) {
  for (const open of (await world.load(id)).tasks.filter((one) => one.status !== 'done')) {
    const now = (await world.load(id)).tasks.find((one) => one.id === open.id);
    await mustDo(
      world.ask('manager', id, {
        type: 'task.complete',
        taskId: open.id,
        rev: now?.rev ?? 0,
        notes: 'done',
        condition: 'good',
      }),
    );
  }
}

async function expectReplays(world: MemoryWorld, id: string) {
  const entries = [];
  for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  const { version: _, ...state } = await world.load(id);
  const { version: __, ...replayed } = replay(entries) ?? { version: 0 };
  expect(replayed).toEqual(state);
}

/** IT presses Retry on whatever has failed, one after the other: each answer may settle or repeat others. */
async function retryFailed(world: MemoryWorld, id: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    const failed = (await world.load(id)).revocations.find((one) => one.status === 'failed' && one.notBefore === null);
    if (!failed) return;
    await mustDo(world.ask('it', id, { type: 'access.retry', actionId: failed.action.id, rev: failed.rev }));
  }
}

describe('a resignation', () => {
  it('goes from the plan to completed, with every account read back', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    expect(world.channel.inbox('U-maya').map(({ view }) => view.kind)).toContain('departure');
    expect(world.channel.inbox('U-priya').map(({ view }) => view.kind)).toEqual(['task']);

    await mustDo(
      world.ask('priya', id, {
        type: 'task.decline',
        ...task(await world.load(id), 'handover-1'),
        reason: 'On leave then',
      }),
    );
    expect(world.channel.inbox('U-jonas').map(({ view }) => view.kind)).toEqual(['task']);
    await mustDo(world.ask('jonas', id, { type: 'task.accept', ...task(await world.load(id), 'handover-1') }));
    await confirm(world, id);

    await world.advanceTo('2026-03-20T16:59:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    await world.advanceTo('2026-03-20T17:00:30.000Z');
    const cut = await world.load(id);
    expect(cut.revocations.map(({ status }) => status)).toEqual(cut.revocations.map(() => 'verified'));
    expect(cut.revocations).toHaveLength(9);
    expect(cut.revocations.every(({ late }) => !late)).toBe(true);
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);

    await finishTasks(world, id);
    expect((await world.load(id)).status).toBe('active');
    await mustDo(world.ask('leaver', id, { type: 'survey.answer', answers: { overall: 4 } }));
    expect((await world.load(id)).status).toBe('completed');
    await expectReplays(world, id);
  });

  it('reminds, escalates, and falls silent once the work is done', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await world.advanceTo('2026-03-19T18:00:00.000Z');
    const nudges = () => world.channel.inbox('U-priya').filter(({ view }) => view.kind === 'nudge');
    // Two reminders on two days: the second stands in the place of the first.
    expect(nudges()).toHaveLength(1);
    expect(world.channel.inbox('U-nadia').filter(({ view }) => view.kind === 'nudge')).toHaveLength(1);
    await world.advanceTo('2026-03-21T18:00:00.000Z');
    expect(world.channel.inbox('U-maya').some(({ view }) => view.kind === 'escalation')).toBe(true);
    await mustDo(
      world.ask('priya', id, {
        type: 'task.complete',
        ...task(await world.load(id), 'handover-1'),
        notes: null,
        condition: null,
      }),
    );
    await world.advanceTo('2026-04-20T18:00:00.000Z');
    const left = world.channel.inbox('U-priya').filter(({ key }) => key.startsWith('digest/'));
    expect(left).toHaveLength(1);
    expect(left[0]?.view.fallback).toBe('Nothing is open for you any more. Thank you.');
  });

  it('tells of a task that nobody has while the confirmation is still to come', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    for (const asked of ['priya', 'jonas'] as const)
      await mustDo(
        world.ask(asked, id, { type: 'task.decline', ...task(await world.load(id), 'handover-1'), reason: 'No time' }),
      );
    expect((await world.load(id)).alerts).toMatchObject([{ kind: 'unassigned', subject: 'handover-1' }]);
  });

  it('cuts nothing without a confirmation, raises the alarm, and cuts late once it comes', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const up = async () => (await world.load(id)).alerts.filter(({ clearedAt }) => clearedAt === null);
    // Friday at 18:00 in Paris is the cut-off; two business days before, at the first hour when nobody is disturbed.
    await world.advanceTo('2026-03-19T07:59:00.000Z');
    expect(await up()).toEqual([]);
    await world.advanceTo('2026-03-19T08:00:00.000Z');
    expect(await up()).toMatchObject([{ kind: 'cut-off-unconfirmed', subject: 'soon' }]);
    const warned = world.channel.inbox('U-tom').findLast(({ view }) => view.kind === 'alert');
    expect(warned?.view).toMatchObject({ title: 'Not confirmed yet', tone: 'attention' });
    await world.advanceTo('2026-03-21T08:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    expect(await up()).toMatchObject([{ kind: 'cut-off-unconfirmed', subject: 'cut-off' }]);
    // What warned before does not claim that all is well.
    expect(warned?.view.tone).toBe('neutral');
    expect(warned?.view.fallback).toContain('told in another message');
    await confirm(world, id);
    const cut = await world.load(id);
    expect(cut.revocations.every(({ status, late }) => status === 'verified' && late)).toBe(true);
    expect(cut.alerts.every(({ clearedAt }) => clearedAt !== null)).toBe(true);
  });

  it('shows whoever must do it by hand what the system said when it was called and could not', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    const told = 'Mastered in Active Directory: disable alex there, and wait for the next sync.';
    world.systems.code.connector.act = async () => ({ status: 'manual', message: told });
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    const [one] = (await world.load(id)).revocations.filter(({ action }) => action.system === 'code');
    expect(one).toMatchObject({ status: 'manual', byHand: told, action: { manual: false } });
    const reads = (who: string) =>
      world.channel
        .inbox(who)
        .flatMap(({ view }) => cardTexts(view))
        .filter((text) => text.includes(told));
    expect(reads('U-tom').length).toBeGreaterThan(0);
    // Whoever it is handed to reads the same; nobody else does.
    const { action, rev } = one ?? { action: { id: '' }, rev: 0 };
    await mustDo(world.ask('it', id, { type: 'access.hand', actionId: action.id, rev, to: testPeople.priya }));
    expect(reads('U-priya').length).toBeGreaterThan(0);
    expect(reads('U-jonas')).toEqual([]);
    await expectReplays(world, id);
  });

  it('says no more what had to be done by hand once the system takes it', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    const { act } = world.systems.code.connector;
    world.systems.code.connector.act = async () => ({ status: 'manual', message: 'Do it there.' });
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    world.systems.code.connector.act = act;
    const ofCode = async () => (await world.load(id)).revocations.filter(({ action }) => action.system === 'code');
    expect((await ofCode()).map(({ status }) => status)).toEqual(['manual', 'manual', 'manual']);
    for (const { action, rev } of await ofCode())
      await mustDo(world.ask('it', id, { type: 'access.retry', actionId: action.id, rev }));
    expect((await ofCode()).map(({ status, byHand }) => [status, byHand])).toEqual(
      Array.from({ length: 3 }, () => ['verified', undefined]),
    );
  });

  it('never completes over a system that refuses its credentials at the cut-off; asked again, it is cut and proven', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    world.systems.code.mood = 'unauthorised';
    await world.advanceTo('2026-03-20T17:02:00.000Z');
    const early = await world.load(id);
    expect(early.alerts.map(({ kind, subject }) => [kind, subject])).toContainEqual(['plan-unresolved', 'code']);
    expect(early.revocations.filter(({ status }) => status === 'verified')).toHaveLength(6);
    await world.advanceTo('2026-03-21T08:00:00.000Z');
    await finishTasks(world, id);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      type: 'refused',
      refusal: { code: 'work-open' },
    });
    expect(world.systems.code.live('alex@example.com', 'disable')).toBe(true);

    world.systems.code.mood = 'well';
    const { leaver } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, leaver) }));
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
    expect(world.systems.code.live('alex@example.com', 'disable')).toBe(false);
    await expectReplays(world, id);
  });

  it('tries again by itself after one 401 at the cut-off', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    world.systems.code.mood = 'unauthorised';
    await world.advanceTo('2026-03-20T17:00:01.000Z');
    world.systems.code.mood = 'well';
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it.each(['lies'] as const)('never completes over a system that %s; a retry proves it', async (mood) => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    world.systems.code.mood = mood;
    await world.advanceTo('2026-03-21T08:00:00.000Z');
    const cut = await world.load(id);
    const ofCode = cut.revocations.filter(({ action }) => action.system === 'code');
    expect(ofCode.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
    expect(cut.revocations.filter(({ status }) => status === 'verified')).toHaveLength(6);
    await finishTasks(world, id);
    const refused = await world.ask('manager', id, { type: 'departure.complete' });
    expect(refused).toMatchObject({ type: 'refused', refusal: { code: 'work-open' } });

    world.systems.code.mood = 'well';
    await retryFailed(world, id);
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
    await expectReplays(world, id);
  });

  it('does not repeat a call whose answer was lost: it reads back first', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    world.systems.crm.mood = 'loses-answers';
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
    expect(world.systems.crm.calls).toHaveLength(3);
  });

  it('keeps the plan of a system that is silent when asked again, and lets nobody confirm over it', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const before = await world.load(id);
    world.systems.okta.mood = 'down';
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, before.leaver) }));
    const silent = await world.load(id);
    expect(silent.planHash).toBe(before.planHash);
    expect(unresolvedOf(silent).map(({ system }) => system)).toEqual(['okta']);
    const confirmed = await world.ask('it', id, { type: 'access.confirm', planHash: silent.planHash ?? '' });
    expect(confirmed).toMatchObject({ refusal: { code: 'systems-unresolved' } });
    world.systems.okta.mood = 'well';
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, before.leaver) }));
    expect(unresolvedOf(await world.load(id))).toEqual([]);
    await confirm(world, id);
  });

  it('comes back after an outage by itself', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    world.systems.okta.mood = 'down';
    world.systems.code.mood = 'throttled';
    await world.advanceTo('2026-03-20T17:00:30.000Z');
    expect(unresolvedOf(await world.load(id)).map(({ system }) => system)).toEqual(['okta', 'code']);
    world.systems.okta.mood = 'well';
    world.systems.code.mood = 'well';
    await world.advanceTo('2026-03-20T18:30:00.000Z');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('finds residual access days later, cuts it again and tells IT', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    world.systems.okta.restore('alex@example.com');
    await world.advanceTo('2026-03-21T19:00:00.000Z');
    const again = await world.load(id);
    expect(again.alerts.map(({ kind }) => kind)).toContain('residual-access');
    expect(world.channel.inbox('U-tom').some(({ view }) => view.kind === 'alert')).toBe(true);
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
    expect(again.revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('asks again when a re-check could not be read, instead of taking silence for proof', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    world.systems.okta.restore('alex@example.com');
    world.systems.okta.mood = 'down';
    await world.advanceTo('2026-03-21T20:00:00.000Z');
    expect((await world.load(id)).alerts.map(({ kind }) => kind)).not.toContain('residual-access');
    world.systems.okta.mood = 'well';
    await world.advanceTo('2026-03-22T06:00:00.000Z');
    expect((await world.load(id)).alerts.map(({ kind }) => kind)).toContain('residual-access');
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
  });

  it('stops when the person stays, and asks a person to give back what was cut', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'Accepted a new role here' }));
    await world.advanceTo('2026-04-20T08:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    const state = await world.load(id);
    expect(state.status).toBe('retained');
    expect(state.tasks.filter(({ nature }) => nature === 'restore')).toEqual([]);
  });

  it('posts nothing twice when the platform loses its answers', async () => {
    const world = await createMemoryWorld();
    world.channel.mood = 'loses-answers';
    await world.plan();
    world.channel.mood = 'well';
    await world.advanceTo('2026-03-02T10:00:00.000Z');
    const keys = world.channel.messages.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a dismissal', () => {
  it('stays invisible until the release click, then cuts at once', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await world.advanceTo('2026-03-19T18:00:00.000Z');
    expect(world.channel.inbox('U-alex')).toEqual([]);
    expect(world.channel.inbox('U-priya')).toEqual([]);
    const { planHash } = await world.load(id);
    const release = { type: 'cut-off.release', planHash: planHash ?? '' } as const;
    expect(await world.ask('manager', id, release)).toMatchObject({ refusal: { code: 'not-confirmed-yet' } });
    expect(await world.ask('manager', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    expect(await world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject({
      refusal: { code: 'already-confirmed' },
    });
    await mustDo(world.ask('security', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    expect(await world.ask('leaver', id, { type: 'survey.answer', answers: {} })).toMatchObject({
      refusal: { code: 'not-found' },
    });
    await mustDo(world.ask('manager', id, release));
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
    expect(world.channel.inbox('U-priya').map(({ view }) => view.kind)).toContain('task');
  });

  it('begins nothing that follows the cut-off before the click, however late the meeting', async () => {
    const world = await createMemoryWorld();
    const lock = {
      id: 'lock-devices',
      title: { en: 'Lock the devices', fr: 'Verrouiller les appareils' },
      owner: 'it',
      starts: { from: 'cut-off' },
      due: { from: 'cut-off', offset: 4, unit: 'hours' },
    };
    const id = await world.plan(
      {},
      flowSchema.parse({ ...confidentialFlow, steps: [...confidentialFlow.steps, lock] }),
    );
    const state = async () => (await world.load(id)).tasks.find((one) => one.id === 'step-lock-devices');
    await world.advanceTo('2026-03-20T21:30:00.000Z');
    expect(await state()).toMatchObject({ status: 'waiting' });
    const { planHash } = await world.load(id);
    for (const who of ['it', 'security'] as const)
      await mustDo(world.ask(who, id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash: planHash ?? '' }));
    expect(await state()).toMatchObject({
      status: 'offered',
      startsAt: '2026-03-20T21:30:00.000Z',
      dueAt: '2026-03-21T01:30:00.000Z',
    });
  });
});
