import type { types } from '@slack/bolt';
import type { CardBlock } from '../../views/card-view.ts';
import { createActionIds } from './act-ref.ts';
import { type BlockDrawing, context, drawBlock } from './draw-block.ts';
import { type HandleOf, plain } from './draw-text.ts';
import { limits } from './limits.ts';

interface Words {
  /** "and 12 more", in the reader's language. */
  more: (count: number) => string;
}

export interface Drawing extends Words {
  handleOf: HandleOf;
}

/** A block to draw, or one that is drawn already (a title, an input field) and must stay. */
export type Part = { type: 'card'; block: CardBlock } | { type: 'drawn'; block: types.KnownBlock };

interface Room {
  blocks: number;
  text: number;
}

/** Draws the parts so that they fit: long lists are folded from their ends; buttons, fields and titles always stay. */
export function fitBlocks(parts: readonly Part[], room: Room, drawing: Drawing): types.KnownBlock[] {
  const shown = parts.map((part) =>
    part.type === 'card' && part.block.type === 'items' ? part.block.items.length : 0,
  );
  for (;;) {
    const drawn = layOut(parts, shown, drawing);
    const flat = drawn.flatMap(({ blocks }) => blocks);
    if (fits(flat, room)) return flat;
    const longest = Math.max(...shown);
    if (longest <= 1) return dropFromEnd(drawn, room, drawing);
    const index = shown.indexOf(longest);
    shown[index] = Math.max(1, longest - Math.max(1, Math.floor(longest / 10)));
  }
}

interface Drawn {
  blocks: types.KnownBlock[];
  stays: boolean;
}

function layOut(parts: readonly Part[], shown: readonly number[], drawing: Drawing): Drawn[] {
  // Ids are given anew for each attempt, so that they count up without gaps.
  const actionIdOf = createActionIds();
  return parts.map((part, index) => {
    if (part.type === 'drawn') return { blocks: [part.block], stays: true };
    const options: BlockDrawing = { ...drawing, actionIdOf, shownItems: shown[index] ?? 0 };
    return { blocks: drawBlock(part.block, options), stays: part.block.type === 'actions' };
  });
}

/** The last resort for a card made of much prose: what is left out is counted. */
function dropFromEnd(drawn: readonly Drawn[], room: Room, drawing: Drawing): types.KnownBlock[] {
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

function fits(blocks: readonly types.KnownBlock[], room: Room): boolean {
  return blocks.length <= room.blocks && textLength(blocks) <= room.text;
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
