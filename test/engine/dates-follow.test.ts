import { describe, expect, it } from 'vitest';
import { hour, minute, plus, toInstant } from '../../src/domain/calendar/time.ts';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { type FormView, flatParts } from '../../src/views/form-view.ts';
import { confirm, release } from '../support/memory/confirmed-run.ts';
import { confidentialFlow, createMemoryWorld } from '../support/memory/memory-world.ts';
import { dates, formOf, started, type Talk, talk } from '../support/talk.ts';

/** The initial value of each field of a form that has one. */
function fieldsOf(form: FormView): Record<string, unknown> {
  return Object.fromEntries(
    flatParts(form.parts).flatMap((part) => (part.type === 'field' ? [[part.field.id, part.field.initial]] : [])),
  );
}

function hintOf(form: FormView, id: string): string | null {
  const part = flatParts(form.parts).find((one) => one.type === 'field' && one.field.id === id);
  return part?.type === 'field' ? part.field.hint : null;
}

/** Up to the page of dates, which proposes Monday 30 March 2026: twenty business days after 2 March. */
async function toDates({ say }: Talk) {
  const values = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };
  const page = formOf(await say('manager', 'walk.who', { values }));
  expect(page.kind).toBe('day');
  return { id: page.submit?.act.departureId ?? '', page, seen: page.submit?.act.seen ?? '' };
}

function later({ world }: Talk, milliseconds: number): Promise<void> {
  return world.advanceTo(plus(toInstant(world.deps.clock.now()), milliseconds));
}

const proposed = {
  lastWorkingDay: '2026-03-30',
  contractEnd: '2026-03-30',
  zone: 'Europe/Paris',
  when: 'scheduled',
  cutOffDate: '2026-03-30',
  cutOffTime: '18:00',
};

describe('the dates of the walk', () => {
  it('let the end of the contract and the cut-off follow the last working day', async () => {
    const talking = await talk();
    const { id, page, seen } = await toDates(talking);
    expect(fieldsOf(page)).toMatchObject({ ...proposed });
    const values = { ...proposed, lastWorkingDay: '2026-05-15' };
    const again = formOf(await talking.say('manager', 'walk.day.changed', { id, seen, values }));
    expect(fieldsOf(again)).toMatchObject({
      lastWorkingDay: '2026-05-15',
      contractEnd: '2026-05-15',
      cutOffDate: '2026-05-15',
      cutOffTime: '18:00',
    });
    // Also when nothing was drawn anew, because the platform reports no change or the click was faster.
    await talking.say('manager', 'walk.day', { id, seen, values });
    expect((await talking.world.load(id)).draft.dates).toEqual({
      lastWorkingDay: { date: '2026-05-15', zone: 'Europe/Paris' },
      contractEnd: { date: '2026-05-15', zone: 'Europe/Paris' },
      cutOff: { at: '2026-05-15T16:00:00.000Z', zone: 'Europe/Paris' },
    });
  });

  it('keep what was set by hand, and say beside the field what does not fit', async () => {
    const talking = await talk();
    const { id, page, seen } = await toDates(talking);
    expect(hintOf(page, 'cutOffDate')).toBe('Usually the end of the last working day.');
    const byHand = { ...proposed, contractEnd: '2026-04-10', cutOffDate: '2026-03-20', cutOffTime: '12:00' };
    const again = formOf(await talking.say('manager', 'walk.day.changed', { id, seen, values: byHand }));
    expect(fieldsOf(again)).toMatchObject(byHand);
    expect(hintOf(again, 'cutOffDate')).toBe('Access ends 10 days before the last working day.');
    const moved = { ...byHand, lastWorkingDay: '2026-04-13' };
    const last = formOf(
      await talking.say('manager', 'walk.day.changed', { id, seen: again.submit?.act.seen ?? '', values: moved }),
    );
    expect(fieldsOf(last)).toMatchObject(moved);
    expect(hintOf(last, 'contractEnd')).toMatch(/cannot be after the end of the contract/);
    expect(hintOf(last, 'cutOffDate')).toBe('Access ends 24 days before the last working day.');
    const late = { ...proposed, contractEnd: '2026-04-10', cutOffDate: '2026-04-03' };
    const open = formOf(await talking.say('manager', 'walk.day.changed', { id, seen, values: late }));
    expect(hintOf(open, 'cutOffDate')).toBe('Access ends 4 days after the last working day.');
    const after = { ...proposed, cutOffDate: '2026-03-31' };
    const beyond = formOf(await talking.say('manager', 'walk.day.changed', { id, seen, values: after }));
    expect(hintOf(beyond, 'cutOffDate')).toBe('Access ends 1 day after the end of the contract.');
  });

  it('keep a time set by hand and let its day follow', async () => {
    const talking = await talk();
    const { id, seen } = await toDates(talking);
    await talking.say('manager', 'walk.day', { id, seen, values: { ...proposed, cutOffTime: '12:30' } });
    const values = { ...proposed, cutOffTime: '12:30', lastWorkingDay: '2026-05-15' };
    await talking.say('manager', 'walk.day', { id, values });
    // Half past twelve in Paris in summer.
    expect((await talking.world.load(id)).draft.dates?.cutOff.at).toBe('2026-05-15T10:30:00.000Z');
  });

  it('let a saved handover follow, unless its day was chosen', async () => {
    const talking = await talk();
    const { id, seen } = await toDates(talking);
    await talking.say('manager', 'walk.day', { id, seen, values: proposed });
    const save = (title: string, dueDate: string) =>
      talking.say('manager', 'handover.save', {
        id,
        target: 'new',
        values: { title, notes: null, to: 'priya', fallback: null, dueDate },
      });
    // The flow wants them done one business day before the last: Friday 27 March.
    await save('Billing', '2026-03-27');
    await save('Wiki', '2026-03-12');
    await talking.say('manager', 'walk.day', { id, values: { ...proposed, lastWorkingDay: '2026-05-15' } });
    const { handovers } = (await talking.world.load(id)).draft;
    expect(handovers.map(({ title, dueDate }) => [title, dueDate])).toEqual([
      ['Billing', '2026-05-14'],
      ['Wiki', '2026-03-12'],
    ]);
  });

  it('say in the plan, and on the card of IT, what does not fit', async () => {
    const talking = await talk();
    const { id, seen } = await toDates(talking);
    const values = { ...proposed, cutOffDate: '2026-03-20' };
    await talking.say('manager', 'walk.day', { id, seen, values });
    const late = { title: 'Billing', notes: null, to: 'priya', fallback: null, dueDate: '2026-04-02' };
    await talking.say('manager', 'handover.save', { id, target: 'new', values: late });
    const plan = formOf(await talking.say('manager', 'walk.back', { id, target: 'plan' }));
    expect(JSON.stringify(plan)).toContain('Access ends 10 days before the last working day.');
    expect(JSON.stringify(plan)).toContain('“Billing” is handed over after the last working day');
    await talking.say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
    const cards = JSON.stringify(talking.world.channel.messages);
    expect(cards).toContain('Access ends 10 days before the last working day.');
  });
});

describe('Change dates', () => {
  it('moves everything derived, keeps what was set by hand, and lists nothing that stays', async () => {
    const talking = await talk();
    const id = await started(talking);
    const form = formOf(await talking.say('manager', 'departure.reschedule', { id }));
    const seen = form.submit?.act.seen ?? '';
    const { when: _, ...shown } = dates;
    const values = { ...shown, lastWorkingDay: '2026-03-27' };
    const again = formOf(await talking.say('manager', 'departure.reschedule.changed', { id, seen, values }));
    // The contract was set to end later by hand; the cut-off was the flow's.
    expect(fieldsOf(again)).toMatchObject({ contractEnd: '2026-03-31', cutOffDate: '2026-03-27', cutOffTime: '18:00' });
    const preview = formOf(await talking.say('manager', 'departure.reschedule.preview', { id, seen, values }));
    expect(JSON.stringify(preview)).not.toMatch(/"detail":"[^"]*as before/);
    await talking.say('manager', 'departure.reschedule.submit', {
      id,
      target: preview.submit?.act.target ?? '',
      seen: preview.submit?.act.seen ?? '',
    });
    const moved = await talking.world.load(id);
    expect(moved.dates?.cutOff.at).toBe('2026-03-27T17:00:00.000Z');
    // Thursday 19 March was the flow's own day for the handover: it is Thursday 26 March now, at five in Paris.
    expect(moved.tasks.find((one) => one.id === 'handover-1')?.dueAt).toBe('2026-03-26T16:00:00.000Z');
  });
});

describe('access that ends now', () => {
  it('is counted from the start, and alarms nobody while those who confirm read their card', async () => {
    const talking = await talk();
    const { id, seen } = await toDates(talking);
    const now = { ...proposed, when: 'now', nowConfirmed: ['confirmed'], cutOffDate: null, cutOffTime: null };
    await talking.say('manager', 'walk.day', { id, seen, values: now });
    // The plan is read for two hours: longer than a cut-off may be old.
    await later(talking, 2 * hour);
    const plan = formOf(await talking.say('manager', 'walk.back', { id, target: 'plan' }));
    await talking.say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
    const begun = await talking.world.load(id);
    expect(begun.status).toBe('active');
    expect(begun.dates?.cutOff.at).toBe(talking.world.deps.clock.now().toISOString());
    await later(talking, 14 * minute);
    expect((await talking.world.load(id)).alerts).toEqual([]);
    expect(JSON.stringify(talking.world.channel.messages)).toContain('as soon as it is confirmed');
    await later(talking, 2 * minute);
    expect((await talking.world.load(id)).alerts).toMatchObject([{ kind: 'cut-off-unconfirmed' }]);
  });

  it('is offered by its name where a set time is minutes away, and only where it can be chosen', async () => {
    const talking = await talk();
    const { id, seen } = await toDates(talking);
    // It is nine in Paris.
    const values = { ...proposed, lastWorkingDay: '2026-03-02', cutOffDate: '2026-03-02', cutOffTime: '09:10' };
    expect(await talking.say('manager', 'walk.day', { id, seen, values })).toEqual({
      type: 'errors',
      errors: {
        cutOffTime:
          'This is less than fifteen minutes ahead, and access only ends once it is confirmed. Choose a later time, or choose “Now”.',
      },
    });
    const other = await talk();
    const under = await started(other);
    const changed = await other.say('manager', 'departure.reschedule.preview', { id: under, values });
    expect(changed).toMatchObject({ type: 'errors', errors: { cutOffTime: expect.not.stringContaining('Now') } });
  });
});

describe('the click that releases a cut-off', () => {
  const title = { en: 'Step', fr: 'Étape' };
  const meeting: Flow = flowSchema.parse({
    ...confidentialFlow,
    steps: [
      { id: 'prepare', title, owner: 'hr', due: { from: 'cut-off', offset: -1, unit: 'business-days', at: '12:00' } },
      {
        id: 'tell-team',
        title,
        owner: 'manager',
        starts: { from: 'cut-off' },
        due: { from: 'cut-off', offset: 4, unit: 'hours' },
      },
    ],
  });

  it.each([
    ['two days before', '2026-03-18T09:00:00.000Z', '2026-03-18T13:00:00.000Z'],
    ['four days after', '2026-03-24T09:00:00.000Z', '2026-03-24T13:00:00.000Z'],
  ])('%s the planned hour moves what follows the meeting, and not what prepared it', async (_, at, follows) => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, meeting);
    const dueOf = async (step: string) =>
      (await world.load(id)).tasks.find(({ flowStepId }) => flowStepId === step)?.dueAt;
    expect(await dueOf('prepare')).toBe('2026-03-19T11:00:00.000Z');
    expect(await dueOf('tell-team')).toBe('2026-03-20T21:00:00.000Z');
    await world.advanceTo(at);
    await confirm(world, id, 'it', 'security');
    await release(world, id);
    expect(await dueOf('prepare')).toBe('2026-03-19T11:00:00.000Z');
    expect(await dueOf('tell-team')).toBe(follows);
  });
});
