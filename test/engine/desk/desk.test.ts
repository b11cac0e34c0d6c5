import { describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/engine/desk/desk.ts';
import { type DeskPage, type DeskViewId, deskViewIds } from '../../../src/views/desk/desk-page.ts';
import { partsOf } from '../../../src/views/desk/page-tables.ts';
import { voiceFor } from '../../../src/views/words/voice.ts';
import { confirm } from '../../support/memory/confirmed-run.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
  testPerson,
} from '../../support/memory/memory-world.ts';
import { formOf, talk } from '../../support/talk.ts';
import { formTexts } from '../../support/view-text.ts';

const voice = voiceFor({ locale: 'en', timeZone: 'UTC' });

/** Everything that a page says, as one text. */
function said(page: DeskPage | null): string {
  if (!page) return 'nothing';
  return [
    page.title,
    ...partsOf(page, voice).flatMap((part) => (part.type === 'table' ? part.rows.flat() : part.text)),
  ].join('\n');
}

function read(world: MemoryWorld, who: TestPersonName, view: DeskViewId, query: Record<string, string> = {}) {
  return createDesk(world.deps).page({ view, query }, testPeople[who]);
}

describe('who sees what at the desk', () => {
  // Written by hand: which page which role has.
  const may: Readonly<Record<DeskViewId, readonly TestPersonName[]>> = {
    departures: ['hr', 'it'],
    calendar: ['hr', 'it'],
    departure: ['hr', 'it'],
    contracts: ['hr', 'it'],
    figures: ['hr', 'it'],
    survey: ['hr'],
    settings: ['hr', 'it'],
  };

  it.each(deskViewIds)('%s is for those who hold the role, and for nobody else', async (view) => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    for (const who of ['hr', 'it', 'manager', 'leaver', 'jonas'] as const) {
      const page = await read(world, who, view, { id });
      expect(page !== null, who).toBe(may[view].includes(who));
    }
  });

  it('the menu has what its reader may open', async () => {
    const world = await createMemoryWorld();
    const desk = createDesk(world.deps);
    const views = async (who: TestPersonName) => (await desk.shell(testPeople[who])).menu.map(({ view }) => view);
    expect(await views('hr')).toEqual(['departures', 'calendar', 'contracts', 'figures', 'survey', 'settings']);
    expect(await views('it')).toEqual(['departures', 'calendar', 'contracts', 'figures', 'settings']);
    expect(await views('jonas')).toEqual([]);
  });

  it('whoever holds no role, or whose own access has begun to end, is not let in', async () => {
    const world = await createMemoryWorld();
    const desk = createDesk(world.deps);
    expect(await desk.reader('tom')).toMatchObject({ id: 'tom' });
    expect(await desk.reader('jonas')).toBeNull();
    expect(await desk.reader('nobody')).toBeNull();
    const id = await world.plan({}, testFlow, { ...testPeople.it, managerId: 'maya' });
    expect(await desk.reader('tom')).not.toBeNull();
    await confirm(world, id, 'security');
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    expect((await world.load(id)).runStartedAt).not.toBeNull();
    expect(await desk.reader('tom')).toBeNull();
    expect(await desk.reader('ines')).not.toBeNull();
  });

  it('tells nobody of their own departure: the answer is the one for what is not there', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow, { ...testPeople.hr, managerId: 'maya' });
    expect(await read(world, 'hr', 'departure', { id })).toBeNull();
    expect(await read(world, 'hr', 'departure', { id: 'id-none' })).toBeNull();
    for (const view of ['departures', 'calendar'] as const) {
      expect(said(await read(world, 'hr', view)), view).not.toContain('Nadia Berger');
      expect(said(await read(world, 'it', view, { month: '2026-03' })), view).toContain('Nadia Berger');
    }
    // Not even by a count.
    expect((await read(world, 'hr', 'departures'))?.lead).toBe(
      (await createDesk((await createMemoryWorld()).deps).page({ view: 'departures', query: {} }, testPeople.hr))?.lead,
    );
  });

  it('a draft stays its author’s', async () => {
    const world = await createMemoryWorld();
    const begun = await world.engine.begin(
      { type: 'draft.start', leaver: testPeople.leaver, manager: 'maya', people: {} },
      { type: 'person', id: 'maya', roles: [] },
    );
    if (begun.type !== 'done') throw new Error('not begun');
    expect(await read(world, 'hr', 'departure', { id: begun.departure.id })).toBeNull();
    expect(said(await read(world, 'hr', 'departures'))).not.toContain('Alex Moreau');
  });

  it('why somebody decided is for those who lead departures', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('hr', id, { type: 'departure.cancel', reason: 'The offer was withdrawn' }));
    expect(said(await read(world, 'hr', 'departure', { id }))).toContain('The offer was withdrawn');
    expect(said(await read(world, 'it', 'departure', { id }))).not.toContain('The offer was withdrawn');
  });

  it('a journal that is not whole proves nothing, and the page says so', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { StoreError } = await import('../../../src/engine/ports/store.ts');
    const audit = {
      ...world.deps.store.audit,
      proof: () => Promise.reject(new StoreError('corrupt', 'an entry was changed')),
    };
    const deps = { ...world.deps, store: { ...world.deps.store, audit } };
    const page = said(await createDesk(deps).page({ view: 'departure', query: { id } }, testPeople.it));
    expect(page).toContain('is not whole');
    expect(page).not.toContain('started it, with this plan');
  });
});

describe('what the pages say', () => {
  it('one departure whole: dates, tasks, who decided, each account, each proof', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T17:10:00.000Z');
    const page = said(await read(world, 'it', 'departure', { id }));
    for (const words of [
      ...['Departure of Alex Moreau', 'Friday 20 March 2026', 'Prepare the final papers', 'Billing service'],
      ...['confirmed the plan', 'Tom Okafor', 'alex@example.com', 'proven', 'ending access began'],
    ])
      expect(page, words).toContain(words);
  });

  it('the list is narrowed down by its address, and takes nothing else from it', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const other = testPerson('zoe', 'Zoé Lang', { managerId: 'maya' });
    await world.plan({ kind: 'retirement' }, { ...testFlow, kinds: ['retirement'] }, other);
    const names = async (query: Record<string, string>) =>
      said(await read(world, 'it', 'departures', query)).match(/Alex Moreau|Zoé Lang/g) ?? [];
    expect((await names({})).toSorted()).toEqual(['Alex Moreau', 'Zoé Lang']);
    expect(await names({ kind: 'retirement' })).toEqual(['Zoé Lang']);
    expect(await names({ state: 'closed' })).toEqual([]);
    expect(await names({ from: '2026-03-21' })).toEqual([]);
    expect((await names({ from: 'yesterday', page: '-4', state: '<b>', nonsense: 'x' })).toSorted()).toEqual([
      'Alex Moreau',
      'Zoé Lang',
    ]);
    await mustDo(world.ask('manager', id, { type: 'departure.cancel', reason: 'No' }));
    expect(await names({ state: 'closed' })).toEqual(['Alex Moreau']);
  });

  it('the calendar has last days and cut-offs on the reader’s clock, and tasks where they are asked for', async () => {
    const world = await createMemoryWorld();
    await world.plan();
    const month = await read(world, 'it', 'calendar', { month: '2026-03' });
    const block = month?.blocks.find(({ type }) => type === 'month');
    if (block?.type !== 'month') throw new Error('no month');
    expect(block.weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    const day = block.weeks.flat().find((one) => one?.date === '2026-03-20');
    expect(day?.items.map(({ text }) => text)).toEqual(['Last day: Alex Moreau', '18:00 access ends: Alex Moreau']);
    expect(block.weeks.flat().find((one) => one?.today)?.date).toBe('2026-03-02');
    expect(said(await read(world, 'it', 'calendar', { month: '2026-03', what: 'tasks' }))).toContain(
      'Prepare the final papers',
    );
    expect(said(await read(world, 'it', 'calendar', { month: '2026-13' }))).toContain('March 2026');
  });

  it('settings name no secret, and the survey nothing below five answers', async () => {
    const world = await createMemoryWorld();
    expect(said(await read(world, 'it', 'settings'))).toContain('okta');
    const survey = await read(world, 'hr', 'survey');
    expect(survey?.blocks).toEqual([{ type: 'text', text: expect.stringContaining('5') }]);
  });
});

describe('saved views', () => {
  it('are kept for each person, twenty at most, and forgotten with them', async () => {
    const world = await createMemoryWorld();
    const desk = createDesk(world.deps);
    const view = { name: 'Late ones', view: 'departures', query: { late: 'yes' } } as const;
    expect(await desk.save(view, testPeople.hr)).toBe('saved');
    expect(await desk.save({ ...view, view: 'survey' }, testPeople.it)).toBeNull();
    const { saved } = await desk.shell(testPeople.hr);
    expect(saved).toMatchObject([view]);
    expect((await desk.shell(testPeople.it)).saved).toEqual([]);
    await desk.remove(saved[0]?.id ?? '', testPeople.it);
    expect((await desk.shell(testPeople.hr)).saved).toHaveLength(1);
    for (let count = 1; count < 20; count += 1) expect(await desk.save(view, testPeople.hr)).toBe('saved');
    expect(await desk.save(view, testPeople.hr)).toBe('full');
    await desk.remove(saved[0]?.id ?? '', testPeople.hr);
    expect((await desk.shell(testPeople.hr)).saved).toHaveLength(19);
  });
});

describe('the way from chat', () => {
  it('is a link for whoever holds a role', async () => {
    const told = await talk();
    expect(await told.say('hr', 'desk.open')).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    const asked: string[] = [];
    Object.assign(told.world.deps, {
      deskPages: {
        open: async (person: string) => {
          asked.push(person);
          return 'https://relais.example.com/desk/open/x';
        },
      },
    });
    const { createConversation } = await import('../../../src/engine/conversation/create-conversation.ts');
    const { act } = await import('../../../src/views/act-names.ts');
    const conversation = createConversation(told.world.deps, told.world.engine);
    const say = (who: TestPersonName) =>
      conversation.act(
        { ref: act('desk.open', null), values: null, words: [] },
        { person: testPeople[who], channel: 'slack' },
      );
    expect(formTexts(formOf(await say('it'))).join('\n')).toContain('works once');
    expect(await say('manager')).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect(asked).toEqual(['tom']);
  });
});
