import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawCard as drawInSlack } from '../../../src/channels/slack/draw-card.ts';
import { drawForm as drawFormInSlack } from '../../../src/channels/slack/draw-form.ts';
import { decodeMetadata } from '../../../src/channels/slack/form-metadata.ts';
import { drawCard } from '../../../src/channels/teams/draw-card.ts';
import { drawForm } from '../../../src/channels/teams/draw-form.ts';
import { actNames, isActName } from '../../../src/views/act-names.ts';
import { cardKinds } from '../../../src/views/card-view.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { samples } from '../../support/sample-departures.ts';
import { people } from '../../support/sample-people.ts';
import { verbsIn } from '../../support/teams-limits.ts';
import { everyCard, guardedForms, openForms } from '../../views/every-view.ts';

const templates = resolve(import.meta.dirname, '../../../adaptive-cards');
const drawing = { handleOf: () => null, more: (count: number) => `and ${count} more`, moment: '{date_long} {time}' };
const readers = [people.alex, people.maya, people.jonas, people.nadia, people.tom, people.hugo];
const options = { key: 'key', locale: 'en' } as const;

/** `large` is folded differently on both sides; what it shows stands in the others. */
const shown = Object.entries(samples).filter(([name]) => name !== 'large');
const cards = distinct(shown.flatMap(([, sample]) => readers.flatMap((reader) => everyCard(sample, reader)))).map(
  (card) => ({
    kind: card.kind,
    inSlack: actsInSlack(drawInSlack(card, drawing).blocks),
    inTeams: verbsIn(drawCard(card, options)),
  }),
);
const forms = distinct(
  shown.flatMap(([, sample]) =>
    readers.flatMap((reader) => [...openForms(sample, reader), ...guardedForms(sample, reader)]),
  ),
).map((form) => ({ kind: form.kind, inSlack: actsOfSlackForm(form), inTeams: verbsIn(drawForm(form, options)) }));

/** Many views do not depend on the sample, or on who reads them. */
function distinct<T>(views: readonly T[]): T[] {
  return [...new Map(views.map((view) => [JSON.stringify(view), view])).values()];
}

function actsInSlack(drawn: unknown): string[] {
  return [...JSON.stringify(drawn).matchAll(/"relais:([a-z0-9.-]+):\d+"/g)].map(([, name = '']) => name);
}

/**
 * Slack carries the act of the submit button, and those of the fields that report their changes, in the modal's
 * metadata.
 */
function actsOfSlackForm(form: FormView): string[] {
  const drawn = drawFormInSlack(form, drawing);
  const metadata = decodeMetadata(drawn.private_metadata ?? '');
  const carried = [metadata?.submit ?? null, ...Object.values(metadata?.changes ?? {})];
  return [...actsInSlack(drawn), ...carried.flatMap((act) => (act === null ? [] : [act.name]))];
}

function missing(views: readonly { kind: string; inSlack: string[]; inTeams: string[] }[]): string[] {
  const found = views.flatMap(({ kind, inSlack, inTeams }) =>
    inSlack.filter((act) => !inTeams.includes(act)).map((act) => `${kind}: ${act}`),
  );
  return [...new Set(found)];
}

describe('what Slack draws, Teams draws', () => {
  it('has no template of a card that is not there', () => {
    const files = readdirSync(templates).filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual([...cardKinds, 'form'].map((kind) => `${kind}.json`).sort());
  });

  it.each(cardKinds)('draws a bare card of the kind "%s"', (kind) => {
    const bare = { kind, title: 'A card', subtitle: null, tone: 'neutral', blocks: [], fallback: '' } as const;
    expect(drawCard(bare, options).body).not.toHaveLength(0);
  });

  it('every button of every card', () => {
    expect(cards.length).toBeGreaterThan(100);
    expect(missing(cards)).toEqual([]);
  });

  it('every button, submission and change of every form', () => {
    expect(forms.length).toBeGreaterThan(100);
    expect(missing(forms)).toEqual([]);
  });

  it('canary: one that is missing is named', () => {
    expect(missing([{ kind: 'task', inSlack: ['task.accept', 'task.decline'], inTeams: ['task.accept'] }])).toEqual([
      'task: task.decline',
    ]);
  });

  it('every act that a click can ask for, and none that Relais does not know', () => {
    const names = new Set([...cards, ...forms].flatMap(({ inTeams }) => inTeams));
    expect([...names].filter((name) => !isActName(name))).toEqual([]);
    // Typed, on both platforms; Slack shows home as a tab.
    expect(actNames.filter((name) => !names.has(name))).toEqual(['command', 'home', 'wave', 'audit.open']);
  });
});
