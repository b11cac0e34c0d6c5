import { describe, expect, it } from 'vitest';
import { audience } from '../../src/domain/cards/audience.ts';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import type { Hears } from '../../src/domain/flow/hears.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testFlow,
  testPeople,
  testPerson,
} from '../support/memory/memory-world.ts';
import { formOf, started, talk } from '../support/talk.ts';
import { blockActions, cardTexts, formTexts } from '../support/view-text.ts';

/** The test flow with a step by which the manager tells the team, and one of the leaver's own. */
function told(flow: Flow = testFlow): Flow {
  return flowSchema.parse({
    ...flow,
    id: `${flow.id}-told`,
    teamTold: 'tell',
    steps: [
      ...flow.steps.filter(({ id }) => id !== 'return'),
      {
        id: 'tell',
        title: { en: 'Tell the team', fr: 'Prévenir l’équipe' },
        owner: 'manager',
        due: { from: 'planned', offset: 2 },
      },
      {
        id: 'own',
        title: { en: 'Return things', fr: 'Rendre le matériel' },
        notes: { en: 'Ask for a label.', fr: 'Demandez une étiquette.' },
        owner: 'leaver',
        starts: { from: 'last-working-day', offset: -10, at: '09:00' },
        due: { from: 'last-working-day', at: '16:00' },
      },
    ],
  });
}

const handovers = [{ title: 'Billing', notes: '', to: 'priya', fallback: null, dueDate: '2026-03-19' }];

async function planned(hears?: Hears, flow = told()): Promise<{ world: MemoryWorld; id: string }> {
  const world = await createMemoryWorld();
  const id = await world.plan({ kind: flow.kinds[0] ?? null, handovers, ...(hears && { hears }) }, flow);
  return { world, id };
}

const kindsOf = (world: MemoryWorld, handle: string) => world.channel.inbox(handle).map(({ view }) => view.kind);

async function tellTeam(world: MemoryWorld, id: string): Promise<void> {
  const task = (await world.load(id)).tasks.find(({ flowStepId }) => flowStepId === 'tell');
  await mustDo(
    world.ask('manager', id, {
      type: 'task.complete',
      taskId: 'step-tell',
      rev: task?.rev ?? 0,
      notes: null,
      condition: null,
    }),
  );
}

describe('teammates', () => {
  it('are asked once the team has been told, and the manager has the button for that', async () => {
    const { world, id } = await planned();
    expect(kindsOf(world, 'U-priya')).toEqual([]);
    await world.advanceTo('2026-03-10T09:00:00.000Z');
    expect(kindsOf(world, 'U-priya')).toEqual([]);
    const card = departureCard(await world.load(id), testPeople.manager, world.clock.now().toISOString());
    expect(cardTexts(card)).toContain('1 handover waits: people are asked once “Tell the team” is done.');
    expect(blockActions(card.blocks).map(({ act }) => act.target)).toContain('step-tell');
    await tellTeam(world, id);
    expect(kindsOf(world, 'U-priya')).toEqual(['task']);
    const after = departureCard(await world.load(id), testPeople.manager, world.clock.now().toISOString());
    expect(cardTexts(after).join('\n')).not.toContain('people are asked once');
  });

  it('are asked at once where the manager wished it', async () => {
    const { world } = await planned({ leaver: 'flow', teammates: 'at-once' });
    expect(kindsOf(world, 'U-priya')).toEqual(['task']);
  });

  it('are asked where a teammate tells the team, and what that waits for is asked of a teammate too', async () => {
    const flow = flowSchema.parse({
      ...told(),
      steps: [
        { id: 'words', title: 'Agree the words', owner: 'finance', due: { from: 'planned', offset: 1 } },
        { id: 'tell', title: 'Tell the team', owner: 'legal', after: ['words'], due: { from: 'planned', offset: 2 } },
      ],
    });
    const { world, id } = await planned(undefined, flow);
    const say = async (who: 'priya' | 'jonas', taskId: string) => {
      const rev = (await world.load(id)).tasks.find((task) => task.id === taskId)?.rev ?? 0;
      await mustDo(world.ask(who, id, { type: 'task.complete', taskId, rev, notes: null, condition: null }));
    };
    expect((await world.load(id)).tasks.map((task) => [task.id, task.status])).toEqual([
      ['step-words', 'offered'],
      ['step-tell', 'waiting'],
      ['handover-1', 'waiting'],
    ]);
    await say('priya', 'step-words');
    expect(kindsOf(world, 'U-jonas')).toEqual(['task']);
    await say('jonas', 'step-tell');
    expect((await world.load(id)).tasks.at(-1)).toMatchObject({ id: 'handover-1', status: 'offered' });
  });

  it('who are asked after its day have until the next working evening, and are neither reminded nor escalated at once', async () => {
    const flow = flowSchema.parse({
      ...told(),
      handovers: {
        due: { from: 'last-working-day' },
        reminders: [{ offset: -2 }, { offset: 0 }],
        escalate: { after: { offset: 0 }, to: 'hr' },
      },
    });
    const { world, id } = await planned(undefined, flow);
    await world.advanceTo('2026-03-20T08:00:00.000Z');
    await tellTeam(world, id);
    await world.advanceTo('2026-03-20T10:00:00.000Z');
    expect((await world.load(id)).tasks.find((task) => task.id === 'handover-1')).toMatchObject({
      status: 'offered',
      startsAt: '2026-03-20T08:00:00.000Z',
      dueAt: '2026-03-23T16:00:00.000Z',
      remindedAt: null,
      escalatedAt: null,
    });
  });

  it('of a confidential departure are asked after both: the end of access, and the word to the team', async () => {
    const { world, id } = await planned(undefined, told(confidentialFlow));
    const planHash = (await world.load(id)).planHash ?? '';
    for (const who of ['it', 'security'] as const)
      await mustDo(world.ask(who, id, { type: 'access.confirm', planHash }));
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
    await world.engine.idle();
    expect(kindsOf(world, 'U-priya')).toEqual([]);
    await tellTeam(world, id);
    expect(kindsOf(world, 'U-priya')).toEqual(['task']);
  });
});

describe('the leaver', () => {
  const hears = (leaver: Hears['leaver']): Hears => ({ leaver, teammates: 'at-once' });

  it('hears at once, on the chosen day, or once the team has been told, as the manager chose', async () => {
    const atOnce = await planned(hears('at-once'));
    expect(kindsOf(atOnce.world, 'U-alex')).toEqual(['farewell']);

    const onDay = await planned(hears('2026-03-06'));
    const late = await planned(hears('2026-03-20'));
    await late.world.advanceTo('2026-03-20T08:00:00.000Z');
    expect((await late.world.load(late.id)).survey?.opensAt).toBe('2026-03-19T09:00:00.000Z');
    expect(kindsOf(late.world, 'U-alex')).toEqual([]);

    await onDay.world.advanceTo('2026-03-06T08:29:00.000Z');
    expect(kindsOf(onDay.world, 'U-alex')).toEqual([]);
    await onDay.world.advanceTo('2026-03-06T16:00:00.000Z');
    expect(kindsOf(onDay.world, 'U-alex')).toEqual(['farewell']);

    const team = await planned(hears('team-told'));
    expect(kindsOf(team.world, 'U-alex')).toEqual([]);
    await tellTeam(team.world, team.id);
    expect(kindsOf(team.world, 'U-alex')).toEqual(['farewell']);
  });

  it('has one list that stays in place, before any step comes, with the dates and whom to ask', async () => {
    const { world, id } = await planned();
    expect(kindsOf(world, 'U-alex')).toEqual([]);
    const lead = departureCard(await world.load(id), testPeople.manager, world.clock.now().toISOString());
    expect(cardTexts(lead)).toContain('Alex gets the thank-you and checklist Tuesday 10 March 2026 at 09:00');
    // The first step of their own begins ten days before the last.
    await world.advanceTo('2026-03-10T08:01:00.000Z');
    const [card, ...others] = world.channel.inbox('U-alex');
    expect(others).toEqual([]);
    expect(card?.view.kind).toBe('farewell');
    const texts = card ? cardTexts(card.view) : [];
    expect(texts).toContain('Return things');
    expect(texts).toContain('By Friday 20 March 2026 at 16:00. Ask for a label.');
    expect(texts).toContain('Friday 20 March 2026 at 18:00');
    expect(texts).toContain('Maya Chen');
    const done = card && blockActions(card.view.blocks).find(({ act }) => act.name === 'task.complete');
    const rev = Number(done?.act.seen);
    await mustDo(
      world.ask('leaver', id, { type: 'task.complete', taskId: 'step-own', rev, notes: null, condition: null }),
    );
    expect(world.channel.inbox('U-alex').map(({ ref }) => ref)).toEqual([card?.ref]);
  });

  it('without any chat gets each step by itself: a mail does not stay in place', async () => {
    const world = await createMemoryWorld();
    const fatou = testPerson('fatou', 'Fatou Diallo', { managerId: 'maya', handles: { email: 'fatou@example.com' } });
    await world.deps.store.people.save(fatou);
    const id = await world.plan({}, told(), fatou);
    await world.advanceTo('2026-03-10T08:01:00.000Z');
    const wanted = audience(await world.load(id), world.clock.now().toISOString()).filter(
      ({ reader }) => reader === 'fatou',
    );
    expect(wanted.map(({ card }) => card)).toEqual(['task', 'farewell']);
  });

  it('is asked for nothing before the moment that the manager chose', async () => {
    const at = (day: string) => `${day}T12:00:00.000Z`;
    const world = await createMemoryWorld();
    const fatou = testPerson('fatou', 'Fatou Diallo', { managerId: 'maya', handles: { email: 'fatou@example.com' } });
    await world.deps.store.people.save(fatou);
    const id = await world.plan({ hears: hears('2026-03-13') }, told(), fatou);
    await world.advanceTo(at('2026-03-12'));
    const own = async () => (await world.load(id)).tasks.find((task) => task.id === 'step-own')?.status;
    expect(await own()).toBe('waiting');
    expect(audience(await world.load(id), at('2026-03-12')).filter(({ reader }) => reader === 'fatou')).toEqual([]);
    await world.advanceTo(at('2026-03-13'));
    expect(await own()).toBe('offered');
  });

  it('hears when the flow says where nothing of the plan tells the team', async () => {
    const { world, id } = await planned(hears('team-told'), flowSchema.parse({ ...told(), teamTold: undefined }));
    expect(kindsOf(world, 'U-alex')).toEqual([]);
    await world.advanceTo('2026-03-10T08:01:00.000Z');
    expect(kindsOf(world, 'U-alex')).toEqual(['farewell']);
    expect((await world.load(id)).tasks.find((task) => task.id === 'step-own')?.status).toBe('offered');
  });

  it('hears before the last day also where that was moved before the day that was chosen', async () => {
    const { world, id } = await planned(hears('2026-03-18'));
    const { dates } = await world.load(id);
    if (!dates) throw new Error('no dates');
    const zone = 'Europe/Paris';
    const day = { date: '2026-03-13', zone };
    const cutOff = { at: '2026-03-13T17:00:00.000Z', zone };
    await mustDo(
      world.ask('manager', id, { type: 'departure.reschedule', dates: { ...dates, lastWorkingDay: day, cutOff } }),
    );
    await world.advanceTo('2026-03-13T12:00:00.000Z');
    expect(kindsOf(world, 'U-alex')[0]).toBe('farewell');
  });

  it('does not hear before a step of their own that waits for another can begin', async () => {
    const flow = flowSchema.parse({
      ...told(),
      steps: told().steps.map((step) => (step.id === 'own' ? { ...step, starts: undefined, after: ['tell'] } : step)),
    });
    const { world, id } = await planned(undefined, flow);
    expect(kindsOf(world, 'U-alex')).toEqual([]);
    await tellTeam(world, id);
    expect(kindsOf(world, 'U-alex')).toEqual(['farewell']);
  });

  it('reads on their one card what a step says besides, why it came back, and may leave it out', async () => {
    const links = [{ label: { en: 'Where to', fr: 'Où' }, url: 'https://handbook.example.com/return' }];
    const more = { starts: undefined, optional: true, links, approvers: ['it'], checklist: ['Laptop', 'Badge'] };
    const flow = flowSchema.parse({
      ...told(),
      steps: told().steps.map((step) => (step.id === 'own' ? { ...step, ...more } : step)),
    });
    const { world, id } = await planned(undefined, flow);
    const rev = async (taskId: string) => (await world.load(id)).tasks.find((task) => task.id === taskId)?.rev ?? 0;
    const complete = { type: 'task.complete', taskId: 'step-own', notes: null, condition: null } as const;
    await mustDo(world.ask('leaver', id, { ...complete, checked: [0, 1], rev: await rev('step-own') }));
    const reason = 'The badge is missing';
    const taskId = 'approval-own-1';
    await mustDo(world.ask('it', id, { type: 'task.send-back', taskId, reason, rev: await rev(taskId) }));
    const [card] = world.channel.inbox('U-alex');
    const texts = card ? cardTexts(card.view).join('\n') : '';
    expect(texts).toContain('Sent back by Tom Okafor: The badge is missing');
    expect(texts).toContain('Where to');
    expect(card && blockActions(card.view.blocks).map(({ label }) => label)).toEqual([
      'Tick parts',
      'Done',
      'Not needed',
    ]);
  });

  it('asks HR after a dismissal, and the first message is no demand', async () => {
    const { world, id } = await planned(undefined, told(confidentialFlow));
    const planHash = (await world.load(id)).planHash ?? '';
    for (const who of ['it', 'security'] as const)
      await mustDo(world.ask(who, id, { type: 'access.confirm', planHash }));
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
    await world.advanceTo('2026-03-23T16:00:00.000Z');
    const [first, ...others] = world.channel.inbox('U-alex');
    expect(others.filter(({ view }) => view.kind === 'task')).toEqual([]);
    expect(first?.view.kind).toBe('farewell');
    const texts = first ? cardTexts(first.view) : [];
    expect(texts[texts.indexOf('Questions to') + 1]).toBe('Nadia Berger');
    expect(texts).not.toContain('Maya Chen');
  });
});

describe('the walk', () => {
  it('keeps what the manager chose, tells it in the plan, and says at the field what is wrong', async () => {
    const talking = await talk();
    (talking.world.deps.flows as Flow[]).splice(0, 2, told());
    const id = await started(talking);
    expect((await talking.world.load(id)).draft.hears).toBeUndefined();

    const other = await talk();
    (other.world.deps.flows as Flow[]).splice(0, 2, told());
    const form = formOf(
      await other.say('manager', 'walk.who', {
        values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
      }),
    );
    const draft = form.submit?.act.departureId ?? '';
    const day = (values: Record<string, string | null>) =>
      other.say('manager', 'walk.day', {
        id: draft,
        values: {
          lastWorkingDay: '2026-03-20',
          contractEnd: '2026-03-31',
          zone: 'Europe/Paris',
          when: 'scheduled',
          cutOffDate: '2026-03-20',
          cutOffTime: '18:00',
          equipment: '',
          credentials: '',
          cardChannel: null,
          hearsTeammates: 'at-once',
          ...values,
        },
      });
    expect(await day({ hearsLeaver: 'day', hearsDay: null })).toEqual({
      type: 'errors',
      errors: { hearsDay: 'Choose a day.' },
    });
    expect(await day({ hearsLeaver: 'day', hearsDay: '2026-02-27' })).toEqual({
      type: 'errors',
      errors: { hearsDay: 'This day is over. Choose a later one, or another moment.' },
    });
    expect(await day({ hearsLeaver: 'day', hearsDay: '2026-03-21' })).toEqual({
      type: 'errors',
      errors: { hearsDay: 'This day is after the last working day. Choose an earlier one, or another moment.' },
    });
    const text = formTexts(formOf(await day({ hearsLeaver: 'day', hearsDay: '2026-03-06' }))).join('\n');
    expect(text).toContain('is asked as soon as you start the departure');
    expect(text).toContain('a first message on Friday 6 March 2026');
    expect((await other.world.load(draft)).draft.hears).toEqual({ leaver: '2026-03-06', teammates: 'at-once' });
  });
});
