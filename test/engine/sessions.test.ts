import { describe, expect, it } from 'vitest';
import type { PersonCommand } from '../../src/domain/command.ts';
import type { Flow } from '../../src/domain/flow/flow.ts';
import { coverageOf } from '../../src/domain/knowledge/coverage.ts';
import type { SessionReport } from '../../src/domain/sessions/commands.ts';
import type { Session } from '../../src/domain/sessions/session.ts';
import type { Calendar } from '../../src/engine/ports/calendar.ts';
import { transact } from '../../src/engine/transact.ts';
import type { CardView } from '../../src/views/card-view.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { createMemoryCalendar, type MemoryCalendar } from '../support/memory/memory-calendar.ts';
import { confidentialFlow, mustDo, testFlow, testPeople, worldDates } from '../support/memory/memory-world.ts';
import { formOf, type Talk, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const withDossier: Flow = { ...testFlow, dossier: true };
const atOnce = { leaver: 'at-once', teammates: 'at-once' } as const;

interface Stage extends Talk {
  id: string;
  memory: MemoryCalendar;
  session(): Promise<Session>;
}

/** A departure in which Priya takes a topic over, and a calendar. */
async function stage(flow: Flow = withDossier): Promise<Stage> {
  const talking = await talk();
  const { world, say } = talking;
  const memory = createMemoryCalendar();
  (world.deps.calendars as Calendar[]).push(memory.calendar);
  const id = await world.plan({ hears: atOnce }, flow);
  await say('manager', 'topic.heir.submit', { id, target: 'missions', seen: 0, values: { to: 'priya' } });
  return {
    ...talking,
    ...{ id, memory },
    session: async () => {
      const [session] = (await world.load(id)).sessions ?? [];
      if (!session) throw new Error('there is no session');
      return session;
    },
  };
}

function textOf(view: FormView | CardView | undefined): string {
  if (view === undefined) return '';
  return ('parts' in view ? formTexts(view) : cardTexts(view)).join('\n');
}

/** Accepts what is proposed with this heir, as somebody who sees it does. */
async function accept({ say, id }: Pick<Stage, 'say' | 'id'>, who: 'manager' | 'leaver', heir = 'priya') {
  const form = formOf(await say(who, 'sessions.open', { id }));
  const seen = proposalsOf(form).get(heir);
  if (seen === undefined) throw new Error(`no session with ${heir} is proposed: ${textOf(form)}`);
  return say(who, 'session.plan', { id, target: heir, seen });
}

function proposalsOf(form: FormView): Map<string, string> {
  return new Map(
    form.parts.flatMap((part) =>
      part.type === 'block' && part.block.type === 'items'
        ? part.block.items.flatMap(({ action }) =>
            action?.act.name === 'session.plan' ? [[action.act.target ?? '', action.act.seen ?? ''] as const] : [],
          )
        : [],
    ),
  );
}

describe('a handover session', () => {
  it('is proposed with whoever takes something over, and planned by one click of the manager or the leaver', async () => {
    const on = await stage();
    const form = formOf(await on.say('leaver', 'sessions.open', { id: on.id }));
    // Tuesday at ten: the next working day of both.
    expect(proposalsOf(form)).toEqual(new Map([['priya', '2026-03-03T09:00:00.000Z#1+0']]));
    expect(textOf(form)).toContain('30 minutes: Missions');
    await accept(on, 'leaver');
    expect(await on.session()).toMatchObject({
      ...{ heir: 'priya', topicIds: ['missions'], taskIds: [], minutes: 30, status: 'planned', sequence: 0 },
      startsAt: '2026-03-03T09:00:00.000Z',
    });
    // What has one is proposed no more, and a second click on the same proposal plans nothing.
    expect(proposalsOf(formOf(await on.say('manager', 'sessions.open', { id: on.id }))).size).toBe(0);
    const again = await on.say('manager', 'session.plan', {
      ...{ id: on.id, target: 'priya', seen: '2026-03-03T09:00:00.000Z#1+0' },
    });
    expect(again).toMatchObject({ notice: { tone: 'refused' } });
    // An accepted handover is one thing more, and a session of its own.
    const task = (await on.world.load(on.id)).tasks.find((one) => one.id === 'handover-1');
    await mustDo(on.world.ask('priya', on.id, { type: 'task.accept', taskId: 'handover-1', rev: task?.rev ?? 0 }));
    await accept(on, 'manager');
    expect((await on.world.load(on.id)).sessions?.[1]).toMatchObject({ taskIds: ['handover-1'], topicIds: [] });
  });

  it('stands in both calendars, moves there under the same name, and is taken out when it is called off', async () => {
    const on = await stage();
    await accept(on, 'manager');
    const { leaver, priya } = testPeople;
    const [mine] = on.memory.of(leaver).values();
    const [theirs] = on.memory.of(priya).values();
    expect(mine).toMatchObject({
      ...{ sequence: 0, startsAt: '2026-03-03T09:00:00.000Z', endsAt: '2026-03-03T09:30:00.000Z' },
      ...{ title: 'Handover from Alex Moreau to Priya Nair', description: 'Alex Moreau writes down: Missions' },
    });
    expect(theirs?.uid).not.toBe(mine?.uid);
    const move = { id: on.id, target: 'session-1', seen: 0, values: { day: '2026-03-04', time: '15:30' } };
    await on.say('priya', 'session.move.submit', move);
    expect([...on.memory.of(leaver).values()]).toMatchObject([
      { uid: mine?.uid, sequence: 1, startsAt: '2026-03-04T14:30:00.000Z', news: 'moved' },
    ]);
    expect([...on.memory.of(priya).values()]).toMatchObject([{ uid: theirs?.uid, sequence: 1 }]);
    await on.say('leaver', 'session.call-off', { id: on.id, target: 'session-1', seen: 1 });
    expect(on.memory.of(leaver).size + on.memory.of(priya).size).toBe(0);
    // Each change once for each of the two, and nothing more however often somebody looks.
    await on.world.engine.reconcile(on.id);
    expect(on.memory.calls.toSorted()).toEqual([
      ...['cancel alex 2', 'cancel priya 2', 'put alex 0', 'put alex 1', 'put priya 0', 'put priya 1'],
    ]);
  });

  it('gets another time when the last day moves before it, and none where no time is left', async () => {
    const on = await stage();
    await accept(on, 'manager');
    const move = { id: on.id, target: 'session-1', seen: 0, values: { day: '2026-03-18', time: '10:00' } };
    await on.say('manager', 'session.move.submit', move);
    const on6 = { date: '2026-03-06', zone: 'Europe/Paris' };
    const dates = {
      ...worldDates,
      lastWorkingDay: on6,
      cutOff: { at: '2026-03-06T17:00:00.000Z', zone: 'Europe/Paris' },
    };
    await mustDo(on.world.ask('manager', on.id, { type: 'departure.reschedule', dates }));
    expect(await on.session()).toMatchObject({ startsAt: '2026-03-03T09:00:00.000Z', sequence: 2, status: 'planned' });
    expect([...on.memory.of(testPeople.priya).values()]).toMatchObject([{ startsAt: '2026-03-03T09:00:00.000Z' }]);
    // Monday is the last day now, and it is Monday.
    const today = { ...dates, lastWorkingDay: { ...on6, date: '2026-03-02' } };
    await mustDo(on.world.ask('manager', on.id, { type: 'departure.reschedule', dates: today }));
    expect(await on.session()).toMatchObject({ status: 'called-off', because: 'no-time' });
    expect(on.memory.of(testPeople.priya).size).toBe(0);
  });

  it('is taken out of calendars when the departure is cancelled, or its heir takes nothing over any more', async () => {
    const on = await stage();
    await accept(on, 'manager');
    await on.say('manager', 'topic.heir.submit', { id: on.id, target: 'missions', seen: 1, values: { to: 'jonas' } });
    expect(await on.session()).toMatchObject({ status: 'called-off', because: 'nothing-left' });
    expect(on.memory.of(testPeople.priya).size).toBe(0);
    await accept(on, 'manager', 'jonas');
    expect(on.memory.of(testPeople.jonas).size).toBe(1);
    await mustDo(on.world.ask('manager', on.id, { type: 'departure.cancel', reason: 'They stay after all' }));
    expect((await on.world.load(on.id)).sessions?.[1]).toMatchObject({ status: 'called-off', because: 'departure' });
    expect(on.memory.of(testPeople.jonas).size + on.memory.of(testPeople.leaver).size).toBe(0);
  });

  it('of a confidential departure is neither proposed nor planned, and no calendar hears of it', async () => {
    const on = await stage({ ...confidentialFlow, dossier: true });
    expect(proposalsOf(formOf(await on.say('manager', 'sessions.open', { id: on.id }))).size).toBe(0);
    const plan: PersonCommand = {
      type: 'session.plan',
      session: {
        heir: 'priya',
        topicIds: ['missions'],
        taskIds: [],
        startsAt: '2026-03-04T09:00:00.000Z',
        minutes: 30,
      },
    };
    expect(await on.world.ask('manager', on.id, plan)).toMatchObject({ refusal: { code: 'session-too-early' } });
    // IT prepares it and knows; the leaver does not, although the day for the farewell has come.
    await on.say('manager', 'topic.heir.submit', { id: on.id, target: 'running', seen: 0, values: { to: 'tom' } });
    await on.world.advanceTo('2026-03-19T12:00:00.000Z');
    const withIt = {
      heir: 'tom',
      topicIds: ['running'],
      taskIds: [],
      startsAt: '2026-03-20T09:00:00.000Z',
      minutes: 30,
    };
    expect(await on.world.ask('manager', on.id, { type: 'session.plan', session: withIt })).toMatchObject({
      refusal: { code: 'session-too-early' },
    });
    expect(proposalsOf(formOf(await on.say('manager', 'sessions.open', { id: on.id }))).size).toBe(0);
    expect(on.memory.calls).toEqual([]);
    expect(await on.say('priya', 'sessions.open', { id: on.id })).toMatchObject({ notice: { tone: 'refused' } });
  });

  it('is planned with nobody who may not hear of the departure yet', async () => {
    const { world, say } = await talk();
    const telling: Flow = { ...withDossier, teamTold: 'paperwork' };
    const id = await world.plan({ hears: { leaver: 'at-once', teammates: 'team-told' } }, telling);
    await say('manager', 'topic.heir.submit', { id, target: 'missions', seen: 0, values: { to: 'priya' } });
    expect(proposalsOf(formOf(await say('leaver', 'sessions.open', { id }))).size).toBe(0);
    const session = {
      heir: 'priya',
      topicIds: ['missions'],
      taskIds: [],
      startsAt: '2026-03-04T09:00:00.000Z',
      minutes: 30,
    };
    expect(await world.ask('leaver', id, { type: 'session.plan', session })).toMatchObject({
      refusal: { code: 'session-too-early' },
    });
  });

  it('lies outside the quiet hours that each of the two has chosen', async () => {
    const on = await stage();
    await on.world.deps.settings.save('priya', { quiet: { from: '09:00', to: '14:15' } });
    expect(proposalsOf(formOf(await on.say('manager', 'sessions.open', { id: on.id }))).get('priya')).toBe(
      '2026-03-03T14:00:00.000Z#1+0',
    );
    await accept(on, 'manager');
    const at = (day: string, time: string) =>
      on.say('manager', 'session.move.submit', { id: on.id, target: 'session-1', seen: 0, values: { day, time } });
    expect(await at('2026-03-04', '10:00')).toMatchObject({ type: 'errors', errors: { time: expect.any(String) } });
    // A weekend, an evening, the past, and after the last day.
    for (const [day, time] of [
      ['2026-03-07', '15:00'],
      ['2026-03-04', '17:45'],
      ['2026-02-27', '15:00'],
      ['2026-03-23', '15:00'],
    ] as const)
      expect(await at(day, time), `${day} ${time}`).toMatchObject({
        type: 'errors',
        errors: { day: expect.any(String) },
      });
    expect((await on.session()).sequence).toBe(0);
  });

  it('counts once its heir says that it took place, and only then', async () => {
    const on = await stage();
    await accept(on, 'manager');
    const held = async () => coverageOf(await on.world.load(on.id))?.held;
    expect(await on.say('priya', 'session.held', { id: on.id, target: 'session-1', seen: 0 })).toMatchObject({
      notice: { tone: 'refused' },
    });
    await on.world.advanceTo('2026-03-03T09:31:00.000Z');
    const card = on.world.channel.inbox('U-priya').find(({ view }) => view.kind === 'dossier')?.view;
    expect(textOf(card)).toContain('did it take place?');
    for (const who of ['manager', 'leaver', 'hr'] as const)
      expect(await on.say(who, 'session.held', { id: on.id, target: 'session-1', seen: 0 }), who).toMatchObject({
        notice: { tone: 'refused' },
      });
    expect(await held()).toBe(0);
    await on.say('priya', 'session.held', { id: on.id, target: 'session-1', seen: 0 });
    expect(await held()).toBe(1);
    // Of what passed to somebody else since, that session says nothing.
    const { rev = -1 } = (await on.world.load(on.id)).topics?.[0] ?? {};
    await on.say('manager', 'topic.heir.submit', { id: on.id, target: 'missions', seen: rev, values: { to: 'jonas' } });
    expect(await held()).toBe(0);
  });

  it('keeps notes and where it was recorded, for whoever may know of it', async () => {
    const on = await stage();
    await accept(on, 'manager');
    await on.world.advanceTo('2026-03-03T10:00:00.000Z');
    const note = (recording: string) =>
      on.say('priya', 'session.note.submit', {
        ...{ id: on.id, target: 'session-1', seen: 0 },
        values: { notes: 'Ask Léa about invoices', recording },
      });
    for (const bad of ['http://example.com/r', 'javascript:alert(1)', 'nothing'])
      expect(await note(bad), bad).toMatchObject({ type: 'errors', errors: { recording: expect.any(String) } });
    expect(textOf(formOf(await note('https://example.com/r/1')))).toContain('https://example.com/r/1');
    expect(textOf(formOf(await on.say('leaver', 'session.open', { id: on.id, target: 'session-1' })))).toContain(
      'Ask Léa about invoices',
    );
    for (const who of ['it', 'jonas'] as const)
      expect(await on.say(who, 'session.open', { id: on.id, target: 'session-1' }), who).toMatchObject({
        notice: { tone: 'refused' },
      });
  });
});

describe('a calendar', () => {
  it('that does not answer is asked again, ever more slowly, and the page says so', async () => {
    const on = await stage();
    for (let count = 0; count < 4; count += 1) on.memory.failNext('unavailable');
    await accept(on, 'manager');
    const page = textOf(formOf(await on.say('manager', 'session.open', { id: on.id, target: 'session-1' })));
    expect(page).toContain('Alex Moreau: not there yet. It does not answer. Relais tries again at Monday');
    await on.world.advanceTo('2026-03-02T09:10:00.000Z');
    expect(on.memory.of(testPeople.leaver).size + on.memory.of(testPeople.priya).size).toBe(2);
    expect(on.memory.calls.filter((call) => call === 'put alex 0')).toHaveLength(3);
    const later = textOf(formOf(await on.say('manager', 'session.open', { id: on.id, target: 'session-1' })));
    expect(later).toContain('Alex Moreau: it stands there');
  });

  it('that says something else than it was told is not believed', async () => {
    const on = await stage();
    on.memory.lie('2026-03-05T09:00:00.000Z');
    await accept(on, 'manager');
    expect((await on.session()).calendars.map(({ standing }) => standing)).toEqual([null, null]);
    const page = textOf(formOf(await on.say('manager', 'session.open', { id: on.id, target: 'session-1' })));
    expect(page).toContain('The calendar holds something else than it was told.');
  });

  it('whose answer was lost is cleared all the same when the session is called off', async () => {
    const on = await stage();
    on.memory.failNext('lost');
    on.memory.failNext('lost');
    await accept(on, 'manager');
    expect(on.memory.of(testPeople.priya).size).toBe(1);
    await on.say('manager', 'session.call-off', { id: on.id, target: 'session-1', seen: 0 });
    expect(on.memory.of(testPeople.priya).size + on.memory.of(testPeople.leaver).size).toBe(0);
  });

  it('is cleared too where a try that outlived its lease said, before another was done, that nothing stands', async () => {
    const on = await stage();
    on.memory.failNext('unavailable');
    on.memory.failNext('unavailable');
    await accept(on, 'manager');
    const { clock, deps } = on.world;
    const target = { sessionId: 'session-1', person: 'priya', sequence: 0 };
    const report = (one: SessionReport) => transact(deps, on.id, one, { type: 'system' });
    const intend = (leaseUntil: string) =>
      report({ type: 'session.intend', ...target, calendar: 'memory', leaseUntil });
    clock.set(new Date('2026-03-02T09:02:00.000Z'));
    expect(await intend('2026-03-02T09:04:00.000Z')).toMatchObject({ type: 'done' });
    clock.set(new Date('2026-03-02T09:04:00.000Z'));
    expect(await intend('2026-03-02T09:06:00.000Z')).toMatchObject({ type: 'done' });
    const because = { en: 'It is down.', fr: 'Il est en panne.' };
    const failed = { ...target, because, mayStand: false, retryAt: '2026-03-02T09:10:00.000Z' };
    await report({ type: 'session.unkept', ...failed });
    await report({ type: 'session.kept', ...target });
    // A failure that comes after it says nothing any more.
    expect(await report({ type: 'session.unkept', ...failed })).toMatchObject({ refusal: { code: 'stale' } });
    await on.say('manager', 'session.call-off', { id: on.id, target: 'session-1', seen: 0 });
    expect(on.memory.calls).toContain('cancel priya 1');
  });

  it('that does not let go of what moved, or was called off, is told of on the page', async () => {
    const on = await stage();
    await accept(on, 'manager');
    const page = async () =>
      textOf(formOf(await on.say('manager', 'session.open', { id: on.id, target: 'session-1' })));
    const fails = (kind: 'unavailable' | 'rejected') => {
      on.memory.failNext(kind);
      on.memory.failNext(kind);
    };
    fails('unavailable');
    const values = { day: '2026-03-04', time: '15:30' };
    await on.say('manager', 'session.move.submit', { id: on.id, target: 'session-1', seen: 0, values });
    expect(await page()).toContain(
      'Priya Nair: what was before may still stand there. It does not answer. Relais tries',
    );
    fails('rejected');
    await on.say('manager', 'session.call-off', { id: on.id, target: 'session-1', seen: 1 });
    expect(on.memory.of(testPeople.priya).size).toBe(1);
    expect(await page()).toContain('Priya Nair: what was before may still stand there. It does not answer.');
    const other = await stage();
    await accept(other, 'manager');
    await other.say('manager', 'session.call-off', { id: other.id, target: 'session-1', seen: 0 });
    const clean = await other.say('manager', 'session.open', { id: other.id, target: 'session-1' });
    expect(textOf(formOf(clean))).not.toContain('Priya Nair:');
  });

  it('that never heard of a session hears nothing when that is called off', async () => {
    const on = await stage();
    on.memory.failNext('rejected');
    on.memory.failNext('rejected');
    await accept(on, 'manager');
    const page = textOf(formOf(await on.say('manager', 'session.open', { id: on.id, target: 'session-1' })));
    expect(page).toContain('Priya Nair: not there. It does not answer.');
    await on.world.advanceTo('2026-03-02T20:00:00.000Z');
    await on.say('manager', 'session.call-off', { id: on.id, target: 'session-1', seen: 0 });
    expect(on.memory.calls.toSorted()).toEqual(['put alex 0', 'put priya 0']);
  });

  it('serves whom it serves; where none does, the page says that nothing is connected', async () => {
    const on = await stage();
    const calendars = on.world.deps.calendars as Calendar[];
    calendars.splice(0, 1, createMemoryCalendar({ id: 'theirs', serves: ({ id }) => id === 'priya' }).calendar);
    await accept(on, 'manager');
    const page = textOf(formOf(await on.say('manager', 'session.open', { id: on.id, target: 'session-1' })));
    expect(page).toContain('Priya Nair: it stands there');
    expect(page).toContain('Alex Moreau: not there. No calendar is connected, and Relais sends no mail.');
  });

  it('is left as it is once access has begun to end: the leaver’s is not touched, the heir’s is rid of what is ahead', async () => {
    const on = await stage();
    await accept(on, 'manager');
    const move = { id: on.id, target: 'session-1', seen: 0, values: { day: '2026-03-04', time: '15:30' } };
    await on.say('manager', 'session.move.submit', move);
    const { planHash } = await on.world.load(on.id);
    await mustDo(on.world.ask('it', on.id, { type: 'access.confirm', planHash: planHash ?? '' }));
    const now = { ...worldDates, lastWorkingDay: { date: '2026-03-04', zone: 'Europe/Paris' } };
    const cutOff = { at: '2026-03-02T10:00:00.000Z', zone: 'Europe/Paris' };
    const moved = await on.world.ask('manager', on.id, { type: 'departure.reschedule', dates: { ...now, cutOff } });
    expect(moved.type).toBe('done');
    expect((await on.session()).status).toBe('called-off');
    expect(on.memory.of(testPeople.priya).size).toBe(0);
  });
});
