import { describe, expect, it } from 'vitest';
import { isActName } from '../../src/views/act-names.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { en } from '../../src/views/catalogue/en.ts';
import { type FormView, flatParts } from '../../src/views/form-view.ts';
import { type Sample, samples } from '../support/sample-departures.ts';
import { everybody, people, reading } from '../support/sample-people.ts';
import { blockActions, cardTexts, formActions, formTexts } from '../support/view-text.ts';
import { everyCard, guardedForms, openForms } from './every-view.ts';
import { unreachable } from './hostile-words.ts';

const keys = new Set<string>(Object.keys(en));

/**
 * What must never reach anybody: a missing value, the name of a text, a hole in a message, plain spaces before French
 * signs.
 */
function flaws(texts: readonly string[], locale: 'en' | 'fr'): string[] {
  return texts.filter(
    (text) =>
      /undefined|\bnull\b|NaN|\[object|Invalid Date/.test(text) ||
      keys.has(text) ||
      /\{[a-z]+[,}]|\bplural,/.test(text) ||
      (locale === 'fr' && / [:;?!»]|« /.test(text)),
  );
}

function formProblems(form: FormView): string[] {
  const problems: string[] = [];
  if (form.title.length > 24 || form.title === '') problems.push(`title: ${form.title}`);
  if (form.close.length > 24 || form.close === '') problems.push(`close: ${form.close}`);
  if (form.submit && (form.submit.label.length > 24 || !isActName(form.submit.act.name)))
    problems.push(`submit: ${form.submit.label}`);
  const parts = flatParts(form.parts);
  const ids = parts.flatMap((part) => (part.type === 'field' ? [part.field.id] : []));
  if (new Set(ids).size !== ids.length) problems.push(`fields twice: ${ids}`);
  if (ids.length > 0 && !form.submit) problems.push('fields without a submit button');
  for (const part of parts) {
    if (part.type !== 'field') continue;
    const { field } = part;
    if (
      (field.type === 'choice' || field.type === 'choices') &&
      field.options.some(({ label, detail }) => label === '' || label.length > 75 || (detail ?? '').length > 75)
    )
      problems.push(`option of ${field.id}`);
    if (
      field.type === 'choice' &&
      field.initial !== null &&
      !field.options.some(({ value }) => value === field.initial)
    )
      problems.push(`initial of ${field.id}`);
    if (field.type === 'text' && (field.initial ?? '').length > field.maxLength)
      problems.push(`initial of ${field.id}`);
    if (field.type === 'text' && (field.placeholder ?? '').length > 150) problems.push(`placeholder of ${field.id}`);
  }
  return problems;
}

/** Acts on cards that are about no departure. */
const aboutNone = [
  ...['start', 'help', 'survey.results', 'departures.list', 'settings'],
  ...['brakes.open', 'hr-feed.release', 'hr-feed.leave', 'wave.confirm', 'wave.people', 'desk.open'],
  ...[
    'collected.show',
    'collected.several',
    'contracts',
    'contract.open',
    'posts',
    'post.open',
    'auditors',
    'auditor.open',
  ],
];

function cardProblems(card: CardView, sample: Sample, locale: 'en' | 'fr'): string[] {
  const actions = blockActions(card.blocks);
  const lost = actions.filter(({ act }) =>
    act.departureId === null ? !aboutNone.includes(act.name) : act.departureId !== sample.departure.id,
  );
  return [
    ...flaws(cardTexts(card), locale),
    ...(card.title.trim() === '' ? ['no title'] : []),
    ...(card.fallback.trim() === '' ? ['no fallback'] : []),
    ...(card.blocks.length === 0 ? ['says nothing'] : []),
    ...unreachable(actions).map(({ accessibilityLabel }) => `button: ${accessibilityLabel}`),
    ...lost.map(({ act }) => `act of another departure: ${act.name}`),
  ].map((problem) => `${card.kind}: ${problem}`);
}

/** Every card for everybody, and every form for whoever opens it, of every sample. */
export function readsWell(locale: 'en' | 'fr'): void {
  describe(`every view, in ${locale}`, () => {
    it.each(Object.entries(samples))('%s: cards read well for everybody', (_name, sample) => {
      for (const person of everybody) {
        const reader = reading(person, locale);
        const problems = everyCard(sample, reader).flatMap((card) => cardProblems(card, sample, locale));
        expect(problems, reader.id).toEqual([]);
      }
    });

    it.each(Object.entries(samples))('%s: forms read well and keep the limits', (_name, sample) => {
      for (const person of [people.maya, people.tom, people.nadia, people.alex]) {
        const reader = reading(person, locale);
        const problems = [...openForms(sample, reader), ...guardedForms(sample, reader)].flatMap((form) =>
          [
            ...formProblems(form),
            ...flaws(formTexts(form), locale),
            ...unreachable(formActions(form)).map(({ accessibilityLabel }) => `button: ${accessibilityLabel}`),
          ].map((problem) => `${form.kind}: ${problem}`),
        );
        expect(problems, reader.id).toEqual([]);
      }
    });

    it('canary: each kind of flaw is seen', () => {
      const bad = ['due undefined', 'card.title', 'departure.title', 'Hello {name}', 'on Invalid Date'];
      expect(flaws(bad, locale)).toEqual(bad.filter((text) => text !== 'card.title'));
      expect(flaws(['Bonjour : x', '« x »'], 'fr')).toHaveLength(2);
    });
  });
}
