import type { types } from '@slack/bolt';
import type { ActRef, CardBlock, CardItem, ItemIcon, Text } from '../../views/card-view.ts';
import { clean, shorten } from '../clean.ts';
import { drawButton } from './draw-button.ts';
import { bold, type HandleOf, mrkdwn, mrkdwnOf, plain, textObject, textObjects } from './draw-text.ts';
import { escapeMrkdwn } from './escape.ts';
import { limits } from './limits.ts';

export interface BlockDrawing {
  handleOf: HandleOf;
  actionIdOf: (act: ActRef) => string;
  /** "and 12 more", in the reader's language. */
  more: (count: number) => string;
  /** How many items of this block are shown; the rest is folded into "and 12 more". */
  shownItems: number;
}

/** Beside the state in a word, never instead of it. */
const itemIcons: Readonly<Record<ItemIcon, string>> = {
  waiting: '⏳',
  todo: '⬜',
  running: '🔄',
  done: '✅',
  late: '⏰',
  failed: '❌',
  manual: '✋',
  accepted: '📨',
  waived: '➖',
  info: '•',
};

/** No blocks for what is empty: Slack refuses empty texts and lists. */
export function drawBlock(block: CardBlock, drawing: BlockDrawing): types.KnownBlock[] {
  switch (block.type) {
    case 'text':
      return textObjects(block.text, limits.sectionText, drawing.handleOf).map((text) => ({ type: 'section', text }));
    case 'heading':
      return bold(block.text) === '' ? [] : [{ type: 'section', text: mrkdwn(bold(block.text)) }];
    case 'note':
      return textObjects(block.text, limits.contextText, drawing.handleOf).map((text) => context(text));
    case 'quote':
      return drawQuote(block.text);
    case 'facts':
      return withPicture(drawFacts(block.facts, drawing), block.picture);
    case 'items':
      return drawItems(block.items, drawing);
    case 'progress':
      return [{ type: 'section', text: mrkdwn(progressOf(block)) }];
    case 'divider':
      return [{ type: 'divider' }];
    case 'actions':
      return inGroups(block.actions, limits.actionsPerBlock).map((actions) => ({
        type: 'actions',
        elements: actions.map((action) => drawButton(action, drawing.actionIdOf)),
      }));
  }
}

export function context(text: types.PlainTextElement | types.MrkdwnElement): types.ContextBlock {
  return { type: 'context', elements: [text] };
}

/** Rich text is never parsed: the one place where people's words can stand exactly as typed. */
function drawQuote(text: string): types.KnownBlock[] {
  const words = shorten(clean(text).trim(), limits.sectionText);
  if (words === '') return [];
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: words }] }],
    },
  ];
}

function drawFacts(facts: readonly { label: string; value: Text }[], drawing: BlockDrawing): types.KnownBlock[] {
  const fields = facts.map(({ label, value }) => {
    const name = bold(label);
    return mrkdwn(`${name}\n${mrkdwnOf(value, limits.fieldText - name.length - 1, drawing.handleOf) || '–'}`);
  });
  return inGroups(fields, limits.fieldsPerSection).map((group) => ({ type: 'section', fields: group }));
}

/** Beside the first facts: whom they are about. */
function withPicture(
  drawn: types.KnownBlock[],
  picture: { url: string; label: string } | undefined,
): types.KnownBlock[] {
  const [first, ...rest] = drawn;
  if (!picture || first?.type !== 'section') return drawn;
  const accessory = {
    type: 'image' as const,
    image_url: picture.url,
    alt_text: shorten(clean(picture.label), limits.altText),
  };
  return [{ ...first, accessory }, ...rest];
}

/** Items with a button get a section each; the others share one, so that forty steps still fit on a card. */
function drawItems(items: readonly CardItem[], drawing: BlockDrawing): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push({ type: 'section', text: mrkdwn(lines.join('\n')), expand: true });
    lines = [];
  };
  for (const item of items.slice(0, drawing.shownItems)) {
    const line = itemLine(item, drawing.handleOf);
    if (item.action) {
      flush();
      blocks.push({
        type: 'section',
        text: mrkdwn(line),
        accessory: drawButton(item.action, drawing.actionIdOf),
      });
      continue;
    }
    if (lines.join('\n').length + 1 + line.length > limits.sectionText) flush();
    lines.push(line);
  }
  flush();
  const hidden = items.length - drawing.shownItems;
  if (hidden > 0) blocks.push(context(plain(drawing.more(hidden), limits.contextText)));
  return blocks;
}

function itemLine({ icon, state, text, detail }: CardItem, handleOf: HandleOf): string {
  const words = [mrkdwnOf(state, 300, handleOf), mrkdwnOf(text, 1200, handleOf)].filter((part) => part !== '');
  const head = `${itemIcons[icon]} ${words.join(' · ')}`.trim();
  const below = detail === null ? '' : mrkdwnOf(detail, 1200, handleOf);
  return [head, below].filter((part) => part !== '').join('\n');
}

const barLength = 10;

function progressOf({ label, done, total }: { label: string; done: number; total: number }): string {
  const filled = total > 0 ? Math.floor((Math.min(done, total) / total) * barLength) : 0;
  const bar = '▰'.repeat(filled) + '▱'.repeat(barLength - filled);
  return `${bold(label)}  ${escapeMrkdwn(`${done}/${total}`)}\n${bar}`.trim();
}

function inGroups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** The title of a card, whole in one header block. */
export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plain(text, limits.header) };
}

/** A line of small text, or nothing. */
export function contextLine(text: Text, handleOf: HandleOf): types.KnownBlock[] {
  const drawn = textObject(text, limits.contextText, handleOf);
  return drawn === null ? [] : [context(drawn)];
}
