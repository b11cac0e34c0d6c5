import { describe, expect, it } from 'vitest';
import { day as aDay, minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { bringMessage } from '../../src/engine/cards/standing-message.ts';
import { changeContract, readContractNotes } from '../../src/engine/contracts/contract-notes.ts';
import { noteAnswer } from '../../src/engine/erasure/answers.ts';
import { forgetPeople } from '../../src/engine/erasure/forget-people.ts';
import { readTombstone } from '../../src/engine/erasure/tombstones.ts';
import { ChannelError } from '../../src/engine/ports/channel.ts';
import { beginReview } from '../../src/engine/reviews/begin-review.ts';
import { readFound, writeFound } from '../../src/engine/reviews/review-notes.ts';
import { transact } from '../../src/engine/transact.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { alertsUp } from '../support/memory/confirmed-run.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testPeople,
  testPerson,
  worldDates,
} from '../support/memory/memory-world.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { cardTexts } from '../support/view-text.ts';
import { completedIn, erasedOn, inChat, thirtyDays } from './completed-world.ts';

const cutOff = worldDates.cutOff.at;
/** Completed with the survey's end on 3 April; the contract ended before that. So thirty days end with 3 May. */
const lastDay = '2026-05-03T21:59:00.000Z';

async function findings({ deps }: MemoryWorld): Promise<unknown[]> {
  const found = [];
  for await (const one of deps.store.audit.verify()) found.push(...one.findings);
  return found;
}

describe('a departure whose time has come', () => {
  it('is erased on its day by itself: record, cards, person; what stays names nobody', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    expect(inChat(world)).toContain('Alex Moreau');
    const finding = {
      ...{ class: 'residual' as const, accountId: 'a', login: 'alex@example.com', name: null, kind: 'person' as const },
      ...{ person: null, departure: id, since: null, differs: [] },
    };
    await beginReview(world.deps, 'tom');
    await writeFound(world.deps.store, 'okta', { at: cutOff, findings: [finding] });
    await world.advanceTo(lastDay);
    expect((await world.load(id)).erasure).toBeUndefined();
    await world.advanceTo(erasedOn);
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(inChat(world)).not.toContain('Alex');
    expect((await readFound(world.deps.store, 'okta'))?.findings).toEqual([]);
    expect(await world.deps.store.people.byId('alex')).toBeNull();
    expect(await world.deps.store.people.byEmail('alex@example.com')).toBeNull();
    expect(await world.deps.store.people.byId('maya')).not.toBeNull();
    const tombstone = await readTombstone(world.deps.store.notes, id);
    expect(tombstone).toMatchObject({
      departureId: id,
      erasedAt: erasedOn,
      why: 'retention',
      person: 'forgotten',
      evidenceUntil: null,
      extract: null,
    });
    expect(JSON.stringify(tombstone)).not.toMatch(/alex|Moreau|maya|priya/i);
    expect(tombstone?.cards.map(({ channel, outcome }) => [channel, outcome])).toEqual([['slack', 'deleted']]);
    expect(await findings(world)).toEqual([]);
  });

  it('leaves evidence without names for as long as the sector has it kept, and then not that either', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, { sector: 'tech', policies: [] });
    await world.advanceTo(erasedOn);
    expect(await world.deps.store.departures.load(id)).toBeNull();
    const kept = await readTombstone(world.deps.store.notes, id);
    expect(kept?.evidenceUntil).toBe('2028-04-03T22:00:00.000Z');
    expect(kept?.extract?.access.filter(({ status }) => status === 'verified').length).toBeGreaterThan(3);
    expect(kept?.extract?.confirmations.map(({ role }) => role)).toEqual(['it']);
    expect(JSON.stringify(kept)).not.toMatch(/alex|Moreau|maya|priya|tom\b/i);
    await world.advanceTo('2028-04-03T21:00:00.000Z');
    expect((await readTombstone(world.deps.store.notes, id))?.extract).not.toBeNull();
    await world.advanceTo('2028-04-04T00:00:00.000Z');
    expect(await readTombstone(world.deps.store.notes, id)).toMatchObject({ extract: null, evidenceUntil: null });
  });

  it('is kept while a legal hold stands, also one on the person in another departure, and goes once it is lifted', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    const day = { date: '2027-03-19', zone: 'Europe/Paris' };
    const cutOffAt = { at: '2027-03-19T17:00:00.000Z', zone: 'Europe/Paris' };
    const dates = { lastWorkingDay: day, contractEnd: day, cutOff: cutOffAt };
    const other = await world.plan({ dates, handovers: [] });
    const ask = { type: 'hold.ask', scope: 'person', reason: 'Dispute', reviewOn: '2027-01-01' } as const;
    await mustDo(world.ask('hr', other, ask));
    const holdId = (await world.load(other)).holds?.[0]?.id ?? '';
    await mustDo(world.ask('it', other, { type: 'hold.confirm', holdId }));
    await world.advanceTo(plus(erasedOn, 90 * aDay));
    const held = await world.load(id);
    expect(held.erasure).toBeUndefined();
    expect(held.holds?.[0]).toMatchObject({ from: other });
    expect(inChat(world)).toContain('Alex Moreau');
    for (const who of ['hr', 'it'] as const)
      await mustDo(world.ask(who, other, { type: 'hold.lift', holdId, reason: 'Settled' }));
    await world.advanceTo(plus(erasedOn, 91 * aDay));
    expect(await world.deps.store.departures.load(id)).toBeNull();
    // The other one still needs the person.
    expect(await world.deps.store.people.byId('alex')).not.toBeNull();
  });

  it('takes the names off what the HR feed keeps, and answers out of the chats, and says what became of them', async () => {
    const world = await createMemoryWorld();
    world.deps.hrSources = [{ id: 'people', label: 'People HR' }];
    const id = await completedIn(world, thirtyDays);
    const { notes } = world.deps.store;
    const target = { to: { type: 'person', person: testPeople.manager }, thread: null } as const;
    const view = departureCard(await world.load(id), testPeople.manager, '2026-04-05T00:00:00.000Z');
    const ref = await world.channel.post(target, { ...view, title: 'An answer about Alex' }, 'no card of it');
    await noteAnswer(notes, id, ref);
    await noteAnswer(notes, id, ref);
    const cards = (await world.load(id)).posts.filter((post) => post.ref !== null).length;
    const one = { source: 'people', fact: 'f', label: 'People HR', endsOn: '2026-05-01', movesOn: null };
    const at = '2026-04-05T00:00:00.000Z';
    const held = (leaver: string, name: string) => ({ ...one, person: `hr-${leaver}`, leaver, name, at });
    await notes.write('brake-hr-feed', {
      ...{ drafted: [], trippedAt: at, releases: [], left: [], releasedAt: null },
      held: [held('alex', 'Alex Moreau'), held('jonas', 'Jonas Weber')],
      decided: { what: 'left', by: ['nadia'], leavers: ['alex', 'jonas'], at },
    });
    const word = { hash: 'f', why: 'several', endsOn: null, movesOn: null };
    await notes.write('hr-feed/people', {
      ...{ cursor: null, readAt: at, nextAt: null, failing: null, watched: {} },
      open: [
        { ...word, person: '7', name: 'Alex Moreau' },
        { ...word, person: '8', leaver: 'alex', why: 'left-lying' },
        { ...word, person: '9', name: 'Jonas Weber' },
      ],
    });
    const post = { id: 'p1', url: null, what: 'It says that we leak data', by: 'alex', at, decided: null };
    await notes.write('critical-posts', { posts: [post], told: ['alex'] });
    await world.advanceTo(erasedOn);
    expect(await world.deps.store.departures.load(id)).toBeNull();
    const keys = ['brake-hr-feed', 'hr-feed/people', 'critical-posts'];
    const kept = JSON.stringify(await Promise.all(keys.map((key) => notes.read(key))));
    expect(kept).toContain('we leak data');
    expect(kept).not.toMatch(/alex/i);
    expect(kept.match(/Jonas Weber/g)).toHaveLength(2);
    expect(inChat(world)).not.toContain('Alex');
    const tombstone = await readTombstone(notes, id);
    expect(tombstone?.cards).toEqual([{ channel: 'slack', outcome: 'deleted', count: cards + 1 }]);
    expect(await notes.read(`answers/${id}`)).toBeNull();
  });

  it('waits, and is asked for again less and less often, while an answer cannot be taken out of the chats', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    const target = { to: { type: 'person', person: testPeople.manager }, thread: null } as const;
    const view = departureCard(await world.load(id), testPeople.manager, '2026-04-05T00:00:00.000Z');
    const ref = await world.channel.post(target, { ...view, title: 'An answer about Alex' }, 'no card of it');
    await noteAnswer(world.deps.store.notes, id, ref);
    const { withdraw } = world.channel;
    let tries = 0;
    world.channel.withdraw = async (from, key) => {
      if (key !== `answer/${ref.message}`) return withdraw.call(world.channel, from, key);
      tries += 1;
      throw new ChannelError('unavailable', 'the platform is down');
    };
    await world.advanceTo(erasedOn);
    expect((await world.load(id)).erasure?.notBefore).toBe(plus(erasedOn, 5 * minute));
    expect(tries).toBe(1);
    await world.advanceTo(plus(erasedOn, 5 * minute));
    expect(tries).toBe(2);
    world.channel.withdraw = withdraw;
    await world.advanceTo(plus(erasedOn, aDay));
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(inChat(world)).not.toContain('Alex');
  });

  it('takes an answer out of the chats too that is noted while the others go', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    const { notes } = world.deps.store;
    const target = { to: { type: 'person', person: testPeople.manager }, thread: null } as const;
    const view = departureCard(await world.load(id), testPeople.manager, '2026-04-05T00:00:00.000Z');
    const [first, second] = [
      await world.channel.post(target, { ...view, title: 'One answer about Alex' }, 'one'),
      await world.channel.post(target, { ...view, title: 'Another about Alex' }, 'another'),
    ];
    await noteAnswer(notes, id, first);
    const { withdraw } = world.channel;
    world.channel.withdraw = async (ref, key) => {
      await withdraw.call(world.channel, ref, key);
      if (key === `answer/${first.message}`) await noteAnswer(notes, id, second);
    };
    await world.advanceTo(erasedOn);
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(inChat(world)).not.toContain('Alex');
  });

  it('is kept when a hold on the person is put in another departure in the very moment of its end', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    const day = { date: '2027-03-19', zone: 'Europe/Paris' };
    const cutOffAt = { at: '2027-03-19T17:00:00.000Z', zone: 'Europe/Paris' };
    const dates = { lastWorkingDay: day, contractEnd: day, cutOff: cutOffAt };
    const other = await world.plan({ dates, handovers: [] });
    const { audit } = world.deps.store;
    const real = audit.erase;
    let put = false;
    audit.erase = async (...given) => {
      if (!put) {
        put = true;
        const ask = { type: 'hold.ask', scope: 'person', reason: 'Dispute', reviewOn: '2027-01-01' } as const;
        // Nobody waits for what follows: this departure is in its turn.
        const nadia = { type: 'person', id: testPeople.hr.id, roles: ['hr'] } as const;
        await mustDo(world.engine.command(other, ask, nadia));
      }
      return real(...given);
    };
    await world.advanceTo(plus(erasedOn, 3_600_000));
    expect(put).toBe(true);
    const held = await world.load(id);
    expect(held.erasure).toBeUndefined();
    expect(held.holds?.[0]).toMatchObject({ from: other });
    expect(await readTombstone(world.deps.store.notes, id)).toBeNull();
  });

  it('forgets with the last departure that names them whoever left before', async () => {
    const world = await createMemoryWorld();
    const { store } = world.deps;
    const [alex, bob] = [testPeople.leaver, testPerson('bob', 'Bob Lind')];
    await store.people.save(bob);
    const ended: Partial<Departure> = { status: 'completed', posts: [] };
    const own = sampleDeparture({ ...ended, id: 'd1', leaver: alex, version: 1, entries: 1 });
    const last = sampleDeparture({ ...ended, id: 'd2', leaver: bob, manager: alex.id, version: 1, entries: 1 });
    for (const one of [own, { ...last, people: { ...last.people, [alex.id]: alex } }])
      await store.departures.create(one, [], null);
    const forgotten: string[] = [];
    const besides = async ({ id }: { id: string }) => void forgotten.push(id);
    expect(await forgetPeople(world.deps, own, besides)).toBe('kept');
    await store.audit.erase('d1');
    expect(await store.people.byId(alex.id)).not.toBeNull();
    expect(await forgetPeople(world.deps, { ...last, people: { [alex.id]: alex } }, besides)).toBe('forgotten');
    expect(forgotten).toEqual(['bob', 'alex']);
    expect(await store.people.byId(alex.id)).toBeNull();
    expect(await store.notes.read(`forget-later/${alex.id}`)).toBeNull();
  });

  it('takes what was decided of their contract, by every address of theirs, and the messages of no departure', async () => {
    const world = await createMemoryWorld();
    const { deps, channel } = world;
    const { notes } = deps.store;
    const alex = testPeople.leaver;
    await deps.store.people.save(alex);
    const record = { told: '2026-03-31', extensions: [], ends: null };
    for (const email of ['alex@example.com', 'a.moreau@example.com', 'jonas@example.com'])
      await changeContract(notes, email, () => record);
    const view = departureCard({ ...sampleDeparture(), status: 'active' }, alex, cutOff);
    const names = ['hr-feed', 'contracts', 'critical-posts'] as const;
    for (const reader of [alex, testPeople.manager])
      for (const name of names)
        await bringMessage(deps, { name, reader, draw: async () => ({ view, issues: ['one'] }) });
    const state = sampleDeparture({ status: 'completed', posts: [], leaver: alex, id: 'd1', version: 1, entries: 1 });
    const draft = { ...state.draft, otherEmails: ['A.Moreau@example.com'] };
    expect(await forgetPeople(deps, { ...state, draft }, async () => {})).toBe('forgotten');
    for (const name of names) {
      expect(await notes.read(`${name}-card/${alex.id}`), name).toBeNull();
      expect(await notes.read(`${name}-card/maya`), name).not.toBeNull();
    }
    expect(channel.messages.map(({ key }) => key)).toEqual(names.map((name) => `${name}/1/maya`));
    expect(Object.keys((await readContractNotes(notes)).records)).toEqual(['jonas@example.com']);
  });

  it('is not taken for gone while the platform is down, and is erased once it answers', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    world.channel.mood = 'down';
    await world.advanceTo(plus(erasedOn, aDay));
    expect((await world.load(id)).erasure).toMatchObject({ why: 'retention' });
    // Nobody sees it any more, and nobody changes it.
    expect(await world.ask('hr', id, { type: 'departure.reopen', reason: 'A mistake' })).toMatchObject({
      refusal: { code: 'not-found' },
    });
    world.channel.mood = 'well';
    await world.advanceTo(plus(erasedOn, aDay + 3_600_000));
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(inChat(world)).not.toContain('Alex');
  });

  it('does not believe a platform that accepts and deletes nothing', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    world.channel.withdraw = async () => {};
    await world.advanceTo(erasedOn);
    expect(inChat(world)).not.toContain('Alex');
    const tombstone = await readTombstone(world.deps.store.notes, id);
    expect(tombstone?.cards.map(({ outcome }) => outcome)).toEqual(['emptied']);
  });

  it('waits a week where it was put back from a back-up: a hold that was put since is not in it', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    world.clock.set(new Date(plus(erasedOn, -60_000)));
    await mustDo(
      transact(world.deps, id, { type: 'restored.record', takenAt: '2026-04-06T00:00:00.000Z' }, { type: 'system' }),
    );
    await world.engine.reconcile(id);
    await world.advanceTo(plus(erasedOn, 6 * aDay));
    expect((await world.load(id)).erasure).toBeUndefined();
    await world.advanceTo(plus(erasedOn, 7 * aDay));
    expect(await world.deps.store.departures.load(id)).toBeNull();
  });

  it('keeps whoever moved inside, or stays, in the directory', async () => {
    const world = await createMemoryWorld();
    world.deps.retention = thirtyDays;
    const id = await world.plan();
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'Stays' }));
    await world.advanceTo('2026-05-01T00:00:00.000Z');
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect(await world.deps.store.people.byId('alex')).not.toBeNull();
  });
});

describe('an erasure before its time', () => {
  const ask = { type: 'erasure.ask', reason: 'Asked for by the person' } as const;

  it('takes two people, one of them HR, and rings for the second', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    expect(await world.ask('it', id, ask)).toMatchObject({ refusal: { code: 'not-permitted' } });
    expect(await world.ask('leaver', id, ask)).toMatchObject({ refusal: { code: 'not-permitted' } });
    await mustDo(world.ask('hr', id, ask));
    const state = await world.load(id);
    expect(alertsUp(state).map(([kind]) => kind)).toContain('erasure-waits');
    expect(await world.ask('hr', id, { type: 'erasure.confirm' })).toMatchObject({
      refusal: { code: 'second-person-needed' },
    });
    const admin = { type: 'person', id: 'ines', roles: ['admin'] } as const;
    await mustDo(world.engine.command(id, { type: 'erasure.confirm' }, admin));
    await world.engine.idle();
    expect(await world.deps.store.departures.load(id)).toBeNull();
    expect((await readTombstone(world.deps.store.notes, id))?.why).toBe('decided');
    expect(inChat(world)).not.toContain('Alex');
  });

  it('lapses in three days, is refused under a hold and while work is open', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, thirtyDays);
    await mustDo(world.ask('hr', id, ask));
    await world.advanceTo(plus(world.clock.now().toISOString(), 3 * aDay));
    expect((await world.load(id)).erasureAsked).toBeUndefined();
    await mustDo(
      world.ask('hr', id, { type: 'hold.ask', scope: 'departure', reason: 'Dispute', reviewOn: '2027-01-01' }),
    );
    expect(await world.ask('hr', id, ask)).toMatchObject({ refusal: { code: 'under-hold' } });
    const running = await createMemoryWorld();
    const open = await running.plan();
    expect(await running.ask('hr', open, ask)).toMatchObject({ refusal: { code: 'wrong-status' } });
  });
});

describe('the card of an ended departure', () => {
  it('shows HR when it is erased and by which policy, and that a hold stops the clock', async () => {
    const world = await createMemoryWorld();
    const id = await completedIn(world, { sector: 'finance', policies: [] });
    const state = await world.load(id);
    const shown = (of: Departure) =>
      cardTexts(
        departureCard(of, { ...testPeople.hr, locale: 'en' }, lastDay, { retention: world.deps.retention }),
      ).join('\n');
    expect(shown(state)).toContain('is erased on Monday');
    expect(shown(state)).toContain('4 May 2026');
    expect(shown(state)).toContain('thirty days');
    expect(shown(state)).toContain('4 April 2033');
    expect(shown(state)).toContain('ask your lawyer');
    const word = { by: 'nadia', hr: true, at: lastDay };
    const held = { ...{ id: 'h', scope: 'departure' as const, reason: 'Dispute' }, reviewOn: '2027-01-01' };
    const onHold = { ...state, holds: [{ ...held, first: word, second: null, lift: null }] };
    expect(shown(onHold)).toContain('The legal hold stops this clock');
  });
});
