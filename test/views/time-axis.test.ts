import { expect, it } from 'vitest';
import { timeAxis } from '../../src/views/words/time-axis.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { people } from '../support/sample-people.ts';

const english = voiceFor(people.maya);
const points = (...values: number[]) => values.map((value) => ({ label: 'Okta', value, words: '' }));
const axis = (...values: number[]) => {
  const { unit, points: shown } = timeAxis(points(...values), english);
  return [unit, ...shown.map(({ value }) => value)];
};

it('counts seconds where all was closed within two minutes, so that bars differ as times do', () => {
  expect(axis(12_400, 15_000, 120_000)).toEqual(['seconds', 12, 15, 120]);
});

it('counts minutes as soon as one took longer', () => {
  expect(axis(12_400, 120_001, 4_380_000)).toEqual(['minutes', 0.2, 2, 73]);
});

it('shows nothing below zero, and says it in French', () => {
  expect(axis(-5000)).toEqual(['seconds', 0]);
  expect(timeAxis(points(1), voiceFor({ ...people.maya, locale: 'fr' })).unit).toBe('en secondes');
});
