import { wordsOfCell } from '../../views/blocks.ts';
import type { CardAction, CardBlock, Cell, Plot, Tone } from '../../views/card-view.ts';
import type { AdaptiveWords } from '../../views/words/adaptive-words.ts';
import type { CardElement } from './adaptive-card.ts';
import { type ButtonOptions, drawButton } from './draw-button.ts';
import { drawFold } from './draw-fold.ts';
import { drawItems } from './draw-items.ts';
import { drawText, markdownOf } from './draw-text.ts';
import { fillTemplate } from './fill-template.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';

export interface BlockDrawing {
  mentions: Mentions;
  words: AdaptiveWords;
  /** How many items of this block are drawn. */
  mostItems: number;
  compact: boolean;
  /** Unique in the card. */
  id: string;
  /** What the buttons of a form carry. */
  buttonOf: (action: CardAction) => ButtonOptions;
}

/** Nothing for what is empty. */
export function drawBlock(block: CardBlock, drawing: BlockDrawing): CardElement[] {
  const { mentions, words, mostItems: most, compact, id } = drawing;
  switch (block.type) {
    case 'text':
      return drawText(block.text, mentions);
    case 'heading':
      return [fillTemplate('blocks/heading', { text: neutral(block.text, limits.label) || '–' })];
    case 'note':
      return drawText(block.text, mentions, { muted: true, spacing: 'Small' });
    case 'quote': {
      const lines = drawText(block.text, mentions);
      return lines.length === 0 ? [] : [fillTemplate('blocks/quote', { lines })];
    }
    case 'facts':
      return drawFacts(block, mentions);
    case 'items':
      return drawItems(block.items, { mentions, words, most, compact, id });
    case 'progress':
      return drawProgress([block]);
    case 'status':
      return [drawStatus(block, mentions)];
    case 'fold':
      return drawFold(block, { mentions, words, most, id });
    case 'steps':
      return [
        fillTemplate('blocks/heading', { text: neutral(block.title, limits.label) || '–' }),
        ...drawItems(block.items, { mentions, words, most, compact, id }),
      ];
    case 'table':
      return drawTable(block, drawing);
    case 'plot':
      return drawPlot(block, mentions);
    case 'divider':
      return [fillTemplate('blocks/divider', {})];
    case 'actions':
      return inSets(block.actions).map((actions, index) =>
        fillTemplate('blocks/actions', {
          spacing: index === 0 ? 'Medium' : 'Small',
          actions: actions.map((action) => drawButton(action, drawing.buttonOf(action))),
        }),
      );
  }
}

function drawFacts({ facts, picture }: CardBlock & { type: 'facts' }, mentions: Mentions): CardElement[] {
  if (facts.length === 0) return [];
  const drawn = fillTemplate('blocks/facts', {
    facts: facts.map(({ label, value }) => ({
      label: neutral(label, limits.label) || '–',
      value: markdownOf(value, mentions) || '–',
    })),
  });
  if (!picture) return [drawn];
  return [
    fillTemplate('blocks/facts-with-picture', {
      url: picture.url,
      label: literal(picture.label, limits.label),
      facts: [drawn],
    }),
  ];
}

const badgeStyles: Readonly<Record<Tone, string>> = {
  neutral: 'Informative',
  good: 'Good',
  attention: 'Warning',
  danger: 'Attention',
};

function drawStatus({ tone, state, next, who }: CardBlock & { type: 'status' }, mentions: Mentions): CardElement {
  const lines = [next, who].flatMap((text) => (text === null ? [] : drawText(text, mentions, { spacing: 'Small' })));
  return fillTemplate('blocks/status', {
    state: neutral(state, limits.label) || '–',
    style: badgeStyles[tone],
    hasLines: lines.length > 0,
    lines,
  });
}

function drawTable(
  { columns, rows }: CardBlock & { type: 'table' },
  { mostItems, words, mentions }: BlockDrawing,
): CardElement[] {
  const shown = rows.slice(0, mostItems);
  const row = (cells: readonly Cell[], weight: string) => ({
    cells: cells.map((cell) => ({ text: neutral(wordsOfCell(cell), limits.cell) || '–', weight })),
  });
  const hidden = rows.length - shown.length;
  return [
    fillTemplate('blocks/table', {
      widths: columns.map((_, index) => ({ width: index === 0 ? 3 : 2 })),
      rows: [row(columns, 'Bolder'), ...shown.map((cells) => row(cells, 'Default'))],
    }),
    ...(hidden > 0 ? drawText(words.more(hidden), mentions, { muted: true }) : []),
  ];
}

/** The picture, and below it every number as text: a client that draws no charts shows the title and the numbers. */
function drawPlot({ shape, title, unit, points, told }: Plot, mentions: Mentions): CardElement[] {
  const drawable = points
    .filter(({ value }) => Number.isFinite(value) && value >= 0)
    .slice(0, limits.chartPoints)
    .map(({ label, value }) => ({ label: neutral(label, limits.chartLabel) || '–', value }));
  const words = { title: neutral(title, limits.label) || '–', unit: neutral(unit, limits.label), points: drawable };
  const numbers = told === 'nearby' ? [] : plotWords(shape, points, mentions);
  if (drawable.length === 0)
    return [...(numbers.length === 0 ? [] : drawText([{ strong: title }], mentions)), ...numbers];
  // Where no chart is drawn, its title stands above the numbers; without numbers nothing has to stand there.
  const chart = fillTemplate(`blocks/${shape}`, words);
  return [told === 'nearby' ? { ...chart, fallback: 'drop' } : chart, ...numbers];
}

/** The parts of a whole are few and short: they stand on one line. */
function plotWords(shape: Plot['shape'], points: Plot['points'], mentions: Mentions): CardElement[] {
  if (shape === 'bars')
    return drawFacts({ type: 'facts', facts: points.map(({ label, words: value }) => ({ label, value })) }, mentions);
  return drawText(points.map(({ said }) => said).join(' · '), mentions, { spacing: 'Small' });
}

const barLength = 10;

/** Several stand in two columns. */
export function drawProgress(bars: readonly Extract<CardBlock, { type: 'progress' }>[]): CardElement[] {
  if (bars.length < 2) return bars.map(drawBar);
  const rows = Array.from({ length: Math.ceil(bars.length / 2) }, (_, index) => bars.slice(2 * index, 2 * index + 2));
  return rows.map((row) =>
    fillTemplate('blocks/bars-in-row', {
      // An empty second column keeps the last bar as wide as those above it.
      columns: [0, 1].map((at) => ({ items: row[at] === undefined ? [] : [drawBar(row[at])] })),
    }),
  );
}

function drawBar({ label, done, total }: CardBlock & { type: 'progress' }): CardElement {
  const filled = total > 0 ? Math.floor((Math.min(done, total) / total) * barLength) : 0;
  return fillTemplate('blocks/progress', {
    label: literal(label, limits.label),
    count: `  ${done}/${total}`,
    done: Math.min(done, Math.max(total, 1)),
    total: Math.max(total, 1),
    bar: '▰'.repeat(filled) + '▱'.repeat(barLength - filled),
  });
}

/** Clients do not break a row of buttons: what does not fit would be cut off. */
function inSets(actions: readonly CardAction[]): CardAction[][] {
  const sets: CardAction[][] = [];
  let width = 0;
  for (const action of actions) {
    const own = action.label.length + limits.aroundLabel;
    const last = sets.at(-1);
    if (last && last.length < limits.actionsPerSet && width + own <= limits.charactersPerRow) {
      last.push(action);
      width += own;
    } else {
      sets.push([action]);
      width = own;
    }
  }
  return sets;
}
