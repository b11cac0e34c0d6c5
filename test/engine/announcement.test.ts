import { describe, expect, it } from 'vitest';
import type { AnnouncementWish } from '../../src/domain/announcement/announcement.ts';
import { statedReason } from '../../src/domain/announcement/reasons.ts';
import { commonKindSchema, type Flow } from '../../src/domain/flow/flow.ts';
import { languageSchema } from '../../src/domain/localized.ts';
import { proposedText } from '../../src/views/departure/announcement-text.ts';
import { announcementForm } from '../../src/views/forms/announcement-form.ts';
import { confidentialFlow, createMemoryWorld, mustDo, testFlow, testPeople } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const open: Flow = { ...testFlow, announcement: { hr: false } };
/** The leaver has heard of it, and so has the team. */
const heard = { hears: { leaver: 'at-once', teammates: 'at-once' } } as const;
const text = 'Alex is leaving us. Thank you, Alex!';
const wish: AnnouncementWish = {
  texts: { en: text },
  places: [{ channel: 'slack', id: 'C1' }],
  at: null,
  handovers: ['handover-1'],
};
const approve = (rev: number, more: Partial<AnnouncementWish> = {}) =>
  ({ type: 'announcement.approve', rev, wish: { ...wish, ...more } }) as const;

type World = Awaited<ReturnType<typeof createMemoryWorld>>;

const inChannel = ({ channel }: World, id = 'C1') => channel.messages.filter(({ to }) => to === id);
const toldIn = (world: World, id = 'C1') => inChannel(world, id).map(({ view }) => cardTexts(view).join('\n'));

describe('what colleagues are told', () => {
  it('is posted to the letter in the channels chosen, at the time chosen', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, open);
    const places = [...wish.places, { channel: 'slack' as const, id: 'C2' }];
    await mustDo(world.ask('manager', id, approve(0, { at: '2026-03-05T10:00:00.000Z', places })));
    await world.advanceTo('2026-03-05T09:59:00.000Z');
    expect(world.channel.messages.filter(({ to }) => to.startsWith('C'))).toEqual([]);
    await world.advanceTo('2026-03-05T10:00:00.000Z');
    expect(toldIn(world)).toEqual([expect.stringContaining(text)]);
    expect(toldIn(world)).toEqual([expect.stringContaining('Friday 20 March 2026')]);
    expect(toldIn(world, 'C2')).toHaveLength(1);
  });

  it('comes at once where nobody chose a time, nor a moment for the leaver, who resigned', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, open);
    await mustDo(world.ask('manager', id, approve(0)));
    expect(inChannel(world)).toHaveLength(1);
  });

  it('is edited in place when the dates or an heir change, and names nothing that was not approved', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, open);
    await mustDo(world.ask('manager', id, approve(0)));
    // Nobody has taken it over yet.
    expect(toldIn(world)[0]).not.toContain('Billing service');
    const task = async () => (await world.load(id)).tasks.find(({ id: one }) => one === 'handover-1');
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: 'handover-1', rev: (await task())?.rev ?? 0 }));
    expect(toldIn(world)[0]).toContain('Billing service');
    expect(toldIn(world)[0]).toContain('Priya Nair');
    const later = { date: '2026-03-27', zone: 'Europe/Paris' };
    const dates = { ...(await world.load(id)).dates, lastWorkingDay: later } as never;
    await mustDo(world.ask('manager', id, { type: 'departure.reschedule', dates: moved(dates) }));
    expect(toldIn(world)[0]).toContain('Friday 27 March 2026');
    const handover = { title: 'Secret talks', notes: '', to: 'jonas', fallback: null, dueDate: '2026-03-19' };
    await mustDo(world.ask('manager', id, { type: 'handover.add', handover, people: {} }));
    const added = (await world.load(id)).tasks.find(({ title }) => title === 'Secret talks');
    await mustDo(world.ask('jonas', id, { type: 'task.accept', taskId: added?.id ?? '', rev: added?.rev ?? 0 }));
    expect(toldIn(world)[0]).not.toContain('Secret talks');
    expect(inChannel(world)).toHaveLength(1);
  });

  it.each(['departure.retain', 'departure.cancel'] as const)(
    'is deleted with %s, and stands again once that is undone',
    async (type) => {
      const world = await createMemoryWorld();
      const id = await world.plan(heard, open);
      await mustDo(world.ask('manager', id, approve(0)));
      expect(inChannel(world)).toHaveLength(1);
      await mustDo(world.ask('manager', id, { type, reason: 'They stay after all' }));
      expect(inChannel(world)).toEqual([]);
      if (type === 'departure.retain') return;
      await mustDo(world.ask('manager', id, { type: 'departure.undo-cancel' }));
      expect(toldIn(world)).toEqual([expect.stringContaining(text)]);
    },
  );

  it('is taken back by whoever leads, also where its posting was never answered', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, open);
    world.channel.mood = 'loses-answers';
    await mustDo(world.ask('manager', id, approve(0)));
    expect(inChannel(world)).toHaveLength(1);
    await world.ask('manager', id, { type: 'announcement.take-back', rev: 1 });
    world.channel.mood = 'well';
    await world.advanceTo('2026-03-02T12:00:00.000Z');
    expect(inChannel(world)).toEqual([]);
    expect(await world.ask('manager', id, { type: 'announcement.take-back', rev: 2 })).toMatchObject({
      refusal: { code: 'announcement-none' },
    });
  });

  it('never comes before the leaver has heard, whatever time was chosen', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ hears: { leaver: '2026-03-10', teammates: 'at-once' } }, open);
    await mustDo(world.ask('manager', id, approve(0, { at: '2026-03-05T10:00:00.000Z' })));
    await world.advanceTo('2026-03-10T08:29:00.000Z');
    expect(inChannel(world)).toEqual([]);
    await world.advanceTo('2026-03-10T09:00:00.000Z');
    expect(inChannel(world)).toHaveLength(1);
  });

  it('of a confidential departure comes once it is no secret any more, says no day, and is approved by HR', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await mustDo(world.ask('manager', id, approve(0, { at: '2026-03-05T10:00:00.000Z' })));
    const own = () => world.channel.inbox('U-nadia').filter(({ view }) => view.kind === 'announcement');
    expect(own().map(({ view }) => cardTexts(view).join('\n'))).toEqual([expect.stringContaining(text)]);
    await mustDo(world.ask('hr', id, { type: 'announcement.confirm', rev: 1 }));
    await world.advanceTo('2026-03-20T16:00:00.000Z');
    expect(inChannel(world)).toEqual([]);
    const planHash = (await world.load(id)).planHash ?? '';
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash }));
    await mustDo(world.ask('security', id, { type: 'access.confirm', planHash }));
    expect(inChannel(world)).toEqual([]);
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
    await world.advanceTo('2026-03-20T17:00:00.000Z');
    expect(toldIn(world)).toEqual([expect.stringContaining(text)]);
    expect(toldIn(world)[0]).not.toContain('20 March');
  });

  it('waits for HR where the flow says so, and what was approved before stands meanwhile', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, { ...testFlow, announcement: { hr: true } });
    await mustDo(world.ask('manager', id, approve(0)));
    expect(inChannel(world)).toEqual([]);
    expect(await world.ask('manager', id, { type: 'announcement.confirm', rev: 1 })).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
    await mustDo(world.ask('hr', id, { type: 'announcement.confirm', rev: 1 }));
    expect(toldIn(world)).toEqual([expect.stringContaining(text)]);
    await mustDo(world.ask('manager', id, approve(2, { texts: { en: 'Another text altogether' } })));
    expect(toldIn(world)).toEqual([expect.stringContaining(text)]);
    // What HR saw is not what waits any more.
    expect(await world.ask('hr', id, { type: 'announcement.confirm', rev: 2 })).toMatchObject({
      refusal: { code: 'stale' },
    });
    await mustDo(world.ask('hr', id, { type: 'announcement.confirm', rev: 3 }));
    expect(toldIn(world)).toEqual([expect.stringContaining('Another text altogether')]);
    expect(inChannel(world)).toHaveLength(1);
  });

  it('is not approved for HR by whoever proposed it', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, { ...testFlow, announcement: { hr: true } });
    // The one person of HR there is.
    expect(await world.ask('hr', id, approve(0))).toMatchObject({ refusal: { code: 'announcement-needs-hr' } });
  });

  it('says where it could not be posted, and is tried again once it is approved anew', async () => {
    const { world, say } = await talk();
    const id = await world.plan(heard, open);
    world.channel.blocked.add('C1');
    await mustDo(world.ask('manager', id, approve(0)));
    const card = world.channel.inbox('U-maya').find(({ view }) => view.kind === 'departure');
    const said = card ? cardTexts(card.view).join('\n') : '';
    expect(said).toContain('Relais is not in this channel');
    expect(said).not.toContain('Relais cannot reach Maya');
    expect(formTexts(formOf(await say('manager', 'announcement.open', { id }))).join('\n')).toContain(
      'Relais is not in this channel',
    );
    world.channel.blocked.clear();
    await mustDo(world.ask('manager', id, approve(1)));
    expect(inChannel(world)).toHaveLength(1);
  });

  it('goes from a channel that is chosen no more', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, open);
    await mustDo(world.ask('manager', id, approve(0)));
    await mustDo(world.ask('manager', id, approve(1, { places: [{ channel: 'slack', id: 'C2' }] })));
    expect(inChannel(world)).toEqual([]);
    expect(inChannel(world, 'C2')).toHaveLength(1);
  });

  it('is written in a form, in which nothing typed is lost', async () => {
    const { world, say } = await talk();
    const id = await world.plan(heard, open);
    const form = formOf(await say('manager', 'announcement.open', { id }));
    expect(formTexts(form).join('\n')).toContain('Alex Moreau is leaving us');
    expect(formTexts(form).join('\n')).toContain('Alex Moreau nous quitte');
    const submit = (values: Record<string, string | readonly string[] | null>) =>
      say('manager', 'announcement.submit', { id, seen: 0, values: { 'text-en': text, 'channel-1': 'C1', ...values } });
    world.channel.readers.set('C9', { type: 'open', why: 'shared' });
    expect(await submit({ 'text-en': null })).toMatchObject({ errors: { 'text-en': expect.any(String) } });
    expect(await submit({ 'text-en': 'Bye' })).toMatchObject({ errors: { 'text-en': expect.any(String) } });
    expect(await submit({ 'channel-1': null })).toMatchObject({ errors: { 'channel-1': expect.any(String) } });
    expect(await submit({ 'channel-1': 'C9' })).toMatchObject({
      errors: { 'channel-1': expect.stringContaining('another organisation') },
    });
    expect(await submit({ date: '2026-03-05' })).toMatchObject({ errors: { time: expect.any(String) } });
    expect(await submit({ date: '2026-03-01', time: '10:00' })).toMatchObject({
      errors: { date: expect.stringContaining('passed') },
    });
    expect(await submit({ 'text-fr': 'Alex a démissionné hier.' })).toMatchObject({
      errors: { 'text-fr': expect.stringContaining('démissionné') },
    });
    expect((await world.load(id)).announcement).toBeUndefined();
    await submit({ date: '2026-03-05', time: '10:00', handovers: ['handover-1'] });
    expect((await world.load(id)).announcement?.approved).toMatchObject({
      ...wish,
      at: '2026-03-05T09:00:00.000Z',
      by: 'maya',
    });
    expect(await say('jonas', 'announcement.open', { id })).toMatchObject({ notice: { tone: 'refused' } });
    expect(await say('leaver', 'announcement.open', { id })).toMatchObject({ notice: { tone: 'refused' } });
  });

  it('asks for a channel as the platform has them, and for one at least', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(heard, open);
    const departure = await world.load(id);
    const fieldsOn = (channel: 'slack' | 'teams') =>
      announcementForm(departure, {
        ...{ reader: testPeople.manager, now: world.clock.now().toISOString(), channel },
      }).parts.flatMap((part) => (part.type === 'field' && part.field.type === 'channel' ? [part.field] : []));
    for (const channel of ['slack', 'teams'] as const)
      expect(fieldsOn(channel).map(({ required }) => required)).toEqual([true, false, false]);
    expect(fieldsOn('slack')[0]?.hint).toContain('/invite @Relais');
    expect(fieldsOn('teams')[0]?.hint).toContain('add the app to the team');
    expect(fieldsOn('teams')[0]?.hint).not.toContain('/invite');
  });

  it('never says why somebody leaves, in no kind and no language', async () => {
    const world = await createMemoryWorld();
    const state = await world.load(await world.plan(heard, open));
    const reading = { reader: testPeople.manager, now: '2026-03-25T10:00:00.000Z' };
    for (const kind of commonKindSchema.options)
      for (const language of languageSchema.options)
        for (const now of ['2026-03-05T10:00:00.000Z', reading.now]) {
          const said = proposedText({ ...state, kind }, language, { ...reading, now });
          expect(said).toContain('Maya Chen');
          expect(statedReason({ [language]: said }), `${kind} ${language}`).toBeNull();
        }
  });

  it.each([
    ['She was fired on Monday', 'fired'],
    ['Alex RESIGNED last week', 'RESIGNED'],
    ['He was laid\noff with others', 'laid'],
    ['Alex part à la retraite', 'retraite'],
    ['Alex a e\u0301te\u0301 licencie\u0301', 'licencié'],
    ['Paul a été viré.', 'viré'],
  ])('finds the reason in “%s”', (said, word) => {
    expect(statedReason({ en: said })).toBe(word);
  });

  it.each([
    'With determination and care, our fireworks of ideas',
    'Your environment, quite a journey; the virement is done',
    'Merci de renvoyer vos questions à Maya',
    'Nous avons souhaité bonne route à Alex',
  ])('finds none in “%s”', (said) => {
    expect(statedReason({ fr: said })).toBeNull();
  });
});

function moved(dates: Parameters<typeof Object.assign>[0] & { lastWorkingDay: { date: string; zone: string } }) {
  return {
    ...dates,
    contractEnd: { date: '2026-04-30', zone: 'Europe/Paris' },
    cutOff: { at: '2026-03-27T17:00:00.000Z', zone: 'Europe/Paris' },
  };
}
