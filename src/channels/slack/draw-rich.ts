import type { types } from '@slack/bolt';
import type { Inline, Text } from '../../views/card-view.ts';
import { clean, shorten } from '../clean.ts';
import { type HandleOf, mrkdwnOf, safeLink } from './draw-text.ts';
import { limits } from './limits.ts';

type Rich = types.RichTextSection['elements'][number];

interface RichDrawing {
  handleOf: HandleOf;
  /** How Slack writes a moment, in its tokens and the reader's language. */
  moment: string;
}

/** Whether it is worth rich text: only there Slack says a moment on the clock that its reader has by then. */
export function hasMoment(...texts: readonly (Text | null)[]): boolean {
  return texts.some((text) => typeof text === 'object' && text !== null && text.some(isMoment));
}

/** Lines in rich text, which Slack reads no markup in. */
export function drawRich(lines: readonly Text[], drawing: RichDrawing): types.RichTextBlock {
  const elements = lines.map((line): types.RichTextSection => {
    const parts = typeof line === 'string' ? [line] : line;
    return { type: 'rich_text_section', elements: parts.flatMap((part) => richOf(part, drawing)) };
  });
  return { type: 'rich_text', elements: elements.filter((one) => one.elements.length > 0) };
}

export function isRichWithDates(block: types.Block): block is types.RichTextBlock {
  return block.type === 'rich_text' && datesIn((block as types.RichTextBlock).elements);
}

function datesIn(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(datesIn);
  if (typeof value !== 'object' || value === null) return false;
  return ('type' in value && value.type === 'date') || ('elements' in value && datesIn(value.elements));
}

/** The same lines as mrkdwn, with each moment as Relais says it. */
export function mrkdwnLines(block: types.RichTextBlock): string[] {
  return block.elements.map(({ elements }) =>
    // Every element here is one that `richOf` made.
    mrkdwnOf(
      (elements as Rich[]).map(inlineOf).filter((part) => part !== ''),
      limits.sectionText,
      (handle) => handle,
    ),
  );
}

function richOf(part: Inline, { handleOf, moment }: RichDrawing): Rich[] {
  if (typeof part === 'string') return textOf(part);
  if ('strong' in part) return textOf(part.strong, { bold: true });
  if ('muted' in part) return textOf(part.muted);
  if ('moment' in part) return [dateOf(part, moment), ...textOf(part.beside)];
  if ('mention' in part) {
    const handle = handleOf(part.mention);
    return handle === null ? textOf(part.name, { bold: true }) : [{ type: 'user', user_id: handle }];
  }
  const url = safeLink(part.link);
  if (url === null) return textOf(part.label);
  // A link that says nothing could not be followed by whoever does not see it.
  const label = shorten(clean(part.label).trim(), limits.richText) || new URL(url).hostname;
  return [{ type: 'link', url, text: label }];
}

/** The words stand where the date cannot be read. */
function dateOf({ moment: at, words, beside }: Moment, format: string): types.RichTextDate {
  const own = words.slice(0, words.length - beside.length).slice(0, 2 * limits.dateWords);
  const fallback = shorten(clean(own).trim(), limits.dateWords);
  return {
    ...{ type: 'date', timestamp: Math.floor(Date.parse(at) / 1000), format },
    ...(fallback !== '' && { fallback }),
  };
}

type Moment = Extract<Inline, { moment: string }>;

/** Nothing for what is empty: Slack refuses it. */
function textOf(text: string, style?: { bold: true }): Rich[] {
  const words = shorten(clean(text.slice(0, 2 * limits.richText)), limits.richText);
  return words === '' ? [] : [{ type: 'text', text: words, ...(style && { style }) }];
}

function inlineOf(element: Rich): Inline {
  switch (element.type) {
    case 'text':
      return element.style?.bold ? { strong: element.text } : element.text;
    case 'date':
      return element.fallback ?? '';
    case 'user':
      return { mention: element.user_id, name: '' };
    case 'link':
      return { link: element.url, label: element.text ?? '' };
    default:
      return '';
  }
}

function isMoment(part: Inline): boolean {
  return typeof part === 'object' && 'moment' in part;
}
