import { describe, expect, it } from 'vitest';
import { samples } from '../../support/sample-departures.ts';
import { people, reading } from '../../support/sample-people.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';
import { everyCard, guardedForms, openForms } from '../../views/every-view.ts';
import { slackOnly } from './slack-only.ts';

describe('on Teams nobody is told to do what only Slack can', () => {
  // Draws every view there is, which takes half a minute on a quiet machine.
  it.each(['en', 'fr'] as const)('by any card or form, filled, in %s', { timeout: 240_000 }, (locale) => {
    const readers = [people.alex, people.maya, people.jonas, people.nadia, people.tom];
    const texts = Object.values(samples).flatMap((sample) =>
      readers
        .map((person) => reading(person, locale))
        .flatMap((reader) => [
          ...everyCard(sample, reader).flatMap(cardTexts),
          ...[...openForms(sample, reader, 'teams'), ...guardedForms(sample, reader)].flatMap(formTexts),
        ]),
    );
    expect(texts.length).toBeGreaterThan(10_000);
    expect([...new Set(texts.filter((text) => slackOnly.test(text)))]).toEqual([]);
  });
});
