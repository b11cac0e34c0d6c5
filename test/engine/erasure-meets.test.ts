import { describe, expect, it } from 'vitest';
import { day as aDay, plus } from '../../src/domain/calendar/time.ts';
import type { Command } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Hold } from '../../src/domain/hold/hold-schema.ts';
import { listingOf } from '../../src/domain/lifecycle/listing.ts';
import { quotation } from '../../src/domain/localized.ts';
import { isTaskOpen } from '../../src/domain/tasks/task.ts';
import { whoHas } from '../../src/engine/knowledge/who-has.ts';
import { ChannelError } from '../../src/engine/ports/channel.ts';
import { transact } from '../../src/engine/transact.ts';
import { selectDepartures } from '../../src/evidence/select-departures.ts';
import { alertsUp, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPeople, worldDates } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';
import { emails, waveWorld } from '../support/wave-world.ts';

const cutOff = worldDates.cutOff.at;
const thirtyDays = { sector: null, policies: [] };
const ask = { type: 'erasure.ask', reason: 'Asked for by the person' } as const;
const tooEarly = { type: 'refused', refusal: { code: 'erasure-too-early' } };
/** Completed on 3 April with the survey's end; thirty days end with 3 May. */
const completedOn = '2026-04-04T00:00:00.000Z';
const erasedOn = '2026-05-03T22:00:00.000Z';
const system = { type: 'system' } as const;

async function withoutTasks(world: MemoryWorld, id: string): Promise<void> {
  for (const { id: taskId, rev } of (await world.load(id)).tasks.filter(isTaskOpen))
    await mustDo(world.ask('hr', id, { type: 'task.complete', taskId, rev, notes: 'Done', condition: 'good' }));
}

async function completed(world: MemoryWorld): Promise<string> {
  world.deps.retention = thirtyDays;
  const id = await world.plan();
  await confirm(world, id);
  await world.advanceTo(plus(cutOff, aDay));
  await withoutTasks(world, id);
  await world.advanceTo(completedOn);
  expect((await world.load(id)).status).toBe('completed');
  return id;
}

describe('what still has to be seen to is not erased', () => {
  it('an exception that ends later than the record would: it is open work again then', async () => {
    const world = await createMemoryWorld();
    world.deps.retention = thirtyDays;
    const id = await world.plan();
    world.systems.crm.mood = 'down';
    await confirm(world, id);
    await world.advanceTo(plus(cutOff, aDay));
    world.systems.crm.mood = 'well';
    const until = '2026-07-01T10:00:00.000Z';
    for (const { action, status, rev } of (await world.load(id)).revocations)
      if (status !== 'verified')
        await mustDo(
          world.ask('it', id, {
            type: 'access.waive',
            actionId: action.id,
            rev,
            reason: 'Needed for the handover',
            until,
          }),
        );
    await withoutTasks(world, id);
    await world.advanceTo(completedOn);
    const state = await world.load(id);
    expect(state.status).toBe('completed');
    expect(state.revocations.filter(({ status }) => status === 'waived').length).toBeGreaterThan(0);
    expect(await world.ask('hr', id, ask)).toMatchObject(tooEarly);
    await world.advanceTo('2026-06-30T00:00:00.000Z');
    expect((await world.load(id)).erasure).toBeUndefined();
    expect(world.systems.crm.live('alex@example.com', 'disable')).toBe(true);
    // What it left open is ended then, as was confirmed, and only then the record's time begins.
    await world.advanceTo('2026-07-02T00:00:00.000Z');
    expect(world.systems.crm.live('alex@example.com', 'disable')).toBe(false);
    await world.advanceTo('2026-07-30T00:00:00.000Z');
    expect((await world.load(id)).erasure).toBeUndefined();
    await world.advanceTo('2026-08-02T00:00:00.000Z');
    expect(await world.deps.store.departures.load(id)).toBeNull();
  });

  it('a call that was under way when the departure was stopped, until it is read back', async () => {
    const world = await createMemoryWorld();
    world.deps.retention = thirtyDays;
    const id = await world.plan();
    await confirm(world, id);
    world.systems.crm.mood = 'reads-lag';
    await world.advanceTo(cutOff);
    expect((await world.load(id)).revocations.map(({ status }) => status)).toContain('accepted');
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'Stays' }));
    const stopped = await world.load(id);
    expect(stopped.revocations.map(({ status }) => status)).toContain('accepted');
    for (const { id: taskId, rev } of stopped.tasks.filter(isTaskOpen))
      await mustDo(world.ask('hr', id, { type: 'task.skip', taskId, rev, reason: 'Given back' }));
    expect((await world.load(id)).tasks.filter(isTaskOpen)).toEqual([]);
    expect(await world.ask('hr', id, ask)).toMatchObject(tooEarly);
  });

  it('a use after departure that nobody has looked at', async () => {
    const world = await createMemoryWorld();
    const id = await completed(world);
    const { accounts } = await world.load(id);
    const used = accounts.find(({ watchedFrom }) => watchedFrom !== null) ?? expect.fail('nothing is watched');
    const usedAt = plus(completedOn, -1000);
    const use = { system: used.system, accountId: used.id, told: true, usedAt };
    await mustDo(transact(world.deps, id, { type: 'watch.record', uses: [use] }, system));
    await world.engine.reconcile(id);
    await world.engine.idle();
    await world.advanceTo(plus(completedOn, 2 * aDay));
    const state = await world.load(id);
    expect([state.status, alertsUp(state).map(([kind]) => kind)]).toEqual(['completed', ['activity']]);
    expect(await world.ask('hr', id, ask)).toMatchObject(tooEarly);
    const alertId = state.alerts.find(({ kind }) => kind === 'activity')?.id ?? '';
    await mustDo(world.ask('it', id, { type: 'alert.acknowledge', alertId }));
    await mustDo(world.ask('hr', id, ask));
  });

  it('a departure that came under a legal hold while its cards went', async () => {
    const world = await createMemoryWorld();
    const id = await completed(world);
    const word = { by: 'nadia', hr: true, at: completedOn };
    const reviewOn = '2027-01-01';
    const hold: Hold = {
      id: 'other/1',
      scope: 'person',
      reason: 'Dispute',
      reviewOn,
      first: word,
      second: null,
      lift: null,
    };
    const withdraw = world.channel.withdraw.bind(world.channel);
    let isTold = false;
    world.channel.withdraw = async (...given) => {
      if (!isTold) {
        isTold = true;
        const command = { type: 'hold.carry', from: 'other', holds: [hold] } satisfies Command;
        await mustDo(transact(world.deps, id, command, system));
      }
      return withdraw(...given);
    };
    await world.advanceTo(erasedOn);
    expect(isTold).toBe(true);
    const state = await world.load(id);
    expect([state.erasure, state.holds?.length]).toEqual([undefined, 1]);
  });

  it('one whose leaver came under a hold in another departure, of which no process has brought word yet', async () => {
    const world = await createMemoryWorld();
    const id = await completed(world);
    const day = { date: '2027-03-19', zone: 'Europe/Paris' };
    const cutOffAt = { at: '2027-03-19T17:00:00.000Z', zone: 'Europe/Paris' };
    const other = await world.plan({
      dates: { lastWorkingDay: day, contractEnd: day, cutOff: cutOffAt },
      handovers: [],
    });
    const withdraw = world.channel.withdraw.bind(world.channel);
    let isTold = false;
    world.channel.withdraw = async (...given) => {
      if (!isTold) {
        isTold = true;
        const hold = { type: 'hold.ask', scope: 'person', reason: 'Dispute', reviewOn: '2027-01-01' } as const;
        await mustDo(transact(world.deps, other, hold, { type: 'person', id: 'nadia', roles: ['hr'] }));
      }
      return withdraw(...given);
    };
    world.clock.set(new Date(erasedOn));
    await world.engine.reconcile(id);
    await world.engine.idle();
    expect(isTold).toBe(true);
    expect((await world.load(id)).holds?.map(({ from }) => from)).toEqual([other]);
  });
});

describe('a departure that is being erased', () => {
  const erasing = async () => {
    const world = await createMemoryWorld();
    const id = await completed(world);
    world.channel.mood = 'down';
    await world.advanceTo(plus(erasedOn, aDay));
    const state = await world.load(id);
    expect(state.erasure).toMatchObject({ why: 'retention' });
    return { world, state };
  };

  it('is not erased once a read that was under way finds the account in use', async () => {
    const { world, state } = await erasing();
    const used = state.accounts.find(({ watchedFrom }) => watchedFrom !== null) ?? expect.fail('nothing is watched');
    const use = { system: used.system, accountId: used.id, told: true, usedAt: erasedOn };
    await mustDo(transact(world.deps, state.id, { type: 'watch.record', uses: [use] }, system));
    world.channel.mood = 'well';
    await world.advanceTo(plus(erasedOn, 2 * aDay));
    const after = await world.load(state.id);
    expect([after.erasure, alertsUp(after).map(([kind]) => kind)]).toEqual([undefined, ['activity']]);
  });

  it('waits its week once more where it is put back from a back-up', async () => {
    const { world, state } = await erasing();
    const takenAt = plus(erasedOn, 1000);
    await mustDo(transact(world.deps, state.id, { type: 'restored.record', takenAt }, system));
    world.channel.mood = 'well';
    await world.advanceTo(plus(erasedOn, 7 * aDay));
    expect((await world.load(state.id)).erasure).toBeUndefined();
    await world.advanceTo(plus(erasedOn, 9 * aDay));
    expect(await world.deps.store.departures.load(state.id)).toBeNull();
  });

  it('counts what was mailed in the place of a card among what is out of reach', async () => {
    const { world, state } = await erasing();
    const [post] = state.posts;
    if (!post) throw new Error('no card stands');
    const ref = { channel: 'email', conversation: 'maya@example.com', message: '<1@example.com>' } as const;
    const mailed = { ...post, mailed: { at: erasedOn, ref, instead: 'slack' as const } };
    const decided = decide(
      { ...state, posts: [mailed] },
      { type: 'erasure.card', key: post.key, outcome: 'deleted' },
      { now: erasedOn, actor: system, calendar: world.deps.calendar, digest: (text) => text, leaving: new Set() },
    );
    expect(decided).toMatchObject({
      events: [
        { channel: 'slack', outcome: 'deleted' },
        { channel: 'email', outcome: 'out-of-reach' },
      ],
    });
  });

  it('tells nobody any more who took something over', async () => {
    const { world, state } = await erasing();
    const { departures } = world.deps.store;
    const before = {
      search: async function* () {
        yield { ...state, erasure: undefined };
      },
    };
    const query = { reader: { id: 'jonas', roles: [] }, words: 'billing', now: plus(erasedOn, aDay) } as const;
    expect((await whoHas(before as never, query)).found.length).toBe(1);
    expect((await whoHas(departures, query)).found.map(({ title }) => title)).toEqual([]);
  });

  it('is in no list, and in no pack of evidence but as one that was erased', async () => {
    const { world, state } = await erasing();
    expect(listingOf(state)).toBeNull();
    const { departures } = await world.deps.store.departures.list({ open: false, offset: 0, limit: 10 });
    expect(departures).toEqual([]);
    expect(await selectDepartures(world.deps.store, { type: 'one', id: state.id })).toEqual({ type: 'none' });
    expect(await selectDepartures(world.deps.store, { type: 'latest' })).toEqual({ type: 'none' });
    const period = { type: 'period', from: '2026-03-01', to: '2026-03-31' } as const;
    expect(await selectDepartures(world.deps.store, period)).toEqual({ type: 'found', departures: [], erased: 1 });
  });
});

describe('the card of a wave', () => {
  /** Both stay, so the wave has ended, and its card names both. */
  const ended = async () => {
    const made = await waveWorld(2);
    made.world.deps.retention = thirtyDays;
    const wave = await made.begun(emails(made.people));
    for (const { departure } of wave.members)
      await mustDo(made.world.ask('hr', departure, { type: 'departure.retain', reason: 'Stays' }));
    made.world.engine.goOnWithWave(wave.id);
    await made.world.engine.idle();
    expect((await made.wave()).status).toBe('ended');
    expect(inChat(made.world)).toContain('Zelda Quill 1');
    return { ...made, id: wave.members[0]?.departure ?? '' };
  };
  const inChat = (world: MemoryWorld) => world.channel.messages.flatMap(({ view }) => cardTexts(view)).join('\n');

  it('names nobody any more whose departure was erased', async () => {
    const { world, id } = await ended();
    await world.advanceTo('2026-05-01T00:00:00.000Z');
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(inChat(world)).not.toContain('Zelda Quill');
  });

  it('nor does one that stands for what is asked in several departures', async () => {
    const made = await waveWorld(2);
    const { world, people } = made;
    world.deps.retention = thirtyDays;
    const wave = await made.begun(emails(people));
    await made.confirm(testPeople.it);
    await made.confirm(testPeople.security);
    const [first, second] = wave.members;
    const id = first?.departure ?? '';
    const rev = (await world.load(id)).tasks.find((one) => one.id === 'step-paperwork')?.rev ?? -1;
    await mustDo(world.ask('hr', id, { type: 'task.reassign', taskId: 'step-paperwork', rev, to: testPeople.it }));
    world.engine.goOnWithWave(wave.id);
    await world.engine.idle();
    const card = () => world.channel.inbox('U-tom').find(({ key }) => key.startsWith('collected/'));
    const said = () => cardTexts(card()?.view ?? expect.fail('no card')).join('\n');
    expect(said()).toContain('Zelda Quill 1');
    for (const departure of [id, second?.departure ?? ''])
      await mustDo(world.ask('hr', departure, { type: 'departure.retain', reason: 'Stays' }));
    await world.advanceTo('2026-05-01T00:00:00.000Z');
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(said()).not.toContain('Zelda Quill');
    expect(inChat(world)).not.toContain('Zelda Quill');
  });

  it('is waited for while its platform is down', async () => {
    const { world, id } = await ended();
    // Whatever else stands of it goes; only the card of the wave cannot be changed.
    const update = world.channel.update.bind(world.channel);
    world.channel.update = async (ref, view, key) => {
      if (key.startsWith('wave/')) throw new ChannelError('unavailable', quotation('down'));
      return update(ref, view, key);
    };
    await world.advanceTo('2026-05-01T00:00:00.000Z');
    expect((await world.load(id)).erasure).toBeDefined();
    // Four weeks of it: in the end one entry an hour, not one in five minutes.
    let waits = 0;
    for await (const { event } of world.deps.store.departures.journal(id))
      if (event.type === 'erasure-waits') waits += 1;
    expect(waits).toBeGreaterThan(20);
    expect(waits).toBeLessThan(750);
    world.channel.update = update;
    await world.advanceTo('2026-05-01T01:00:00.000Z');
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(inChat(world)).not.toContain('Zelda Quill');
  });
});
