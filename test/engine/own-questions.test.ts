import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/domain/figures/figures.ts';
import { addAnswers, emptySurveyTotals, summarize, surveyFiguresOf } from '../../src/domain/figures/survey-figures.ts';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { createMemoryWorld, testFlow } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

const questions = [
  { id: 'remote', type: 'scale', text: { en: 'How did working from home go?', fr: 'Et le travail à distance ?' } },
  {
    id: 'tools',
    type: 'choices',
    text: { en: 'Which tools held you back?', fr: 'Quels outils vous ont freiné ?' },
    options: [
      { id: 'crm', text: 'CRM' },
      { id: 'chat', text: 'Chat' },
    ],
  },
  { id: 'back', type: 'yes-no', text: { en: 'Would you come back?', fr: 'Reviendriez-vous ?' } },
  {
    id: 'heard',
    type: 'choice',
    text: 'Where next?',
    options: [
      { id: 'rival', text: 'A rival' },
      { id: 'rest', text: 'A rest' },
    ],
  },
  { id: 'more', type: 'text', text: { en: 'What else?', fr: 'Quoi d’autre ?' } },
];

function withQuestions(list: unknown): Flow {
  return flowSchema.parse({ ...testFlow, survey: { ...testFlow.survey, questions: list } });
}
const asking = withQuestions(questions);
const opened = '2026-03-19T10:00:00.000Z';
const answers = {
  'own-remote': '4',
  'own-tools': ['crm', 'chat'],
  'own-back': 'yes',
  'own-heard': 'rest',
  'own-more': 'The canteen, alas',
};

async function asked() {
  const { world, say } = await talk();
  const id = await world.plan({}, asking);
  await world.advanceTo(opened);
  return { world, say, id };
}

describe('questions of the company’s own in the exit survey', () => {
  it('are asked after the eight, answered, kept by id and version, and read by HR alone', async () => {
    const { world, say, id } = await asked();
    expect(formTexts(formOf(await say('leaver', 'survey.open', { id }))).join('\n')).toContain(
      'Which tools held you back?',
    );
    await say('leaver', 'survey.submit', { id, values: answers });
    const state = await world.load(id);
    expect(state.survey?.answers).toEqual({
      own: [
        { id: 'remote', version: 1, value: 4, type: 'scale', mark: expect.stringMatching(/^[0-9a-f]{16}$/) },
        { id: 'tools', version: 1, value: ['crm', 'chat'], type: 'choices', mark: expect.any(String) },
        { id: 'back', version: 1, value: 'yes', type: 'yes-no', mark: expect.any(String) },
        { id: 'heard', version: 1, value: 'rest', type: 'choice', mark: expect.any(String) },
        { id: 'more', version: 1, value: 'The canteen, alas', type: 'text', mark: expect.any(String) },
      ],
    });
    const read = formTexts(formOf(await say('hr', 'survey.results', { id })))
      .join('\n')
      .replaceAll(/[\u00a0\u202f]/g, ' ');
    // Nadia reads French.
    for (const word of ['Quels outils vous ont freiné ?', 'CRM', 'Oui', 'A rest', 'The canteen, alas'])
      expect(read, word).toContain(word);
    expect(await say('manager', 'survey.results', { id })).toMatchObject({ notice: { tone: 'refused' } });
    // What people wrote is in no numbers.
    expect(JSON.stringify(figuresOf(state))).not.toContain('canteen');
    expect(formTexts(formOf(await say('leaver', 'survey.open', { id }))).join('\n')).toContain('The canteen, alas');
  });

  it.each([
    ['a question that is not asked', { id: 'other', version: 1, value: 4 }],
    ['an earlier version', { id: 'remote', version: 2, value: 4 }],
    ['an option that there is not', { id: 'heard', version: 1, value: 'elsewhere' }],
    ['one option twice', { id: 'tools', version: 1, value: ['crm', 'crm'] }],
    ['words for a scale', { id: 'remote', version: 1, value: 'four' }],
    ['neither yes nor no', { id: 'back', version: 1, value: 'perhaps' }],
  ])('refuses the answer to %s', async (_, own) => {
    const { world, id } = await asked();
    expect(await world.ask('leaver', id, { type: 'survey.answer', answers: {}, own: [own] })).toMatchObject({
      refusal: { code: 'survey-question-unknown' },
    });
    expect((await world.load(id)).survey?.answers).toBeNull();
  });

  it('are counted from five answers on, and never two questions as one', async () => {
    const { world, say, id } = await asked();
    await say('leaver', 'survey.submit', { id, values: answers });
    const own = (await world.load(id)).survey?.answers?.own ?? [];
    const totals = structuredClone(emptySurveyTotals);
    for (let index = 0; index < 4; index += 1) addAnswers(totals, surveyFiguresOf({ overall: 4, own }), 1);
    // The same id and version, with another text: another mark.
    const other = own.map((one) => ({ ...one, mark: 'another one' }));
    for (let index = 0; index < 4; index += 1) addAnswers(totals, surveyFiguresOf({ overall: 4, own: other }), 1);
    expect(summarize(totals).own).toEqual([]);
    addAnswers(totals, surveyFiguresOf({ overall: 4, own }), 1);
    expect(summarize(totals).own.map(({ key, count, values }) => [key.split(':')[0], count, values])).toEqual([
      ['remote@1', 5, { 4: 5 }],
      ['tools@1', 5, { crm: 5, chat: 5 }],
      ['back@1', 5, { yes: 5 }],
      ['heard@1', 5, { rest: 5 }],
    ]);
    for (let index = 0; index < 5; index += 1) addAnswers(totals, surveyFiguresOf({ overall: 4, own }), -1);
    for (let index = 0; index < 4; index += 1) addAnswers(totals, surveyFiguresOf({ overall: 4, own: other }), -1);
    expect(totals).toEqual(emptySurveyTotals);
  });

  it('have another mark where text, type or options are others', async () => {
    const marks = [];
    const first = questions[1] ?? {};
    const variants = [
      {},
      { text: 'Which?' },
      { type: 'choice' },
      {
        options: [
          { id: 'crm', text: 'CRM' },
          { id: 'chat', text: 'Talk' },
        ],
      },
    ];
    for (const more of variants) {
      const world = await createMemoryWorld();
      const id = await world.plan({}, withQuestions([{ ...first, ...more }]));
      await world.advanceTo(opened);
      const value = 'type' in more ? 'crm' : ['crm'];
      await world.ask('leaver', id, { type: 'survey.answer', answers: {}, own: [{ id: 'tools', version: 1, value }] });
      marks.push((await world.load(id)).survey?.answers?.own?.[0]?.mark);
    }
    expect(new Set(marks).size).toBe(variants.length);
    expect(marks).not.toContain(undefined);
  });
});
