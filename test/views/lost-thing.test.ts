import { describe, expect, it } from 'vitest';
import { type Thing, thingCalled } from '../../src/domain/equipment/thing.ts';
import { equipmentItemForm } from '../../src/views/forms/equipment-item-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { formActions, formTexts } from '../support/view-text.ts';

const now = '2026-12-08T12:00:00.000Z';

/** The page of one thing that is under way, with what was said of it. */
function page(kind: Thing['kind'], { lost, role = 'hr' }: { lost: boolean; role?: 'hr' | 'it' }) {
  const sample = sampleDeparture();
  const like =
    sample.tasks.find(({ nature, status }) => nature === 'equipment' && status !== 'done') ?? sample.tasks[0];
  if (!like) throw new Error('the sample has no task');
  const title = { en: 'Thing', fr: 'Objet' };
  const task = { ...like, ...({ id: 'equipment-1', nature: 'equipment', status: 'accepted', title } as const) };
  const said = { by: people.alex.id, at: now, words: 'Left on a train' };
  const item = { taskId: task.id, rev: 1, thing: { ...thingCalled('Thing'), kind }, ...(lost && { lost: said }) };
  const departure = { ...sample, status: 'active' as const, tasks: [task], equipment: [item] };
  return equipmentItemForm({ departure, task, reader: reading(people.nadia, 'fr'), roles: [role], now });
}

const acts = (form: ReturnType<typeof page>) => formActions(form).map(({ act }) => act.name);

describe('the page of a thing', () => {
  it('offers HR its decision first where the thing cannot be found', () => {
    const [first] = formActions(page('phone', { lost: true }));
    expect(first).toMatchObject({ act: { name: 'equipment.decide' }, style: 'primary' });
    expect(acts(page('phone', { lost: true })).filter((name) => name === 'equipment.decide')).toHaveLength(1);
    expect(acts(page('phone', { lost: false }))[0]).toBe('equipment.way');
    expect(acts(page('phone', { lost: true, role: 'it' }))).not.toContain('equipment.decide');
  });

  it('offers to lock or wipe what can be, and no badge', () => {
    for (const kind of ['computer', 'phone', 'tablet', 'other'] as const)
      expect(acts(page(kind, { lost: true })), kind).toContain('equipment.remote');
    for (const kind of ['badge', 'key', 'card', 'vehicle', 'accessory', 'screen'] as const)
      expect(acts(page(kind, { lost: true })), kind).not.toContain('equipment.remote');
  });

  it('writes French with the space before a colon', () => {
    const texts = formTexts(page('phone', { lost: true }));
    expect(texts.filter((line) => /[\p{L}\d)]: /u.test(line))).toEqual([]);
    expect(texts.some((line) => /Thing[\u00a0\u202f]: introuvable/u.test(line))).toBe(true);
  });
});
