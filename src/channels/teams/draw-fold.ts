import { linesIn } from '../../views/blocks.ts';
import type { CardBlock, FoldedBlock } from '../../views/card-view.ts';
import type { AdaptiveWords } from '../../views/words/adaptive-words.ts';
import type { CardElement } from './adaptive-card.ts';
import { drawItems } from './draw-items.ts';
import { drawText } from './draw-text.ts';
import { fillTemplate } from './fill-template.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';

interface FoldDrawing {
  mentions: Mentions;
  words: AdaptiveWords;
  /** How many lines of each list inside are drawn; the rest is counted. Below zero the title alone, and how many. */
  most: number;
  /** Unique in the card. */
  id: string;
}

/** A line that opens and closes by itself, without asking Relais. */
export function drawFold(fold: CardBlock & { type: 'fold' }, drawing: FoldDrawing): CardElement[] {
  const { title, blocks } = fold;
  const inside =
    drawing.most < 0
      ? drawText(drawing.words.more(linesIn(fold)), drawing.mentions, { muted: true })
      : blocks.flatMap((block, index) => drawInside(block, { ...drawing, id: `${drawing.id}.${index}` }));
  if (inside.length === 0) return [];
  const { id } = drawing;
  return [
    fillTemplate('blocks/fold', {
      title: neutral(title, limits.label) || '–',
      closed: `${id}.closed`,
      open: `${id}.open`,
      inside: `${id}.inside`,
    }),
    fillTemplate('blocks/tail', { id: `${id}.inside`, items: inside }),
  ];
}

function drawInside(block: FoldedBlock, { mentions, words, most, id }: FoldDrawing): CardElement[] {
  switch (block.type) {
    case 'text':
      return drawText(block.text, mentions);
    case 'note':
      return drawText(block.text, mentions, { muted: true, spacing: 'Small' });
    // One line each: whoever opens a fold wants to read all of it.
    case 'items':
      return drawItems(block.items, { mentions, words, most, compact: true, id });
    case 'code': {
      const shown = block.lines.slice(0, most);
      const hidden = block.lines.length - shown.length;
      return [
        ...(shown.length > 0 ? [drawCode(shown)] : []),
        ...(hidden > 0 ? drawText(words.more(hidden), mentions, { muted: true, spacing: 'Small' }) : []),
      ];
    }
  }
}

/** Clients without code blocks get the same lines in a fixed-width font. */
function drawCode(lines: readonly string[]): CardElement {
  const words = lines.map((line) => literal(line.replaceAll(/\s+/g, ' ').trim(), limits.line) || '–');
  return fillTemplate('blocks/code', {
    snippet: words.join('\n'),
    lines: words.map((text) => ({
      type: 'RichTextBlock',
      spacing: 'None',
      inlines: [{ type: 'TextRun', text, fontType: 'Monospace' }],
    })),
  });
}
