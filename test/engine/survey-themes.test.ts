import { describe, expect, it } from 'vitest';
import { surveySettingsSchema } from '../../src/domain/survey/survey-settings.ts';
import { readThemes } from '../../src/engine/survey/read-themes.ts';
import { sampleDeparture, samplePerson } from '../stores/samples.ts';
import { formOf, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

const settings = surveySettingsSchema.parse({ leaveOut: ['dismissal'] });

function answered(index: number, more: Parameters<typeof sampleDeparture>[1] = {}) {
  return sampleDeparture(`d${index}`, {
    status: 'completed',
    kind: 'resignation',
    leaver: samplePerson(`leaver-${index}`, { team: 'Sales' }),
    survey: {
      ...{ opensAt: '2026-03-01T00:00:00.000Z', closesAt: '2026-04-01T00:00:00.000Z', edits: 0 },
      answeredAt: '2026-03-31T22:30:00.000Z',
      answers: { best: 'The tea.', change: `My salary, number ${index}.` },
    },
    ...more,
  });
}

async function* listed(all: readonly ReturnType<typeof answered>[]) {
  yield* all;
}

const read = (all: readonly ReturnType<typeof answered>[], reader = 'nadia') =>
  readThemes({ search: () => listed(all) }, settings, reader);
const five = [1, 2, 3, 4, 5].map((index) => answered(index));

describe('themes over many departures', () => {
  it('are read from what leavers wrote, in the quarter of their own calendar', async () => {
    const { table, isPartial } = await read(five);
    expect(isPartial).toBe(false);
    // Half past ten in the evening of the last day of March is April in Paris.
    expect(table.quarters).toEqual([{ names: ['2026-Q2'], others: false, people: 5 }]);
    expect(table.themes.map(({ id, people, sentences }) => [id, people, sentences.length])).toEqual([['pay', 5, 5]]);
  });

  it('leave out those whom the reader manages, the reader, what did not take place, and kinds that are set', async () => {
    const peopleOf = async (all: readonly ReturnType<typeof answered>[], reader?: string) =>
      (await read(all, reader)).table.people;
    expect(await peopleOf(five)).toBe(5);
    expect(await peopleOf([...five, answered(6, { manager: 'nadia' })])).toBe(5);
    expect(await peopleOf([...five, answered(6)], 'leaver-6')).toBe(5);
    expect(await peopleOf([...five, answered(6, { status: 'retained' })])).toBe(5);
    expect(await peopleOf([...five, answered(6, { kind: 'dismissal' })])).toBe(5);
    expect(await peopleOf([...five, answered(6, { survey: null })])).toBe(5);
    const erasure = { at: '2026-04-02T09:00:00.000Z', why: 'decided', evidenceUntil: null, cards: [], notBefore: null };
    expect(await peopleOf([...five, answered(6, { erasure: { ...erasure, why: 'decided' } })])).toBe(5);
    expect(await peopleOf([...five, answered(6)])).toBe(6);
  });

  it('are opened by HR alone', async () => {
    const { say } = await talk();
    expect(formTexts(formOf(await say('hr', 'survey.themes'))).join('\n')).toMatch(/Pour l’instant\s:\s0/);
    for (const who of ['manager', 'it', 'leaver'] as const)
      expect(await say(who, 'survey.themes'), who).toMatchObject({ notice: { tone: 'refused' } });
  });
});
