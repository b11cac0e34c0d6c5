import { beforeEach, describe, expect, it } from 'vitest';
import { toInstant } from '../../../src/domain/calendar/time.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { hrFeedBrakeKey, readKeptEnds, withoutErased } from '../../../src/engine/brakes/kept-ends.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { createHrFeed, type HrFeed } from '../../../src/engine/hr/hr-feed.ts';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { withSettings } from '../../../src/engine/people/settings.ts';
import { createMemoryChannel } from '../../support/memory/memory-channel.ts';
import { createMemoryWorld, type MemoryWorld, testPeople, testPerson } from '../../support/memory/memory-world.ts';
import { cardTexts } from '../../support/view-text.ts';
import { createMemoryHr, employment, endsOn, type MemoryHr } from './memory-hr.ts';

/** Two administrators beside HR; Rosa is of HR and leaves with the others. */
const hugo = testPerson('hugo', 'Hugo Martin');
const rosa = testPerson('rosa', 'Rosa Silva');
const nadia = testPeople.hr;
const rules = { onTermination: 'draft', lookAheadDays: 60, lookBackDays: 14, pollMinutes: 15 } as const;
const crowd = Array.from({ length: 500 }, (_, index) => testPerson(`p${index}`, `Person ${index}`));

let world: MemoryWorld;
let hr: MemoryHr;

async function everybody(): Promise<void> {
  world = await createMemoryWorld();
  hr = createMemoryHr();
  const { deps } = world;
  const more = [hugo, rosa, ...crowd];
  for (const person of more) await deps.store.people.save(person);
  world.channel = createMemoryChannel([...Object.values(testPeople), ...more]);
  deps.channels = new Map([['slack' as const, world.channel]]);
  const organisation = organisationSchema.parse({
    roles: { hr: [nadia.email, rosa.email], it: [testPeople.it.email], admin: [hugo.email] },
  });
  const { people } = deps.store;
  const made = { people, channels: deps.channels, organisation, clock: deps.clock, newId: deps.newId };
  deps.directory = withSettings(createDirectory(made), deps.settings);
  deps.hrSources = [{ id: 'people', label: 'People HR' }];
}

/** One more process over the same store. */
function process(limits = { people: 10, percent: 5 }, headcount: number | null = null): HrFeed {
  const { deps, engine } = world;
  const { clock, store } = deps;
  const brake = createHrFeedBrake({ notes: store.notes, clock, limits, headcount: async () => headcount });
  return createHrFeed({ engine: deps, numbers: new Map(), brake, reconcile: (id) => engine.reconcile(id) }, [
    { system: hr.system, rules },
  ]);
}

beforeEach(everybody);

async function all(): Promise<Departure[]> {
  const found: Departure[] = [];
  for await (const one of world.deps.store.departures.search({})) found.push(one);
  return found;
}

function end(people: readonly Person[], day = '2026-03-31'): void {
  for (const { id } of people) hr.records.set(id, employment(id, { end: endsOn(day) }));
}

const cards = (person: Person) =>
  world.channel.inbox(person.handles.slack ?? '').filter(({ view }) => view.kind === 'hr');
const standing = (person: Person) => {
  const card = cards(person).at(-1);
  if (!card) throw new Error(`no card for ${person.name}`);
  return card.view;
};
const textOf = (person: Person) => cardTexts(standing(person)).join('\n');
const buttonsOf = (person: Person) =>
  standing(person).blocks.flatMap((block) => (block.type === 'actions' ? block.actions.map(({ act }) => act) : []));
const buttonOf = (person: Person, name: string) => {
  const found = buttonsOf(person).find((act) => act.name === name);
  if (!found) throw new Error(`no button ${name} for ${person.name}`);
  return found;
};

type Ref = ReturnType<typeof buttonOf>;
async function press(person: Person, ref: Ref) {
  const conversation = createConversation(world.deps, world.engine);
  const reply = await conversation.act({ ref, values: null, words: [] }, { person, channel: 'slack' });
  await world.engine.idle();
  return 'notice' in reply && reply.notice ? `${reply.type} ${reply.notice.tone}` : reply.type;
}

describe('the brake of the HR feed', () => {
  it('drafts nothing of 500 who end at once, and says so in one message to HR and administrators', async () => {
    end(crowd);
    const feed = process();
    expect(await feed.pollNow('people')).toBe('read');
    expect(await all()).toEqual([]);
    expect([nadia, hugo, testPeople.it].map((one) => cards(one).length)).toEqual([1, 1, 0]);
    expect(textOf(hugo)).toContain('People HR reports that 500 people leave or move');
    expect(textOf(hugo)).toContain('Nothing is drafted until two people release it');
    expect(textOf(hugo)).toContain('Person 0');
    expect(textOf(hugo)).toContain('Person 414');
    expect(textOf(hugo)).toContain('85 more are not named here');
    expect(textOf(nadia)).toContain('Aucun brouillon n’est créé');
    // The next reading, and one after a restart, bring nothing new.
    world.clock.set(new Date('2026-03-02T09:20:00.000Z'));
    await feed.round();
    await process().pollNow('people');
    expect([nadia, hugo].map((one) => cards(one).length)).toEqual([1, 1]);
    expect(await all()).toEqual([]);
  });

  it('begins nothing anew by the word of a departure that was erased', async () => {
    const [who] = crowd;
    if (!who) throw new Error('nobody');
    world.deps.retention = { sector: null, policies: [] };
    // HR says early that it ends, and that no draft is wanted.
    end([who], '2026-04-20');
    const feed = process();
    await feed.pollNow('people');
    const [draft] = await all();
    const dismissed = { type: 'hr.dismiss' } as const;
    const actor = { type: 'person', id: nadia.id, roles: ['hr'] } as const;
    expect(await world.engine.command(draft?.id ?? '', dismissed, actor)).toMatchObject({ type: 'done' });
    await world.engine.idle();
    await feed.pollNow('people');
    expect(await all()).toHaveLength(1);
    await world.advanceTo('2026-04-03T00:00:00.000Z');
    expect(await all()).toEqual([]);
    await process().pollNow('people');
    expect(await all()).toEqual([]);
    // What HR says newly counts as ever.
    end([who], '2026-04-30');
    await feed.pollNow('people');
    expect(await all()).toHaveLength(1);
  });

  it('does not look up anew who was erased, as long as HR says nothing else of them', async () => {
    const [who] = crowd;
    if (!who) throw new Error('nobody');
    const { audit, notes, people } = world.deps.store;
    end([who]);
    await process().pollNow('people');
    const [draft] = await all();
    const told = draft?.hr?.told;
    if (!draft || !told) throw new Error('HR began nothing');
    await audit.erase(draft.id);
    const word = { source: told.source, person: told.person, fact: told.hash };
    const now = toInstant(world.deps.clock.now());
    await notes.change(hrFeedBrakeKey, (note) => ({
      value: withoutErased(readKeptEnds(note), word, now),
      answer: null,
    }));
    await people.remove(who.id);
    await process().pollNow('people');
    expect(await people.byEmail(who.email)).toBeNull();
    end([who], '2026-04-10');
    await process().pollNow('people');
    expect((await people.byEmail(who.email))?.name).toBe(who.name);
  });

  it('brings nobody into the directory by a word that begins nothing', async () => {
    const [who] = crowd;
    if (!who) throw new Error('nobody');
    const { people } = world.deps.store;
    await people.remove(who.id);
    // It ended long ago, as of somebody who was erased since and whom HR still lists.
    end([who], '2025-06-30');
    await process().pollNow('people');
    hr.records.set(who.id, employment(who.id, { end: endsOn('2027-06-30') }));
    await process().pollNow('people');
    expect(await people.byEmail(who.email)).toBeNull();
    expect(await all()).toEqual([]);
    end([who]);
    await process().pollNow('people');
    expect((await all()).map(({ leaver }) => leaver.id)).toEqual([(await people.byEmail(who.email))?.id]);
  });

  it('drafts each once when two different people have released it, in whichever process', async () => {
    end(crowd.slice(0, 30));
    const feed = process();
    await feed.pollNow('people');
    expect(await press(nadia, buttonOf(nadia, 'hr-feed.release'))).toBe('done good');
    expect(await press(nadia, buttonOf(nadia, 'hr-feed.release'))).toBe('done good');
    await feed.round();
    expect(await all()).toEqual([]);
    expect(buttonsOf(nadia).map(({ name }) => name)).toEqual(['hr-feed.leave']);
    expect(textOf(hugo)).toContain('Nadia Berger');
    expect(await press(hugo, buttonOf(hugo, 'hr-feed.release'))).toBe('done good');
    // Nothing is said to have begun that has not.
    hr.mood = 'down';
    await process().round();
    expect(standing(hugo).tone).toBe('neutral');
    expect(textOf(hugo)).toContain('Drafts begin with the next reading');
    hr.mood = 'well';
    world.clock.set(new Date('2026-03-02T09:02:00.000Z'));
    // Nothing tells the processes of it but what is stored.
    await Promise.all([process().round(), process().round()]);
    await world.engine.idle();
    expect((await all()).map(({ leaver }) => leaver.id).sort()).toEqual(
      crowd
        .slice(0, 30)
        .map(({ id }) => id)
        .sort(),
    );
    world.clock.set(new Date('2026-03-02T10:00:00.000Z'));
    await feed.round();
    expect(await all()).toHaveLength(30);
    expect(standing(hugo).tone).toBe('good');
    expect(textOf(hugo)).toContain('Released by Nadia Berger and Hugo Martin');
  });

  it('is read once for a release, whatever the clock does then', async () => {
    end(crowd.slice(0, 20));
    const feed = process();
    await feed.pollNow('people');
    await press(nadia, buttonOf(nadia, 'hr-feed.release'));
    await press(hugo, buttonOf(hugo, 'hr-feed.release'));
    world.clock.set(new Date('2026-03-02T09:00:05.000Z'));
    const before = hr.reads;
    await feed.round();
    await feed.round();
    expect(hr.reads).toBe(before + 1);
    world.clock.set(new Date('2026-03-02T08:00:00.000Z'));
    await feed.round();
    expect(hr.reads).toBe(before + 1);
    expect(await all()).toHaveLength(20);
  });

  it('takes no release by who is on the list, tells them of nobody on it, and lets others decide', async () => {
    end([...crowd.slice(0, 20), rosa]);
    await process().pollNow('people');
    expect(buttonsOf(rosa)).toEqual([]);
    expect(textOf(rosa)).toContain('that 20 people leave');
    expect(textOf(rosa)).not.toMatch(/Person \d|Rosa/);
    expect(textOf(hugo)).toContain('Rosa Silva');
    const ref = buttonOf(hugo, 'hr-feed.release');
    expect(await press(hugo, ref)).toBe('done good');
    expect(await press(rosa, ref)).toBe('notice refused');
    expect(await press(rosa, { ...ref, name: 'hr-feed.leave' })).toBe('notice refused');
    expect(await press(testPeople.it, ref)).toBe('notice refused');
    expect(await press(testPeople.manager, ref)).toBe('notice refused');
    await process().round();
    expect(await all()).toEqual([]);
    expect(await press(nadia, ref)).toBe('done good');
    await process().round();
    expect(await all()).toHaveLength(21);
    // Whoever was on it does not read there how it ended.
    expect(textOf(rosa)).not.toContain('Hugo Martin');
  });

  it('does not count a release of another list, nor one of four hours ago', async () => {
    end(crowd.slice(0, 20));
    const feed = process();
    await feed.pollNow('people');
    const before = buttonOf(hugo, 'hr-feed.release');
    await press(hugo, before);
    hr.records.set('p3', employment('p3', { end: endsOn('2026-04-15') }));
    await feed.pollNow('people');
    expect(await press(nadia, before)).toBe('notice refused');
    const after = buttonOf(nadia, 'hr-feed.release');
    expect(after.seen).not.toBe(before.seen);
    await press(nadia, after);
    world.clock.set(new Date('2026-03-02T13:00:00.000Z'));
    await press(hugo, after);
    await feed.round();
    expect(await all()).toEqual([]);
    await press(nadia, after);
    await feed.round();
    expect(await all()).toHaveLength(20);
    expect([nadia, hugo].map((one) => cards(one).length).every((count) => count >= 1)).toBe(true);
  });

  it('begins nothing of what was left, until HR says something else', async () => {
    end(crowd.slice(0, 20));
    const feed = process();
    await feed.pollNow('people');
    expect(await press(nadia, buttonOf(nadia, 'hr-feed.leave'))).toBe('done good');
    await feed.pollNow('people');
    expect(await all()).toEqual([]);
    expect(standing(hugo).tone).toBe('good');
    expect(textOf(hugo)).toContain('Nadia Berger left what was held');
    hr.records.set('p3', employment('p3', { end: endsOn('2026-04-15') }));
    await feed.pollNow('people');
    expect((await all()).map(({ leaver }) => leaver.id)).toEqual(['p3']);
  });

  it('lets go of whoever was taken back, and keeps whoever waits for long', async () => {
    end(crowd.slice(0, 20));
    const feed = process();
    await feed.pollNow('people');
    for (const { id } of crowd.slice(0, 18)) hr.records.set(id, employment(id));
    await feed.pollNow('people');
    expect(textOf(hugo)).toContain('that 2 people leave');
    // Their last day lies further back by now than what would begin anything.
    world.clock.set(new Date('2026-05-04T09:00:00.000Z'));
    await feed.pollNow('people');
    expect(textOf(hugo)).toContain('that 2 people leave');
    await press(hugo, buttonOf(hugo, 'hr-feed.release'));
    await press(nadia, buttonOf(nadia, 'hr-feed.release'));
    await feed.round();
    expect((await all()).map(({ leaver }) => leaver.id).sort()).toEqual(['p18', 'p19']);
  });

  it('holds nobody back for somebody whose departure people began themselves', async () => {
    end([testPeople.leaver, ...crowd.slice(0, 20)]);
    const feed = process();
    await feed.pollNow('people');
    await world.plan();
    await feed.pollNow('people');
    expect(textOf(hugo)).toContain('that 20 people leave');
    expect(textOf(hugo)).not.toContain('Alex Moreau');
  });

  it.each([
    ['four of forty people', 40, 4, 0],
    ['three of forty people', 40, 3, 3],
    ['six of a hundred and twenty', 120, 6, 6],
    ['seven of a hundred and twenty', 120, 7, 0],
    ['ten where nobody knows how many there are', null, 10, 10],
  ] as const)('counts a share of a small company: %s', async (_, headcount, ending, drafted) => {
    end(crowd.slice(0, ending));
    await process({ people: 10, percent: 5 }, headcount).pollNow('people');
    expect(await all()).toHaveLength(drafted);
  });

  it('holds a hook as well, and the message is brought with the next round', async () => {
    end(crowd.slice(0, 11));
    const feed = process();
    const hook = (text: string) => ({ headers: {}, query: {}, rawBody: Buffer.from(text), receivedAt: new Date() });
    const named = crowd.slice(0, 11).map(({ id }) => id);
    expect(await feed.hook('people', hook(`signed e1 ${named.join(' ')}`))).toEqual({ status: 'done' });
    expect(await all()).toEqual([]);
    await feed.round();
    expect(cards(hugo)).toHaveLength(1);
  });
});
