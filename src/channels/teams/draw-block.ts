import type { CardAction, CardBlock } from '../../views/card-view.ts';
import type { AdaptiveWords } from '../../views/words/adaptive-words.ts';
import type { CardElement } from './adaptive-card.ts';
import { type ButtonOptions, drawButton } from './draw-button.ts';
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
      return [drawProgress(block)];
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

const barLength = 10;

function drawProgress({ label, done, total }: CardBlock & { type: 'progress' }): CardElement {
  const filled = total > 0 ? Math.floor((Math.min(done, total) / total) * barLength) : 0;
  return fillTemplate('blocks/progress', {
    label: literal(label, limits.label),
    count: `  ${done}/${total}  `,
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
