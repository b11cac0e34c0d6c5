import { describe, expect, it } from 'vitest';
import { noHolidays } from '../../src/domain/calendar/business-days.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { evolve, replay } from '../../src/domain/evolve.ts';
import { quotation } from '../../src/domain/localized.ts';
import { unresolvedOf } from '../../src/domain/systems/asked-system.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { createDrawings } from '../../src/engine/cards/drawings.ts';
import { postCards } from '../../src/engine/cards/post-cards.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { digest } from '../../src/engine/sha256.ts';
import { transact } from '../../src/engine/transact.ts';
import { confirm, confirmed } from '../support/memory/confirmed-run.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testPeople,
  worldDates,
} from '../support/memory/memory-world.ts';

/** What the simulation found once, each told as a short story so that it can be read without a seed. */

function task(departure: Awaited<ReturnType<MemoryWorld['load']>>, id: string) {
  const found = departure.tasks.find((one) => one.id === id);
  if (!found) throw new Error(`no task ${id}`);
  return { taskId: found.id, rev: found.rev };
}

async function journal(world: MemoryWorld, id: string) {
  const entries = [];
  for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
  return entries;
}

async function confirmAsItStands(world: MemoryWorld, id: string): Promise<void> {
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
}

describe('found by the simulation', () => {
  it('completes when every action was ended by hand before the cut-off', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] });
    for (const { action } of (await world.load(id)).revocations) {
      const rev = (await world.load(id)).revocations.find((one) => one.action.id === action.id)?.rev ?? 0;
      const waive = {
        type: 'access.waive',
        actionId: action.id,
        rev,
        reason: 'stays as a volunteer',
        until: null,
      } as const;
      await mustDo(world.ask('it', id, waive));
    }
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    expect((await world.load(id)).runEndedAt).toBeNull();
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).runEndedAt).toBe('2026-03-20T17:00:00.000Z');
    expect((await world.load(id)).alerts).toEqual([]);
    for (const { id: taskId } of (await world.load(id)).tasks)
      await mustDo(
        world.ask('hr', id, {
          type: 'task.complete',
          ...task(await world.load(id), taskId),
          notes: null,
          condition: null,
        }),
      );
    await world.advanceTo('2026-04-04T18:00:00.000Z');
    expect((await world.load(id)).status).toBe('completed');
  });

  it('does not complete at the instant at which an exception ends', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] });
    const { revocations, survey, tasks } = await world.load(id);
    for (const { action, rev } of revocations)
      await mustDo(
        world.ask('it', id, {
          type: 'access.waive',
          actionId: action.id,
          rev,
          reason: 'stays as a volunteer',
          until: survey?.closesAt ?? null,
        }),
      );
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    for (const { id: taskId } of tasks) {
      const done = {
        type: 'task.complete',
        ...task(await world.load(id), taskId),
        notes: null,
        condition: null,
      } as const;
      await mustDo(world.ask('hr', id, done));
    }
    await world.advanceTo(survey?.closesAt ?? '');
    const state = await world.load(id);
    expect(state.revocations.map(({ status }) => status)).not.toContain('waived');
    expect(state.status).toBe('active');
  });

  it('keeps what was confirmed when a system is silent afterwards, and ends the access at its time', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { leaver } = await world.load(id);
    await confirmAsItStands(world, id);
    world.systems.okta.mood = 'down';
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: await preflight(world.deps, leaver) }));
    world.systems.okta.mood = 'well';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const state = await world.load(id);
    expect(unresolvedOf(state)).toEqual([]);
    expect(state.revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('begins no run while a system is missing from the plan, whoever confirmed it before', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { leaver } = await world.load(id);
    await confirmAsItStands(world, id);
    const found = await preflight(world.deps, leaver);
    const systems = found.systems.map((look) =>
      look.system === 'okta'
        ? { ...look, accounts: [], problem: { kind: 'ambiguous' as const, reason: 'ambiguous: alex, alex-2' } }
        : look,
    );
    await mustDo(world.ask('it', id, { type: 'access.replan', preflight: { systems } }));
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).runStartedAt).toBeNull();
    expect((await world.load(id)).alerts.map(({ kind }) => kind)).toContain('plan-unresolved');
  });

  it('reads again before it calls again, when a person retries what could not be read back', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirmAsItStands(world, id);
    const { crm } = world.systems;
    crm.mood = 'loses-answers';
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    crm.mood = 'unauthorised';
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    crm.mood = 'well';
    const calls = [...crm.calls];
    const failed = (await world.load(id)).revocations.filter(({ status }) => status === 'failed');
    expect(failed).not.toEqual([]);
    for (const { action } of failed) {
      const now = (await world.load(id)).revocations.find((one) => one.action.id === action.id);
      // One answer may settle what waited for it.
      if (now?.status !== 'failed') continue;
      await mustDo(world.ask('it', id, { type: 'access.retry', actionId: action.id, rev: now.rev }));
      await world.engine.idle();
    }
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
    for (const call of calls) expect(crm.calls.filter((one) => one === call)).toHaveLength(1);
  });

  it('cuts what comes back after a run that found everything gone: that run began with its confirmation', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    await confirmAsItStands(world, id);
    await world.advanceTo('2026-03-20T17:10:00.000Z');
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'a mistake' }));
    await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'no mistake' }));
    await confirmAsItStands(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).runEndedAt).not.toBeNull();
    const { crm } = world.systems;
    crm.restore(testPeople.leaver.email);
    const calls = crm.calls.length;
    await world.advanceTo('2026-03-22T12:00:00.000Z');
    expect(crm.calls.length).toBeGreaterThan(calls);
    expect((await world.load(id)).alerts.map(({ kind }) => kind)).toContain('residual-access');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('says that a reminder came late when nobody could send it in time', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    world.clock.set(new Date('2026-03-18T16:02:00.000Z'));
    await world.engine.sweep();
    await world.engine.idle();
    const reminded = (await journal(world, id)).flatMap(({ event }) => (event.type === 'task-reminded' ? [event] : []));
    expect(reminded.map(({ taskId, late }) => [taskId, late])).toEqual([
      ['step-paperwork', true],
      ['handover-1', false],
    ]);
  });

  it('does not show a confidential departure to whoever a task or an action is given to before its time', async () => {
    const world = await createMemoryWorld({ manual: true });
    const id = await world.plan({}, confidentialFlow);
    const state = await world.load(id);
    const [manual] = state.revocations.filter(({ action }) => action.manual);
    await mustDo(
      world.ask('manager', id, { type: 'task.reassign', ...task(state, 'step-paperwork'), to: testPeople.jonas }),
    );
    const hand = { type: 'access.hand', actionId: manual?.action.id ?? '', rev: manual?.rev ?? 0 } as const;
    await mustDo(world.ask('it', id, { ...hand, to: testPeople.priya }));
    expect(world.channel.inbox('U-jonas')).toEqual([]);
    expect(world.channel.inbox('U-priya')).toEqual([]);
  });

  it('draws a card as late right after its instant, not at the next occasion', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const dueAt = (await world.load(id)).tasks.find((one) => one.id === 'handover-1')?.dueAt ?? '';
    await world.advanceTo(dueAt);
    const card = () => world.channel.inbox('U-priya').find(({ view }) => view.kind === 'task')?.view.tone;
    expect(card()).toBe('neutral');
    await world.advanceTo(new Date(Date.parse(dueAt) + 1).toISOString());
    expect(card()).toBe('attention');
  });

  it('repairs a card whose update came through although its answer was lost, also when the state went back', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const card = () => world.channel.inbox('U-ines').find(({ view }) => view.kind === 'access');
    const before = card()?.view;
    world.channel.mood = 'loses-answers';
    await confirmAsItStands(world, id);
    expect(card()?.view).not.toEqual(before);
    await mustDo(world.ask('it', id, { type: 'access.withdraw' }));
    world.channel.mood = 'well';
    await world.advanceTo('2026-03-02T10:00:00.000Z');
    expect(card()?.view).toEqual(before);
  });

  it('brings a card again when another process brought another version meanwhile', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const state = await world.load(id);
    const post = state.posts.find(({ ref }) => ref !== null);
    if (!post?.ref) throw new Error('nothing was posted');
    const { key, to, ref } = post;
    const record = { type: 'post.record', key, to, ref, hash: 'mine' } as const;
    const now = world.clock.now().toISOString();
    const actor = { type: 'system' as const };
    const context = { now, actor, calendar: noHolidays, digest, leaving: new Set<string>() };
    const leaseUntil = '2026-03-02T09:10:00.000Z';
    const system = { at: now, by: 'system' };
    const intended = (before: Departure, hash: string) =>
      evolve(before, { ...system, event: { type: 'updates-intended', updates: [{ key, hash }], leaseUntil } });
    const posted = (before: Departure, hash: string) =>
      evolve(before, { ...system, event: { type: 'posted', key, to, ref, hash } });
    const alone = intended(state, 'mine');
    const both = intended(alone, 'theirs');
    expect(decide(alone, record, context)).toMatchObject({ events: [{ type: 'posted', hash: 'mine' }] });
    expect(decide(both, record, context)).toMatchObject({ events: [{ hash: 'mine' }] });
    // Theirs was recorded while mine was on its way.
    expect(decide(posted(both, 'theirs'), record, context)).toMatchObject({ events: [{ hash: '' }] });
    expect(decide(state, record, context)).toMatchObject({ events: [{ hash: '' }] });
    expect(decide(state, { ...record, hash: post.hash }, context)).toMatchObject({ events: [{ hash: post.hash }] });
  });

  it('brings a card again after a crash in the middle of an update, also when it is to show what it showed before', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const post = (await world.load(id)).posts.find(({ key }) => key === 'departure|-|maya');
    const shown = () => world.channel.messages.find(({ ref }) => ref.message === post?.ref?.message);
    const before = shown()?.view;
    if (!post?.ref || !before) throw new Error('there is no card to update');
    const { deps } = world;
    const updates = [{ key: post.key, hash: 'of what was true for a moment' }];
    const leaseUntil = world.clock.now().toISOString();
    await mustDo(transact(deps, id, { type: 'post.intend-updates', updates, leaseUntil }, { type: 'system' }));
    await deps.channels.get('slack')?.update(post.ref, { ...before, title: 'For a moment' }, `${id}/${post.key}`);
    await world.engine.reconcile(id);
    expect(shown()?.view).toEqual(before);
  });

  it('keeps the cards of two departures apart when one person reads both and answers are lost', async () => {
    const world = await createMemoryWorld();
    world.channel.mood = 'loses-answers';
    const first = await world.plan();
    const second = await world.plan({ handovers: [] }, undefined, testPeople.priya);
    world.channel.mood = 'well';
    await world.advanceTo('2026-03-02T11:00:00.000Z');
    const cards = world.channel.inbox('U-maya').filter(({ view }) => view.kind === 'departure');
    expect(cards.map(({ key }) => key.split('/')[0]).sort()).toEqual([first, second].sort());
  });

  it('tries somebody who cannot be reached once a day, not in circles', async () => {
    const world = await createMemoryWorld();
    world.channel.blocked.add('U-priya');
    const id = await world.plan();
    await world.advanceTo('2026-03-04T09:00:00.000Z');
    await mustDo(
      world.ask('hr', id, {
        type: 'task.complete',
        ...task(await world.load(id), 'step-paperwork'),
        notes: null,
        condition: null,
      }),
    );
    await world.advanceTo('2026-03-04T10:00:00.000Z');
    const tried = (await journal(world, id)).filter(
      ({ event }) => event.type === 'post-failed' && event.key === 'task|handover-1|priya',
    );
    expect(tried).toHaveLength(2);
  });

  it('begins anew when a cancelled departure is opened again: confirmed again, and read back before anything counts', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirmAsItStands(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'Withdrew the resignation' }));
    world.systems.okta.restore('alex@example.com');
    const before = world.systems.okta.calls.length;

    const again = await mustDo(world.ask('hr', id, { type: 'departure.reopen', reason: 'Leaves after all' }));
    expect(again.revocations.every(({ status }) => status === 'planned')).toBe(true);
    expect(again.tasks.map(({ nature, status }) => [nature, status])).toEqual([
      ['step', 'waiting'],
      ['step', 'waiting'],
      ['handover', 'waiting'],
      ['restore', 'skipped'],
      ['restore', 'skipped'],
      ['restore', 'skipped'],
    ]);
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(world.systems.okta.calls).toHaveLength(before);

    await confirmAsItStands(world, id);
    const ended = await world.load(id);
    expect(ended.revocations.every(({ status }) => status === 'verified')).toBe(true);
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
    // Only where access had come back was anything called again, and what only the instant of its own call can prove.
    expect(world.systems.okta.calls).toHaveLength(before + 3);
    expect(world.systems.code.calls.slice(3)).toEqual(['code/code-alex/sessions']);
  });

  it('puts nothing off once the confirmed run has begun, also while a system cannot be read', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirmAsItStands(world, id);
    const { crm } = world.systems;
    crm.mood = 'down';
    await world.advanceTo('2026-03-20T17:00:30.000Z');
    expect((await world.load(id)).runStartedAt).toBe('2026-03-20T17:00:00.000Z');
    const dates = { ...worldDates, cutOff: { at: '2026-03-24T17:00:00.000Z', zone: 'Europe/Paris' } };
    expect(await world.ask('hr', id, { type: 'departure.reschedule', dates })).toMatchObject({
      refusal: { code: 'run-started' },
    });
    expect(crm.calls).toEqual([]);
    crm.mood = 'well';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(crm.live(testPeople.leaver.email, 'disable')).toBe(false);
    expect((await world.load(id)).revocations.every(({ status }) => status === 'verified')).toBe(true);
  });

  it('looks again at what is gone in time, also while another action is open again', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { revocations } = await world.load(id);
    await confirmAsItStands(world, id);
    const excepted = revocations.find(({ action }) => action.system === 'crm');
    const waive = { type: 'access.waive', actionId: excepted?.action.id ?? '', rev: excepted?.rev ?? 0 } as const;
    const until = '2026-03-21T10:00:00.000Z';
    await mustDo(world.ask('it', id, { ...waive, reason: 'needed for the last invoice', until }));
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    // The exception ends while that system cannot be asked, so the run is not over again for days.
    world.systems.crm.mood = 'down';
    await world.advanceTo('2026-03-21T12:00:00.000Z');
    expect((await world.load(id)).runEndedAt).toBeNull();
    const { okta } = world.systems;
    okta.restore(testPeople.leaver.email);
    await world.advanceTo('2026-03-21T17:05:00.000Z');
    const back = (await journal(world, id)).filter(
      ({ event }) => event.type === 'revocation-rechecked' && event.result === 'back',
    );
    expect(back.map(({ at }) => at.slice(0, 16))).toContain('2026-03-21T17:00');
    expect(okta.live(testPeople.leaver.email, 'disable')).toBe(false);
    // What came back once is looked at again a day after its new proof.
    await world.advanceTo('2026-03-22T17:05:00.000Z');
    const looked = (await journal(world, id)).flatMap(({ at, event }) =>
      event.type === 'account-rechecked' && event.system === 'okta' && at > '2026-03-22'
        ? event.checked.filter(({ day }) => day === 1)
        : [],
    );
    expect(looked.length).toBe(back.length);
  });

  it('looks anew before it touches what has waited for the account to be closed', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirmAsItStands(world, id);
    world.systems.okta.mood = 'cannot-close';
    await world.advanceTo('2026-03-20T17:11:00.000Z');
    const entries = await journal(world, id);
    const called = entries.find(
      ({ event }) => event.type === 'revocation-intended' && event.actionId === 'okta/okta-alex/sessions',
    );
    // The account could not be closed for ten minutes, so its sessions are ended in any case.
    expect(called?.at).toBe('2026-03-20T17:10:00.000Z');
    const looks = entries.filter(({ event }) => event.type === 'looked' && event.look.system === 'okta');
    expect(looks.filter(({ seq, at }) => seq < (called?.seq ?? 0) && at > '2026-03-20T17:07').length).toBeGreaterThan(
      0,
    );
  });

  it('does not take a late result for that of a call made since', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirmAsItStands(world, id);
    const { connector } = world.systems.okta;
    const { act } = connector;
    connector.act = async () => {
      throw new ConnectorError('rejected', quotation('not like this'));
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    connector.act = act;
    const failed = (await world.load(id)).revocations.find(({ status }) => status === 'failed');
    if (!failed) throw new Error('nothing failed');
    const actionId = failed.action.id;
    await mustDo(world.ask('it', id, { type: 'access.retry', actionId, rev: failed.rev }));
    const retried = (await world.load(id)).revocations.find(({ action }) => action.id === actionId);
    expect(retried).toMatchObject({ status: 'verified', attempts: failed.attempts + 1 });
  });

  it('posts no card twice when another process posted it, and lost the answer, since this one looked', async () => {
    const world = await createMemoryWorld();
    world.channel.mood = 'loses-answers';
    const id = await world.plan();
    world.channel.mood = 'well';
    const state = await world.load(id);
    const before = { ...state, posts: [] };
    const stand = world.channel.messages.length;
    expect(state.posts.every(({ ref, notBefore }) => ref === null && notBefore !== null)).toBe(true);
    // At once: it is not its turn.
    await postCards(world.deps, before, { drawings: createDrawings(world.deps), changesAt: () => null });
    expect(world.channel.messages).toHaveLength(stand);
    expect((await world.load(id)).posts).toEqual(state.posts);
    // Later: what stands is found.
    world.clock.set(new Date(world.clock.now().getTime() + 60_000));
    await postCards(world.deps, before, { drawings: createDrawings(world.deps), changesAt: () => null });
    expect(world.channel.messages).toHaveLength(stand);
    expect((await world.load(id)).posts.every(({ ref }) => ref !== null)).toBe(true);
  });

  it('looks for a card whose posting was begun and never heard of again, whoever begins next', async () => {
    const world = await createMemoryWorld();
    world.channel.mood = 'down';
    const id = await world.plan();
    world.channel.mood = 'well';
    const first = (await world.load(id)).posts[0];
    if (!first) throw new Error('nothing was to be posted');
    const fresh = { ...(await world.load(id)), posts: [] };
    const intended = (state: Departure, at: string, leaseUntil: string) =>
      evolve(state, { at, by: 'system', event: { type: 'post-intended', key: first.key, to: first.to, leaseUntil } });
    const once = intended(fresh, '2026-03-02T09:00:00.000Z', '2026-03-02T09:02:00.000Z');
    expect(once.posts[0]?.failures).toBe(0);
    expect(intended(once, '2026-03-02T09:02:00.000Z', '2026-03-02T09:04:00.000Z').posts[0]?.failures).toBe(1);
  });

  it('asks nobody for help that was decided just before the work was done', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const state = await world.load(id);
    const now = world.clock.now().toISOString();
    const context = {
      now,
      actor: { type: 'system' as const },
      calendar: noHolidays,
      digest,
      leaving: new Set<string>(),
    };
    const intend = { type: 'post.intend', key: 'escalation|handover-1|maya', to: 'maya', leaseUntil: now } as const;
    expect(decide(state, intend, context)).toMatchObject({ refusal: { code: 'stale' } });
    const reminded = { ...state, tasks: state.tasks.map((one) => ({ ...one, escalatedAt: now })) };
    expect(decide(reminded, intend, context)).toMatchObject({ events: [{ type: 'post-intended' }] });
  });

  it('asks about an account that appears where nothing is told of what an account holds', async () => {
    const world = await createMemoryWorld({ manual: true });
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    await confirmAsItStands(world, id);
    world.systems.crm.addAccount(testPeople.leaver.email);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { revocations, alerts } = await world.load(id);
    expect(revocations.filter(({ appearedAt }) => appearedAt !== null).map(({ action }) => action.id)).toEqual([
      'crm/crm-alex-2/task',
    ]);
    expect(alerts.map(({ kind }) => kind)).toContain('appeared');
  });

  it('does not call for ever what breaks at each call: IT is alarmed, with the ways forward', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    await confirmAsItStands(world, id);
    const { connector } = world.systems.crm;
    const { act } = connector;
    let calls = 0;
    connector.act = async (action, context) => {
      if (action.stage !== 'groups') return act(action, context);
      calls += 1;
      throw new ConnectorError('unknown-outcome', quotation('answered 500'));
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { revocations, alerts } = await world.load(id);
    expect(revocations.find(({ action }) => action.id === 'crm/crm-alex/groups')).toMatchObject({
      status: 'failed',
      notBefore: null,
      failure: { message: 'the call was made 6 times and had no effect' },
    });
    expect(alerts.map(({ kind, subject }) => `${kind} ${subject}`)).toContain('action-failed crm/crm-alex');
    expect(calls).toBe(6);
  });

  it('asks about what is not told of an account that appears, closed by somebody meanwhile', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    await confirmAsItStands(world, id);
    const { okta } = world.systems;
    okta.addAccount(testPeople.leaver.email);
    okta.closeByHand(testPeople.leaver.email);
    const { look } = okta.connector;
    okta.connector.look = async (account, context) => {
      const seen = await look(account, context);
      const isNew = account.id.endsWith('-2');
      return { ...seen, items: seen.items.filter(({ action }) => !(isNew && action.stage === 'groups')) };
    };
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { revocations, alerts } = await world.load(id);
    expect(revocations.filter(({ appearedAt }) => appearedAt !== null).map(({ action }) => action.id)).toEqual([
      'okta/okta-alex-2/sessions',
    ]);
    expect(alerts.map(({ kind }) => kind)).toContain('appeared');
  });

  it('does not take another tenant for the one of the plan when the plan is made again', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const before = await world.load(id);
    world.systems.okta.mood = 'other-tenant';
    const again = { type: 'access.replan', preflight: await preflight(world.deps, testPeople.leaver) } as const;
    await mustDo(world.ask('it', id, again));
    const { revocations, systems } = await world.load(id);
    expect(revocations.map(({ action }) => action.id)).toEqual(before.revocations.map(({ action }) => action.id));
    expect(systems.find(({ system }) => system === 'okta')).toMatchObject({
      tenant: 'https://okta.example.com t-1',
      problem: { kind: 'mismatch' },
    });
  });

  it('asks about what another tenant holds where the one of the plan held nothing', async () => {
    const world = await createMemoryWorld();
    world.systems.okta.mood = 'other-tenant';
    const id = await world.plan();
    world.systems.okta.mood = 'well';
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    await confirmAsItStands(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { revocations, alerts } = await world.load(id);
    expect(revocations.filter(({ action }) => action.system === 'okta').map(({ status }) => status)).toEqual([
      'planned',
      'planned',
      'planned',
    ]);
    expect(alerts.map(({ kind }) => kind)).toContain('appeared');
  });

  it('does not take a look that began earlier for what is so by now', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    const early = (await preflight(world.deps, testPeople.leaver)).systems.find(({ system }) => system === 'okta');
    if (!early) throw new Error('okta was not asked');
    await confirmAsItStands(world, id);
    await world.advanceTo('2026-03-20T16:59:00.000Z');
    world.systems.okta.mood = 'hides-lists';
    await world.advanceTo('2026-03-20T17:30:00.000Z');
    const before = (await world.load(id)).systems;
    expect(before.find(({ system }) => system === 'okta')?.problem).toMatchObject({ kind: 'incomplete' });
    const late = { type: 'look.record', look: early, retryAt: null } as const;
    await transact(world.deps, id, late, { type: 'system' });
    expect((await world.load(id)).systems).toEqual(before);
  });

  it('looks again at the new cut-off, and not in circles, when it is put off after nothing was found to cut', async () => {
    const world = await createMemoryWorld();
    for (const system of Object.values(world.systems)) system.identity = 'gone';
    const id = await world.plan({ handovers: [] });
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const { dates, runEndedAt } = await world.load(id);
    if (!dates) throw new Error('there are no dates');
    expect(runEndedAt).not.toBeNull();
    const cutOff = { ...dates.cutOff, at: '2026-03-24T17:00:00.000Z' };
    await mustDo(world.ask('hr', id, { type: 'departure.reschedule', dates: { ...dates, cutOff } }));
    const looks = async () => (await journal(world, id)).filter(({ event }) => event.type === 'looked').length;
    const before = await looks();
    await world.advanceTo('2026-03-24T16:00:00.000Z');
    expect(await looks()).toBe(before);
    await world.advanceTo('2026-03-24T18:00:00.000Z');
    expect(await looks()).toBe(before + 3);
  });

  it('raises the alarm of one system while the calls of another are still under way', async () => {
    const world = await createMemoryWorld({ manual: true });
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    await confirmAsItStands(world, id);
    const { connector } = world.systems.okta;
    const { act } = connector;
    const alarmed: string[] = [];
    // Each answer comes six minutes after the one before, and all calls of the account are one pass of the reconciler.
    let answers = Promise.resolve();
    connector.act = async (...given) => {
      const before = answers;
      const answered = before.then(async () => {
        alarmed.push(...(await world.load(id)).alerts.map(({ kind, subject }) => `${kind} ${subject}`));
        world.clock.set(new Date(world.clock.now().getTime() + 6 * 60_000));
      });
      answers = answered.then(() => new Promise((resolve) => setTimeout(resolve, 20)));
      await answered;
      return act(...given);
    };
    world.clock.set(new Date('2026-03-20T17:00:00.000Z'));
    await world.engine.reconcile(id);
    expect(alarmed).toContain('account-open crm/crm-alex');
  });

  it('looks again although the clock was set back since the last look', async () => {
    const { world, id } = await confirmed();
    world.systems.okta.identity = 'recreated';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    // What another account answers to makes the look not count any more.
    const one = (await world.load(id)).revocations.find(({ failure }) => failure?.kind === 'mismatch');
    await mustDo(world.ask('it', id, { type: 'access.retry', actionId: one?.action.id ?? '', rev: one?.rev ?? 0 }));
    const asked = () => world.load(id).then(({ systems }) => systems.find(({ system }) => system === 'okta'));
    expect(await asked()).toMatchObject({ resolvedAt: null, triedAt: '2026-03-20T18:00:00.000Z' });
    world.clock.set(new Date('2026-03-20T17:30:00.000Z'));
    await confirm(world, id);
    await world.engine.reconcile(id);
    expect((await asked())?.resolvedAt).toBe('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.live(testPeople.leaver.email, 'disable')).toBe(false);
  });

  it('keeps the hash that people confirmed when a look finds nothing new after the click that released it', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    const planHash = (await world.load(id)).planHash ?? '';
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash }));
    await mustDo(world.ask('security', id, { type: 'access.confirm', planHash }));
    await mustDo(world.ask('hr', id, { type: 'cut-off.release', planHash }));
    const state = await world.load(id);
    expect(state.runEndedAt).not.toBeNull();
    expect(state.planHash).toBe(planHash);
  });

  it('replays every one of these journals to what is stored', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { version: _, ...stored } = await world.load(id);
    const { version: __, ...replayed } = replay(await journal(world, id)) ?? { version: 0 };
    expect(replayed).toEqual(stored);
  });
});

describe('a cut-off that was to be at once, and everything of it waived', () => {
  it('is told as overdue from the minute on which it is, although nothing rings', async () => {
    const world = await createMemoryWorld();
    const at = '2026-03-02T09:00:00.000Z';
    const dates = { ...worldDates, cutOff: { at, zone: 'Europe/Paris' } };
    const id = await world.plan({ handovers: [], dates, nowConfirmed: true });
    for (const { action, rev } of (await world.load(id)).revocations) {
      const waive = { type: 'access.waive', actionId: action.id, rev, reason: 'stays', until: null } as const;
      await mustDo(world.ask('it', id, waive));
    }
    const card = () => {
      const shown = world.channel.messages.find(({ key }) => key === `${id}/access|-|tom`);
      return shown?.versions.at(-1)?.tone;
    };
    await world.advanceTo('2026-03-02T09:14:59.000Z');
    expect(card()).toBe('attention');
    await world.advanceTo('2026-03-02T09:15:01.000Z');
    expect((await world.load(id)).alerts).toEqual([]);
    expect(card()).toBe('danger');
  });
});
