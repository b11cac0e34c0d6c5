import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { everyKind } from '../../src/views/forms/list-filters.ts';
import { testPeople, testPerson } from '../support/memory/memory-world.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { sampleTask } from '../support/sample-plan.ts';
import { formOf, type Talk, talk } from '../support/talk.ts';
import { formActions, formTexts } from '../support/view-text.ts';

/** Departures whose one task is due on the given day of March 2026. The world begins on 2 March. */
async function withDepartures(...days: readonly (readonly [id: string, day: number, more?: Partial<Departure>])[]) {
  const talking = await talk();
  for (const [id, day, more] of days) {
    const leaver = testPerson(`leaver-${id}`, `Leaver ${id}`);
    const dueAt = `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`;
    const tasks = [sampleTask('t1', { dueAt, assignee: 'priya' })];
    const departure = sampleDeparture({ id, leaver, tasks, revocations: [], survey: null, ...more });
    expect(await talking.world.deps.store.departures.create({ ...departure, version: 1 }, [], null)).toBe('created');
  }
  return talking;
}

function named(form: FormView): string[] {
  return formTexts(form).flatMap((text) => text.match(/^Leaver \w+$/)?.[0] ?? []);
}

const any = { state: 'open', kind: everyKind, manager: null, from: null, to: null, late: [] };
const filtered = async (talking: Talk, values: Record<string, string | readonly string[] | null>) =>
  named(formOf(await talking.say('hr', 'departures.filter', { values: { ...any, ...values } })));

describe('the list of all departures', () => {
  it('tells whoever leaves nothing of their own departure, not even by its count', async () => {
    const talking = await withDepartures(['a', 9], ['own', 12, { leaver: testPeople.hr, kind: 'dismissal' }]);
    const counts = async (kind: string) =>
      formTexts(formOf(await talking.say('hr', 'departures.filter', { values: { ...any, kind } }))).filter((text) =>
        /départ/.test(text),
      );
    const none = await counts('retirement');
    expect(await counts('dismissal')).toEqual(none);
  });

  it('is sorted by the next date and filtered by state, kind, manager, dates and lateness', async () => {
    const dates = sampleDeparture().dates;
    if (!dates) throw new Error('the sample has dates');
    const talking = await withDepartures(
      ['b', 9],
      ['a', 1],
      ['c', 20, { kind: 'retirement', manager: 'jonas' }],
      ['d', 12, { dates: { ...dates, lastWorkingDay: { ...dates.lastWorkingDay, date: '2026-12-24' } } }],
      ['e', 5, { status: 'completed', tasks: [], ended: { at: '2026-02-01T08:00:00.000Z', by: null, reason: null } }],
    );
    expect(named(formOf(await talking.say('hr', 'departures.list')))).toEqual([
      'Leaver a',
      'Leaver b',
      'Leaver d',
      'Leaver c',
    ]);
    expect(await filtered(talking, { state: 'closed' })).toEqual(['Leaver e']);
    expect(await filtered(talking, { kind: 'retirement' })).toEqual(['Leaver c']);
    expect(await filtered(talking, { manager: 'jonas' })).toEqual(['Leaver c']);
    expect(await filtered(talking, { from: '2026-12-01', to: '2026-12-31' })).toEqual(['Leaver d']);
    expect(await filtered(talking, { late: ['late'] })).toEqual(['Leaver a']);
    expect(
      await talking.say('hr', 'departures.filter', { values: { ...any, from: '2026-12-02', to: '2026-12-01' } }),
    ).toEqual({
      type: 'errors',
      errors: { to: 'Le dernier jour précède le premier.' },
    });
  });

  it('says at the field that a day is none, instead of finding nothing', async () => {
    const talking = await withDepartures(['a', 9]);
    for (const [from, to, field] of [
      ['2026-02-31', null, 'from'],
      [null, '31/12/2026', 'to'],
    ] as const)
      expect(await talking.say('hr', 'departures.filter', { values: { ...any, from, to } })).toEqual({
        type: 'errors',
        errors: { [field]: 'Ce jour n’existe pas. Choisissez-en un, ou laissez vide.' },
      });
  });

  it('turns page by page and keeps its filters', async () => {
    const days = Array.from({ length: 23 }, (_, index) => [`p${index}`, index + 3] as const);
    const talking = await withDepartures(...days);
    const seen: string[] = [];
    let form = formOf(await talking.say('hr', 'departures.filter', { values: any }));
    for (let page = 0; page < 3; page += 1) {
      seen.push(...named(form));
      expect(formTexts(form)).toContain(`Page ${page + 1} sur 3`);
      const later = formActions(form).find(({ label }) => label === 'Page suivante');
      if (page === 2) expect(later).toBeUndefined();
      else form = formOf(await talking.say('hr', 'departures.list', { target: later?.act.target ?? '' }));
    }
    expect(seen).toEqual(days.map(([id]) => `Leaver ${id}`));
    const forged = formOf(await talking.say('hr', 'departures.list', { target: '{"page":-1}' }));
    expect(named(forged)).toHaveLength(10);
  });

  it('is for HR and administrators, without drafts and without their own departure', async () => {
    const talking = await withDepartures(['a', 3], ['mine', 4, { leaver: testPerson('nadia', 'Leaver mine') }]);
    await talking.say('manager', 'walk.who', { values: { leaver: 'alex', manager: 'maya' } });
    expect(named(formOf(await talking.say('hr', 'departures.list')))).toEqual(['Leaver a']);
    expect(JSON.stringify(formOf(await talking.say('hr', 'departures.list')))).not.toContain('Alex');
    for (const who of ['manager', 'it', 'priya'] as const)
      expect(await talking.say(who, 'departures.list')).toMatchObject({ notice: { tone: 'refused' } });
  });
});
