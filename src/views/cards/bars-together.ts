import type { CardBlock } from '../card-view.ts';

export type Bar = Extract<CardBlock, { type: 'progress' }>;

/**
 * Bars that follow one another are drawn as one part, `most` of them at a time: in two columns they take half the
 * height. `draw` makes the part of them.
 */
export function withBarsTogether<Drawn extends { type: 'drawn' }>(
  parts: readonly ({ type: 'card'; block: CardBlock } | Drawn)[],
  draw: (bars: readonly Bar[]) => Drawn,
  most = Number.POSITIVE_INFINITY,
): readonly ({ type: 'card'; block: CardBlock } | Drawn)[] {
  const found: ({ type: 'card'; block: CardBlock } | Drawn)[] = [];
  let bars: Bar[] = [];
  const flush = () => {
    if (bars.length > 0) found.push(draw(bars));
    bars = [];
  };
  for (const part of parts) {
    if (part.type === 'card' && part.block.type === 'progress') {
      if (bars.length === most) flush();
      bars.push(part.block);
    } else {
      flush();
      found.push(part);
    }
  }
  flush();
  return found;
}
