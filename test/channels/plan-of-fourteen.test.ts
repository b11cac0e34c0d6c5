import { describe, expect, it } from 'vitest';
import { drawCard as drawInSlack } from '../../src/channels/slack/draw-card.ts';
import { drawForm as drawFormInSlack } from '../../src/channels/slack/draw-form.ts';
import { plainBlocks } from '../../src/channels/slack/newer-blocks.ts';
import { drawCard as drawInTeams } from '../../src/channels/teams/draw-card.ts';
import { drawForm as drawFormInTeams } from '../../src/channels/teams/draw-form.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { flatParts } from '../../src/views/form-view.ts';
import { accessPlanForm } from '../../src/views/forms/access-plan-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { sampleAction, sampleRevocation } from '../support/sample-plan.ts';
import { checkBlocks, checkView } from '../support/slack-limits.ts';
import { checkCard, wordsIn } from '../support/teams-limits.ts';
import { formActions } from '../support/view-text.ts';

const now = '2026-11-10T09:00:00.000Z';
const drawing = { handleOf: () => null, more: (count: number) => `and ${count} more`, moment: '{date_long} {time}' };
const systemNumbers = Array.from({ length: 14 }, (_, index) => index + 1);
/** As a vendor names what it has: with marks that both platforms read as markup. */
const markup = '*~`_[x](y)<&>\\{{"é';

interface Size {
  actions: number;
  /** How long the name of each thing is, and the call. */
  length?: number;
  filling?: string;
}

/** Fourteen systems; the even ones hold something that cannot be undone, pass something on and lose something. */
function fourteen({ actions, length = 40, filling = 'x' }: Size): Departure {
  const long = filling.repeat(length).slice(0, length);
  return sampleDeparture({
    runStartedAt: null,
    revocations: systemNumbers.flatMap((number) =>
      Array.from({ length: actions }, (_, index) => {
        const isFinal = number % 2 === 0 && index === actions - 1;
        const passes = number % 2 === 0 && index === 0;
        return sampleRevocation(
          sampleAction(`system-${number}`, isFinal ? 'delete' : passes ? 'data' : 'groups', {
            systemLabel: `System ${number}`,
            target: { id: `${index}`, label: `Thing ${number}.${index} ${long}` },
            call: `DELETE /call/${number}.${index}/ ${long}`,
            effect: isFinal ? 'destructive' : 'reversible',
            ...(isFinal && { losses: [{ what: `the mail of ${long}`, afterDays: 30 }] }),
          }),
        );
      }),
    ),
  });
}

const card = (departure: Departure) => accessCard(departure, people.tom, now, { roles: ['it'] });
const titleOf = (number: number, count: number) =>
  number % 2 === 0 ? `System ${number} · ${count} actions, 1 cannot be undone` : `System ${number} · ${count} actions`;
const sizes: readonly (readonly [string, Size])[] = [
  ['eight actions each', { actions: 8 }],
  ['forty actions each', { actions: 40, length: 60 }],
  ['the longest names and calls', { actions: 12, length: 300 }],
  ['names that are markup', { actions: 12, length: 300, filling: markup }],
];

describe.each(sizes)('the card of fourteen systems with %s', (_name, size) => {
  const departure = fourteen(size);
  const view = card(departure);
  const slack = drawInSlack(view, drawing).blocks;
  const teams = drawInTeams(view, { key: 'key', locale: 'en' });

  it.each([
    ['Slack', JSON.stringify(slack)],
    ['Slack without newer blocks', JSON.stringify(plainBlocks(slack))],
    ['Teams', wordsIn(teams)],
  ])('names each of them with what ends there, and the button that confirms, on %s', (_where, drawn) => {
    for (const number of systemNumbers) expect(drawn).toContain(titleOf(number, size.actions));
    expect(drawn).toContain('Confirm');
    expect(drawn).toContain('Read everything');
  });

  it('puts what cannot be undone first', () => {
    const drawn = JSON.stringify(slack);
    const [lastFinal, firstOther] = [drawn.indexOf(titleOf(14, size.actions)), drawn.indexOf(titleOf(1, size.actions))];
    expect(lastFinal).toBeLessThan(firstOther);
  });

  it('is taken by both platforms', () => {
    expect(checkBlocks(slack, 'message')).toEqual([]);
    expect(checkBlocks(plainBlocks(slack), 'message')).toEqual([]);
    expect(checkCard(teams)).toEqual([]);
  });
});

it('tells the sentences of all fourteen on the card of a plan as companies have it', () => {
  const view = card(fourteen({ actions: 8 }));
  const drawn = [drawInSlack(view, drawing).blocks, drawInTeams(view, { key: 'key', locale: 'en' })];
  for (const one of drawn) {
    const words = JSON.stringify(one);
    for (const number of systemNumbers) expect(words).toContain(`System ${number} (`);
  }
});

/** Page after page, as its buttons turn them. */
function pagesOf(departure: Departure) {
  const pages = [];
  for (let page: number | null = 0; page !== null; ) {
    const form = accessPlanForm({ departure, reader: people.tom, roles: ['it'], page });
    pages.push(form);
    const next = formActions(form).find(({ label }) => label === 'Next page');
    page = next ? Number(next.act.target) : null;
  }
  return pages;
}

describe.each([...sizes, ['one action each', { actions: 1 }] as const])(
  'all of it page by page, with %s',
  (_name, size) => {
    const departure = fourteen(size);
    const pages = pagesOf(departure);

    it('tells every action with its call, once, and counts nothing in place of telling it', () => {
      const lines = pages.flatMap(({ parts }) =>
        flatParts(parts).flatMap((part) =>
          part.type === 'block' && part.block.type === 'items'
            ? part.block.items.map((one) => JSON.stringify(one))
            : [],
        ),
      );
      expect(lines).toHaveLength(14 * size.actions);
      for (const { action } of departure.revocations) {
        const [, numbers = ''] = /call\/([\d.]+)\//.exec(String(action.call)) ?? [];
        expect(lines.filter((line) => line.includes(`/call/${numbers}/`))).toHaveLength(1);
      }
    });

    it('is drawn whole on both platforms', () => {
      for (const form of pages) {
        const slack = drawFormInSlack(form, drawing);
        const teams = drawFormInTeams(form, { locale: 'en' });
        expect(checkView(slack)).toEqual([]);
        expect(checkCard(teams)).toEqual([]);
        const calls = [...JSON.stringify(form.parts).matchAll(/\/call\/[\d.]+\//g)].map(([call]) => call);
        expect(calls.length).toBeGreaterThan(0);
        for (const drawn of [JSON.stringify(slack), JSON.stringify(teams)]) {
          expect(drawn).not.toMatch(/and \d+ more|Show \d+ more/);
          for (const call of calls) expect(drawn).toContain(call);
        }
      }
    });
  },
);

describe('who reads all of it', () => {
  const departure = fourteen({ actions: 2 });
  const words = (reader: typeof people.tom, roles: readonly ('it' | 'hr')[], over: Partial<Departure> = {}) =>
    JSON.stringify(accessPlanForm({ departure: { ...departure, ...over }, reader, roles, page: 0 }));

  it('is who reads the access card, and nobody else', () => {
    expect(words(people.nadia, ['hr'])).toContain('/call/');
    for (const reader of [people.maya, people.jonas, people.alex]) {
      const shown = words(reader, []);
      expect(shown).not.toContain('/call/');
      expect(shown).toContain('There is no such departure');
    }
  });

  it('is, once the run has begun, only what nobody has confirmed', () => {
    const begun = { runStartedAt: now, accounts: departure.accounts.map((one) => ({ ...one, covered: [] })) };
    expect(words(people.tom, ['it'], begun)).toContain('/call/10.0/');
    const covered = sampleDeparture({ runStartedAt: now });
    expect(
      JSON.stringify(accessPlanForm({ departure: covered, reader: people.tom, roles: ['it'], page: 0 })),
    ).toContain('Nothing waits for a confirmation here.');
  });

  it('is the nearest page where one is asked for that is not there', () => {
    const large = fourteen({ actions: 40 });
    const at = (page: number) => accessPlanForm({ departure: large, reader: people.tom, roles: ['it'], page });
    expect(at(99)).toEqual(at(pagesOf(large).length - 1));
    expect(at(Number.NaN)).toEqual(at(0));
    expect(at(-1)).toEqual(at(0));
  });
});
