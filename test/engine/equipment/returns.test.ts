import { describe, expect, it } from 'vitest';
import { minute, plus } from '../../../src/domain/calendar/time.ts';
import type { PersonCommand } from '../../../src/domain/command.ts';
import { itemOf, returnStateOf } from '../../../src/domain/equipment/return-state.ts';
import { passesCustoms, type Thing, thingCalled } from '../../../src/domain/equipment/thing.ts';
import { figuresOf } from '../../../src/domain/figures/figures.ts';
import type { Flow } from '../../../src/domain/flow/flow.ts';
import { createEquipmentRegister } from '../../../src/engine/equipment/register.ts';
import { flatParts } from '../../../src/views/form-view.ts';
import { equipmentItemForm } from '../../../src/views/forms/equipment-item-form.ts';
import { equipmentFields } from '../../../src/views/forms/fields.ts';
import { alertsUp } from '../../support/memory/confirmed-run.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
} from '../../support/memory/memory-world.ts';
import { formOf, talk } from '../../support/talk.ts';
import { cardTexts, formActions, formTexts } from '../../support/view-text.ts';

const laptop: Thing = {
  ...thingCalled('MacBook Pro 14'),
  ...{ kind: 'computer', serial: 'C02XYZ', value: { amount: 129_900, currency: 'EUR' }, returnTo: 'CH' },
};
const taskId = 'equipment-1';

async function planned(equipment = ['MacBook Pro 14 (C02XYZ)'], flow: Flow = testFlow) {
  const world = await createMemoryWorld();
  const id = await world.plan({ equipment, handovers: [] }, flow);
  const task = async (of = taskId) => {
    const found = (await world.load(id)).tasks.find((one) => one.id === of);
    if (!found) throw new Error(`no task ${of}`);
    return found;
  };
  const item = async () => itemOf(await world.load(id), await task());
  const state = async () => returnStateOf(await item(), await task());
  type Say = PersonCommand extends infer Command
    ? Command extends { rev: number; taskId: string }
      ? Omit<Command, 'rev' | 'taskId'>
      : never
    : never;
  const say = async (who: TestPersonName, one: Say) =>
    world.ask(who, id, { ...one, taskId, rev: (await item()).rev } as PersonCommand);
  const complete = async (who: TestPersonName, condition: 'good' | 'missing', of = taskId) =>
    world.ask(who, id, {
      ...{ type: 'task.complete', taskId: of, rev: (await task(of)).rev, notes: 'Seen', condition },
    });
  return { world, id, task, item, state, say, complete };
}

const refused = (code: string) => ({ type: 'refused', refusal: { code } });
const toldTo = (world: MemoryWorld, who: TestPersonName, card: string) =>
  world.channel.messages.filter(({ key }) => key.includes(`/${card}|`) && key.endsWith(`|${testPeople[who].id}`));

const isAlarmTo = (who: TestPersonName) => (message: MemoryWorld['channel']['messages'][number]) =>
  message.key.includes('/alert') && message.key.endsWith(`|${testPeople[who].id}`);

describe('the way back of a thing', () => {
  it('is chosen by the leaver, followed by its number, and ends with a receipt for them', async () => {
    const { world, id, state, say, complete } = await planned();
    expect(await state()).toBe('to-return');
    await mustDo(say('leaver', { type: 'equipment.way', way: 'courier' }));
    expect(await state()).toBe('way-chosen');
    await mustDo(say('leaver', { type: 'equipment.ship', carrier: 'Poste', tracking: 'AB-9001' }));
    expect(await state()).toBe('shipped');
    await mustDo(complete('it', 'good'));
    expect(await state()).toBe('received');
    // Whoever took it may still say that it was a slip.
    expect(toldTo(world, 'leaver', 'receipt')).toEqual([]);
    await world.advanceTo(plus(world.clock.now().toISOString(), 2 * minute));
    const [receipt] = toldTo(world, 'leaver', 'receipt');
    const words = receipt ? cardTexts(receipt.view).join('\n') : '';
    for (const part of ['MacBook Pro 14', 'Good', 'Tom Okafor']) expect(words).toContain(part);
    expect(figuresOf(await world.load(id))?.equipment).toEqual({ done: 1, total: 1 });
  });

  it('begins with each thing of the register that the walk kept, as it was then', async () => {
    const { world, say } = await talk();
    const register = createEquipmentRegister(world.deps.store.notes);
    await register.put(new Map([['alex@example.com', [laptop, thingCalled('Old phone')]]]));
    const values = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };
    const page = formOf(await say('manager', 'walk.who', { values }));
    const field = flatParts(page.parts).find((part) => part.type === 'field' && part.field.id === 'equipment');
    expect(field?.type === 'field' && field.field.initial).toBe('MacBook Pro 14 (C02XYZ)\nOld phone');
    expect(formTexts(page).join('\n')).toContain('The register knows these');
    const departureId = page.submit?.act.departureId ?? '';
    const next = { lastWorkingDay: '2026-03-30', equipment: 'Charger\nMacBook Pro 14 (C02XYZ)', credentials: null };
    const seen = page.submit?.act.seen ?? undefined;
    const plan = formOf(await say('manager', 'walk.day', { id: departureId, values: next, ...(seen && { seen }) }));
    await say('manager', 'walk.submit', {
      id: departureId,
      ...(plan.submit?.act.seen && { seen: plan.submit.act.seen }),
    });
    const departure = await world.load(departureId);
    expect(departure.tasks.filter(({ nature }) => nature === 'equipment').map(({ title }) => title)).toEqual([
      'Charger',
      'MacBook Pro 14 (C02XYZ)',
    ]);
    expect(departure.equipment).toEqual([{ taskId: 'equipment-2', rev: 0, thing: laptop }]);
    // What is imported later is another departure's.
    await register.put(new Map([['alex@example.com', [{ ...laptop, name: 'Another' }]]]));
    expect((await world.load(departureId)).equipment?.[0]?.thing.name).toBe('MacBook Pro 14');
  });

  it('takes one more thing on a card, with a task of its own', async () => {
    const { world, say } = await talk();
    const id = await world.plan({ equipment: ['Badge'], handovers: [] });
    const values = {
      [equipmentFields.name]: 'Phone',
      [equipmentFields.kind]: 'phone',
      [equipmentFields.value]: 'much',
    };
    expect(await say('it', 'equipment.add.submit', { id, values })).toMatchObject({
      errors: { value: 'Write an amount with its currency, such as 250 EUR.' },
    });
    const list = formOf(
      await say('it', 'equipment.add.submit', { id, values: { ...values, [equipmentFields.value]: '400 EUR' } }),
    );
    expect(formTexts(list).join('\n')).toContain('0 of 2 are back');
    const { tasks, equipment } = await world.load(id);
    expect(tasks.find((one) => one.id === 'equipment-2')).toMatchObject({ nature: 'equipment', assignee: 'tom' });
    expect(equipment?.[0]?.thing).toMatchObject({ kind: 'phone', value: { amount: 40_000, currency: 'EUR' } });
    expect(await say('leaver', 'equipment.add', { id })).toMatchObject({ notice: { tone: 'refused' } });
  });

  it('refuses a click on what changed meanwhile, and nothing is lost', async () => {
    const { world, id, say, item } = await planned();
    await mustDo(say('leaver', { type: 'equipment.way', way: 'desk' }));
    const late = { type: 'equipment.way', taskId, rev: 0, way: 'shop' } as const;
    expect(await world.ask('it', id, late)).toMatchObject(refused('stale'));
    expect((await item()).way?.way).toBe('desk');
  });

  it('tells the leaver of a battery, and nothing of worth, wipes or what HR decided', async () => {
    const { world, id, task } = await planned();
    await mustDo(world.ask('it', id, { type: 'equipment.add', thing: laptop }));
    const one = { taskId: 'equipment-2', rev: 1 };
    await mustDo(world.ask('it', id, { type: 'equipment.remote-ask', ...one, action: 'wipe', reason: 'Not back' }));
    const reading = {
      departure: await world.load(id),
      task: await task('equipment-2'),
      reader: testPeople.leaver,
      now: world.clock.now().toISOString(),
    };
    const own = formTexts(equipmentItemForm({ ...reading, roles: [] })).join('\n');
    expect(own).toContain('lithium');
    expect(own).toContain('customs declaration');
    expect(passesCustoms({ returnTo: 'BE' }, 'FR')).toBe(false);
    expect(passesCustoms({ returnTo: null }, 'FR')).toBe(false);
    expect(own).not.toMatch(/1,299|wip|Not back/i);
    const inside = { ...reading, reader: testPeople.it, roles: ['it'] as const };
    expect(formTexts(equipmentItemForm(inside)).join('\n')).toContain('1,299.00 EUR');
  });
});

describe('a thing that does not come back', () => {
  it('is told to HR once somebody says so, until HR has decided or it is on its way after all', async () => {
    const { world, id, say, task } = await planned(['Badge', 'Keys']);
    const up = async () => alertsUp(await world.load(id)).filter(([kind]) => kind === 'thing-lost');
    expect(await up()).toEqual([]);
    await mustDo(say('leaver', { type: 'equipment.lose', words: 'Stolen on the train' }));
    expect(await up()).toHaveLength(1);
    const everybody = Object.keys(testPeople) as TestPersonName[];
    expect(everybody.filter((who) => world.channel.messages.some(isAlarmTo(who)))).toEqual(['hr']);
    const [alarm] = world.channel.messages.filter(isAlarmTo('hr'));
    const words = alarm ? cardTexts(alarm.view).join('\n') : '';
    for (const part of ['Badge', 'introuvable', 'Stolen on the train', 'Décider']) expect(words).toContain(part);
    const decide = { type: 'equipment.decide', choice: 'write-off', reason: 'Stolen', amount: null } as const;
    await mustDo(say('leaver', { type: 'equipment.ship', carrier: 'Post', tracking: '1' }));
    expect(await up()).toEqual([]);
    await mustDo(say('leaver', { type: 'equipment.lose', words: 'The parcel is lost' }));
    expect(await up()).toHaveLength(1);
    await mustDo(say('hr', decide));
    expect(await up()).toEqual([]);
    // The same where whoever takes things back says that one did not come.
    const keys = { taskId: 'equipment-2', rev: (await task('equipment-2')).rev };
    await mustDo(world.ask('it', id, { type: 'task.complete', ...keys, condition: 'missing', notes: 'Never came' }));
    expect(await up()).toHaveLength(1);
    await mustDo(world.ask('hr', id, { ...decide, taskId: 'equipment-2', rev: 0 }));
    expect(await up()).toEqual([]);
  });

  it('is decided about by HR alone, with a reason, and never by time', async () => {
    const { world, id, state, say } = await planned();
    const decision = { type: 'equipment.decide', choice: 'recover-cost', reason: 'Agreed in writing' } as const;
    const amount = { amount: 25_000, currency: 'EUR' };
    for (const who of ['it', 'manager', 'leaver'] as const)
      expect(await say(who, { ...decision, amount })).toMatchObject(refused('not-permitted'));
    await mustDo(say('leaver', { type: 'equipment.lose', words: 'Stolen on the train' }));
    expect(await state()).toBe('lost');
    await world.advanceTo('2026-06-01T00:00:00.000Z');
    expect(await state()).toBe('lost');
    expect((await world.load(id)).equipment?.[0]?.decision).toBeUndefined();
    expect(await say('hr', { ...decision, choice: 'keep', amount })).toMatchObject(refused('amount-not-asked'));
    await mustDo(say('hr', { ...decision, amount }));
    expect(await state()).toBe('cost-to-recover');
    expect(figuresOf(await world.load(id))?.equipment).toEqual({ done: 0, total: 1 });
    expect(toldTo(world, 'leaver', 'receipt')).toEqual([]);
  });

  it('is none that was not recovered where the company leaves it to the person', async () => {
    const { world, id, state, say } = await planned(['Mug', 'Badge']);
    await mustDo(say('hr', { type: 'equipment.decide', choice: 'keep', reason: 'A farewell gift', amount: null }));
    expect(await state()).toBe('kept');
    expect(figuresOf(await world.load(id))?.equipment).toEqual({ done: 0, total: 1 });
  });

  it('is open again, without a decision, once HR takes it back within the minute', async () => {
    const { world, id, state, say, task, item } = await planned();
    await mustDo(say('hr', { type: 'equipment.decide', choice: 'write-off', reason: 'Worth nothing', amount: null }));
    await mustDo(world.ask('hr', id, { type: 'task.undo', taskId, rev: (await task()).rev }));
    expect(await state()).toBe('to-return');
    // However it ends later, what was taken back says nothing of it.
    await world.advanceTo('2026-03-03T09:00:00.000Z');
    const reason = 'It is on the list twice';
    await mustDo(world.ask('hr', id, { type: 'task.skip', taskId, rev: (await task()).rev, reason }));
    expect(await state()).toBe('left-out');
    expect((await item()).decision).toBeUndefined();
  });

  it('is locked or wiped by two people, and done by IT with a note', async () => {
    const { world, id, say, task } = await planned();
    await mustDo(say('it', { type: 'equipment.remote-ask', action: 'wipe', reason: 'Not back after fourteen days' }));
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).toContain('remote-waits');
    expect(await say('it', { type: 'equipment.remote-confirm' })).toMatchObject(refused('second-person-needed'));
    expect(await say('leaver', { type: 'equipment.remote-confirm' })).toMatchObject(refused('not-permitted'));
    await mustDo(say('security', { type: 'equipment.remote-confirm' }));
    const todo = await task(`wipe-${taskId}-1`);
    expect(todo).toMatchObject({ nature: 'step', assignee: 'tom', proof: 'note' });
    expect(alertsUp(await world.load(id)).map(([kind]) => kind)).not.toContain('remote-waits');
    const done = { type: 'task.complete', taskId: todo.id, condition: null } as const;
    const { rev } = await task(todo.id);
    expect(await world.ask('it', id, { ...done, rev, notes: null })).toMatchObject(refused('notes-needed'));
    await mustDo(world.ask('it', id, { ...done, rev, notes: 'The console says wiped' }));
  });

  it('is not wiped while a legal hold stands, at whichever step it comes', async () => {
    const { world, id, say, task } = await planned();
    const wipe = { type: 'equipment.remote-ask', action: 'wipe', reason: 'Not back' } as const;
    const hold = { type: 'hold.ask', scope: 'departure', reason: 'Dispute', reviewOn: '2026-12-01' } as const;
    const lift = async () =>
      mustDo(world.ask('hr', id, { type: 'hold.lift', holdId: (await world.load(id)).holds?.[0]?.id ?? '' }));
    await mustDo(world.ask('hr', id, hold));
    expect(await say('it', wipe)).toMatchObject(refused('under-hold'));
    await lift();
    await mustDo(say('it', wipe));
    await mustDo(world.ask('hr', id, hold));
    expect(await say('security', { type: 'equipment.remote-confirm' })).toMatchObject(refused('under-hold'));
    await lift();
    await mustDo(say('security', { type: 'equipment.remote-confirm' }));
    await mustDo(world.ask('hr', id, hold));
    const todo = await task(`wipe-${taskId}-1`);
    const done = { type: 'task.complete', taskId: todo.id, rev: todo.rev, notes: 'Wiped', condition: null } as const;
    expect(await world.ask('it', id, done)).toMatchObject(refused('under-hold'));
    // A lock takes nothing away.
    expect(
      formActions(
        equipmentItemForm({
          departure: await world.load(id),
          task: await task(),
          reader: testPeople.it,
          roles: ['it'],
          now: world.clock.now().toISOString(),
        }),
      ).map(({ act }) => act.target),
    ).toContain(`${taskId}/lock`);
    await mustDo(say('it', { ...wipe, action: 'lock' }));
  });

  it('is asked for again, and told to the manager fourteen days after the last day', async () => {
    const { world, task } = await planned(['Badge'], {
      ...testFlow,
      equipment: {
        due: { from: 'last-working-day', offset: 0, unit: 'days', at: '18:00' },
        reminders: [{ offset: 3, unit: 'business-days' }],
        escalate: { after: { offset: 14, unit: 'days' }, to: 'manager' },
      },
    });
    await world.advanceTo('2026-04-02T12:00:00.000Z');
    expect(await task()).toMatchObject({ reminded: 1, escalatedAt: null });
    await world.advanceTo('2026-04-04T12:00:00.000Z');
    expect((await task()).escalatedAt).toBeNull();
    // The fourteenth day is a Friday evening: nobody is written to before Monday morning.
    await world.advanceTo('2026-04-06T08:00:00.000Z');
    expect((await task()).escalatedAt).not.toBeNull();
    expect(toldTo(world, 'manager', `escalation|${taskId}`)).toHaveLength(1);
  });
});
