import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { replay } from '../../src/domain/evolve.ts';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import type { Person } from '../../src/domain/people/people.ts';
import { departureDetailsCard } from '../../src/views/cards/departure-details.ts';
import { escalationCard } from '../../src/views/cards/escalation-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
  testPerson,
} from '../support/memory/memory-world.ts';
import { blockActions, cardTexts } from '../support/view-text.ts';

/** The steps as YAML has them, in the flow of the other stories. */
function flowWith(steps: readonly Record<string, unknown>[], flow: Flow = testFlow): Flow {
  const usual = { title: { en: 'A step', fr: 'Une étape' }, owner: 'it', due: { from: 'last-working-day' } };
  return flowSchema.parse({ ...flow, steps: steps.map((step) => ({ ...usual, ...step })) });
}

function taskOf(state: Departure, id: string) {
  const task = state.tasks.find((one) => one.id === id);
  if (!task) throw new Error(`no task ${id}: ${state.tasks.map((one) => one.id).join(', ')}`);
  return task;
}

type Said =
  | { type: 'task.complete'; notes?: string; checked?: number[] }
  | { type: 'task.check'; checked: number[] }
  | { type: 'task.skip' | 'task.skip-own' | 'task.send-back' | 'task.decline'; reason: string }
  | { type: 'task.undo' | 'task.accept' };

/** Somebody says something of a task as it stands now. */
async function say(world: MemoryWorld, id: string, who: TestPersonName, taskId: string, said: Said) {
  const on = { taskId, rev: taskOf(await world.load(id), taskId).rev };
  return said.type === 'task.complete'
    ? world.ask(who, id, { condition: null, ...said, ...on, notes: said.notes ?? null })
    : world.ask(who, id, { ...said, ...on });
}

const later = (world: MemoryWorld, seconds: number) =>
  world.advanceTo(new Date(world.clock.now().getTime() + seconds * 1000).toISOString());

async function expectReplays(world: MemoryWorld, id: string) {
  const entries = [];
  for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
  const { version: _, ...state } = await world.load(id);
  const { version: __, ...replayed } = replay(entries) ?? { version: 0 };
  expect(replayed).toEqual(state);
}

describe('a step with a condition', () => {
  const flow = flowWith([
    { id: 'germany', when: { countries: ['DE'] } },
    { id: 'platform', when: { teams: ['Platform'] } },
    { id: 'things', when: { hasEquipment: true } },
    { id: 'leaving', when: { kinds: ['resignation'], workerTypes: ['employee', 'consultant'] } },
    { id: 'engineers', when: { titles: ['ENGINEER'] } },
    { id: 'managers', when: { managesPeople: true } },
  ]);

  it('is there where it holds, or is not known of the person, and says which', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, flow, { ...testPeople.leaver, title: 'Software engineer' });
    const state = await world.load(id);
    expect(state.tasks.filter(({ nature }) => nature === 'step').map((task) => [task.id, task.unsure])).toEqual([
      ['step-platform', ['teams']],
      ['step-leaving', undefined],
      ['step-engineers', undefined],
      ['step-managers', ['managesPeople']],
    ]);
    expect(state.inapplicable).toEqual([
      { stepId: 'germany', unmet: 'countries' },
      { stepId: 'things', unmet: 'hasEquipment' },
    ]);
    await expectReplays(world, id);
  });

  it('is told in the details with why it is not for this departure, in both languages', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ equipment: ['Laptop'] }, flow, { ...testPeople.leaver, team: 'Sales' });
    const state = await world.load(id);
    expect(state.inapplicable?.map(({ stepId }) => stepId)).toEqual(['germany', 'platform']);
    const [now] = [world.clock.now().toISOString()];
    const english = cardTexts(departureDetailsCard(state, testPeople.manager, now));
    expect(english).toContain('Not for this departure');
    expect(english).toContain('Only for country Germany; here it is France.');
    expect(english).toContain('Only for team Platform; here it is Sales.');
    const french = cardTexts(departureDetailsCard(state, testPeople.hr, now)).join('\n');
    expect(french).toMatch(/Seulement\s: pays Allemagne\s; ici\s: France\./);
  });
});

describe('a role of the organisation’s own', () => {
  const flow = flowWith([{ id: 'shares', owner: 'legal', next: ['finance'] }]);

  it('gets its task and nothing more', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    expect(taskOf(await world.load(id), 'step-shares')).toMatchObject({ assignee: 'jonas', candidates: ['priya'] });
    expect(world.channel.inbox('U-jonas').map(({ view }) => view.kind)).toEqual(['task']);
    const refused = { type: 'refused', refusal: { code: 'not-permitted' } };
    expect(await say(world, id, 'jonas', 'step-shares', { type: 'task.skip', reason: 'Not mine' })).toMatchObject(
      refused,
    );
    const { planHash } = await world.load(id);
    expect(await world.ask('jonas', id, { type: 'access.confirm', planHash: planHash ?? '' })).toMatchObject(refused);
    const details = departureDetailsCard(await world.load(id), testPeople.jonas, world.clock.now().toISOString());
    expect(details.title).toBe('Nothing to do here');
    await mustDo(say(world, id, 'jonas', 'step-shares', { type: 'task.decline', reason: 'On leave' }));
    expect(taskOf(await world.load(id), 'step-shares')).toMatchObject({ status: 'offered', assignee: 'priya' });
  });

  it('hears nothing of a confidential departure before it is released', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowWith([{ id: 'shares', owner: 'legal' }], confidentialFlow));
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(taskOf(await world.load(id), 'step-shares').status).toBe('waiting');
    expect(world.channel.inbox('U-jonas')).toEqual([]);
  });
});

describe('a step that begins so long after another', () => {
  const flow = flowWith([
    { id: 'first', due: { from: 'planned', offset: 3, unit: 'business-days' } },
    {
      id: 'second',
      after: [{ step: 'first', offset: 2, unit: 'business-days' }],
      due: { from: 'start', offset: 1, unit: 'business-days' },
      reminders: [{ offset: 0, unit: 'hours' }],
    },
  ]);

  it('is dated as if the other were settled when it is due, until it is', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    // Thursday evening in Paris, two business days to Monday, and one more.
    expect(taskOf(await world.load(id), 'step-first').dueAt).toBe('2026-03-05T16:00:00.000Z');
    expect(taskOf(await world.load(id), 'step-second').dueAt).toBe('2026-03-10T16:00:00.000Z');
    await world.advanceTo('2026-03-03T10:00:00.000Z');
    await mustDo(say(world, id, 'it', 'step-first', { type: 'task.complete' }));
    await world.advanceTo('2026-03-05T09:59:00.000Z');
    expect(taskOf(await world.load(id), 'step-second').status).toBe('waiting');
    await world.advanceTo('2026-03-05T10:01:00.000Z');
    expect(taskOf(await world.load(id), 'step-second')).toMatchObject({
      status: 'offered',
      startsAt: '2026-03-05T10:00:00.000Z',
      dueAt: '2026-03-06T16:00:00.000Z',
      reminders: ['2026-03-06T16:00:00.000Z'],
    });
    await expectReplays(world, id);
  });

  it('keeps the day that dates set, unless it is over by then', async () => {
    const world = await createMemoryWorld();
    const dated = flowWith([
      { id: 'first', due: { from: 'last-working-day', offset: -10 } },
      { id: 'second', after: [{ step: 'first', offset: 1 }], due: { from: 'last-working-day', offset: -7 } },
      { id: 'third', after: [{ step: 'first', offset: 1 }], due: { from: 'last-working-day' } },
    ]);
    const id = await world.plan({ handovers: [] }, dated);
    await world.advanceTo('2026-03-16T10:00:00.000Z');
    await mustDo(say(world, id, 'it', 'step-first', { type: 'task.complete' }));
    await world.advanceTo('2026-03-17T10:01:00.000Z');
    // The thirteenth is over: until the next working evening. The twentieth is not.
    expect(taskOf(await world.load(id), 'step-second').dueAt).toBe('2026-03-18T16:00:00.000Z');
    expect(taskOf(await world.load(id), 'step-third').dueAt).toBe('2026-03-20T16:00:00.000Z');
  });

  it('keeps its day once it is under way, whatever the dates of the departure become', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan(
      { handovers: [] },
      flowWith([{ id: 'one', due: { from: 'start', offset: 2, unit: 'days' } }]),
    );
    const { dueAt } = taskOf(await world.load(id), 'step-one');
    await world.advanceTo('2026-03-03T10:00:00.000Z');
    const { dates } = await world.load(id);
    if (!dates) throw new Error('no dates');
    const cutOff = { at: '2026-03-27T17:00:00.000Z', zone: 'Europe/Paris' };
    await mustDo(world.ask('manager', id, { type: 'departure.reschedule', dates: { ...dates, cutOff } }));
    expect(taskOf(await world.load(id), 'step-one').dueAt).toBe(dueAt);
  });

  it('moves with the dates of the other', async () => {
    const world = await createMemoryWorld();
    const moved = flowWith([
      { id: 'first', due: { from: 'last-working-day' } },
      { id: 'second', after: [{ step: 'first', offset: 3 }], due: { from: 'start', offset: 1 } },
    ]);
    const id = await world.plan({ handovers: [] }, moved);
    expect(taskOf(await world.load(id), 'step-second').dueAt).toBe('2026-03-24T16:00:00.000Z');
    const { dates } = await world.load(id);
    if (!dates) throw new Error('no dates');
    const day = { date: '2026-03-27', zone: 'Europe/Paris' };
    const cutOff = { at: '2026-03-27T17:00:00.000Z', zone: 'Europe/Paris' };
    await mustDo(
      world.ask('manager', id, { type: 'departure.reschedule', dates: { ...dates, lastWorkingDay: day, cutOff } }),
    );
    // Clocks went forward in between: five in the afternoon is 15:00 UTC.
    expect(taskOf(await world.load(id), 'step-second').dueAt).toBe('2026-03-31T15:00:00.000Z');
  });
});

describe('a step that is repeated', () => {
  it('has a task for each thing, and each waits for the one of its own thing', async () => {
    const world = await createMemoryWorld();
    const flow = flowWith([
      { id: 'wipe', title: { en: 'Wipe {item}', fr: 'Effacer {item}' }, forEach: 'equipment' },
      { id: 'store', title: 'Put away', forEach: 'equipment', after: ['wipe'] },
      { id: 'list', after: ['wipe'] },
      { id: 'vault', forEach: 'credential' },
    ]);
    const id = await world.plan({ handovers: [], equipment: ['Laptop $& 14', 'Phone'] }, flow);
    const state = await world.load(id);
    const steps = state.tasks.filter(({ nature }) => nature === 'step');
    expect(steps.map((task) => [task.id, task.title, task.after])).toEqual([
      ['step-wipe-1', { en: 'Wipe Laptop $& 14', fr: 'Effacer Laptop $& 14' }, []],
      ['step-wipe-2', { en: 'Wipe Phone', fr: 'Effacer Phone' }, []],
      ['step-store-1', 'Put away: Laptop $& 14', ['step-wipe-1']],
      ['step-store-2', 'Put away: Phone', ['step-wipe-2']],
      ['step-list', { en: 'A step', fr: 'Une étape' }, ['step-wipe-1', 'step-wipe-2']],
    ]);
    expect(state.inapplicable).toEqual([{ stepId: 'vault', unmet: 'items' }]);
  });

  it('has one more for a handover that is added later', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowWith([{ id: 'check', title: 'Check', forEach: 'handover' }]));
    expect((await world.load(id)).inapplicable).toEqual([{ stepId: 'check', unmet: 'items' }]);
    const handover = { title: 'Billing', notes: '', to: 'jonas', fallback: null, dueDate: '2026-03-19' };
    await mustDo(world.ask('manager', id, { type: 'handover.add', handover, people: {} }));
    const state = await world.load(id);
    expect(taskOf(state, 'step-check-1')).toMatchObject({ title: 'Check: Billing', status: 'offered' });
    expect(state.inapplicable).toBeUndefined();
    await expectReplays(world, id);
  });
});

describe('what a step that is repeated waits for', () => {
  it('is waited for by the task of a handover that is added later, too', async () => {
    const world = await createMemoryWorld();
    const flow = flowWith([{ id: 'first' }, { id: 'check', forEach: 'handover', after: ['first'] }]);
    const id = await world.plan({ handovers: [] }, flow);
    const handover = { title: 'Billing', notes: '', to: 'jonas', fallback: null, dueDate: '2026-03-19' };
    await mustDo(world.ask('manager', id, { type: 'handover.add', handover, people: {} }));
    expect(taskOf(await world.load(id), 'step-check-1')).toMatchObject({ status: 'waiting', after: ['step-first'] });
  });
});

describe('a checklist', () => {
  const flow = flowWith([
    {
      id: 'keys',
      checklist: ['Shop', { en: 'Website', fr: 'Site' }, 'Office'],
      links: [{ label: { en: 'Guide', fr: 'Guide' }, url: 'https://handbook.example.com/keys' }],
    },
  ]);

  it('is ticked part by part, and the step is done once all of it is', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    await mustDo(say(world, id, 'it', 'step-keys', { type: 'task.check', checked: [0, 2] }));
    const task = taskOf(await world.load(id), 'step-keys');
    expect(task.checklist?.map(({ done }) => done)).toEqual([true, false, true]);
    expect(await say(world, id, 'it', 'step-keys', { type: 'task.complete' })).toMatchObject({
      refusal: { code: 'checklist-open', params: { left: 1 } },
    });
    const [card] = world.channel.inbox('U-tom').filter(({ view }) => view.kind === 'task');
    const texts = card ? cardTexts(card.view) : [];
    expect(texts).toEqual(expect.arrayContaining(['Parts: 2 of 3 done', 'Shop', 'Website', 'Office', 'Guide']));
    expect(card && blockActions(card.view.blocks).map(({ label }) => label)).toEqual([
      'Accept',
      'Tick parts',
      'Done',
      'Decline',
    ]);
    await mustDo(say(world, id, 'it', 'step-keys', { type: 'task.complete', checked: [0, 1, 2] }));
    await mustDo(say(world, id, 'it', 'step-keys', { type: 'task.undo' }));
    expect(taskOf(await world.load(id), 'step-keys').checklist?.map(({ done }) => done)).toEqual([true, false, true]);
    await expectReplays(world, id);
  });

  it('is nobody’s to tick but theirs who may call the step done', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    const refused = { refusal: { code: 'not-permitted' } };
    expect(await say(world, id, 'security', 'step-keys', { type: 'task.check', checked: [0] })).toMatchObject(refused);
    await mustDo(say(world, id, 'manager', 'step-keys', { type: 'task.check', checked: [0] }));
  });
});

describe('an optional step', () => {
  const flow = flowWith([
    { id: 'ask', owner: 'manager', optional: true },
    { id: 'forward', after: [{ step: 'ask', if: 'done' }] },
    { id: 'other' },
  ]);

  it('may be left out by whoever has it, and no other step may', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    const leaveOut = { type: 'task.skip-own', reason: 'No mail to forward' } as const;
    expect(await say(world, id, 'it', 'step-other', leaveOut)).toMatchObject({
      refusal: { code: 'step-not-optional' },
    });
    expect(await say(world, id, 'it', 'step-ask', leaveOut)).toMatchObject({ refusal: { code: 'not-permitted' } });
    await mustDo(say(world, id, 'manager', 'step-ask', leaveOut));
    expect(taskOf(await world.load(id), 'step-ask')).toMatchObject({
      status: 'skipped',
      skipped: { by: 'maya', reason: 'No mail to forward' },
    });
  });

  it('is not there without the step that it follows from, however far', async () => {
    const world = await createMemoryWorld();
    const chain = flowWith([
      { id: 'third', after: [{ step: 'second', if: 'done' }] },
      { id: 'second', after: [{ step: 'first', if: 'done' }] },
      { id: 'first', when: { countries: ['DE'] } },
      { id: 'other', after: ['first'] },
    ]);
    const state = await world.load(await world.plan({ handovers: [] }, chain));
    expect(state.tasks.map((task) => [task.id, task.after])).toEqual([['step-other', []]]);
    expect(state.inapplicable).toEqual([
      { stepId: 'third', unmet: 'follows' },
      { stepId: 'second', unmet: 'follows' },
      { stepId: 'first', unmet: 'countries' },
    ]);
  });

  it('takes with it what is done only if it was, once nobody can take that back', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    await mustDo(say(world, id, 'manager', 'step-ask', { type: 'task.skip-own', reason: 'Not wanted' }));
    await later(world, 59);
    expect(taskOf(await world.load(id), 'step-forward').status).toBe('waiting');
    await mustDo(say(world, id, 'manager', 'step-ask', { type: 'task.undo' }));
    await later(world, 120);
    expect(taskOf(await world.load(id), 'step-forward').status).toBe('waiting');
    await mustDo(say(world, id, 'manager', 'step-ask', { type: 'task.skip-own', reason: 'Not wanted' }));
    await later(world, 61);
    const state = await world.load(id);
    expect(taskOf(state, 'step-forward')).toMatchObject({ status: 'skipped', skipped: { by: null, reason: '' } });
    const details = cardTexts(departureDetailsCard(state, testPeople.manager, world.clock.now().toISOString()));
    expect(details).toContain('Left out, because the step it follows from was.');
    await expectReplays(world, id);
  });

  it('takes with it what nobody had to do', async () => {
    const world = await createMemoryWorld();
    const nobody = flowWith([
      { id: 'ask', owner: 'manager', optional: true },
      { id: 'forward', owner: 'nobody', after: [{ step: 'ask', if: 'done' }] },
    ]);
    const id = await world.plan({ handovers: [] }, nobody);
    expect(taskOf(await world.load(id), 'step-forward').status).toBe('unassigned');
    const early = await say(world, id, 'manager', 'step-forward', { type: 'task.complete' });
    expect(early).toMatchObject({ refusal: { code: 'task-waits' } });
    await mustDo(say(world, id, 'manager', 'step-ask', { type: 'task.skip-own', reason: 'Not wanted' }));
    await later(world, 61);
    expect(taskOf(await world.load(id), 'step-forward').status).toBe('skipped');
  });

  it('lets what follows from it begin once it is done', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    await mustDo(say(world, id, 'manager', 'step-ask', { type: 'task.complete' }));
    expect(taskOf(await world.load(id), 'step-forward').status).toBe('offered');
  });
});

describe('a step that others approve', () => {
  const flow = flowWith([
    { id: 'pay', title: { en: 'Final pay', fr: 'Solde' }, proof: 'note', approvers: ['legal', 'finance'] },
    { id: 'send', after: ['pay'] },
  ]);

  async function done() {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.complete', notes: 'Filed under 12' }));
    return { world, id };
  }

  it('goes on once each of them has, and none of that is for others to say', async () => {
    const { world, id } = await done();
    const approvals = (await world.load(id)).tasks.filter(({ approves }) => approves === 'step-pay');
    expect(approvals.map((task) => [task.id, task.assignee, task.status, task.title])).toEqual([
      ['approval-pay-1', 'jonas', 'offered', { en: 'Approve: Final pay', fr: 'Approuver : Solde' }],
      ['approval-pay-2', 'priya', 'offered', { en: 'Approve: Final pay', fr: 'Approuver : Solde' }],
    ]);
    expect(await say(world, id, 'manager', 'approval-pay-1', { type: 'task.complete' })).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
    const state = await world.load(id);
    const card = taskCard(state, taskOf(state, 'approval-pay-1'), testPeople.jonas, world.clock.now().toISOString());
    expect(cardTexts(card)).toEqual(expect.arrayContaining(['What Tom Okafor wrote', 'Filed under 12']));
    expect(blockActions(card.blocks).map(({ label }) => label)).toEqual(['Approve', 'Send back', 'Decline']);
    await mustDo(say(world, id, 'jonas', 'approval-pay-1', { type: 'task.complete' }));
    expect(taskOf(await world.load(id), 'step-send').status).toBe('waiting');
    await mustDo(say(world, id, 'priya', 'approval-pay-2', { type: 'task.complete' }));
    expect(taskOf(await world.load(id), 'step-send').status).toBe('offered');
    await expectReplays(world, id);
  });

  it('goes back to whoever did it with the reason, and is approved again', async () => {
    const { world, id } = await done();
    await mustDo(say(world, id, 'priya', 'approval-pay-2', { type: 'task.complete' }));
    await mustDo(say(world, id, 'jonas', 'approval-pay-1', { type: 'task.send-back', reason: 'The leave is missing' }));
    const state = await world.load(id);
    expect(taskOf(state, 'step-pay')).toMatchObject({ status: 'accepted', assignee: 'tom', done: null });
    expect(taskOf(state, 'approval-pay-2')).toMatchObject({ status: 'waiting', done: null });
    const card = taskCard(state, taskOf(state, 'step-pay'), testPeople.it, world.clock.now().toISOString());
    expect(cardTexts(card)).toContain('Sent back by Jonas Weber: The leave is missing');
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.complete', notes: 'With the leave' }));
    for (const [who, taskId] of [
      ['jonas', 'approval-pay-1'],
      ['priya', 'approval-pay-2'],
    ] as const)
      await mustDo(say(world, id, who, taskId, { type: 'task.complete' }));
    expect(taskOf(await world.load(id), 'step-send').status).toBe('offered');
    await expectReplays(world, id);
  });

  it('tells whoever approved it, once it went back, that something else comes first', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowWith([{ id: 'pay', approvers: ['hr', 'manager'] }]));
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.complete' }));
    await mustDo(say(world, id, 'manager', 'approval-pay-2', { type: 'task.complete' }));
    await mustDo(say(world, id, 'hr', 'approval-pay-1', { type: 'task.send-back', reason: 'The leave is missing' }));
    const state = await world.load(id);
    const card = taskCard(state, taskOf(state, 'approval-pay-2'), testPeople.manager, world.clock.now().toISOString());
    expect(cardTexts(card)).toContain('Not yet: something else comes first. Relais asks you when it is your turn.');
  });

  it('is approved by nobody who did it, and twice by two people', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowWith([{ id: 'pay', owner: 'hr', approvers: ['it', 'it'] }]));
    await mustDo(say(world, id, 'hr', 'step-pay', { type: 'task.complete' }));
    const assignees = (await world.load(id)).tasks.filter(({ approves }) => approves).map(({ assignee }) => assignee);
    expect(assignees).toEqual(['tom', 'ines']);
    const own = await createMemoryWorld();
    const other = await own.plan({ handovers: [] }, flowWith([{ id: 'pay', owner: 'it', approvers: ['it'] }]));
    await mustDo(say(own, other, 'it', 'step-pay', { type: 'task.complete' }));
    expect(taskOf(await own.load(other), 'approval-pay-1')).toMatchObject({ status: 'offered', assignee: 'ines' });
    const to = testPeople.it;
    const { rev } = taskOf(await own.load(other), 'approval-pay-1');
    const given = { type: 'task.reassign', taskId: 'approval-pay-1', rev } as const;
    expect(await own.ask('manager', other, { ...given, to })).toMatchObject({ refusal: { code: 'approver-did-it' } });
    const stranger = testPerson('leo', 'Léo Dubois');
    expect(await own.ask('manager', other, { ...given, to: stranger })).toMatchObject({
      refusal: { code: 'approver-only' },
    });
    // Where nobody else holds the role, whoever did it is asked, and told that it is not theirs to approve.
    const alone = await createMemoryWorld();
    const only = await alone.plan({ handovers: [] }, flowWith([{ id: 'pay', owner: 'legal', approvers: ['legal'] }]));
    await mustDo(say(alone, only, 'jonas', 'step-pay', { type: 'task.complete' }));
    const late = await say(alone, only, 'jonas', 'approval-pay-1', { type: 'task.complete' });
    expect(late).toMatchObject({ refusal: { code: 'approve-own' } });
  });

  it('is approved anew once its end was taken back', async () => {
    const { world, id } = await done();
    await mustDo(say(world, id, 'priya', 'approval-pay-2', { type: 'task.complete' }));
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.undo' }));
    const approvals = (await world.load(id)).tasks.filter(({ approves }) => approves === 'step-pay');
    expect(approvals.map((one) => [one.status, one.done])).toEqual([
      ['waiting', null],
      ['waiting', null],
    ]);
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.complete', notes: 'Filed under 13' }));
    expect(taskOf(await world.load(id), 'approval-pay-2')).toMatchObject({ status: 'offered', assignee: 'priya' });
    await expectReplays(world, id);
  });

  it('is left out by those who lead where nobody can approve it', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowWith([{ id: 'pay', approvers: ['nobody'] }]));
    const [alert] = world.channel.inbox('U-maya').filter(({ view }) => view.kind === 'alert');
    const buttons = alert ? blockActions(alert.view.blocks) : [];
    expect(buttons.map(({ act, label }) => [act.name, act.target, label])).toEqual([
      ['task.reassign', 'approval-pay-1', 'Name someone'],
      ['task.skip', 'approval-pay-1', 'Skip'],
    ]);
    await mustDo(say(world, id, 'manager', 'approval-pay-1', { type: 'task.skip', reason: 'Nobody holds the role' }));
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.complete' }));
    expect((await world.load(id)).tasks.every(({ status }) => status === 'done' || status === 'skipped')).toBe(true);
  });

  it('is left out by nobody who did the step, or has it', async () => {
    const world = await createMemoryWorld();
    const steps = flowWith([{ id: 'pay', owner: 'manager', approvers: ['it', 'hr'] }]);
    const id = await world.plan({ handovers: [] }, steps);
    const skip = (who: TestPersonName, task: string) =>
      say(world, id, who, task, { type: 'task.skip', reason: 'Later' });
    const refused = { refusal: { code: 'skip-own-approval' } };
    expect(await skip('manager', 'approval-pay-1')).toMatchObject(refused);
    await mustDo(say(world, id, 'manager', 'step-pay', { type: 'task.complete' }));
    expect(await skip('manager', 'approval-pay-1')).toMatchObject(refused);
    // Whoever has approved it does not leave out what another one was to say.
    await mustDo(say(world, id, 'hr', 'approval-pay-2', { type: 'task.complete' }));
    expect(await skip('hr', 'approval-pay-1')).toMatchObject(refused);
    expect(taskOf(await world.load(id), 'approval-pay-1').status).toBe('offered');
    const state = await world.load(id);
    const at = world.clock.now().toISOString();
    for (const who of [testPeople.manager, testPeople.hr]) {
      const card = escalationCard(state, taskOf(state, 'approval-pay-1'), who, at);
      expect(blockActions(card.blocks).map(({ act }) => act.name)).not.toContain('task.skip');
    }
  });

  it('is not left out by somebody who does the step afterwards', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowWith([{ id: 'pay', approvers: ['hr'] }]));
    await mustDo(say(world, id, 'manager', 'approval-pay-1', { type: 'task.skip', reason: 'Small' }));
    const hand = async (to: Person) => {
      const { rev } = taskOf(await world.load(id), 'step-pay');
      await mustDo(world.ask('manager', id, { type: 'task.reassign', taskId: 'step-pay', rev, to }));
    };
    await hand(testPeople.manager);
    const own = await say(world, id, 'manager', 'step-pay', { type: 'task.complete' });
    expect(own).toMatchObject({ refusal: { code: 'skipped-its-approval' } });
    await hand(testPeople.it);
    await mustDo(say(world, id, 'it', 'step-pay', { type: 'task.complete' }));
  });

  it('needs none once it is skipped, and needs it again when that is taken back', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flow);
    const approvals = async () => (await world.load(id)).tasks.flatMap((one) => (one.approves ? [one.status] : []));
    await mustDo(say(world, id, 'manager', 'step-pay', { type: 'task.skip', reason: 'Nothing to pay' }));
    expect(await approvals()).toEqual(['skipped', 'skipped']);
    await mustDo(say(world, id, 'manager', 'step-pay', { type: 'task.undo' }));
    expect(await approvals()).toEqual(['waiting', 'waiting']);
    await expectReplays(world, id);
  });
});

describe('a worker type of a company’s own', () => {
  it('has a flow, and is called by its name', async () => {
    const flow = flowSchema.parse({
      ...flowWith([
        { id: 'one', when: { workerTypes: ['intern'] } },
        { id: 'two', when: { workerTypes: ['employee'] } },
      ]),
      workerTypes: ['employee', 'intern'],
      names: { intern: { en: 'Intern', fr: 'Stagiaire' } },
    });
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [], workerType: 'intern' }, flow);
    const state = await world.load(id);
    expect(state.workerType).toBe('intern');
    expect(state.inapplicable).toEqual([{ stepId: 'two', unmet: 'workerTypes' }]);
    const now = world.clock.now().toISOString();
    const french = cardTexts(departureDetailsCard(state, testPeople.hr, now)).join('\n');
    expect(french).toMatch(/Seulement\s: Salarié\s; ici\s: Stagiaire/);
  });
});

describe('a text in one language', () => {
  it('is read by everybody, marked for whom it is not in theirs', () => {
    const flow = flowWith([{ id: 'one', title: { en: 'Keys' }, notes: { fr: 'Les clés' } }]);
    expect(flow.steps[0]).toMatchObject({
      title: { en: 'Keys', fr: 'Keys (EN)' },
      notes: { en: 'Les clés (FR)', fr: 'Les clés' },
    });
    // What is stored is read again, and stays.
    expect(flowSchema.parse(flow)).toEqual(flow);
  });
});
