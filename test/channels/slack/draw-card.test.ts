import { describe, expect, it } from 'vitest';
import { drawCard } from '../../../src/channels/slack/draw-card.ts';
import type { CardBlock } from '../../../src/views/card-view.ts';
import { checkBlocks, checkFallback } from '../../support/slack-limits.ts';
import { cardProblems, schemas } from './card-problems.ts';
import { button, card, dangerous, drawing, everything, hostileTexts, item, longName } from './samples.ts';

const plainCard = card([
  { type: 'text', text: ['Maya takes over ', { strong: 'billing' }, ' from ', { mention: 'p-maya', name: 'Maya' }] },
  { type: 'items', items: [item({ state: 'done', icon: 'done', detail: 'Friday' }), item({ action: button() })] },
  { type: 'quote', text: 'Call *me* <!channel>' },
  { type: 'progress', label: 'Handovers', done: 1, total: 4 },
  { type: 'actions', actions: [dangerous] },
]);

describe('a drawn card', () => {
  it('says what the view says', () => {
    const { text, blocks } = drawCard(plainCard, drawing);
    expect(text).toBe('Alex Moreau leaves on Friday 27 March 2026.');
    expect(blocks).toMatchObject([
      { type: 'header', text: { type: 'plain_text', text: 'Alex Moreau leaves' } },
      { type: 'context', elements: [{ text: 'Last day: Friday 27 March 2026' }] },
      { type: 'section', text: { type: 'mrkdwn', text: 'Maya takes over *billing* from <@U0MAYA>' } },
      { type: 'section', text: { text: '✅ done · Hand over billing\nFriday' } },
      {
        type: 'section',
        text: { text: '⬜ to do · Hand over billing' },
        accessory: { type: 'button', style: 'primary' },
      },
      { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ text: 'Call *me* <!channel>' }] }] },
      { type: 'section', text: { text: '*Handovers*  1/4\n▰▰▱▱▱▱▱▱▱▱' } },
      {
        type: 'actions',
        elements: [
          {
            style: 'danger',
            accessibility_label: 'Confirm the cut: billing',
            confirm: { confirm: { text: 'End access' }, style: 'danger' },
          },
        ],
      },
    ]);
  });

  it('tells its tone by more than a colour', () => {
    const drawn = drawCard(card([], { tone: 'danger' }), drawing);
    expect(drawn.blocks[0]).toMatchObject({ text: { text: '🛑 Alex Moreau leaves' } });
  });

  it.each([
    ...hostileTexts.map((text): [string, string] => [text.slice(0, 40), text]),
    ['a long name', longName],
    ['one endless word', 'x'.repeat(2000)],
    ['much to escape', '&<>'.repeat(400)],
  ])('keeps to schema, limits and safety with %j everywhere', (_name, text) => {
    expect(cardProblems(everything(text))).toEqual([]);
  });

  it('fits forty steps with long names, buttons and all', () => {
    const items = Array.from({ length: 40 }, (_, index) =>
      item({ text: `${index + 1}. ${longName}`, detail: longName, action: button() }),
    );
    expect(
      cardProblems(
        card([
          { type: 'items', items },
          { type: 'actions', actions: [dangerous] },
        ]),
      ),
    ).toEqual([]);
  });

  it('folds what does not fit, counts it, and keeps every button below', () => {
    const items = Array.from({ length: 120 }, (_, index) => item({ text: `Step ${index + 1}`, action: button() }));
    const { blocks } = drawCard(
      card([
        { type: 'items', items },
        { type: 'actions', actions: [dangerous] },
      ]),
      drawing,
    );
    const shown = blocks.filter((block) => block.type === 'section').length;
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(shown).toBeGreaterThan(30);
    expect(blocks.at(-2)).toMatchObject({ elements: [{ text: `and ${120 - shown} more` }] });
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' });
  });

  it('shows all of forty steps without buttons, in few sections', () => {
    const items = Array.from({ length: 40 }, (_, index) => item({ text: `Step ${index + 1}` }));
    const { blocks } = drawCard(card([{ type: 'items', items }]), drawing);
    const words = JSON.stringify(blocks);
    expect(blocks.length).toBeLessThan(6);
    for (let step = 1; step <= 40; step += 1) expect(words).toContain(`Step ${step}`);
  });

  it('splits prose between words, and loses none of them', () => {
    const words = Array.from({ length: 1200 }, (_, index) => `word${index}`);
    const { blocks } = drawCard(card([{ type: 'text', text: words.join(' ') }]), drawing);
    const sections = blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : []));
    expect(sections.length).toBeGreaterThan(1);
    expect(sections.join(' ').split(' ')).toEqual(words);
  });

  it('leaves out prose that no message can hold, and says so', () => {
    const blocks: CardBlock[] = [
      ...Array.from({ length: 80 }, (): CardBlock => ({ type: 'text', text: 'lorem '.repeat(100) })),
      { type: 'actions', actions: [dangerous] },
    ];
    const drawn = drawCard(card(blocks), drawing);
    expect(cardProblems(card(blocks))).toEqual([]);
    expect(drawn.blocks.at(-1)).toMatchObject({ type: 'actions' });
    expect(JSON.stringify(drawn.blocks)).toMatch(/and \d+ more/);
  });
});

describe('the checks themselves', () => {
  it('see what they are there for', () => {
    const bad = [
      { type: 'section', text: { type: 'mrkdwn', text: '<!channel> a & b' } },
      { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } },
      {
        type: 'actions',
        elements: [{ type: 'button', style: 'danger', action_id: 'a', text: { type: 'plain_text', text: 'Go' } }],
      },
      { type: 'actions', elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: '' } }] },
      { type: 'section' },
      { type: 'context', elements: [] },
    ];
    const found = checkBlocks(bad, 'message').join('\n');
    for (const word of [
      '<!channel>',
      'unescaped &',
      'links',
      '151',
      'confirm dialog',
      'accessibility',
      'twice',
      'empty text',
      'nothing in it',
      'elements: empty',
    ])
      expect(found).toContain(word);
    expect(checkFallback('')).toHaveLength(1);
    expect(
      checkBlocks(
        Array.from({ length: 51 }, () => ({ type: 'divider' })),
        'message',
      ),
    ).toHaveLength(1);
    expect(
      checkBlocks(
        Array.from({ length: 51 }, () => ({ type: 'divider' })),
        'home',
      ),
    ).toEqual([]);
    if (schemas) expect(schemas.blocks([{ type: 'section', txt: 'x' }])).not.toEqual([]);
  });
});
