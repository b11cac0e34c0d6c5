import type { Language } from '../../../src/domain/localized.ts';
import type { CardView } from '../../../src/views/card-view.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { everything, form, hostileTexts, longName } from '../../channels/slack/samples.ts';
import { samples } from '../../support/sample-departures.ts';
import { people, reading } from '../../support/sample-people.ts';
import { everyCard, guardedForms, openForms } from '../../views/every-view.ts';

export interface DistinctViews {
  readonly cards: readonly CardView[];
  readonly forms: readonly FormView[];
}

/** One of each relation to a departure. */
const readers = [people.alex, people.maya, people.jonas, people.nadia, people.tom];

/**
 * Everything Relais shows in chat, before a platform draws it: of views that differ only in their words one, since
 * words that are as long are drawn alike. There are fifty thousand, most of them the same thing about another
 * departure.
 */
export function distinctViews(language: Language): DistinctViews {
  const cards = new Map<string, CardView>();
  const forms = new Map<string, FormView>();
  const add = <View>(views: Map<string, View>, view: View) => {
    const key = likeness(view);
    if (!views.has(key)) views.set(key, view);
  };
  for (const sample of Object.values(samples))
    for (const reader of readers.map((person) => reading(person, language))) {
      for (const card of everyCard(sample, reader)) add(cards, card);
      for (const view of [...openForms(sample, reader), ...guardedForms(sample, reader)]) add(forms, view);
    }
  for (const text of [...hostileTexts, longName]) add(cards, everything(text));
  add(forms, form());
  return { cards: [...cards.values()], forms: [...forms.values()] };
}

/**
 * What decides how a text is drawn besides its words: none at all, a word, a line, a paragraph, more than a platform
 * takes at once.
 */
const lengths = [0, 24, 72, 150, 300, 1_000, 2_900];

/**
 * A view without its words: of each text how long it is, roughly. Keys, and what a block, a field or a button is, stay
 * as they are.
 */
function likeness(view: unknown): string {
  return JSON.stringify(view).replaceAll(
    /"(?:type|kind|style|tone|state|icon|size)":"[^"]*"|:"((?:[^"\\]|\\.)*)"/g,
    (all, words: string | undefined) =>
      words === undefined ? all : `:${lengths.filter((length) => words.trim().length > length).length}`,
  );
}
