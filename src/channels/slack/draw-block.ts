import type { types } from '@slack/bolt';
import { linesIn } from '../../views/blocks.ts';
import type { ActRef, CardBlock, CardItem, FoldedBlock, ItemIcon, Text } from '../../views/card-view.ts';
import { clean, shorten } from '../clean.ts';
import { drawButton } from './draw-button.ts';
import { drawCode, drawFold, drawFoldedText, drawPlot, drawPlotWords, drawStatus, drawSteps } from './draw-newer.ts';
import { drawRich, hasMoment } from './draw-rich.ts';
import { drawDataTable, drawTable, isLong } from './draw-table.ts';
import { bold, type HandleOf, mrkdwn, mrkdwnOf, plain, textObject, textObjects } from './draw-text.ts';
import { escapeMrkdwn } from './escape.ts';
import { limits } from './limits.ts';
import { type DrawnBlock, type NewerKind, plainBlocks } from './newer-blocks.ts';

export interface BlockDrawing {
  handleOf: HandleOf;
  actionIdOf: (act: ActRef) => string;
  /** "and 12 more", in the reader's language. */
  more: (count: number) => string;
  /** How Slack writes a moment, in its tokens and the reader's language. */
  moment: string;
  /**
   * How many items of this block are shown; the rest is folded into "and 12 more". Of a fold, below zero: its title,
   * and how many.
   */
  shownItems: number;
  /** Whether one more block of this kind fits the surface that is drawn. */
  mayUse: (kind: NewerKind) => boolean;
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
export function drawBlock(block: CardBlock, drawing: BlockDrawing): DrawnBlock[] {
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
      return [drawProgress([block])];
    case 'status':
      return drawStatus(block, {
        ...{ handleOf: drawing.handleOf, moment: drawing.moment, asAlert: drawing.mayUse('alert') },
        withDates: () => drawing.mayUse('date'),
      });
    case 'fold': {
      const inside = drawing.shownItems < 0 ? moreLine(linesIn(block), drawing) : foldedBlocks(block.blocks, drawing);
      const fold = drawFold(block.title, inside);
      return drawing.mayUse('container') ? fold : plainBlocks(fold);
    }
    case 'steps': {
      const plan = drawSteps(block.title, block.items, drawing.shownItems);
      const rest = moreLine(block.items.length - drawing.shownItems, drawing);
      return [...(drawing.mayUse('plan') ? [plan] : plainBlocks([plan])), ...rest];
    }
    case 'table': {
      const fits = drawing.mayUse('table');
      const pages = fits && isLong(block) && drawing.mayUse('data_table');
      const table = pages ? drawDataTable(block, drawing.shownItems) : drawTable(block, drawing.shownItems);
      const rest = moreLine(block.rows.length - (table.rows.length - 1), drawing);
      return [...(fits ? [table] : plainBlocks([table])), ...rest];
    }
    case 'plot': {
      const chart = drawing.mayUse('data_visualization') ? drawPlot(block) : [];
      return block.told === 'nearby' ? chart : [...chart, ...drawPlotWords(block, { titled: chart.length === 0 })];
    }
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

/** What a fold holds, as few blocks as a container takes; what does not fit is counted. */
function foldedBlocks(
  blocks: readonly FoldedBlock[],
  drawing: BlockDrawing,
): (types.SectionBlock | types.ContextBlock)[] {
  const drawn = blocks.flatMap((block): (types.SectionBlock | types.ContextBlock)[] => {
    // A container takes no rich text.
    if (block.type === 'items') return itemBlocks<never>(block.items, drawing, () => null);
    if (block.type === 'code') return drawCode(block.lines.slice(0, drawing.shownItems));
    return drawFoldedText(block, drawing.handleOf);
  });
  const most = limits.containerChildren;
  if (drawn.length <= most) return drawn;
  return [...drawn.slice(0, most - 1), context(plain(drawing.more(drawn.length - most + 1), limits.contextText))];
}

function moreLine(hidden: number, drawing: BlockDrawing): types.ContextBlock[] {
  return hidden > 0 ? [context(plain(drawing.more(hidden), limits.contextText))] : [];
}

/** Items with a button get a section each; the others share one, so that forty steps still fit on a card. */
function drawItems(items: readonly CardItem[], drawing: BlockDrawing): DrawnBlock[] {
  return itemBlocks(items, drawing, (shared) => {
    const told = shared.some(({ state, text, detail }) => hasMoment(state, text, detail));
    return told && drawing.mayUse('date') ? drawRich(shared.map(itemText), drawing) : null;
  });
}

/** `rich`: lines in rich text, or null where they stay in mrkdwn. */
function itemBlocks<Rich extends types.RichTextBlock = never>(
  items: readonly CardItem[],
  drawing: BlockDrawing,
  rich: (shared: readonly CardItem[]) => Rich | null,
): (types.SectionBlock | types.ContextBlock | Rich)[] {
  const blocks: (types.SectionBlock | types.ContextBlock | Rich)[] = [];
  let lines: string[] = [];
  let shared: CardItem[] = [];
  const flush = () => {
    const asRich = lines.length > 0 ? rich(shared) : null;
    if (asRich !== null) blocks.push(asRich);
    else if (lines.length > 0) blocks.push({ type: 'section', text: mrkdwn(lines.join('\n')), expand: true });
    [lines, shared] = [[], []];
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
    shared.push(item);
  }
  flush();
  return [...blocks, ...moreLine(items.length - drawing.shownItems, drawing)];
}

/** The same for rich text. */
function itemText({ icon, state, text, detail }: CardItem): Text {
  const inlines = (one: Text) => (typeof one === 'string' ? [one] : one);
  return [
    [itemIcons[icon], state].filter((part) => part !== '').join(' '),
    state === '' ? ' ' : ' · ',
    ...inlines(text),
    ...(detail === null ? [] : ['\n', ...inlines(detail)]),
  ];
}

function itemLine({ icon, state, text, detail }: CardItem, handleOf: HandleOf): string {
  const words = [mrkdwnOf(state, 300, handleOf), mrkdwnOf(text, 1200, handleOf)].filter((part) => part !== '');
  const head = `${itemIcons[icon]} ${words.join(' · ')}`.trim();
  const below = detail === null ? '' : mrkdwnOf(detail, 1200, handleOf);
  return [head, below].filter((part) => part !== '').join('\n');
}

const barLength = 10;

/** Several stand in two columns. */
export function drawProgress(bars: readonly Extract<CardBlock, { type: 'progress' }>[]): types.SectionBlock {
  const [only, ...others] = bars.map((bar) => mrkdwn(progressOf(bar)));
  if (only !== undefined && others.length === 0) return { type: 'section', text: only };
  return { type: 'section', fields: bars.map((bar) => mrkdwn(progressOf(bar))) };
}

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
