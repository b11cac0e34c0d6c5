import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { quotation } from '../../src/domain/localized.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { transact } from '../../src/engine/transact.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { createMemorySystem } from '../support/memory/memory-system.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testFlow, testPeople } from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

const email = testPeople.leaver.email;
const cutOff = '2026-03-20T17:00:00.000Z';

async function confirm(world: MemoryWorld, id: string): Promise<void> {
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
}

/** A confirmed departure on the eve of its cut-off. */
async function confirmed(): Promise<{ world: MemoryWorld; id: string }> {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await confirm(world, id);
  return { world, id };
}

/** Every task done, so that nothing but access stands between the departure and its completion. */
async function finishTasks(world: MemoryWorld, id: string): Promise<void> {
  for (const { id: taskId } of (await world.load(id)).tasks) {
    const task = (await world.load(id)).tasks.find((one) => one.id === taskId);
    if (!task || task.status === 'done' || task.status === 'skipped') continue;
    await mustDo(
      world.ask('hr', id, { type: 'task.complete', taskId, rev: task.rev, notes: 'done', condition: 'good' }),
    );
  }
}

const alertsUp = ({ alerts }: Departure) =>
  alerts.filter(({ clearedAt }) => clearedAt === null).map(({ kind, subject }) => [kind, subject]);

const ofSystem = ({ revocations }: Departure, system: string) =>
  revocations.filter(({ action }) => action.system === system);

describe('what appears after the confirmation', () => {
  it('is cut under the same confirmation when it is of a confirmed class, before the run and in it', async () => {
    const { world, id } = await confirmed();
    const { okta, code } = world.systems;
    okta.grow(email, 'groups', 'g-late');
    // Made while the run is under way: the last look finds it.
    const { act } = code.connector;
    code.connector.act = async (...given) => {
      if (given[0].stage === 'groups') code.grow(email, 'groups', 'g-later');
      code.connector.act = act;
      return act(...given);
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(okta.live(email, 'groups')).toBe(false);
    expect(code.live(email, 'groups')).toBe(false);
    const state = await world.load(id);
    const appeared = state.revocations.filter(({ appearedAt }) => appearedAt !== null);
    expect(appeared.map(({ action, status }) => [action.target?.id, status])).toEqual(
      expect.arrayContaining([['g-late', 'verified']]),
    );
    expect(state.runEndedAt).not.toBeNull();
  });

  it('asks for a confirmation when it is of a class that nobody confirmed, and holds completion back', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    okta.grow(email, 'credentials', 'api-token');
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    await finishTasks(world, id);
    const waiting = await world.load(id);
    expect(okta.live(email, 'credentials')).toBe(true);
    expect(alertsUp(waiting)).toContainEqual(['appeared', waiting.planHash]);
    expect(
      world.channel.inbox('U-tom').some(({ view }) => view.title === 'Something appeared that nobody confirmed'),
    ).toBe(true);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({
      refusal: { code: 'work-open' },
    });
    await confirm(world, id);
    expect(okta.live(email, 'credentials')).toBe(false);
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('asks for a confirmation when it is another account of the leaver', async () => {
    const { world, id } = await confirmed();
    const { crm } = world.systems;
    crm.addAccount(email);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(crm.live(email, 'disable')).toBe(true);
    expect((await world.load(id)).runEndedAt).toBeNull();
    await confirm(world, id);
    expect(crm.live(email, 'disable')).toBe(false);
    expect((await world.load(id)).runEndedAt).not.toBeNull();
  });

  it('is found by the looks of later days, which are fresh, and opens a completed departure again', async () => {
    const { world, id } = await confirmed();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    await finishTasks(world, id);
    await world.advanceTo('2026-04-05T08:00:00.000Z');
    expect((await world.load(id)).status).toBe('completed');
    // The flow of this test looks again after one and seven days; both are over, so nothing more is found by itself.
    const early = await confirmed();
    await early.world.advanceTo('2026-03-20T18:00:00.000Z');
    early.world.systems.okta.grow(email, 'groups', 'g-after');
    await early.world.advanceTo('2026-03-21T18:00:00.000Z');
    expect(early.world.systems.okta.live(email, 'groups')).toBe(false);
  });

  it('stays the new role’s after an internal move', async () => {
    const flow = { ...testFlow, id: 'test-move', kinds: ['internal-move' as const], access: 'old-role' as const };
    const world = await createMemoryWorld();
    const id = await world.plan({}, flow);
    await confirm(world, id);
    world.systems.okta.grow(email, 'groups', 'g-new-role');
    await world.advanceTo('2026-03-21T18:00:00.000Z');
    expect(world.systems.okta.live(email, 'groups')).toBe(true);
    const state = await world.load(id);
    expect(state.revocations.map(({ action, status }) => [action.stage, status])).toEqual([
      ['groups', 'verified'],
      ['groups', 'verified'],
      ['groups', 'verified'],
    ]);
    expect(world.systems.okta.live(email, 'disable')).toBe(true);
  });
});

describe('what is kept', () => {
  it('cannot be asked for by a client in a flow that keeps nothing', async () => {
    const world = await createMemoryWorld();
    const all = (await preflight(world.deps, testPeople.leaver)).systems.flatMap(({ accounts }) =>
      accounts.flatMap(({ items }) => items.map(({ action }) => action.id)),
    );
    const id = await world.plan({ keptActionIds: all });
    const state = await world.load(id);
    expect(state.revocations.map(({ action }) => action.id).toSorted()).toEqual(all.toSorted());
    expect(state.kept).toEqual([]);
  });

  it('is confirmed with the plan, stays through the last look, and falls when the kind changes', async () => {
    const flow = { ...testFlow, id: 'test-move', kinds: ['internal-move' as const], access: 'old-role' as const };
    const world = await createMemoryWorld();
    const kept = 'okta/okta-alex/groups';
    const id = await world.plan({ keptActionIds: [kept] }, flow);
    const state = await world.load(id);
    expect(state.kept.map((action) => action.id)).toEqual([kept]);
    const other = await createMemoryWorld();
    const without = await other.load(await other.plan({}, flow));
    expect(state.planHash).not.toBe(without.planHash);
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.live(email, 'groups')).toBe(true);
    expect((await world.load(id)).runEndedAt).not.toBeNull();

    const begun = await other.engine.begin(
      { type: 'draft.start', leaver: testPeople.jonas, manager: 'maya', people: {} },
      { type: 'person', id: 'nadia', roles: ['hr'] },
    );
    if (begun.type !== 'done') throw new Error('not begun');
    const draft = begun.departure.id;
    await mustDo(
      other.ask('hr', draft, { type: 'draft.edit', patch: { kind: 'internal-move', keptActionIds: ['x'] } }),
    );
    await mustDo(other.ask('hr', draft, { type: 'draft.edit', patch: { keptActionIds: ['x'] } }));
    expect((await other.load(draft)).draft.keptActionIds).toEqual(['x']);
    await mustDo(other.ask('hr', draft, { type: 'draft.edit', patch: { kind: 'resignation' } }));
    expect((await other.load(draft)).draft.keptActionIds).toEqual([]);
  });
});

describe('an account that cannot be closed at once', () => {
  it('keeps its sessions waiting while closing may still succeed, and ends them after it', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    okta.mood = 'cannot-close';
    await world.advanceTo('2026-03-20T17:02:00.000Z');
    expect(okta.calls).toEqual([]);
    okta.mood = 'well';
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    expect(okta.calls).toEqual(['okta/okta-alex/disable', 'okta/okta-alex/sessions', 'okta/okta-alex/groups']);
    expect((await world.load(id)).runEndedAt).not.toBeNull();
  });

  it('goes on after ten minutes, tells IT, and ends the sessions again once it is closed', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    okta.mood = 'cannot-close';
    await world.advanceTo('2026-03-20T17:14:00.000Z');
    expect(okta.calls).toEqual(['okta/okta-alex/sessions', 'okta/okta-alex/groups']);
    expect(alertsUp(await world.load(id))).toContainEqual(['account-open', 'okta/okta-alex']);
    okta.mood = 'well';
    await world.advanceTo('2026-03-20T18:30:00.000Z');
    expect(okta.calls).toEqual([
      'okta/okta-alex/sessions',
      'okta/okta-alex/groups',
      'okta/okta-alex/disable',
      'okta/okta-alex/sessions',
    ]);
    const state = await world.load(id);
    expect(state.revocations.every(({ status }) => status === 'verified')).toBe(true);
    expect(alertsUp(state)).toEqual([]);
  });

  it('is in IT’s hands within a minute when only a person can decide, with the buttons on that message', async () => {
    const { world, id } = await confirmed();
    world.systems.crm.connector.act = async () => {
      throw new ConnectorError('rejected', quotation('not like this'));
    };
    await world.advanceTo('2026-03-20T17:00:30.000Z');
    expect(alertsUp(await world.load(id))).toContainEqual(['action-failed', 'crm/crm-alex']);
    const card = world.channel.inbox('U-tom').find(({ view }) => view.title === 'Ending access did not work');
    const text = JSON.stringify(card?.view);
    for (const act of ['access.retry', 'access.hand', 'access.waive']) expect(text).toContain(act);
  });
});

describe('absence is not believed', () => {
  it('of everything, when another tenant answers', async () => {
    const { world, id } = await confirmed();
    world.systems.code.mood = 'other-tenant';
    await world.advanceTo('2026-03-21T08:00:00.000Z');
    await finishTasks(world, id);
    const state = await world.load(id);
    expect(ofSystem(state, 'code').map(({ status }) => status)).not.toContain('verified');
    expect(world.systems.code.calls).toEqual([]);
    expect(alertsUp(state)).toContainEqual(['plan-unresolved', 'code']);
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({ type: 'refused' });
  });

  it('of an account, when the control of the search is not found either', async () => {
    const world = await createMemoryWorld();
    world.systems.crm.mood = 'finds-nobody';
    const id = await world.plan();
    const state = await world.load(id);
    expect(state.systems.find(({ system }) => system === 'crm')).toMatchObject({
      problem: { kind: 'unreachable', reason: 'unproven: the control was not found by the same query' },
    });
    expect(await world.ask('it', id, { type: 'access.confirm', planHash: state.planHash ?? '' })).toMatchObject({
      refusal: { code: 'systems-unresolved' },
    });
  });

  it('of groups, when their list may be cut short: the departure stays open', async () => {
    const { world, id } = await confirmed();
    world.systems.okta.mood = 'hides-lists';
    await world.advanceTo('2026-03-21T08:00:00.000Z');
    await finishTasks(world, id);
    const state = await world.load(id);
    expect(ofSystem(state, 'okta').find(({ action }) => action.stage === 'groups')?.status).not.toBe('verified');
    expect(ofSystem(state, 'okta').find(({ action }) => action.stage === 'disable')?.status).toBe('verified');
    expect(alertsUp(state)).toContainEqual(['plan-unresolved', 'okta']);
    expect(state.systems.find(({ system }) => system === 'okta')?.problem?.reason).toEqual({
      en: 'unproven: groups: the list may be cut short',
      fr: 'unproven: groupes : la liste est peut-être coupée',
    });
    expect(await world.ask('manager', id, { type: 'departure.complete' })).toMatchObject({ type: 'refused' });
    world.systems.okta.mood = 'well';
    await mustDo(
      world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) }),
    );
    await world.advanceTo('2026-03-21T09:00:00.000Z');
    for (const { action, rev, status } of (await world.load(id)).revocations)
      if (status === 'failed') await mustDo(world.ask('it', id, { type: 'access.retry', actionId: action.id, rev }));
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('of a system that nobody has an account in: the plan says by what it was asked, and it is asked again at the end', async () => {
    const world = await createMemoryWorld();
    world.systems.crm.identity = 'gone';
    const id = await world.plan();
    const state = await world.load(id);
    expect(state.systems.find(({ system }) => system === 'crm')).toMatchObject({ asked: [email], accounts: 0 });
    expect(JSON.stringify(world.channel.inbox('U-tom').map(({ view }) => view))).toContain(`asked by ${email}`);
    await confirm(world, id);
    world.systems.crm.identity = 'as-planned';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    // An account was made after the plan: it is asked about, not left in silence.
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).toContain('appeared');
    expect((await world.load(id)).runEndedAt).toBeNull();
  });

  it('also at a plan without a single account: every system is looked at once more before it is completed', async () => {
    const world = await createMemoryWorld();
    for (const system of Object.values(world.systems)) system.identity = 'gone';
    const id = await world.plan();
    expect((await world.load(id)).revocations).toEqual([]);
    world.systems.okta.identity = 'as-planned';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    await finishTasks(world, id);
    const state = await world.load(id);
    expect(state.status).toBe('active');
    expect(state.revocations.map(({ action }) => action.system)).toEqual(['okta', 'okta', 'okta']);
    expect(world.systems.okta.calls).toEqual([]);
    await confirm(world, id);
    expect(world.systems.okta.live(email, 'disable')).toBe(false);
  });

  it('of something proven gone that is still listed: it is cut again, and after three returns a person looks', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    const { look } = okta.connector;
    const planned = await look(
      (await world.load(id)).accounts.find(({ system }) => system === 'okta') ?? (undefined as never),
      { now: () => world.clock.now(), signal: new AbortController().signal },
    );
    okta.connector.look = async (...given) => {
      const now = await look(...given);
      const stale = planned.items.filter(({ action }) => action.stage === 'groups');
      return { ...now, items: [...now.items.filter(({ action }) => action.stage !== 'groups'), ...stale] };
    };
    await world.advanceTo('2026-03-22T08:00:00.000Z');
    const state = await world.load(id);
    const groups = ofSystem(state, 'okta').find(({ action }) => action.stage === 'groups');
    expect(groups?.status).toBe('failed');
    expect(groups?.cameBack).toBe(4);
    expect(state.status).toBe('active');
    expect(okta.calls.filter((one) => one.endsWith('/groups')).length).toBeLessThanOrEqual(4);
  });
});

describe('use after the cut-off', () => {
  async function ended() {
    const made = await confirmed();
    await made.world.advanceTo('2026-03-20T18:10:00.000Z');
    return made;
  }

  it('is told however late it is reported, and after reports that failed', async () => {
    const { world, id } = await ended();
    const { okta } = world.systems;
    // Read well, and nothing is told yet.
    await world.advanceTo('2026-03-22T09:00:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([]);
    okta.mood = 'throttled';
    await world.advanceTo('2026-03-24T09:00:00.000Z');
    okta.mood = 'well';
    // The vendor reports days later what happened two hours after the residual window, long before it was last read.
    okta.lastSeen = new Date('2026-03-20T20:30:00.000Z');
    await world.advanceTo('2026-03-25T09:00:00.000Z');
    expect(alertsUp(await world.load(id))).toContainEqual(['activity', 'okta/okta-alex']);
  });

  it('closes sign-in, sessions and credentials again, and its alarm stays until a person has looked', async () => {
    const { world, id } = await ended();
    const { okta } = world.systems;
    const before = okta.calls.length;
    okta.lastSeen = new Date('2026-03-21T03:00:00.000Z');
    await world.advanceTo('2026-03-22T09:00:00.000Z');
    expect(okta.calls.slice(before)).toEqual(
      expect.arrayContaining(['okta/okta-alex/disable', 'okta/okta-alex/sessions']),
    );
    await world.advanceTo('2026-03-24T09:00:00.000Z');
    const state = await world.load(id);
    expect(state.revocations.every(({ status }) => status === 'verified')).toBe(true);
    expect(alertsUp(state)).toEqual([['activity', 'okta/okta-alex']]);
    const alertId = state.alerts.find(({ kind }) => kind === 'activity')?.id ?? '';
    await mustDo(world.ask('it', id, { type: 'alert.acknowledge', alertId }));
    expect(alertsUp(await world.load(id))).toEqual([]);
    // What was told once is not told again.
    await world.advanceTo('2026-03-27T09:00:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('is told on the page behind the alarm: which account, when, and whether somebody has looked', async () => {
    const { world, id } = await ended();
    world.systems.okta.lastSeen = new Date('2026-03-21T03:00:00.000Z');
    await world.advanceTo('2026-03-24T09:00:00.000Z');
    const page = async () => accessCard(await world.load(id), testPeople.it, world.clock.now().toISOString());
    const before = await page();
    expect(cardTexts(before)).toEqual(expect.arrayContaining(['Used after access had ended', 'not looked at yet']));
    expect(cardTexts(before).join('\n')).toMatch(/Last used .*21 March 2026.* closed since .*20 March 2026/);
    expect(actNamesOf(before)).toContain('alert.acknowledge');
    const state = await world.load(id);
    const alarm = state.alerts.find(({ kind }) => kind === 'activity');
    if (!alarm) throw new Error('no alarm');
    const drawn = alertCard(state, alarm, testPeople.it, world.clock.now().toISOString());
    expect(cardTexts(drawn).join('\n')).toMatch(/Last use\n.*21 March 2026/);
    await mustDo(world.ask('it', id, { type: 'alert.acknowledge', alertId: alarm.id }));
    const after = await page();
    expect(cardTexts(after)).toContain('looked at');
    expect(actNamesOf(after)).not.toContain('alert.acknowledge');
  });

  it('within the residual window is not an alarm, because that was told', async () => {
    const { world, id } = await ended();
    world.systems.okta.lastSeen = new Date('2026-03-20T17:30:00.000Z');
    await world.advanceTo('2026-03-22T09:00:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([]);
  });
});

describe('the person stays, in the middle of the run', () => {
  it('gives IT a restore task for everything that was ended, and for what was on its way', async () => {
    const { world, id } = await confirmed();
    const { code } = world.systems;
    code.connector.act = async () => {
      throw new ConnectorError('unknown-outcome', quotation('no answer came'));
    };
    code.connector.readBack = async () => {
      throw new ConnectorError('unavailable', quotation('down'));
    };
    await world.advanceTo(cutOff);
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'Stays after all' }));
    const restores = (await world.load(id)).tasks.filter(({ nature }) => nature === 'restore');
    expect(restores.map((task) => task.id).toSorted()).toEqual(['restore-code', 'restore-crm', 'restore-okta']);
  });
});

/** What the journal says of one action, in a word each. */
async function storyOf({ deps }: MemoryWorld, id: string, actionId: string): Promise<string[]> {
  const words: string[] = [];
  for await (const { event } of deps.store.departures.journal(id)) {
    if (!('actionId' in event) || event.actionId !== actionId) continue;
    if (event.type === 'revocation-intended') words.push(event.mode);
    else words.push(event.type === 'revocation-recorded' ? event.result.status : event.type);
  }
  return words;
}

describe('a result that comes after its lease ended', () => {
  it('is not recorded as the holder’s', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    const { act } = okta.connector;
    okta.connector.act = async (...given) => {
      const answer = await act(...given);
      // Longer than the lease lasts.
      world.clock.set(new Date(world.clock.now().getTime() + 180_000));
      okta.connector.act = act;
      return answer;
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(await storyOf(world, id, 'okta/okta-alex/disable')).toEqual(['act', 'read-back', 'verified']);
  });

  it('is not recorded as that of whoever holds it by then', async () => {
    const { world, id } = await confirmed();
    const { okta } = world.systems;
    const actionId = 'okta/okta-alex/disable';
    const { readBack } = okta.connector;
    okta.connector.readBack = async (action, context) => {
      const answer = await readBack(action, context);
      if (action.id !== actionId) return answer;
      okta.connector.readBack = readBack;
      // Longer than the lease lasts; then another process reads.
      world.clock.set(new Date(world.clock.now().getTime() + 180_000));
      const leaseUntil = new Date(world.clock.now().getTime() + 120_000).toISOString();
      const other = { type: 'revocation.intend', actionId, mode: 'read-back', leaseUntil } as const;
      await mustDo(transact(world.deps, id, other, { type: 'system' }));
      return answer;
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    // The other one never answers: only after its lease is it read again.
    expect(await storyOf(world, id, actionId)).toEqual([
      'act',
      'accepted',
      'read-back',
      'read-back',
      'read-back',
      'verified',
    ]);
  });
});

describe('several accounts of one person', () => {
  it('are all cut, each by itself', async () => {
    const world = await createMemoryWorld();
    const two = createMemorySystem('two', { accounts: 2, items: 3 });
    const connectors = new Map([...world.deps.connectors, ['two', two.connector] as const]);
    Object.assign(world.deps, { connectors });
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(two.live(email, 'disable')).toBe(false);
    expect(two.live(email, 'groups')).toBe(false);
    expect(ofSystem(await world.load(id), 'two')).toHaveLength(2 * (1 + 1 + 3));
  });
});
