import { expect, it } from 'vitest';
import type { Topic } from '../../src/domain/knowledge/dossier.ts';
import { dossierForm } from '../../src/views/forms/dossier-form.ts';
import { questionBlocks } from '../../src/views/knowledge/my-questions.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { createdAt } from '../support/sample-plan.ts';
import { formTexts } from '../support/view-text.ts';

const topics = Array.from(
  { length: 9 },
  (_, index): Topic => ({
    ...{ id: `t${index}`, category: 'risks', title: `Topic ${index}`, question: null, rev: 0, asked: 1 },
    ...{ written: null, heir: null, offeredAt: null, received: null, leftOut: null },
  }),
);
const dossier = { template: 'standard', perDay: 3, asksFrom: createdAt, askedAt: createdAt };
const departure = sampleDeparture({ topics, dossier });

it('says how many more questions there are than it lists', () => {
  const asked = [{ departure, topics, askedAt: createdAt }];
  const said = (count: number) =>
    JSON.stringify(
      questionBlocks(
        asked.map((one) => ({ ...one, topics: topics.slice(0, count) })),
        voiceFor(people.alex),
      ),
    );
  expect(said(9)).toContain('9');
  expect(said(9)).toContain('Topic 4');
  expect(said(9)).not.toContain('Topic 5');
  expect(said(9)).toMatch(/4 (more|autres)/);
  expect(said(5)).not.toMatch(/more|autre/);
});

it('does not say twice what the form is called', () => {
  const texts = (reader: typeof people.alex) => {
    const form = dossierForm(departure, { reader, roles: [], now: createdAt });
    return { title: form.title, texts: formTexts(form) };
  };
  for (const reader of [people.alex, people.jonas]) {
    const { title, texts: said } = texts(reader);
    expect(said.filter((text) => text === title).length).toBeLessThanOrEqual(1);
  }
  expect(texts(people.maya).texts.join('\n')).toContain('Alex');
});
