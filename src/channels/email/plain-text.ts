import { wordsOfCell } from '../../views/blocks.ts';
import type { CardAction, CardBlock, CardItem, CardView, Cell, FoldedBlock, Text } from '../../views/card-view.ts';
import { clean } from '../clean.ts';

/** The words alone. */
export function plainText(text: Text): string {
  if (typeof text === 'string') return clean(text);
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strong' in part) return part.strong;
      if ('muted' in part) return part.muted;
      if ('moment' in part) return part.words;
      return 'mention' in part ? part.name : `${part.label} (${part.link})`;
    })
    .map(clean)
    .join('');
}

/** `Label: words`, as the reader's language sets a colon. */
export type Labelled = (label: string, words: string) => string;

/** A whole card as lines, for clients that show no markup. */
export function cardAsText(view: CardView, labelled: Labelled): string {
  const head = [view.title, view.subtitle ?? ''].filter((line) => line.trim() !== '').map(clean);
  const parts = view.blocks.map((block) => blockAsText(block, labelled));
  return [head.join('\n'), ...parts].filter((part) => part.trim() !== '').join('\n\n');
}

function blockAsText(block: CardBlock | FoldedBlock, labelled: Labelled): string {
  switch (block.type) {
    case 'text':
    case 'note':
      return plainText(block.text);
    case 'heading':
      return clean(block.text).toUpperCase();
    case 'quote':
      return clean(block.text)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
    case 'facts':
      return block.facts.map(({ label, value }) => labelled(clean(label), plainText(value))).join('\n');
    case 'items':
      return block.items.map(itemAsText).join('\n');
    case 'steps':
      return [clean(block.title), ...block.items.map(itemAsText)].join('\n');
    case 'progress':
      return `${clean(block.label)} ${block.done}/${block.total}`;
    case 'status':
      return [block.state, ...[block.next, block.who].filter((line) => line !== null).map(plainText)].join('\n');
    case 'fold':
      return [clean(block.title), ...block.blocks.map((one) => blockAsText(one, labelled))].join('\n');
    case 'code':
      return block.lines.map((line) => `    ${clean(line)}`).join('\n');
    case 'table':
      return [block.caption, ...block.rows.map((cells) => rowAsText(block.columns, cells, labelled))].join('\n');
    case 'plot':
      return block.told === 'nearby'
        ? ''
        : [clean(block.title), ...block.points.map(({ said }) => clean(said))].join('\n');
    case 'divider':
    case 'actions':
      return '';
  }
}

function rowAsText(columns: readonly string[], cells: readonly Cell[], labelled: Labelled): string {
  return cells.map((cell, index) => labelled(clean(columns[index] ?? ''), clean(wordsOfCell(cell)))).join(', ');
}

function itemAsText({ state, text, detail }: CardItem): string {
  const rest = detail === null ? '' : `\n  ${plainText(detail)}`;
  return `- ${plainText(text)} (${clean(state)})${rest}`;
}

/** Everything that can be pressed on a card, each label once. */
export function actionsOf(view: CardView): readonly CardAction[] {
  const all = view.blocks.flatMap((block): readonly CardAction[] => {
    if (block.type === 'actions') return block.actions;
    if (block.type === 'items') return block.items.flatMap(({ action }) => action ?? []);
    return [];
  });
  return [...new Map(all.map((action) => [action.label, action])).values()];
}
