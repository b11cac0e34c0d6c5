import { describe, expect, it } from 'vitest';
import { longestGreeting, mostSigners } from '../../src/domain/keepsake/keepsake.ts';
import { keepsakeCard } from '../../src/views/cards/keepsake-card.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  mustDo,
  testFlow,
  testPeople,
  testPerson,
} from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const heard = { hears: { leaver: 'at-once', teammates: 'at-once' } } as const;
const ask = (...people: (keyof typeof testPeople)[]) =>
  ({ type: 'keepsake.ask', people: people.map((one) => testPeople[one]) }) as const;
const sign = (text: string) => ({ type: 'keepsake.sign', text }) as const;

type World = Awaited<ReturnType<typeof createMemoryWorld>>;

const cardsOf = ({ channel }: World, handle: string) =>
  channel
    .inbox(handle)
    .filter(({ view }) => view.kind === 'keepsake')
    .map(({ view }) => cardTexts(view).join('\n'));

describe('the card that teammates sign', () => {
  it('is signed by those who were asked, and reaches the leaver on the afternoon of the last working day', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard);
    await mustDo(world.ask('manager', id, ask('jonas', 'priya')));
    expect(cardsOf(world, 'U-jonas')).toHaveLength(1);
    await mustDo(world.ask('jonas', id, sign('I will miss our Mondays')));
    await mustDo(world.ask('priya', id, sign('All the best')));
    await mustDo(world.ask('jonas', id, sign('I will miss our Tuesdays')));
    expect(cardsOf(world, 'U-jonas')[0]).toContain('I will miss our Tuesdays');
    // What others wrote is the leaver's to read.
    expect(cardsOf(world, 'U-jonas')[0]).not.toContain('All the best');
    await world.advanceTo('2026-03-20T13:59:00.000Z');
    expect(cardsOf(world, 'U-alex')).toEqual([]);
    await world.advanceTo('2026-03-20T14:00:00.000Z');
    const [card = ''] = cardsOf(world, 'U-alex');
    expect(card).toContain('I will miss our Tuesdays');
    expect(card).not.toContain('Mondays');
    expect(card.indexOf('Jonas Weber')).toBeLessThan(card.indexOf('Priya Nair'));
  });

  it('reaches the leaver before access ends, where that is earlier', async () => {
    const world = await createMemoryWorld();
    const dates = {
      lastWorkingDay: { date: '2026-03-20', zone: 'Europe/Paris' },
      contractEnd: { date: '2026-03-31', zone: 'Europe/Paris' },
      cutOff: { at: '2026-03-20T11:00:00.000Z', zone: 'Europe/Paris' },
    };
    const id = await world.plan({ ...heard, dates });
    await mustDo(world.ask('manager', id, ask('jonas')));
    await mustDo(world.ask('jonas', id, sign('All the best')));
    await world.advanceTo('2026-03-20T10:00:00.000Z');
    expect(cardsOf(world, 'U-alex')).toHaveLength(1);
  });

  it('does not reach the leaver where nobody signed, nor whoever stays', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard);
    await mustDo(world.ask('manager', id, ask('jonas')));
    await world.advanceTo('2026-03-20T14:00:00.000Z');
    expect(cardsOf(world, 'U-alex')).toEqual([]);
    const other = await createMemoryWorld();
    const stays = await other.plan(heard);
    await mustDo(other.ask('manager', stays, ask('jonas')));
    await mustDo(other.ask('jonas', stays, sign('All the best')));
    await mustDo(other.ask('manager', stays, { type: 'departure.retain', reason: 'They stay after all' }));
    await other.advanceTo('2026-03-21T14:00:00.000Z');
    expect(cardsOf(other, 'U-alex')).toEqual([]);
    expect(cardsOf(other, 'U-jonas')[0]).toContain('is staying');
  });

  it.each([
    ['a confidential departure', { ...confidentialFlow, kinds: ['resignation'] }, {}],
    ['a dismissal', { ...testFlow, kinds: ['dismissal'] }, {}],
    ['a redundancy', { ...testFlow, kinds: ['redundancy'] }, {}],
  ])('is off in %s', async (_, flow, draft) => {
    const world = await createMemoryWorld();
    const id = await world.plan({ ...heard, ...draft }, flow);
    expect(await world.ask('manager', id, ask('jonas'))).toMatchObject({ refusal: { code: 'keepsake-off' } });
    const state = await world.load(id);
    const forged = {
      ...state,
      keepsake: { asked: ['jonas'], signed: [{ by: 'jonas', text: 'Bye', at: state.createdAt }] },
    };
    const now = '2026-03-25T10:00:00.000Z';
    for (const reader of [testPeople.jonas, testPeople.leaver])
      expect(cardTexts(keepsakeCard(forged, reader, now)).join('\n')).not.toContain('Bye');
  });

  it('asks nobody before the team was told', async () => {
    const world = await createMemoryWorld();
    const told = { ...testFlow, teamTold: 'paperwork' };
    const id = await world.plan({}, told);
    expect(await world.ask('manager', id, ask('jonas'))).toMatchObject({ refusal: { code: 'keepsake-too-early' } });
    expect(cardsOf(world, 'U-jonas')).toEqual([]);
  });

  it('lets nobody sign who was not asked, and nobody take out what another wrote but whoever leads', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard);
    expect(await world.ask('manager', id, ask('leaver'))).toMatchObject({ refusal: { code: 'assignee-is-leaver' } });
    await mustDo(world.ask('manager', id, ask('jonas', 'it')));
    await mustDo(world.ask('jonas', id, sign('All the best')));
    expect(await world.ask('manager', id, sign('Me too'))).toMatchObject({ refusal: { code: 'not-permitted' } });
    expect(await world.ask('leaver', id, sign('Me too'))).toMatchObject({ refusal: { code: 'not-permitted' } });
    const remove = { type: 'keepsake.remove', signer: 'jonas' } as const;
    expect(await world.ask('it', id, remove)).toMatchObject({ refusal: { code: 'not-permitted' } });
    await mustDo(world.ask('manager', id, remove));
    expect((await world.load(id)).keepsake?.signed).toEqual([]);
    await mustDo(world.ask('jonas', id, sign('All the best')));
    await mustDo(world.ask('jonas', id, remove));
    expect((await world.load(id)).keepsake?.signed).toEqual([]);
  });

  it('has room for so many people and no more', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard);
    for (let index = 0; index < mostSigners; index += 5)
      await mustDo(
        world.ask('manager', id, {
          type: 'keepsake.ask',
          people: [0, 1, 2, 3, 4].map((more) => testPerson(`p${index + more}`, `Person ${index + more}`)),
        }),
      );
    expect(await world.ask('manager', id, ask('jonas'))).toMatchObject({ refusal: { code: 'keepsake-full' } });
  });

  it('is asked for and signed in forms', async () => {
    const { world, say } = await talk();
    const id = await world.plan(heard);
    const form = formOf(await say('manager', 'keepsake.open', { id }));
    // Whoever takes something over is proposed.
    expect(
      form.parts.flatMap((part) => (part.type === 'field' && part.field.type === 'person' ? [part.field.initial] : [])),
    ).toEqual(['priya', null, null, null, null]);
    const asked = formOf(
      await say('manager', 'keepsake.ask', { id, values: { 'person-1': 'priya', 'person-3': 'jonas' } }),
    );
    expect(formTexts(asked).join('\n')).toContain('Jonas Weber');
    expect(formOf(await say('jonas', 'keepsake.sign', { id })).kind).toBe('greeting');
    expect(await say('jonas', 'keepsake.sign.submit', { id, values: { text: ' ' } })).toMatchObject({
      errors: { text: expect.any(String) },
    });
    await say('jonas', 'keepsake.sign.submit', { id, values: { text: 'x'.repeat(longestGreeting + 9) } });
    expect((await world.load(id)).keepsake?.signed).toMatchObject([{ by: 'jonas', text: 'x'.repeat(longestGreeting) }]);
    expect(await say('security', 'keepsake.sign', { id })).toMatchObject({ notice: { tone: 'refused' } });
    expect(await say('jonas', 'keepsake.open', { id })).toMatchObject({ notice: { tone: 'refused' } });
    await say('manager', 'keepsake.remove', { id, target: 'jonas' });
    expect((await world.load(id)).keepsake?.signed).toEqual([]);
  });
});
