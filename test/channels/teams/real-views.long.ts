import { describe, expect, it } from 'vitest';
import { drawCard } from '../../../src/channels/teams/draw-card.ts';
import { drawForm } from '../../../src/channels/teams/draw-form.ts';
import type { CardView } from '../../../src/views/card-view.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { samples } from '../../support/sample-departures.ts';
import { everybody, people, reading } from '../../support/sample-people.ts';
import { checkCard } from '../../support/teams-limits.ts';
import { everyCard, guardedForms, openForms } from '../../views/every-view.ts';
import { lookedAtOnce } from '../../views/looked-at-once.ts';

/** One of each relation to a departure. */
const readers = [people.alex, people.maya, people.jonas, people.nadia, people.tom];
/** As many as Teams takes, with ids as long as its own. */
const readersOfAChannel = Array.from({ length: 60 }, (_, index) => `29:1${String(index).padStart(88, 'x')}`);
const names = new Map(everybody.map(({ id, name }) => [id, name]));
const personOf = (id: string) => ({ handle: `29:${id}`, name: names.get(id) ?? id });

describe.each(['en', 'fr'] as const)('every view Relais has, in %s', (locale) => {
  const cardProblems = (view: CardView): string[] =>
    checkCard(drawCard(view, { key: 'key', locale, personOf, refreshFor: readersOfAChannel })).map(
      (problem) => `${view.kind}: ${problem}`,
    );
  const formProblems = (form: FormView): string[] =>
    checkCard(drawForm(form, { locale, personOf })).map((problem) => `${form.kind}: ${problem}`);

  const problemsOf = lookedAtOnce();

  it.each(Object.entries(samples))('is taken by Teams: %s', (_name, sample) => {
    const found = new Set<string>();
    for (const reader of readers.map((person) => reading(person, locale))) {
      for (const problem of problemsOf(everyCard(sample, reader), cardProblems)) found.add(problem);
      const forms = [...openForms(sample, reader), ...guardedForms(sample, reader)];
      for (const problem of problemsOf(forms, formProblems)) found.add(problem);
    }
    expect([...found]).toEqual([]);
  });
});
