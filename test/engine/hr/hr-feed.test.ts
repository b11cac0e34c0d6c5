import { beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { hrProposal } from '../../../src/domain/hr/proposal.ts';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import type { FeedRules } from '../../../src/engine/hr/apply-employment.ts';
import { createHrFeed, type HrFeed } from '../../../src/engine/hr/hr-feed.ts';
import type { HookRequest } from '../../../src/engine/ports/hr-system.ts';
import { departureCard } from '../../../src/views/cards/departure-card.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { cardTexts } from '../../support/view-text.ts';
import { createMemoryHr, employment, endsOn, type MemoryHr } from './memory-hr.ts';

let world: MemoryWorld;
let hr: MemoryHr;
let feed: HrFeed;

const rules = { onTermination: 'draft', lookAheadDays: 60, lookBackDays: 14, pollMinutes: 15 } as const;

function feedOf(more: Partial<FeedRules> = {}): HrFeed {
  const { deps, engine } = world;
  const { clock, store, brakes } = deps;
  const limits = brakes.hrFeed;
  const brake = createHrFeedBrake({ notes: store.notes, clock, limits, headcount: async () => null });
  return createHrFeed({ engine: deps, numbers: new Map(), brake, reconcile: (id) => engine.reconcile(id) }, [
    { system: hr.system, rules: { ...rules, ...more } },
  ]);
}

beforeEach(async () => {
  world = await createMemoryWorld();
  hr = createMemoryHr();
  feed = feedOf();
});

async function all(): Promise<Departure[]> {
  const found: Departure[] = [];
  for await (const one of world.deps.store.departures.search({})) found.push(one);
  return found;
}

async function only(): Promise<Departure> {
  const [one, ...others] = await all();
  if (!one || others.length > 0) throw new Error(`expected one departure, found ${others.length + (one ? 1 : 0)}`);
  return one;
}

async function read(): Promise<void> {
  expect(await feed.pollNow('people')).toBe('read');
  await world.engine.idle();
}

const hrCards = (who: 'hr' | 'manager' | 'leaver' | 'it') =>
  world.channel.inbox(testPeople[who].handles.slack ?? '').filter(({ view }) => view.kind === 'hr');

const lastCard = (who: 'hr' | 'manager') => {
  const card = hrCards(who).at(-1);
  if (!card) throw new Error(`no card for ${who}`);
  return card.view;
};

const actsOf = (who: 'hr' | 'manager') =>
  lastCard(who).blocks.flatMap((block) => (block.type === 'actions' ? block.actions.map(({ act }) => act.name) : []));

const hook = (text: string): HookRequest => ({
  headers: {},
  query: {},
  rawBody: Buffer.from(text),
  receivedAt: world.clock.now(),
});

describe('a termination', () => {
  it('becomes one draft with a card to HR and the manager, filled in, and cuts nothing', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { lastWorkingDay: '2026-03-20' }) }));
    await read();
    const draft = await only();
    expect(draft).toMatchObject({ status: 'draft', requester: 'system', manager: 'maya' });
    expect(draft.draft).toMatchObject({
      kind: 'resignation',
      workerType: 'employee',
      flowId: 'test-resignation',
      dates: {
        lastWorkingDay: { date: '2026-03-20', zone: 'Europe/Paris' },
        contractEnd: { date: '2026-03-31', zone: 'Europe/Paris' },
        cutOff: { at: '2026-03-20T17:00:00.000Z', zone: 'Europe/Paris' },
      },
    });
    expect([hrCards('hr').length, hrCards('manager').length, hrCards('leaver').length]).toEqual([1, 1, 0]);
    expect(actsOf('manager')).toEqual(['hr.take']);
    expect(actsOf('hr')).toEqual(['hr.take', 'hr.dismiss']);
    await world.advanceTo('2026-04-10T09:00:00.000Z');
    expect(Object.values(world.systems).flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('comes to one draft and one card, however often and by whichever way it is told', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31') }));
    const other = feedOf();
    await Promise.all([feed.pollNow('people'), other.pollNow('people'), feed.hook('people', hook('signed e1 alex'))]);
    await read();
    await feed.hook('people', hook('signed e1 alex'));
    await other.hook('people', hook('signed e2 alex'));
    feed = feedOf();
    await read();
    await only();
    expect(hrCards('hr')).toHaveLength(1);
    expect(hrCards('manager')).toHaveLength(1);
  });

  it.each(['dismissal', 'redundancy', 'other', 'unknown'] as const)(
    'for %s is HR’s alone until HR lets the manager know',
    async (reason) => {
      hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { reason }) }));
      await read();
      const { id } = await only();
      expect([hrCards('hr').length, hrCards('manager').length]).toEqual([1, 0]);
      expect(await world.ask('manager', id, { type: 'hr.take' })).toMatchObject({ refusal: { code: 'not-found' } });
      expect(JSON.stringify(world.channel.inbox('U-maya'))).not.toContain('Alex');
      await mustDo(world.ask('hr', id, { type: 'hr.share' }));
      expect(hrCards('manager')).toHaveLength(1);
      await mustDo(world.ask('manager', id, { type: 'hr.take' }));
      expect((await only()).requester).toBe('maya');
      expect(cardTexts(lastCard('hr')).join('\n')).toContain('Maya Chen');
    },
  );

  it('that was discarded begins nothing again, and a newer word does', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31') }));
    await read();
    await mustDo(world.ask('hr', (await only()).id, { type: 'hr.dismiss' }));
    await read();
    expect((await only()).status).toBe('cancelled');
    hr.records.set('alex', employment('alex', { end: endsOn('2026-04-10') }));
    await read();
    expect((await all()).map(({ status }) => status).sort()).toEqual(['cancelled', 'draft']);
  });

  it('far ahead, or long past, begins nothing', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-12-31') }));
    hr.records.set('jonas', employment('jonas', { status: 'ended', end: endsOn('2026-01-31') }));
    await read();
    expect(await all()).toEqual([]);
  });

  it('is planned straight away where the configuration says so, led by the manager, and still waits for its confirmation', async () => {
    feed = feedOf({ onTermination: 'plan' });
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { lastWorkingDay: '2026-03-20' }) }));
    await read();
    const planned = await only();
    expect(planned).toMatchObject({ status: 'active', requester: 'maya', confirmations: [] });
    await world.advanceTo('2026-03-25T09:00:00.000Z');
    expect(Object.values(world.systems).flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('is planned with the manager as heir, as on the walk', async () => {
    feed = feedOf({ onTermination: 'plan' });
    const heirs: (string | null)[] = [];
    const [[id, connector] = []] = world.deps.connectors;
    if (!id || !connector) throw new Error('the world has no system');
    const look: typeof connector.look = (account, context) => {
      heirs.push(context.heir?.id ?? null);
      return connector.look(account, context);
    };
    world.deps.connectors = new Map([...world.deps.connectors, [id, { ...connector, look }]]);
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { lastWorkingDay: '2026-03-20' }) }));
    await read();
    expect((await only()).status).toBe('active');
    expect(heirs).toEqual(['maya']);
  });

  it('of a dismissal stays a draft of HR’s whatever the configuration says', async () => {
    feed = feedOf({ onTermination: 'plan' });
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { reason: 'dismissal' }) }));
    await read();
    expect(await only()).toMatchObject({ status: 'draft', requester: 'system' });
  });
});

describe('a draft that somebody began by hand and left', () => {
  it('does not keep HR from hearing of the end, nor tells its author of a dismissal', async () => {
    const { leaver, manager } = testPeople;
    const command = { type: 'draft.start', leaver, manager: 'maya', people: { alex: leaver, maya: manager } } as const;
    await mustDo(world.engine.begin(command, { type: 'person', id: 'maya', roles: [] }));
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { reason: 'dismissal' }) }));
    await read();
    expect(hrCards('hr')).toHaveLength(0);
    world.clock.set(new Date(world.clock.now().getTime() + 25 * 3_600_000));
    await read();
    expect(hrCards('hr')).toHaveLength(1);
    expect(hrCards('manager')).toHaveLength(0);
    expect((await only()).hr).toBeUndefined();
    // The name is the directory's: with the person it goes from here too.
    expect(cardTexts(lastCard('hr')).join('\n')).toContain('Alex Moreau');
    expect(JSON.stringify(await world.deps.store.notes.read('hr-feed/people'))).not.toMatch(/Moreau|@/);
  });

  it('is told to nobody of HR who leaves by it themselves', async () => {
    const leaver = { ...testPeople.hr, managerId: 'maya' };
    await world.deps.store.people.save(leaver);
    const people = { nadia: leaver, maya: testPeople.manager };
    const command = { type: 'draft.start', leaver, manager: 'maya', people } as const;
    await mustDo(world.engine.begin(command, { type: 'person', id: 'maya', roles: [] }));
    hr.records.set('nadia', employment('nadia', { end: endsOn('2026-03-31') }));
    world.clock.set(new Date(world.clock.now().getTime() + 25 * 3_600_000));
    await read();
    expect(hrCards('hr')).toHaveLength(0);
  });
});

describe('whom it means', () => {
  it.each([
    ['nobody is known by the address', { email: 'nobody@example.com' }],
    ['two addresses mean two people', { otherEmails: ['jonas@example.com'] }],
  ] as const)('begins nothing where %s, and says so to HR once', async (_, person) => {
    const base = employment('alex', { end: endsOn('2026-03-31') });
    hr.records.set('alex', {
      ...base,
      person: {
        ...base.person,
        name: 'Alex M.',
        ...person,
        otherEmails: [...('otherEmails' in person ? person.otherEmails : [])],
      },
    });
    await read();
    await read();
    expect(await all()).toEqual([]);
    expect(hrCards('hr')).toHaveLength(1);
    expect(cardTexts(lastCard('hr')).join('\n')).toContain('Alex M.');
    expect(hrCards('it')).toHaveLength(0);
    hr.records.set('alex', base);
    await read();
    await only();
    expect(cardTexts(hrCards('hr')[0]?.view ?? lastCard('hr')).join('\n')).not.toContain('Alex M.');
  });
});

describe('a plan that stands', () => {
  const planned = async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { lastWorkingDay: '2026-03-20' }) }));
    const id = await world.plan();
    await world.engine.reconcile(id);
    await read();
    return id;
  };

  it('in line with HR asks nobody anything', async () => {
    await planned();
    expect([hrCards('hr').length, hrCards('manager').length]).toEqual([0, 0]);
  });

  it('does not move when HR moves; whoever leads it is asked, and the same word asks only once', async () => {
    const id = await planned();
    hr.records.set('alex', employment('alex', { end: endsOn('2026-04-15', { lastWorkingDay: '2026-04-03' }) }));
    await read();
    expect((await world.load(id)).dates?.contractEnd.date).toBe('2026-03-31');
    expect(hrProposal(await world.load(id))).toMatchObject({ type: 'dates', why: 'moved' });
    expect(actsOf('manager')).toEqual(['hr.dates', 'hr.keep']);
    expect(cardTexts(lastCard('manager'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/31 March.*15 April/)]),
    );
    const { told } = (await world.load(id)).hr ?? {};
    await mustDo(world.ask('manager', id, { type: 'hr.keep', fact: told?.hash ?? '' }));
    await read();
    expect(hrProposal(await world.load(id))).toBeNull();
    // Another word, then the first again: decided is decided.
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { lastWorkingDay: '2026-03-20' }) }));
    await read();
    hr.records.set('alex', employment('alex', { end: endsOn('2026-04-15', { lastWorkingDay: '2026-04-03' }) }));
    await read();
    expect(hrProposal(await world.load(id))).toBeNull();
  });

  it('says that it differs where people set other dates than HR has', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-05-31') }));
    const id = await world.plan();
    await read();
    expect(hrProposal(await world.load(id))).toMatchObject({ type: 'dates', why: 'differs' });
    expect(actsOf('hr')).toEqual(['hr.dates', 'hr.keep']);
  });

  it('goes on when the end is taken back, and asks whether the person stays', async () => {
    const id = await planned();
    hr.records.set('alex', employment('alex'));
    await read();
    const state = await world.load(id);
    expect(state.status).toBe('active');
    expect(hrProposal(state)?.type).toBe('stays');
    expect(actsOf('hr')).toEqual(['hr.stays', 'hr.keep']);
  });

  it('keeps why the person stays in nobody’s language: each reader has it in their own', async () => {
    const id = await planned();
    hr.records.set('alex', employment('alex'));
    await read();
    const seen = (await world.load(id)).hr?.told?.hash ?? null;
    const ref = { name: 'hr.stays', departureId: id, target: null, seen } as const;
    const conversation = createConversation(world.deps, world.engine);
    const speaker = { person: { ...testPeople.hr, locale: 'fr' }, channel: 'slack' } as const;
    expect(await conversation.act({ ref, values: null, words: [] }, speaker)).toMatchObject({ type: 'done' });
    const { ended } = await world.load(id);
    expect(ended).toMatchObject({
      reason: 'The end was taken back in People HR.',
      because: { why: 'withdrawn', source: 'People HR' },
    });
    const shown = async (locale: 'en' | 'fr') =>
      cardTexts(departureCard(await world.load(id), { ...testPeople.manager, locale }, '2026-03-03T09:00:00.000Z'));
    expect(await shown('en')).toContain('The end was taken back in People HR.');
    expect(await shown('fr')).toContain('La fin a été retirée dans People HR.');
    expect(await shown('fr')).not.toContain('The end was taken back in People HR.');
  });

  it('is not touched by somebody who vanishes, by an empty list, or by a system that is down', async () => {
    const id = await planned();
    const { entries } = await world.load(id);
    hr.mood = 'cuts';
    await read();
    hr.records.delete('alex');
    await read();
    hr.mood = 'down';
    expect(await feed.pollNow('people')).toBe('failed');
    expect((await world.load(id)).entries).toBe(entries);
    expect(hrCards('hr')).toHaveLength(0);
  });

  it('is not moved back by an older word that comes late', async () => {
    const id = await planned();
    const at = (contractEnd: string, changedAt: string) =>
      employment('alex', { end: endsOn(contractEnd, { lastWorkingDay: '2026-03-20' }), changedAt });
    hr.records.set('alex', at('2026-04-15', '2026-03-02T12:00:00.000Z'));
    await read();
    hr.records.set('alex', at('2026-03-31', '2026-03-02T08:00:00.000Z'));
    await read();
    expect((await world.load(id)).hr?.told?.end?.contractEnd).toBe('2026-04-15');
  });
});

describe('somebody who is employed again', () => {
  const confirmed = async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31', { lastWorkingDay: '2026-03-20' }) }));
    const id = await world.plan();
    await read();
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
    return id;
  };
  const calls = () => Object.values(world.systems).flatMap((one) => one.calls);

  it('holds a cut-off that has not begun until a person decides', async () => {
    const id = await confirmed();
    hr.records.set('alex', employment('alex', { startsOn: '2026-04-01' }));
    await read();
    await world.advanceTo('2026-03-24T09:00:00.000Z');
    expect(calls()).toEqual([]);
    expect((await world.load(id)).runStartedAt).toBeNull();
    expect(actsOf('hr')).toEqual(['hr.settle', 'hr.settle']);
    expect(hrCards('it')).toHaveLength(1);
    const fact = (await world.load(id)).hr?.again?.fact.hash ?? '';
    expect(await world.ask('manager', id, { type: 'hr.settle', fact, choice: 'go-on' })).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
    await mustDo(world.ask('hr', id, { type: 'hr.settle', fact, choice: 'go-on' }));
    expect((await world.load(id)).runStartedAt).not.toBeNull();
    expect(calls().length).toBeGreaterThan(0);
  });

  it('can go on after it was stopped: nobody is held for good by a click', async () => {
    const id = await confirmed();
    hr.records.set('alex', employment('alex', { startsOn: '2026-04-01' }));
    await read();
    const fact = (await world.load(id)).hr?.again?.fact.hash ?? '';
    await mustDo(world.ask('hr', id, { type: 'hr.settle', fact, choice: 'stays' }));
    await world.advanceTo('2026-03-24T09:00:00.000Z');
    expect((await world.load(id)).runStartedAt).toBeNull();
    expect(await world.ask('hr', id, { type: 'hr.settle', fact, choice: 'stays' })).toMatchObject({ type: 'refused' });
    expect(actsOf('hr')).toEqual(['hr.settle']);
    await mustDo(world.ask('hr', id, { type: 'hr.settle', fact, choice: 'go-on' }));
    await world.advanceTo('2026-03-24T10:00:00.000Z');
    expect(calls().length).toBeGreaterThan(0);
  });

  it('rings until somebody decides, and also IT, to whom HR told no dismissal', async () => {
    const id = await confirmed();
    hr.records.set('alex', employment('alex', { end: endsOn('2026-04-15', { reason: 'dismissal' }) }));
    await read();
    expect([hrCards('hr').length, hrCards('it').length, hrCards('manager').length]).toEqual([1, 0, 0]);
    hr.records.set('alex', employment('alex', { startsOn: '2026-05-01' }));
    await read();
    expect([hrCards('it').length, hrCards('manager').length]).toEqual([1, 1]);
    const rung = () => hrCards('it').map(({ key }) => key);
    const first = rung();
    await world.advanceTo('2026-03-24T09:00:00.000Z');
    // A new message in the place of the first: only that rings.
    expect(rung()).toHaveLength(1);
    expect(rung()).not.toEqual(first);
    const fact = (await world.load(id)).hr?.again?.fact.hash ?? '';
    await mustDo(world.ask('hr', id, { type: 'hr.settle', fact, choice: 'go-on' }));
    const settled = rung();
    await world.advanceTo('2026-04-24T09:00:00.000Z');
    expect(rung()).toEqual(settled);
  });

  it('stops what comes after a completed run, such as a use that would close the account again', async () => {
    const id = await confirmed();
    await world.advanceTo('2026-03-21T09:00:00.000Z');
    expect((await world.load(id)).runEndedAt).not.toBeNull();
    const before = calls().length;
    hr.records.set('alex', employment('alex', { startsOn: '2026-06-01' }));
    await read();
    expect(hrProposal(await world.load(id))?.type).toBe('again');
    await world.advanceTo('2026-04-15T09:00:00.000Z');
    expect(calls().length).toBe(before);
  });
});

describe('an internal move', () => {
  it('begins a draft of that kind', async () => {
    hr.records.set('alex', employment('alex', { move: { on: '2026-03-16', zone: null, to: 'Lyon' } }));
    await read();
    expect((await only()).draft).toMatchObject({ kind: 'internal-move', lastDaySaid: '2026-03-16' });
    expect(cardTexts(lastCard('manager')).join('\n')).toContain('Lyon');
  });
});

describe('a system that fails', () => {
  it('is read again with growing pauses, loses nothing, and rings IT after an hour', async () => {
    hr.mood = 'down';
    await feed.pollNow('people');
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31') }));
    await feed.round();
    expect(hrCards('it')).toHaveLength(0);
    world.clock.set(new Date('2026-03-02T10:30:00.000Z'));
    await feed.round();
    await feed.round();
    expect(hrCards('it')).toHaveLength(1);
    hr.mood = 'well';
    world.clock.set(new Date('2026-03-02T12:00:00.000Z'));
    await feed.round();
    await only();
    expect(hrCards('it')[0]?.view.tone).toBe('good');
  });
});

describe('a hook', () => {
  it('that is not proven does nothing, and one about somebody is never believed beyond whom it is about', async () => {
    hr.records.set('alex', employment('alex'));
    expect(await feed.hook('people', hook('forged e1 alex'))).toEqual({ status: 'refused' });
    expect(await feed.hook('people', hook('signed e2 alex'))).toEqual({ status: 'done' });
    expect(await all()).toEqual([]);
    expect(await feed.hook('elsewhere', hook('signed e2 alex'))).toBeNull();
  });

  it('that could not be dealt with is taken when it comes again', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31') }));
    hr.mood = 'down';
    expect(await feed.hook('people', hook('signed e3 alex'))).toEqual({ status: 'later' });
    hr.mood = 'well';
    expect(await feed.hook('people', hook('signed e3 alex'))).toEqual({ status: 'done' });
    await only();
  });
});

describe('a lying source', () => {
  it('that ends everybody at once begins drafts and cuts nobody', async () => {
    feed = feedOf({ onTermination: 'plan' });
    for (const { id } of Object.values(testPeople)) hr.records.set(id, employment(id, { end: endsOn('2026-03-31') }));
    await read();
    expect(await all()).toHaveLength(Object.keys(testPeople).length);
    await world.advanceTo('2026-04-05T09:00:00.000Z');
    expect(Object.values(world.systems).flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('that begins anew and repeats everything adds nothing to any journal', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31') }));
    await read();
    const { entries } = await only();
    await world.deps.store.notes.write('hr-feed/people', null);
    await read();
    await read();
    expect((await only()).entries).toBe(entries);
  });

  it('that says another thing under another id of the same person is not followed back and forth', async () => {
    hr.records.set('alex', employment('alex', { end: endsOn('2026-03-31') }));
    await read();
    const { entries } = await only();
    const twin = employment('twin', { end: endsOn('2026-04-15') });
    hr.records.set('twin', { ...twin, person: { ...twin.person, email: 'alex@example.com' } });
    await read();
    await read();
    expect((await only()).entries).toBe(entries);
  });

  it('tells of somebody with a secret departure without a word to anybody outside it', async () => {
    const id = await world.plan({}, (await import('../../support/memory/memory-world.ts')).confidentialFlow);
    hr.records.set('alex', employment('alex', { end: endsOn('2026-04-15', { reason: 'dismissal' }) }));
    await read();
    expect(hrProposal(await world.load(id))?.type).toBe('dates');
    const told = new Set(world.channel.messages.filter(({ view }) => view.kind === 'hr').map(({ to }) => to));
    expect([...told].sort()).toEqual(['D-U-maya', 'D-U-nadia']);
  });

  it('that tells of a dismissal is not heard by a manager who prepares, or leads, an ordinary departure', async () => {
    const draft = await world.engine.begin(
      { type: 'draft.start', leaver: testPeople.leaver, manager: 'maya', people: { maya: testPeople.manager } },
      { type: 'person', id: 'maya', roles: [] },
    );
    if (draft.type !== 'done') throw new Error('not begun');
    hr.records.set('alex', employment('alex', { end: endsOn('2026-04-15', { reason: 'dismissal' }) }));
    await read();
    expect((await world.load(draft.departure.id)).hr).toBeUndefined();
    await mustDo(world.ask('manager', draft.departure.id, { type: 'draft.discard' }));
    const id = await world.plan();
    await read();
    expect(hrProposal(await world.load(id))?.type).toBe('dates');
    expect([hrCards('hr').length, hrCards('manager').length, hrCards('it').length]).toEqual([1, 0, 0]);
  });
});
