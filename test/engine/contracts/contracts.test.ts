import { beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { forgetInContracts, readContractNotes } from '../../../src/engine/contracts/contract-notes.ts';
import { contractSettingsSchema } from '../../../src/engine/contracts/contract-settings.ts';
import { contractSource } from '../../../src/engine/contracts/contract-source.ts';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { createDesk } from '../../../src/engine/desk/desk.ts';
import { createHrFeed } from '../../../src/engine/hr/hr-feed.ts';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { withSettings } from '../../../src/engine/people/settings.ts';
import type { HrSystem } from '../../../src/engine/ports/hr-system.ts';
import type { ActName } from '../../../src/views/act-names.ts';
import { act } from '../../../src/views/act-names.ts';
import { partsOf } from '../../../src/views/desk/page-tables.ts';
import { voiceFor } from '../../../src/views/words/voice.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  type TestPersonName,
  testPeople,
  worldDates,
} from '../../support/memory/memory-world.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { formOf } from '../../support/talk.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';
import { createMemoryHr, employment, endsOn, type MemoryHr } from '../hr/memory-hr.ts';

let world: MemoryWorld;

const jonas = testPeople.jonas.email;

/** Jonas works here for a time; Maya answers for him unless said otherwise. */
function told(contractEnd: string | null, more: { sponsor?: string; email?: string } = {}): void {
  const { deps } = world;
  const organisation = organisationSchema.parse({
    roles: { hr: [testPeople.hr.email], it: [testPeople.it.email] },
    people: [
      {
        email: more.email ?? jonas,
        workerType: 'consultant',
        ...(contractEnd && { contractEnd }),
        ...(more.sponsor !== '' && { sponsor: more.sponsor ?? testPeople.manager.email }),
      },
    ],
  });
  const { channels, clock, newId, settings } = deps;
  deps.directory = withSettings(
    createDirectory({ people: deps.store.people, channels, organisation, clock, newId }),
    settings,
  );
}

beforeEach(async () => {
  world = await createMemoryWorld();
  world.deps.contracts = contractSettingsSchema.parse({});
  told('2026-04-10');
});

async function sweep(instant: string): Promise<void> {
  await world.advanceTo(instant);
}

const messages = (who: TestPersonName) =>
  world.channel
    .inbox(testPeople[who].handles.slack ?? '')
    .filter(({ key }) => key.startsWith('contracts/'))
    .map(({ view }) => cardTexts(view).join('\n'));

async function say(
  who: TestPersonName,
  name: ActName,
  more: { seen?: string; values?: Record<string, string | null>; target?: string } = {},
): Promise<Reply> {
  const { target = jonas, seen, values = null } = more;
  const ref = act(name, null, { target, ...(seen !== undefined && { seen }) });
  const conversation = createConversation(world.deps, world.engine);
  const reply = await conversation.act({ ref, values, words: [] }, { person: testPeople[who], channel: 'slack' });
  await world.engine.idle();
  return reply;
}

const until = (day: string | null, reason = 'One more phase of the project') => ({ until: day, reason });
const shows = (reply: Reply) => formTexts(formOf(reply)).join('\n');

/** The departures that the contracts began, as the feed of a worker does. */
function feed(...systems: HrSystem[]) {
  const { deps, engine } = world;
  const brake = createHrFeedBrake({
    ...{ notes: deps.store.notes, clock: deps.clock, limits: { people: 10, percent: 5 } },
    headcount: async () => null,
  });
  const rules = { onTermination: 'draft', lookAheadDays: 14, lookBackDays: 14, pollMinutes: 15 } as const;
  return createHrFeed({ engine: deps, numbers: new Map(), brake, reconcile: (id) => engine.reconcile(id) }, [
    { system: contractSource(deps, { label: 'Contracts' }), rules },
    ...systems.map((system) => ({ system, rules })),
  ]);
}

async function departures() {
  const found = [];
  for await (const one of world.deps.store.departures.search({ leaverEmail: jonas })) found.push(one);
  return found;
}

describe('a contract that ends', () => {
  it('is asked about by one message to its sponsor, thirty days before and not earlier', async () => {
    await sweep('2026-03-10T12:00:00.000Z');
    expect(messages('manager')).toEqual([]);
    await sweep('2026-03-11T12:00:00.000Z');
    expect(messages('manager')).toHaveLength(1);
    expect(messages('manager')[0]).toContain('Jonas Weber');
    await sweep('2026-03-12T12:00:00.000Z');
    expect(messages('manager')).toHaveLength(1);
    for (const who of ['hr', 'it', 'jonas', 'priya'] as const) expect(messages(who), who).toEqual([]);
  });

  it('rings anew in its last week, and HR hears of it once it has passed without an answer', async () => {
    await sweep('2026-03-11T12:00:00.000Z');
    const [first] = world.channel.inbox('U-maya').map(({ key }) => key);
    await sweep('2026-04-03T12:00:00.000Z');
    expect(messages('manager')).toHaveLength(1);
    expect(world.channel.inbox('U-maya').map(({ key }) => key)).not.toContain(first);
    expect(messages('hr')).toEqual([]);
    await sweep('2026-04-11T12:00:00.000Z');
    expect(messages('hr')).toHaveLength(1);
    expect(messages('hr')[0]).toContain('Jonas Weber');
  });

  it('is HR’s to decide where nobody answers for it', async () => {
    told('2026-04-10', { sponsor: '' });
    await sweep('2026-03-11T12:00:00.000Z');
    expect(messages('hr')).toHaveLength(1);
    expect(messages('manager')).toEqual([]);
  });

  it('asks nobody again once its sponsor said that it ends, and the message says so', async () => {
    await sweep('2026-03-11T12:00:00.000Z');
    await say('manager', 'contract.end', { seen: '2026-04-10' });
    expect(messages('manager')).toHaveLength(1);
    expect(messages('manager')[0]).not.toContain('Jonas Weber');
    await sweep('2026-04-04T12:00:00.000Z');
    expect(messages('manager')).toHaveLength(1);
  });

  it('is drafted fourteen days before, with its sponsor as the manager', async () => {
    const contracts = feed();
    await sweep('2026-03-26T12:00:00.000Z');
    await contracts.pollNow('@contracts');
    expect(await departures()).toEqual([]);
    await sweep('2026-03-27T12:00:00.000Z');
    await contracts.pollNow('@contracts');
    const [draft] = await departures();
    expect(draft).toMatchObject({ status: 'draft', manager: 'maya', draft: { kind: 'contract-end' } });
    expect(draft?.draft).toMatchObject({ workerType: 'consultant' });
  });
});

describe('an extension', () => {
  it('moves the end by one act of the sponsor, so that no departure is drafted and it is asked about later', async () => {
    const contracts = feed();
    await sweep('2026-03-11T12:00:00.000Z');
    const reply = await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
    expect(shows(reply)).toContain('30 June 2026');
    expect(messages('manager')[0]).not.toContain('Jonas Weber');
    await sweep('2026-04-09T12:00:00.000Z');
    await contracts.pollNow('@contracts');
    expect(await departures()).toEqual([]);
    await sweep('2026-06-01T12:00:00.000Z');
    expect(messages('manager')[0]).toContain('Jonas Weber');
    const { records } = await readContractNotes(world.deps.store.notes);
    expect(records[jonas]?.extensions).toMatchObject([
      { by: 'maya', from: '2026-04-10', to: '2026-06-30', reason: 'One more phase of the project' },
    ]);
  });

  it('is told to the draft that is there', async () => {
    const contracts = feed();
    await sweep('2026-03-30T12:00:00.000Z');
    await contracts.pollNow('@contracts');
    await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
    await contracts.pollNow('@contracts');
    const [draft] = await departures();
    expect(draft?.hr?.told?.end).toMatchObject({ contractEnd: '2026-06-30' });
  });

  it('counts no more once another end is told where contracts are kept', async () => {
    await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
    told('2026-05-15');
    expect(shows(await say('manager', 'contract.open'))).toContain('15 May 2026');
  });

  it.each([
    ['no day', until(null)],
    ['an earlier day', until('2026-04-09')],
    ['the same day', until('2026-04-10')],
    ['more than a year', until('2027-06-30')],
    ['no reason', until('2026-06-30', '')],
  ])('with %s is asked for again, and nothing is kept', async (_, values) => {
    expect(await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values })).toMatchObject({
      type: 'errors',
    });
    expect((await readContractNotes(world.deps.store.notes)).records).toEqual({});
  });

  it('of an end that moved since it was shown is refused', async () => {
    await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
    const again = await say('hr', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-12-31') });
    expect(again).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect((await readContractNotes(world.deps.store.notes)).records[jonas]?.extensions).toHaveLength(1);
  });

  it('is nobody’s but the sponsor’s, HR’s and administrators’, and never one’s own', async () => {
    for (const who of ['it', 'priya', 'jonas'] as const) {
      const reply = await say(who, 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
      expect(reply, who).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    }
    told('2026-04-10', { email: testPeople.hr.email });
    const target = testPeople.hr.email;
    const own = { target, seen: '2026-04-10', values: until('2026-06-30') };
    expect(await say('hr', 'contract.extend.submit', own)).toMatchObject({ notice: { tone: 'refused' } });
    expect(shows(await say('hr', 'contracts'))).not.toContain('Nadia Berger');
    expect((await readContractNotes(world.deps.store.notes)).records).toEqual({});
  });
});

describe('a contract of somebody who stands in an HR system, too', () => {
  let hr: MemoryHr;
  beforeEach(() => {
    hr = createMemoryHr();
    hr.records.set(
      '7',
      employment('7', { end: endsOn('2026-04-10'), person: { ...employment('7').person, email: jonas } }),
    );
  });
  const goesBy = 'goes by People HR';
  const toldBy = async () => (await departures()).map((one) => [one.hr?.told?.source, one.hr?.told?.end?.contractEnd]);
  const planned = () => world.plan({ handovers: [] }, undefined, { ...testPeople.jonas, managerId: 'maya' });

  it('goes by the HR system where that began it, and whoever extends reads that it reaches nobody', async () => {
    const feeds = feed(hr.system);
    await sweep('2026-03-30T12:00:00.000Z');
    await feeds.pollNow('people');
    const extending = await say('manager', 'contract.extend');
    expect(shows(extending)).toContain(goesBy);
    const reply = await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
    expect(shows(reply)).toContain(goesBy);
    await feeds.pollNow('@contracts');
    expect(await toldBy()).toEqual([['people', '2026-04-10']]);
  });

  it('goes by the HR system from its first day on, although the contract was told before', async () => {
    const feeds = feed(hr.system);
    await planned();
    await feeds.pollNow('@contracts');
    expect(await toldBy()).toEqual([['@contracts', '2026-04-10']]);
    const before = shows(await say('manager', 'contract.open'));
    expect(before).toContain(voiceFor(testPeople.manager).t('form.contract.planned'));
    expect(before).not.toContain('goes by');
    await feeds.pollNow('people');
    hr.records.set('7', employment('7', { ...hr.records.get('7'), end: endsOn('2026-04-24') }));
    await feeds.pollNow('people');
    await feeds.pollNow('@contracts');
    expect(await toldBy()).toEqual([['people', '2026-04-24']]);
    const after = shows(await say('manager', 'contract.open'));
    expect(after).toContain(goesBy);
    expect(after).not.toContain(voiceFor(testPeople.manager).t('form.contract.planned'));
  });

  it('goes by the contract while the HR system knows of no end', async () => {
    const feeds = feed(hr.system);
    await planned();
    await feeds.pollNow('@contracts');
    hr.records.set('7', employment('7', { ...hr.records.get('7'), end: null }));
    await feeds.pollNow('people');
    const receivedAt = world.clock.now();
    const asked = { headers: {}, query: {}, rawBody: Buffer.from('signed e1 7'), receivedAt };
    expect(await feeds.hook('people', asked)).toEqual({ status: 'done' });
    expect(await toldBy()).toEqual([['@contracts', '2026-04-10']]);
  });
});

describe('a contract of somebody with another departure', () => {
  const { jonas: leaver, manager } = testPeople;
  const day = (date: string) => ({ date, zone: 'Europe/Paris' });
  const other = (more: Partial<Departure>) =>
    sampleDeparture({
      id: 'd1',
      version: 1,
      entries: 1,
      leaver,
      manager: manager.id,
      requester: manager.id,
      posts: [],
      ...more,
    });
  const near = { lastWorkingDay: day('2026-04-10'), contractEnd: day('2026-04-10'), cutOff: worldDates.cutOff };
  const dates = { lastWorkingDay: day('2026-02-27'), contractEnd: day('2026-02-28'), cutOff: worldDates.cutOff };

  it.each<[string, Partial<Departure>]>([
    ['that ended before they came back', { status: 'completed', dates }],
    ['that is a move which is over', { status: 'completed', kind: 'internal-move', dates: near }],
  ])('%s is asked about, extended and drafted', async (_, more) => {
    await world.deps.store.departures.create(other(more), [], null);
    await sweep('2026-03-11T12:00:00.000Z');
    expect(messages('manager')[0]).toContain('Jonas Weber');
    expect(shows(await say('manager', 'contract.open'))).toContain(voiceFor(manager).t('contract.state.open'));
    expect(shows(await say('manager', 'contract.extend'))).toContain('10 April 2026');
    await sweep('2026-03-30T12:00:00.000Z');
    await feed().pollNow('@contracts');
    expect((await departures()).map(({ status }) => status).sort()).toEqual(['completed', 'draft']);
  });

  it('that is a move under way is asked about', async () => {
    await world.deps.store.departures.create(other({ kind: 'internal-move' }), [], null);
    expect(shows(await say('manager', 'contract.open'))).toContain(voiceFor(manager).t('contract.state.open'));
  });
});

describe('the list of contracts', () => {
  it('names those past their end until a departure ends their access', async () => {
    await sweep('2026-04-20T12:00:00.000Z');
    for (const who of ['hr', 'it', 'manager'] as const)
      expect(shows(await say(who, 'contracts')), who).toMatch(/Jonas Weber/);
    expect(shows(await say('priya', 'contracts'))).not.toContain('Jonas Weber');
    const page = await createDesk(world.deps).page({ view: 'contracts', query: { only: 'passed' } }, testPeople.it);
    const voice = voiceFor(testPeople.it);
    const rows = page ? partsOf(page, voice).flatMap((one) => (one.type === 'table' ? one.rows : [])) : [];
    expect(rows.map(([who, , sponsor]) => [who, sponsor])).toEqual([['Jonas Weber', 'Maya Chen']]);
  });

  it('says nothing of a departure that its reader may not know of', async () => {
    const id = await world.plan({ handovers: [] }, confidentialFlow, { ...testPeople.jonas, managerId: 'maya' });
    const state = await world.load(id);
    expect(state.leaver.id).toBe('jonas');
    told('2026-04-10', { sponsor: testPeople.priya.email });
    const asPriya = await say('priya', 'contract.open');
    const asHr = await say('hr', 'contract.open');
    expect(shows(asHr)).toContain(voiceFor(testPeople.hr).t('contract.state.planned'));
    expect(shows(asPriya)).toContain(voiceFor(testPeople.priya).t('contract.state.open'));
    expect(JSON.stringify(asPriya)).not.toContain(id);
  });

  it('forgets what was decided of somebody who was erased', async () => {
    await say('manager', 'contract.extend.submit', { seen: '2026-04-10', values: until('2026-06-30') });
    await forgetInContracts(world.deps.store.notes, testPeople.jonas);
    expect((await readContractNotes(world.deps.store.notes)).records).toEqual({});
  });
});
