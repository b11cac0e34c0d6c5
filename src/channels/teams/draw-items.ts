import type { CardItem, ItemIcon } from '../../views/card-view.ts';
import type { AdaptiveWords } from '../../views/words/adaptive-words.ts';
import type { CardElement } from './adaptive-card.ts';
import { drawButton } from './draw-button.ts';
import { drawText, plainOf, runsOf } from './draw-text.ts';
import { fillTemplate } from './fill-template.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';

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
  info: 'ℹ️',
};

/**
 * The same as drawings of Fluent's, with the colour that goes with the state; a client without them shows the sign
 * above.
 */
const drawnIcons: Readonly<Record<ItemIcon, { name: string; color: string }>> = {
  waiting: { name: 'Clock', color: 'Default' },
  todo: { name: 'Circle', color: 'Default' },
  running: { name: 'ArrowSync', color: 'Accent' },
  done: { name: 'CheckmarkCircle', color: 'Good' },
  late: { name: 'ClockAlarm', color: 'Warning' },
  failed: { name: 'DismissCircle', color: 'Attention' },
  manual: { name: 'HandRight', color: 'Warning' },
  accepted: { name: 'MailInbox', color: 'Accent' },
  waived: { name: 'SubtractCircle', color: 'Default' },
  info: { name: 'Info', color: 'Default' },
};

export interface ItemsDrawing {
  mentions: Mentions;
  words: AdaptiveWords;
  /** How many are drawn at all; the rest is folded into "and 12 more". */
  most: number;
  /** One line each instead of a row, where a card is about to become too large. */
  compact: boolean;
  /** Unique in the card. */
  id: string;
}

/** A long list shows its first lines; the rest waits behind a button, without another question to Relais. */
export function drawItems(items: readonly CardItem[], drawing: ItemsDrawing): CardElement[] {
  const { most, words, mentions, id } = drawing;
  const drawn = items.slice(0, most).map((item) => drawItem(item, drawing));
  const hidden = items.length - most;
  const folded = hidden > 0 ? drawText(words.more(hidden), mentions, { muted: true }) : [];
  // A button that opens two more lines is more work than two lines.
  if (drawn.length <= limits.shownItems + 3) return [...drawn.flat(), ...folded];
  const [tail, more, fewer] = [`${id}.tail`, `${id}.more`, `${id}.fewer`];
  const rest = drawn.slice(limits.shownItems);
  const toggle = (own: string, title: string, visible: boolean) =>
    fillTemplate('blocks/tail-toggle', { id: own, title, visible, targets: [tail, more, fewer] });
  return [
    ...drawn.slice(0, limits.shownItems).flat(),
    toggle(more, words.showMore(rest.length + Math.max(hidden, 0)), true),
    fillTemplate('blocks/tail', { id: tail, items: [...rest.flat(), ...folded] }),
    toggle(fewer, words.showFewer, false),
  ];
}

function drawItem(item: CardItem, { mentions, compact }: ItemsDrawing): CardElement[] {
  const head = item.state === '' ? item.text : [{ strong: item.state }, ' · ', ...inlinesOf(item.text)];
  const action =
    item.action &&
    fillTemplate('blocks/actions', { spacing: 'Small', actions: [drawButton(item.action, { mentions })] });
  if (compact && action === null) {
    const below = item.detail === null ? [] : runsOf([{ muted: `  ${plainOf(item.detail)}` }], { muted: true });
    const runs = [...runsOf([`${itemIcons[item.icon]} `, ...inlinesOf(head)], { muted: false }), ...below];
    return [fillTemplate('blocks/line', { spacing: 'Small', runs })];
  }
  const content = [
    ...drawText(head, mentions),
    ...(item.detail === null ? [] : drawText(item.detail, mentions, { muted: true, spacing: 'None' })),
    ...(action === null ? [] : [action]),
  ];
  return [fillTemplate('blocks/item', { ...drawnIcons[item.icon], icon: itemIcons[item.icon], content })];
}

function inlinesOf(text: CardItem['text']) {
  return typeof text === 'string' ? [text] : text;
}
