import { describe, expect, it } from 'vitest';
import type { CardOptions } from '../../../src/channels/teams/adaptive-card.ts';
import { drawCard, refreshVerb } from '../../../src/channels/teams/draw-card.ts';
import { type CardView, cardKinds, itemIcons } from '../../../src/views/card-view.ts';
import { checkCard, dangers, wordsIn } from '../../support/teams-limits.ts';
import { button, card, dangerous, everything, hostileTexts, item, longName, ref } from '../slack/samples.ts';

const options: CardOptions = { key: 'card-1', locale: 'en' };
const draw = (view: CardView, over: Partial<CardOptions> = {}) => drawCard(view, { ...options, ...over });
const maya = (id: string) => (id === 'p-maya' ? { handle: '29:maya', name: 'Maya Lindqvist' } : null);

/** Adaptive Cards' own markup, besides what people could type to make a card say what it does not in Slack. */
const hostile = [
  ...hostileTexts,
  '<at>Maya Lindqvist</at>',
  '[Sign in](https://evil.example.com) ![x](https://evil.example.com/x.png)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template would take for an expression
  '${title} ${$root.title} ${blocks} ${string(1 + 1)}',
  '{{DATE(2026-03-27T18:00:00Z, LONG)}} {{TIME(2026-03-27T18:00:00Z)}}',
  '# Heading\n- list\n1. list\n> quote\n---\n***',
  '- list',
  '1. list',
  '1) list',
  '# heading',
  '    code',
  '<b>bold</b><img src=x onerror=alert(1)>',
  '&lt;at&gt;',
  '\\*x\\*',
  '__proto__',
  '**x**__y__~~z~~',
  '[x]: https://evil.example.com',
  '[x]',
  '| a | b |\n| - | - |',
];

describe('drawCard', () => {
  it.each(hostile.map((text) => [JSON.stringify(text), text]))('takes %s as words', (_shown, text) => {
    const drawn = draw(everything(text), { personOf: maya });
    expect(checkCard(drawn)).toEqual([]);
    // One mention, of the person the view means, whatever anybody is called.
    expect(drawn.msteams?.entities).toEqual([
      { type: 'mention', text: '<at>Maya Lindqvist</at>', mentioned: { id: '29:maya', name: 'Maya Lindqvist' } },
    ]);
  });

  it('canary: markup, mentions and functions in a text are seen', () => {
    for (const text of [
      '**x**',
      '_x_',
      '[x](https://evil.example.com)',
      'https://evil.example.com',
      '- x',
      '1. x',
      '# x',
      '`x`',
    ])
      expect(dangers(text, []), text).not.toEqual([]);
    expect(dangers('<at>Maya</at>', [])).not.toEqual([]);
    expect(dangers('<at>Maya</at>', ['<at>Maya</at>'])).toEqual([]);
    expect(dangers('{{TIME(2026-03-27T18:00:00Z)}}', [])).not.toEqual([]);
  });

  it('canary: a card that Teams would refuse, or that does without asking, is seen', () => {
    const { body } = draw(card([{ type: 'actions', actions: [button()] }]));
    const found = (over: object) => checkCard({ ...draw(card([])), ...over }).join('\n');
    expect(found({})).toBe('');
    expect(found({ msteams: { width: 'Half' } })).toContain('not as Teams describes it');
    expect(found({ body: [{ type: 'TextBlocks', text: 'x' }] })).toContain('renderer: Unknown element type');
    expect(found({ fallbackText: 'x'.repeat(28_000) })).toMatch(/card: \d+ bytes/);
    const bare = JSON.parse(
      JSON.stringify(body).replaceAll('Action.Submit', 'Action.Nothing').replaceAll('positive', 'destructive'),
    );
    expect(found({ body: bare })).toContain('no fallback');
    expect(found({ body: bare })).toContain('does not ask first');
  });

  it('shows no buttons without the line that they belong to, however many lines there are', () => {
    const lines = Array.from({ length: 40 }, (_, at) => [
      { type: 'items' as const, items: [item({ text: `Task number ${at}.` })] },
      { type: 'actions' as const, actions: [button(), button(), button()] },
    ]);
    const drawn = draw(card(lines.flat()));
    expect(checkCard(drawn)).toEqual([]);
    const words = wordsIn(drawn);
    const shown = lines.filter((_, at) => words.includes(`Task number ${at}.`)).length;
    expect(shown).toBeGreaterThan(5);
    expect(JSON.stringify(drawn).split('"type":"ActionSet"').length - 1).toBe(shown);
    expect(words).toContain(`${40 - shown} more`);
  });

  it('leaves what looks like a template as it was typed', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above
    const text = '${title} $root ${$data} ${blocks}';
    const words = wordsIn(
      draw(
        card(
          [
            { type: 'text', text },
            { type: 'quote', text },
          ],
          { title: text },
        ),
      ),
    );
    expect(words.split('\n').filter((line) => line === text)).toHaveLength(3);
  });

  it.each(cardKinds)('draws "%s" with the longest names, forty buttons and all', (kind) => {
    const drawn = draw({ ...everything(longName, 40), kind }, { personOf: maya, refreshFor: ['29:a'] });
    expect(checkCard(drawn)).toEqual([]);
    expect(wordsIn(drawn)).toMatch(/and \d+ more/);
  });

  it('shows forty steps: the first ones at once, every other behind one button', () => {
    const steps = Array.from({ length: 40 }, (_, index) =>
      item({
        icon: itemIcons[index % itemIcons.length] ?? 'todo',
        text: `Step number ${index}`,
        detail: 'Jonas, by Friday',
      }),
    );
    const drawn = draw(card([{ type: 'items', items: steps }]));
    expect(checkCard(drawn)).toEqual([]);
    for (let index = 0; index < 40; index += 1) expect(wordsIn(drawn)).toContain(`Step number ${index}`);
    const [, blocks] = drawn.body;
    expect(blocks?.['items']).toHaveLength(12 + 3);
    expect(wordsIn(drawn)).toContain('Show 28 more');
    expect(JSON.stringify(drawn)).toContain('"targetElements":["list-0.tail","list-0.more","list-0.fewer"]');
  });

  it.each([
    ['good', '✅ Alex Moreau leaves'],
    ['attention', '⚠️ Alex Moreau leaves'],
    ['danger', '🛑 Alex Moreau leaves'],
    ['neutral', 'Alex Moreau leaves'],
  ] as const)('tells the tone "%s" not by colour alone', (tone, title) => {
    expect(wordsIn(draw(card([], { tone }))).split('\n')).toContain(title);
  });

  it('asks before what is dangerous, in a card below the button', () => {
    const drawn = draw(card([{ type: 'actions', actions: [dangerous] }]));
    expect(checkCard(drawn)).toEqual([]);
    const data = { relais: dangerous.act };
    const real = { title: 'End access', style: 'destructive', data };
    expect(drawn.body[1]?.['items']).toMatchObject([
      {
        type: 'ActionSet',
        actions: [
          {
            type: 'Action.ShowCard',
            title: 'Confirm the cut…',
            card: {
              body: [
                { text: 'End access?' },
                { items: [{ inlines: [{ text: 'Access of Alex ends at 18:00.' }] }] },
                {
                  actions: [
                    {
                      type: 'Action.Execute',
                      verb: 'access.confirm',
                      ...real,
                      fallback: { type: 'Action.Submit', ...real },
                    },
                  ],
                },
              ],
            },
          },
        ],
      },
    ]);
  });

  it('carries the act, and says what a button is about', () => {
    const act = ref({ target: 'a"b,c', seen: '7' });
    const drawn = draw(card([{ type: 'actions', actions: [button({ act })] }]));
    expect(drawn.body[1]?.['items']).toMatchObject([
      { actions: [{ verb: 'task.accept', tooltip: 'Accept: billing', style: 'positive', data: { relais: act } }] },
    ]);
  });

  it('asks for a view of their own for at most sixty people', () => {
    const everyone = Array.from({ length: 70 }, (_, index) => `29:${index}`);
    const { refresh } = draw(card([]), { refreshFor: everyone });
    expect(refresh?.userIds).toHaveLength(60);
    expect(refresh?.action).toMatchObject({ verb: refreshVerb, data: { relaisCard: 'card-1' } });
    expect(draw(card([])).refresh).toBeUndefined();
  });

  it('mentions nobody who is not in Teams, and of two namesakes only one', () => {
    const text = [{ mention: 'p-a', name: 'Sam' }, ' and ', { mention: 'p-b', name: 'Sam' }];
    const both = draw(card([{ type: 'text', text }]), { personOf: (id) => ({ handle: `29:${id}`, name: 'Sam' }) });
    expect(both.msteams?.entities).toHaveLength(1);
    expect(wordsIn(both)).toContain('<at>Sam</at> and Sam');
    const nobody = draw(card([{ type: 'text', text }]), { personOf: () => ({ handle: null, name: 'Sam' }) });
    expect(nobody.msteams?.entities).toBeUndefined();
    expect(JSON.stringify(nobody)).not.toContain('<at>');
  });
});
