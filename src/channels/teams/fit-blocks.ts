import { linesIn } from '../../views/blocks.ts';
import type { CardAction, CardBlock } from '../../views/card-view.ts';
import { withBarsTogether } from '../../views/cards/bars-together.ts';
import type { AdaptiveWords } from '../../views/words/adaptive-words.ts';
import type { AdaptiveCard, CardElement } from './adaptive-card.ts';
import { drawBlock, drawProgress } from './draw-block.ts';
import type { ButtonOptions } from './draw-button.ts';
import { drawText } from './draw-text.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';

/** A block to draw, or elements that are drawn already (fields) and must stay. */
export type Part = { type: 'card'; block: CardBlock } | { type: 'drawn'; elements: readonly CardElement[] };

export interface Fitting {
  mentions: Mentions;
  words: AdaptiveWords;
  buttonOf: (action: CardAction) => ButtonOptions;
  frame: (blocks: readonly CardElement[]) => AdaptiveCard;
}

interface Drawn {
  elements: readonly CardElement[];
  stays: boolean;
}

/**
 * Draws the parts so that Teams takes the card: rows become lines, then long lists are folded from their ends; buttons
 * and fields stay.
 */
export function fitBlocks(given: readonly Part[], fitting: Fitting): AdaptiveCard {
  const parts = withBarsTogether(given, (bars) => ({ type: 'drawn' as const, elements: drawProgress(bars) }));
  const most = parts.map((part) => (part.type === 'card' ? lengthOf(part.block) : 0));
  let compact = false;
  let drawn = parts.map((part, index) => draw(part, { index, most: most[index] ?? 0, compact, fitting }));
  for (;;) {
    const card = frameOf(drawn, fitting);
    if (fits(card)) return card;
    if (!compact) {
      compact = true;
      drawn = parts.map((part, index) => draw(part, { index, most: most[index] ?? 0, compact, fitting }));
      continue;
    }
    // What is folded away gives way first: what stands open is what is read.
    const folded = most.map((length, index) => (isFold(parts[index]) ? length : 0));
    const longestFold = Math.max(0, ...folded);
    const longest = longestFold > fewInFolds ? longestFold : Math.max(0, ...most);
    // What a fold says in sentences stays as long as it can, and its title always: whoever confirms fourteen systems
    // reads of each.
    const lastFold = [1, 0].map((lines) => lastFoldWith(lines, parts, most)).find((index) => index !== -1);
    if (longest <= 1 && lastFold === undefined) return dropPairs(drawn, parts, fitting) ?? dropFromEnd(drawn, fitting);
    const shortened = longest <= 1 ? (lastFold ?? 0) : (longestFold > fewInFolds ? folded : most).indexOf(longest);
    most[shortened] =
      longest <= 1 ? (most[shortened] ?? 0) - 1 : Math.max(1, longest - Math.max(1, Math.floor(longest / 10)));
    drawn = drawn.map((one, index) => {
      const part = index === shortened ? parts[index] : undefined;
      return part ? draw(part, { index, most: most[index] ?? 0, compact, fitting }) : one;
    });
  }
}

/** So many lines of each fold stay while something that stands open is still whole. */
const fewInFolds = 3;

function isFold(part: Part | undefined): boolean {
  return part?.type === 'card' && part.block.type === 'fold';
}

function lastFoldWith(lines: number, parts: readonly Part[], most: readonly number[]): number {
  return parts.findLastIndex((part, index) => isFold(part) && most[index] === lines);
}

/** How many lines a block has that can be left out one by one. */
function lengthOf(block: CardBlock): number {
  if (block.type === 'items' || block.type === 'steps') return block.items.length;
  if (block.type === 'table') return block.rows.length;
  return block.type === 'fold' ? linesIn(block) : 0;
}

function draw(
  part: Part,
  { index, most, compact, fitting }: { index: number; most: number; compact: boolean; fitting: Fitting },
): Drawn {
  if (part.type === 'drawn') return { elements: part.elements, stays: true };
  const { mentions, words, buttonOf } = fitting;
  const elements = drawBlock(part.block, { mentions, words, mostItems: most, compact, id: `list-${index}`, buttonOf });
  return { elements, stays: part.block.type === 'actions' || part.block.type === 'status' };
}

/**
 * A long list whose lines have buttons of their own loses lines from its end, each with its buttons, which say nothing
 * without it: what is left out is counted. Null when that is not enough, or there is no such list.
 */
function dropPairs(drawn: readonly Drawn[], parts: readonly Part[], fitting: Fitting): AdaptiveCard | null {
  const { words, mentions } = fitting;
  const lines = parts.flatMap((part, index) => (isLine(part) && isActions(parts[index + 1]) ? [index] : []));
  const kept = [...drawn];
  const nothing: Drawn = { elements: [], stays: false };
  for (let dropped = 1; dropped < lines.length; dropped += 1) {
    const index = lines.at(-dropped) ?? 0;
    kept[index] = { elements: drawText(words.more(dropped), mentions, { muted: true }), stays: false };
    kept[index + 1] = nothing;
    const last = lines.at(1 - dropped) ?? 0;
    if (dropped > 1) kept[last] = nothing;
    const card = frameOf(kept, fitting);
    if (fits(card)) return card;
  }
  return null;
}

function isLine(part: Part | undefined): boolean {
  return part?.type === 'card' && part.block.type === 'items' && part.block.items.length === 1;
}

function isActions(part: Part | undefined): boolean {
  return part?.type === 'card' && part.block.type === 'actions';
}

/** The last resort for a card made of much prose: what is left out is counted. */
function dropFromEnd(drawn: readonly Drawn[], fitting: Fitting): AdaptiveCard {
  const { words, mentions } = fitting;
  const kept = [...drawn];
  let dropped = 0;
  for (let index = kept.length - 1; index >= 0; index -= 1) {
    const part = kept[index];
    if (!part || part.stays || part.elements.length === 0) continue;
    dropped += 1;
    kept[index] = { elements: drawText(words.more(dropped), mentions, { muted: true }), stays: false };
    const card = frameOf(kept, fitting);
    if (fits(card)) return card;
    kept[index] = { elements: [], stays: false };
  }
  return frameOf(kept, fitting);
}

function frameOf(drawn: readonly Drawn[], { frame }: Fitting): AdaptiveCard {
  return frame(drawn.flatMap(({ elements }) => elements));
}

function fits(card: AdaptiveCard): boolean {
  return Buffer.byteLength(JSON.stringify(card)) <= limits.cardBytes;
}
