import { describe, expect, it } from 'vitest';
import { drawForm as drawInSlack } from '../../src/channels/slack/draw-form.ts';
import { decodeMetadata } from '../../src/channels/slack/form-metadata.ts';
import { drawForm as drawInTeams } from '../../src/channels/teams/draw-form.ts';
import type { Words } from '../../src/domain/localized.ts';
import { type Connector, ConnectorError } from '../../src/engine/ports/connector.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { flatParts } from '../../src/views/form-view.ts';
import { drawing } from '../channels/slack/samples.ts';
import { formOf, type Talk, talk } from '../support/talk.ts';
import { formActions, formTexts } from '../support/view-text.ts';

const alex = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };

/** The page of the last day of a new draft. It is Monday 2 March 2026; twenty working days later is the 30th. */
async function toDay({ say }: Talk) {
  const page = formOf(await say('manager', 'walk.who', { values: alex }));
  return { id: page.submit?.act.departureId ?? '', page, seen: page.submit?.act.seen ?? '' };
}

/** What is filled in on Slack while every fold is closed: nothing of what stands in them. */
const closed = { lastWorkingDay: '2026-03-30', equipment: null, credentials: null };

function foldOf(page: FormView, id: string) {
  const fold = page.parts.find((part) => part.type === 'fold' && part.id === id);
  if (fold?.type !== 'fold') throw new Error(`no fold ${id}`);
  return fold;
}

function filledIn(page: FormView, id: string): unknown {
  const part = flatParts(page.parts).find((one) => one.type === 'field' && one.field.id === id);
  return part?.type === 'field' ? part.field.initial : undefined;
}

describe('the first page', () => {
  it('proposes a resignation of an employee and says that it only does', async () => {
    const { say } = await talk();
    const page = formOf(await say('manager', 'start', { words: [{ personId: 'alex' }] }));
    expect(filledIn(page, 'kind')).toBe('resignation');
    expect(filledIn(page, 'workerType')).toBe('employee');
    expect(filledIn(page, 'manager')).toBe('maya');
    expect(formTexts(page)).toContain('“Resignation” is only proposed: choose what it is.');
    const said = formOf(await say('manager', 'start', { words: [{ personId: 'alex' }, 'dismissal'] }));
    expect(filledIn(said, 'kind')).toBe('dismissal');
    expect(formTexts(said)).not.toContain('“Resignation” is only proposed: choose what it is.');
  });

  it('proposes the contract that relais.yaml names, and its end where it is for a time', async () => {
    const { world, say } = await talk();
    Object.assign(world.deps.directory, {
      workerTypeOf: ({ id }: { id: string }) => (id === 'jonas' ? 'consultant' : null),
    });
    const page = formOf(await say('hr', 'start', { words: [{ personId: 'jonas' }] }));
    expect([filledIn(page, 'kind'), filledIn(page, 'workerType')]).toEqual(['contract-end', 'consultant']);
    // What was picked for one person is not another's.
    const values = { ...alex, leaver: 'jonas' };
    const other = formOf(await say('hr', 'walk.who.changed', { seen: 'alex', values }));
    expect([filledIn(other, 'kind'), filledIn(other, 'workerType')]).toEqual(['contract-end', 'consultant']);
    const same = formOf(await say('hr', 'walk.who.changed', { seen: 'jonas', values }));
    expect([filledIn(same, 'kind'), filledIn(same, 'workerType')]).toEqual(['resignation', 'employee']);
  });

  it('goes on with nobody whom it has not shown', async () => {
    const { world, say } = await talk();
    const other = formOf(await say('hr', 'walk.who', { seen: 'alex', values: { ...alex, leaver: 'jonas' } }));
    expect(other.kind).toBe('who');
    expect(filledIn(other, 'leaver')).toBe('jonas');
    expect(other.submit?.act.seen).toBe('jonas');
    const found: unknown[] = [];
    for await (const one of world.deps.store.departures.search({})) found.push(one);
    expect(found).toEqual([]);
  });

  it('asks for kind and contract, and begins nothing without them', async () => {
    const { world, say } = await talk();
    const without = { ...alex, workerType: null };
    expect(await say('manager', 'walk.who', { values: without })).toMatchObject({
      type: 'errors',
      errors: { workerType: 'Choose one.' },
    });
    expect(await say('manager', 'walk.who', { values: { ...alex, kind: 'vanished' } })).toMatchObject({
      errors: { kind: 'Choose one.' },
    });
    const found: unknown[] = [];
    for await (const one of world.deps.store.departures.search({})) found.push(one);
    expect(found).toEqual([]);
  });

  it('takes user names of systems that go by them, and keeps them in the draft', async () => {
    const { world, say } = await talk();
    const typed = (alsoKnownAs: string) => say('manager', 'walk.who', { values: { ...alex, alsoKnownAs } });
    expect(await typed('code:amoreau')).toMatchObject({
      errors: { alsoKnownAs: 'No system here goes by user names: give addresses alone.' },
    });
    Object.assign(world.deps.connectors.get('code') ?? {}, { userNames: true });
    expect(await typed('crm:amoreau')).toMatchObject({
      errors: { alsoKnownAs: '“crm” is no system that goes by user names. Those that do: code.' },
    });
    const page = formOf(await typed('code: amoreau, 1042'));
    const departure = await world.deps.store.departures.load(page.submit?.act.departureId ?? '');
    expect(departure?.draft).toMatchObject({ userNames: { code: ['amoreau'] }, employeeNumber: '1042' });
  });

  it('keeps what was typed about the person, and forgets it with another', async () => {
    const { say } = await talk();
    const typed = { ...alex, manager: 'priya', alsoKnownAs: 'am@example.com' };
    const same = formOf(await say('manager', 'walk.who.changed', { seen: 'alex', values: typed }));
    expect([filledIn(same, 'manager'), filledIn(same, 'alsoKnownAs')]).toEqual(['priya', 'am@example.com']);
    const other = formOf(await say('hr', 'walk.who.changed', { seen: 'alex', values: { ...typed, leaver: 'jonas' } }));
    expect([filledIn(other, 'manager'), filledIn(other, 'alsoKnownAs')]).toEqual(['maya', null]);
  });
});

describe('the page of the last day', () => {
  it('says that its day is proposed, until somebody chooses one', async () => {
    const talking = await talk();
    const { id, page, seen } = await toDay(talking);
    const proposed =
      'Proposed: twenty working days from today. Choose the day that was agreed; the other dates follow it.';
    expect(filledIn(page, 'lastWorkingDay')).toBe('2026-03-30');
    expect(formTexts(page)).toContain(proposed);
    // What is left as it was stays a proposal, also when something else is done first.
    await talking.say('manager', 'handover.form', { id, target: 'new', seen, values: closed });
    expect((await talking.world.load(id)).draft.dates).toBeNull();
    const moved = { ...closed, lastWorkingDay: '2026-05-15' };
    const again = formOf(await talking.say('manager', 'walk.day.changed', { id, seen, target: '', values: moved }));
    expect(formTexts(again)).not.toContain(proposed);
    expect(formTexts(again)).toContain('Friday 15 May 2026 at 18:00');
    expect((await talking.world.load(id)).draft.dates).toBeNull();
  });

  it('lets the dates in a closed fold follow the last day', async () => {
    const talking = await talk();
    const { id, seen } = await toDay(talking);
    const values = { ...closed, lastWorkingDay: '2026-05-15' };
    const plan = formOf(await talking.say('manager', 'walk.day', { id, seen, values }));
    expect(plan.kind).toBe('plan');
    expect((await talking.world.load(id)).draft).toMatchObject({
      nowConfirmed: false,
      dates: {
        lastWorkingDay: { date: '2026-05-15', zone: 'Europe/Paris' },
        contractEnd: { date: '2026-05-15', zone: 'Europe/Paris' },
        cutOff: { at: '2026-05-15T16:00:00.000Z', zone: 'Europe/Paris' },
      },
    });
  });

  it('keeps what was set by hand in a fold, and opens it the next time', async () => {
    const talking = await talk();
    const { id, page, seen } = await toDay(talking);
    expect(foldOf(page, 'dates').open).toBe(false);
    const opened = formOf(
      await talking.say('manager', 'walk.day.changed', { id, seen, target: 'dates', values: closed }),
    );
    expect(foldOf(opened, 'dates').open).toBe(true);
    expect(foldOf(opened, 'place').open).toBe(false);
    const byHand = {
      ...closed,
      contractEnd: '2026-04-10',
      zone: 'Europe/Paris',
      when: 'scheduled',
      cutOffDate: '2026-03-30',
      cutOffTime: '12:00',
    };
    await talking.say('manager', 'walk.day', { id, seen, values: byHand });
    const back = formOf(await talking.say('manager', 'walk.back', { id, target: 'day' }));
    expect(foldOf(back, 'dates').open).toBe(true);
    expect(filledIn(back, 'contractEnd')).toBe('2026-04-10');
    expect(filledIn(back, 'cutOffTime')).toBe('12:00');
  });

  it('opens the fold that holds what is wrong, and says it there', async () => {
    const talking = await talk();
    const { id, seen } = await toDay(talking);
    const values = { ...closed, lastWorkingDay: '2026-02-02', equipment: 'Laptop' };
    const again = formOf(await talking.say('manager', 'walk.day', { id, seen, values }));
    expect(again.kind).toBe('day');
    expect(foldOf(again, 'dates').open).toBe(true);
    expect(filledIn(again, 'lastWorkingDay')).toBe('2026-02-02');
    expect(filledIn(again, 'equipment')).toBe('Laptop');
    expect(formTexts(again).join('\n')).toContain('has already passed');
    expect((await talking.world.load(id)).draft.dates).toBeNull();
  });

  it('loses nothing that was filled in when a handover is added, edited or removed', async () => {
    const talking = await talk();
    const { id, seen } = await toDay(talking);
    const filled = { ...closed, lastWorkingDay: '2026-05-15', equipment: 'Laptop\nBadge', credentials: 'Alarm code' };
    const form = formOf(await talking.say('manager', 'handover.form', { id, target: 'new', seen, values: filled }));
    // One working day before the last, which is a Friday.
    expect(filledIn(form, 'dueDate')).toBe('2026-05-14');
    const handover = { title: 'Billing', notes: null, to: 'priya', fallback: null, dueDate: '2026-05-14' };
    const page = formOf(await talking.say('manager', 'handover.save', { id, target: 'new', values: handover }));
    expect(filledIn(page, 'lastWorkingDay')).toBe('2026-05-15');
    expect(filledIn(page, 'equipment')).toBe('Laptop\nBadge');
    expect(filledIn(page, 'credentials')).toBe('Alarm code');
    const remove = formActions(page).find(({ act }) => act.name === 'handover.remove')?.act;
    const values = { ...filled, equipment: 'Laptop' };
    const sent = { id, target: remove?.target ?? '', seen: remove?.seen ?? '', values };
    const without = formOf(await talking.say('manager', 'handover.remove', sent));
    expect(formTexts(without)).not.toContain('Billing');
    expect(filledIn(without, 'equipment')).toBe('Laptop');
    expect((await talking.world.load(id)).draft.handovers).toEqual([]);
  });

  it('removes no other handover than the one that was shown', async () => {
    const talking = await talk();
    const { id } = await toDay(talking);
    const handover = { title: 'Billing', notes: null, to: 'priya', fallback: null, dueDate: '2026-03-20' };
    await talking.say('manager', 'handover.save', { id, target: 'new', values: handover });
    await talking.say('manager', 'handover.remove', { id, target: '0 Wiki' });
    await talking.say('manager', 'handover.remove', { id, target: 'Billing' });
    expect((await talking.world.load(id)).draft.handovers).toHaveLength(1);
    await talking.say('manager', 'handover.remove', { id, target: '0 Billing' });
    expect((await talking.world.load(id)).draft.handovers).toHaveLength(0);
  });

  it('keeps “now” while a handover is added', async () => {
    const talking = await talk();
    const { id, seen } = await toDay(talking);
    const days = { contractEnd: '2026-03-30', zone: 'Europe/Paris', when: 'now', nowConfirmed: ['confirmed'] };
    await talking.say('manager', 'handover.form', { id, target: 'new', seen, values: { ...closed, ...days } });
    expect((await talking.world.load(id)).draft.nowConfirmed).toBe(true);
    const page = formOf(await talking.say('manager', 'walk.back', { id, target: 'day' }));
    expect([filledIn(page, 'when'), filledIn(page, 'nowConfirmed')]).toEqual(['now', ['confirmed']]);
    expect(foldOf(page, 'dates').open).toBe(true);
  });

  it('leaves where the card goes as it was while that is folded away', async () => {
    const talking = await talk();
    const { id, seen } = await toDay(talking);
    await talking.say('manager', 'walk.day', { id, seen, values: { ...closed, cardChannel: 'C1' } });
    await talking.say('manager', 'walk.day', { id, seen, values: closed });
    expect((await talking.world.load(id)).draft.cardChannel).toEqual({ channel: 'slack', id: 'C1' });
    await talking.say('manager', 'walk.day', { id, seen, values: { ...closed, cardChannel: null } });
    expect((await talking.world.load(id)).draft.cardChannel).toBeNull();
  });

  it('refuses too many things, and lines that are too long, at their field', async () => {
    const talking = await talk();
    const { id, seen } = await toDay(talking);
    const many = Array.from({ length: 31 }, (_, index) => `Cable ${index}`).join('\n');
    for (const [field, text, told] of [
      ['equipment', many, 'At most 30 lines; this has 31.'],
      ['credentials', 'x'.repeat(151), 'Write at most 150 characters; this has 151.'],
    ] as const)
      expect(await talking.say('manager', 'walk.day', { id, seen, values: { ...closed, [field]: text } })).toEqual({
        type: 'errors',
        errors: { [field]: told },
      });
  });
});

describe('suggested handovers', () => {
  /** The first system tells that the leaver owns these. */
  async function owning(...names: readonly Words[]) {
    const talking = await talk();
    const { connectors } = talking.world.deps;
    const [id, connector] = [...connectors][0] ?? [];
    if (id === undefined || !connector) throw new Error('there is no system');
    const owned = { read: async () => ({ things: names, untold: [] }) };
    (connectors as Map<string, typeof connector>).set(id, { ...connector, owned });
    return { ...talking, label: connector.label };
  }

  it('are what the systems say that the leaver owns, and fill in the form', async () => {
    const talking = await owning('Approvers', 'Approvers', 'On-call');
    const { id, page, seen } = await toDay(talking);
    expect(formTexts(page).join('\n')).not.toContain('Approvers');
    const values = { ...closed, equipment: 'Laptop' };
    const suggested = formOf(await talking.say('manager', 'handover.suggest', { id, seen, values }));
    const offers = formActions(suggested).filter(({ label }) => label === 'Hand over');
    expect(offers.map(({ act }) => act.target)).toEqual([
      `new+ Approvers, in ${talking.label}`,
      `new+ On-call, in ${talking.label}`,
    ]);
    expect(filledIn(suggested, 'equipment')).toBe('Laptop');
    const form = formOf(
      await talking.say('manager', 'handover.form', { id, seen, target: offers[0]?.act.target ?? '' }),
    );
    expect(form.submit?.act.target).toBe('new+');
    expect([filledIn(form, 'title'), filledIn(form, 'dueDate')]).toEqual([
      `Approvers, in ${talking.label}`,
      '2026-03-27',
    ]);
  });

  it('stay on the page after one of them was handed over, edited, removed, or not', async () => {
    const talking = await owning('Approvers', 'On-call');
    const { id, seen } = await toDay(talking);
    const offersOf = (form: ReturnType<typeof formOf>) =>
      formActions(form).flatMap(({ act, label }) => (label === 'Hand over' ? [act.target] : []));
    const page = formOf(await talking.say('manager', 'handover.suggest', { id, seen, values: closed }));
    const [first = '', second = ''] = offersOf(page);
    const form = formOf(await talking.say('manager', 'handover.form', { id, seen, target: first ?? '' }));
    const values = { title: 'Approvers', notes: null, to: 'priya', fallback: null, dueDate: '2026-03-27' };
    const saved = formOf(
      await talking.say('manager', 'handover.save', { id, target: form.submit?.act.target ?? '', values }),
    );
    expect(offersOf(saved)).toContain(second);
    const back = formActions(form).find(({ label }) => label === 'Back');
    expect(offersOf(formOf(await talking.say('manager', back?.act.name as 'walk.back', { id, values })))).toContain(
      second,
    );
    const edit = formActions(saved).find(({ act, label }) => act.name === 'handover.form' && label === 'Edit');
    const edited = formOf(await talking.say('manager', 'handover.form', { id, target: edit?.act.target ?? '' }));
    expect(filledIn(edited, 'title')).toBe('Approvers');
    const remove = formActions(saved).find(({ act }) => act.name === 'handover.remove');
    const removed = formOf(await talking.say('manager', 'handover.remove', { id, target: remove?.act.target ?? '' }));
    expect(offersOf(removed)).toContain(second);
    expect(formActions(removed).some(({ act }) => act.name === 'handover.remove')).toBe(false);
  });

  it('leave out what is handed over already, and say when there is nothing more', async () => {
    const talking = await owning('Approvers');
    const { id, seen } = await toDay(talking);
    const title = `Approvers, in ${talking.label}`;
    const handover = { title, notes: null, to: 'priya', fallback: null, dueDate: '2026-03-27' };
    await talking.say('manager', 'handover.save', { id, target: 'new', values: handover });
    const again = formOf(await talking.say('manager', 'handover.suggest', { id, seen, values: closed }));
    expect(formTexts(again)).toContain('The systems name nothing more that this person owns.');
    expect(formActions(again).filter(({ label }) => label === 'Hand over')).toEqual([]);
  });

  it('never say that there is nothing more where a system did not tell', async () => {
    const silent = 'No full answer in time about what this person owns: Code & Co, CRM. Look there, too.';
    const nothing = 'The systems name nothing more that this person owns.';
    const talking = await owning('Approvers');
    const connectors = talking.world.deps.connectors as Map<string, Connector>;
    const [told] = [...connectors.values()];
    if (!told) throw new Error('there is no system');
    const failing = { read: () => Promise.reject(new ConnectorError('unavailable', { en: 'away', fr: 'absent' })) };
    const untold = [{ named: { en: 'groups', fr: 'groupes' }, reason: { en: 'away', fr: 'absent' } }];
    connectors.set('code', { ...told, id: 'code', label: 'Code & Co', owned: failing });
    connectors.set('crm', { ...told, id: 'crm', label: 'CRM', owned: { read: async () => ({ things: [], untold }) } });
    const { id, seen } = await toDay(talking);
    const texts = async () => formTexts(formOf(await talking.say('manager', 'handover.suggest', { id, seen })));
    expect(await texts()).toContain(silent);
    connectors.set(told.id, { ...told, owned: { read: async () => ({ things: [], untold: [] }) } });
    expect(await texts()).toContain(silent);
    expect(await texts()).not.toContain(nothing);
    for (const one of ['code', 'crm']) connectors.delete(one);
    expect(await texts()).toContain(nothing);
  });
});

describe('a fold', () => {
  it('is a button on Slack until it is open, and its fields are not there', async () => {
    const talking = await talk();
    const { id, page, seen } = await toDay(talking);
    const drawn = drawInSlack(page, drawing);
    expect(JSON.stringify(drawn.blocks)).not.toContain('field:zone');
    expect(Object.keys(decodeMetadata(drawn.private_metadata ?? '')?.changes ?? {})).toEqual(['lastWorkingDay']);
    const opened = formOf(
      await talking.say('manager', 'walk.day.changed', { id, seen, target: 'dates', values: closed }),
    );
    const shown = drawInSlack(opened, drawing);
    expect(JSON.stringify(shown.blocks)).toContain('field:zone');
    // Whatever is changed inside keeps it open.
    expect(decodeMetadata(shown.private_metadata ?? '')?.changes['zone']?.target).toBe('dates');
  });

  it('is shown and hidden by Teams itself, and opens over a mistake', async () => {
    const talking = await talk();
    const { page } = await toDay(talking);
    const container = (errors: Record<string, string>) => {
      const body = JSON.stringify(drawInTeams(page, { locale: 'en', errors }));
      const [, visible] = /"id":"fold-dates","isVisible":(true|false)/.exec(body) ?? [];
      return { visible, body };
    };
    expect(container({}).visible).toBe('false');
    expect(container({}).body).toContain('"type":"Action.ToggleVisibility","title":"Other dates and time zone"');
    expect(container({}).body).toContain('"id":"field:zone"');
    expect(container({ cutOffTime: 'Too soon' }).visible).toBe('true');
    expect(container({ equipment: 'Too many' }).visible).toBe('false');
  });
});
