import { linesIn } from '../../views/blocks.ts';
import type { CardBlock } from '../../views/card-view.ts';
import { withBarsTogether } from '../../views/cards/bars-together.ts';
import { createActionIds } from './act-ref.ts';
import { type BlockDrawing, context, drawBlock, drawProgress } from './draw-block.ts';
import { type HandleOf, plain } from './draw-text.ts';
import { limits } from './limits.ts';
import { type DrawnBlock, mostOfNewer, type NewerKind, plainBlocks, type Surface } from './newer-blocks.ts';

interface Words {
  /** "and 12 more", in the reader's language. */
  more: (count: number) => string;
  /** How Slack writes a moment, in its tokens and the reader's language. */
  moment: string;
}

export interface Drawing extends Words {
  handleOf: HandleOf;
}

/** A block to draw, or one that is drawn already (a title, an input field) and must stay. */
export type Part = { type: 'card'; block: CardBlock } | { type: 'drawn'; block: DrawnBlock };

/** How much each surface takes. */
const rooms: Readonly<Record<Surface, { blocks: number; text: number }>> = {
  message: { blocks: limits.messageBlocks, text: limits.messageText },
  modal: { blocks: limits.viewBlocks, text: Number.POSITIVE_INFINITY },
  home: { blocks: limits.viewBlocks, text: Number.POSITIVE_INFINITY },
};

/**
 * Draws the parts so that they fit: long lists are folded from their ends; buttons, fields and titles always stay. They
 * fit also once newer blocks were replaced by classic ones.
 */
export function fitBlocks(given: readonly Part[], surface: Surface, drawing: Drawing): DrawnBlock[] {
  const room = rooms[surface];
  const parts = withBarsTogether(
    given,
    (bars) => ({ type: 'drawn' as const, block: drawProgress(bars) }),
    limits.fieldsPerSection,
  );
  const shown = parts.map((part) => (part.type === 'card' ? lengthOf(part.block) : 0));
  const still = new Map<CardBlock, DrawnBlock[]>();
  for (;;) {
    const drawn = layOut(parts, shown, { drawing, surface, still });
    const flat = drawn.flatMap(({ blocks }) => blocks);
    if (fits(flat, room)) return flat;
    const longest = Math.max(...shown);
    if (longest <= 1) {
      // What a fold says in sentences stays as long as it can, and its title always: whoever confirms fourteen systems
      // reads of each.
      const last = [1, 0].map((most) => lastFoldWith(most, parts, shown)).find((index) => index !== -1);
      if (last === undefined) return dropFromEnd(drawn, surface, drawing);
      shown[last] = (shown[last] ?? 0) - 1;
      continue;
    }
    const index = shown.indexOf(longest);
    shown[index] = Math.max(1, longest - Math.max(1, Math.floor(longest / 10)));
  }
}

function lastFoldWith(most: number, parts: readonly Part[], shown: readonly number[]): number {
  return parts.findLastIndex(
    (part, index) => part.type === 'card' && part.block.type === 'fold' && shown[index] === most,
  );
}

/** What looks the same at each attempt: no buttons, no list, no newer block. */
const unchanging: ReadonlySet<CardBlock['type']> = new Set(['text', 'note', 'heading', 'quote', 'facts', 'progress']);

function drawnOnce(block: CardBlock, options: BlockDrawing, still: Map<CardBlock, DrawnBlock[]>): DrawnBlock[] {
  const known = still.get(block);
  if (known) return known;
  const drawn = drawBlock(block, options);
  if (unchanging.has(block.type)) still.set(block, drawn);
  return drawn;
}

/** How many lines a block has that can be left out one by one. */
function lengthOf(block: CardBlock): number {
  if (block.type === 'items' || block.type === 'steps') return block.items.length;
  if (block.type === 'table') return block.rows.length;
  return block.type === 'fold' ? linesIn(block) : 0;
}

interface Drawn {
  blocks: DrawnBlock[];
  stays: boolean;
}

function layOut(
  parts: readonly Part[],
  shown: readonly number[],
  { drawing, surface, still }: { drawing: Drawing; surface: Surface; still: Map<CardBlock, DrawnBlock[]> },
): Drawn[] {
  // Ids are given anew for each attempt, so that they count up without gaps.
  const actionIdOf = createActionIds();
  const used = new Map<NewerKind, number>();
  const mayUse = (kind: NewerKind): boolean => {
    const count = (used.get(kind) ?? 0) + 1;
    if (count > (mostOfNewer[kind][surface] ?? 0)) return false;
    used.set(kind, count);
    return true;
  };
  return parts.map((part, index) => {
    if (part.type === 'drawn') return { blocks: [part.block], stays: true };
    const options: BlockDrawing = { ...drawing, actionIdOf, shownItems: shown[index] ?? 0, mayUse };
    return {
      blocks: drawnOnce(part.block, options, still),
      stays: part.block.type === 'actions' || part.block.type === 'status',
    };
  });
}

/** The last resort for a card made of much prose: what is left out is counted. */
function dropFromEnd(drawn: readonly Drawn[], surface: Surface, drawing: Drawing): DrawnBlock[] {
  const room = rooms[surface];
  const kept = [...drawn];
  let dropped = 0;
  for (let index = kept.length - 1; index >= 0; index -= 1) {
    const part = kept[index];
    if (!part || part.stays || part.blocks.length === 0) continue;
    dropped += part.blocks.length;
    kept[index] = { blocks: [context(plain(drawing.more(dropped), limits.contextText))], stays: false };
    const flat = kept.flatMap(({ blocks }) => blocks);
    if (fits(flat, room)) return flat;
    kept[index] = { blocks: [], stays: false };
  }
  return kept.flatMap(({ blocks }) => blocks).slice(0, room.blocks);
}

function fits(blocks: readonly DrawnBlock[], room: { blocks: number; text: number }): boolean {
  const classic = plainBlocks(blocks);
  return classic.length <= room.blocks && Math.max(textLength(blocks), textLength(classic)) <= room.text;
}

/** All that people read in these blocks, as Slack seems to count it. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  );
}
