import type {
  ActRef,
  CardAction,
  CardBlock,
  CardItem,
  Cell,
  FoldedBlock,
  ItemIcon,
  Plot,
  Text,
  Tone,
} from './card-view.ts';
import { cut, oneLine } from './words/plain.ts';
import type { CatalogueKey } from './words/translate.ts';
import type { Voice } from './words/voice.ts';

/** Short makers of card blocks, so that a card reads like what it says. */

export function text(content: Text): CardBlock {
  return { type: 'text', text: content };
}

export function note(content: Text): CardBlock {
  return { type: 'note', text: content };
}

export function heading(content: string): CardBlock {
  return { type: 'heading', text: content };
}

export function facts(...rows: readonly (readonly [label: string, value: Text] | null)[]): CardBlock {
  return {
    type: 'facts',
    facts: rows.filter((row) => row !== null).map(([label, value]) => ({ label, value })),
  };
}

export function items(list: readonly CardItem[]): CardBlock {
  return { type: 'items', items: list };
}

export function item(
  icon: ItemIcon,
  state: string,
  content: Text,
  rest: { detail?: Text | null; action?: CardAction | null } = {},
): CardItem {
  return { icon, state, text: content, detail: rest.detail ?? null, action: rest.action ?? null };
}

export function actions(...list: readonly (CardAction | null | false)[]): CardBlock {
  return { type: 'actions', actions: list.filter((one): one is CardAction => one !== null && one !== false) };
}

/** The first line of a card; see `CardBlock`. */
export function status(tone: Tone, state: string, { next = null, who = null }: StatusRest = {}): CardBlock {
  return { type: 'status', tone, state, next, who };
}

interface StatusRest {
  next?: Text | null;
  who?: Text | null;
}

/** A fold's title stands on one line everywhere. */
const foldTitleLength = 150;

export function fold(title: string, ...inside: readonly FoldedBlock[]): CardBlock {
  return { type: 'fold', title: cut(oneLine(title), foldTitleLength), blocks: inside.filter(saysSomething) };
}

/** How many lines the longest list of a fold has; one that only says something counts as one. */
export function linesIn({ blocks }: CardBlock & { type: 'fold' }): number {
  return Math.max(
    1,
    ...blocks.map((one) => (one.type === 'items' ? one.items.length : one.type === 'code' ? one.lines.length : 1)),
  );
}

export function steps(title: string, list: readonly CardItem[]): CardBlock {
  return { type: 'steps', title, items: list };
}

/** `caption` says what it lists, for whoever cannot see it. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): CardBlock & { type: 'table' } {
  return { type: 'table', caption, columns, rows };
}

export function wordsOfCell(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.words;
}

/** What a plot shows, before it is put into the sentence that tells it. */
interface Plotted {
  unit: string;
  points: readonly Omit<Plot['points'][number], 'said'>[];
  told?: Plot['told'];
}

export function plot(
  voice: Voice,
  shape: Plot['shape'],
  title: string,
  { told = 'here', unit, points }: Plotted,
): CardBlock {
  const said = points.map((point) => ({
    ...point,
    said: voice.t('plot.point', { label: point.label, words: point.words }),
  }));
  return { type: 'plot', shape, title, told, unit, points: said };
}

type MaybeBlock = CardBlock | readonly CardBlock[] | null | false;

/** The blocks that say something: a card never shows an empty list or a heading over nothing. */
export function blocks(...list: readonly MaybeBlock[]): readonly CardBlock[] {
  return list
    .flat()
    .filter((block): block is CardBlock => block !== null && block !== false)
    .filter(saysSomething);
}

function saysSomething(block: CardBlock | FoldedBlock): boolean {
  if (block.type === 'items' || block.type === 'steps') return block.items.length > 0;
  if (block.type === 'fold') return block.blocks.length > 0;
  if (block.type === 'code') return block.lines.length > 0;
  if (block.type === 'table') return block.rows.length > 0;
  if (block.type === 'plot') return block.points.length > 0;
  if (block.type === 'actions') return block.actions.length > 0;
  if (block.type === 'facts') return block.facts.length > 0;
  return block.type !== 'progress' || block.total > 0;
}

/** A heading with what stands under it; nothing when there is nothing. */
export function section(title: string, ...list: readonly MaybeBlock[]): readonly CardBlock[] {
  const inside = blocks(...list);
  return inside.length === 0 ? [] : [heading(title), ...inside];
}

export interface ButtonOptions {
  style?: CardAction['style'];
  /** What the button is about, for whoever cannot see what it stands beside. */
  about: string;
  confirm?: CardAction['confirm'];
}

/** Slack's limit for what a screen reader says. */
const accessibilityLength = 75;

export function button(
  voice: Voice,
  ref: ActRef,
  label: CatalogueKey,
  { style = 'default', about, confirm = null }: ButtonOptions,
): CardAction {
  const words = voice.t(label);
  return {
    act: ref,
    label: words,
    accessibilityLabel: cut(voice.t('a11y.button', { label: words, about: oneLine(about) }), accessibilityLength),
    style,
    confirm,
  };
}

/** What Slack's dialog holds. */
export const briefLength = 300;

/**
 * A dialog before something that cannot be taken back; its button says the verb. `brief`: as many names as fit into
 * `briefLength`.
 */
export function dialog(
  voice: Voice,
  keys: { title: CatalogueKey; confirm: CatalogueKey; deny: CatalogueKey },
  content: string,
  brief: string = content,
): NonNullable<CardAction['confirm']> {
  return {
    title: voice.t(keys.title),
    text: content,
    ...(content.length > briefLength && { brief: cut(brief, briefLength) }),
    confirm: voice.t(keys.confirm),
    deny: voice.t(keys.deny),
  };
}
