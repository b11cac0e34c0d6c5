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
import { lookedAtOnce } from '../../views/looked-at-once.ts';

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

  const problemsOf = lookedAtOnce();

  it.each(Object.entries(samples))('is taken by Slack: %s', (_name, sample) => {
    const found = new Set<string>();
    for (const reader of readers.map((person) => reading(person, locale))) {
      for (const problem of problemsOf(everyCard(sample, reader), cardProblems)) found.add(problem);
      const forms = [...openForms(sample, reader), ...guardedForms(sample, reader)];
      for (const problem of problemsOf(forms, formProblems)) found.add(problem);
    }
    expect([...found]).toEqual([]);
  });
});
