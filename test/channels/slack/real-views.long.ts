import { describe, expect, it } from 'vitest';
import { drawCard, drawHome } from '../../../src/channels/slack/draw-card.ts';
import { drawForm } from '../../../src/channels/slack/draw-form.ts';
import type { CardView } from '../../../src/views/card-view.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { slackWords } from '../../../src/views/slack-words.ts';
import { samples } from '../../support/sample-departures.ts';
import { people, reading } from '../../support/sample-people.ts';
import { checkBlocks, checkFallback, checkView, slackSchemas } from '../../support/slack-limits.ts';
import { everyCard, guardedForms, openForms } from '../../views/every-view.ts';

const schemas = slackSchemas();

/** One of each relation to a departure. */
const readers = [people.alex, people.maya, people.jonas, people.nadia, people.tom];

describe.each(['en', 'fr'] as const)('every view Relais has, in %s', (locale) => {
  const drawing = {
    handleOf: (id: string) => `U0${id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`,
    more: slackWords(locale).more,
    moment: slackWords(locale).moment,
  };

  const cardProblems = (view: CardView): string[] => {
    const message = drawCard(view, drawing);
    const found = [
      ...checkFallback(message.text),
      ...checkBlocks(message.blocks, 'message'),
      ...checkView(drawHome(view, drawing)),
      ...(schemas?.blocks(message.blocks) ?? []),
    ];
    return found.map((problem) => `${view.kind}: ${problem}`);
  };
  const formProblems = (form: FormView): string[] => {
    const drawn = drawForm(form, drawing);
    return [...checkView(drawn), ...(schemas?.view(drawn) ?? [])].map((problem) => `${form.kind}: ${problem}`);
  };

  /** Many views do not depend on the sample. */
  const seen = new Set<string>();
  const isNew = (view: CardView | FormView): boolean => seen.size < seen.add(JSON.stringify(view)).size;

  it.each(Object.entries(samples))('is taken by Slack: %s', (_name, sample) => {
    const found = new Set<string>();
    for (const reader of readers.map((person) => reading(person, locale))) {
      for (const view of everyCard(sample, reader).filter(isNew))
        for (const problem of cardProblems(view)) found.add(problem);
      for (const form of [...openForms(sample, reader), ...guardedForms(sample, reader)].filter(isNew))
        for (const problem of formProblems(form)) found.add(problem);
    }
    expect([...found]).toEqual([]);
  });
});
