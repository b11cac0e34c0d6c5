import type { types } from '@slack/bolt';
import type { Inline, Text } from '../../views/card-view.ts';
import { clean, shorten } from '../clean.ts';
import { escapeMrkdwn, escapePlain } from './escape.ts';

/** A person's Slack id by Relais' id; null: draw the name instead of a mention. */
export type HandleOf = (personId: string) => string | null;

export type TextObject = types.PlainTextElement | types.MrkdwnElement;

/** Longer emphasis or link labels are cut: they must stay in one piece. */
const longestPhrase = 300;

export function plain(text: string, most: number): types.PlainTextElement {
  // `emoji: false`: `:tada:` in a name stays what was typed.
  return { type: 'plain_text', text: shorten(escapePlain(text).trim(), most) || '–', emoji: false };
}

export function mrkdwn(text: string): types.MrkdwnElement {
  // `verbatim`: addresses and names in people's text are not made into links.
  return { type: 'mrkdwn', text, verbatim: true };
}

/**
 * One text object, cut when it is too long; null for an empty text. Text without emphasis goes out as plain text, where
 * nothing is markup.
 */
export function textObject(text: Text, most: number, handleOf: HandleOf): TextObject | null {
  if (isPlain(text)) {
    const whole = plainOf(text).trim();
    return whole === '' ? null : plain(whole, most);
  }
  const whole = mrkdwnOf(text, most, handleOf);
  return whole === '' ? null : mrkdwn(whole);
}

/** As many text objects as the whole text needs. */
export function textObjects(text: Text, most: number, handleOf: HandleOf): TextObject[] {
  if (isPlain(text)) return pack(words(escapePlain(plainOf(text))), most).map((part) => plain(part, most));
  return pack(pieces(text, handleOf), most).map(mrkdwn);
}

/** As mrkdwn in any case, to be set beside other mrkdwn. */
export function mrkdwnOf(text: Text, most: number, handleOf: HandleOf): string {
  const [first = '', ...rest] = pack(pieces(beginningOf(text, 2 * most), handleOf), most - 1);
  return rest.length === 0 ? first : `${first}…`;
}

/** Each part as far as it can count: what is far beyond the limit need not be looked at. */
function beginningOf(text: Text, most: number): Text {
  if (typeof text === 'string') return text.slice(0, most);
  return text.map((part) => {
    if (typeof part === 'string') return part.slice(0, most);
    if ('moment' in part) return part.words.slice(0, most);
    return 'muted' in part ? { muted: part.muted.slice(0, most) } : part;
  });
}

/** `*bold*` */
export function bold(text: string): string {
  const inside = phrase(text);
  return inside === '' ? '' : `*${inside}*`;
}

/** On one line, because a line break would end emphasis; cut so that it stays short when escaped. */
function phrase(text: string): string {
  const line = clean(text.slice(0, 4 * longestPhrase))
    .replaceAll(/\s+/g, ' ')
    .trim();
  let escaped = escapeMrkdwn(line);
  for (let most = longestPhrase; escaped.length > longestPhrase; most = Math.floor(most * 0.8))
    escaped = escapeMrkdwn(shorten(line, most));
  return escaped;
}

function isPlain(text: Text): text is string | readonly string[] {
  return typeof text === 'string' || text.every((part) => typeof part === 'string');
}

function plainOf(text: string | readonly string[]): string {
  return typeof text === 'string' ? text : text.join('');
}

/** Pieces that may not be cut: words, spaces, mentions, links, emphasis. */
function pieces(text: Text, handleOf: HandleOf): string[] {
  const found: string[] = [];
  for (const part of typeof text === 'string' ? [text] : text) {
    const next = piecesOf(part, handleOf);
    const last = found.at(-1)?.at(-1) ?? ' ';
    const first = next[0]?.at(0) ?? ' ';
    // Slack reads emphasis only at the edge of a word.
    if ((first === '*' && isWord(last)) || (last === '*' && isWord(first))) found.push('\u200b');
    found.push(...next);
  }
  return found;
}

function piecesOf(part: Inline, handleOf: HandleOf): string[] {
  if (typeof part === 'string') return words(escapeMrkdwn(part));
  if ('strong' in part) return [bold(part.strong)].filter((piece) => piece !== '');
  if ('muted' in part) return words(escapeMrkdwn(part.muted));
  if ('moment' in part) return words(escapeMrkdwn(part.words));
  if ('mention' in part) {
    const handle = handleOf(part.mention);
    return handle === null ? [bold(part.name)] : [`<@${handle}>`];
  }
  return [link(part.link, part.label)];
}

function link(address: string, label: string): string {
  const shown = phrase(label).replaceAll('|', '\u2223');
  const safe = safeLink(address);
  if (safe === null) return shown;
  const target = safe.replaceAll('|', '%7C').replaceAll('>', '%3E').replaceAll('&', '&amp;');
  return `<${target}|${shown || escapeMrkdwn(new URL(safe).hostname)}>`;
}

/** An address that may be followed; null for any other. */
export function safeLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return /^(https?|mailto):$/.test(url.protocol) ? url.href : null;
}

function words(text: string): string[] {
  return text.split(/(\s+)/).filter((word) => word !== '');
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

function pack(parts: readonly string[], most: number): string[] {
  const packed: string[] = [];
  let current = '';
  for (const part of parts.flatMap((piece) => bitsOf(piece, most))) {
    if (current.length + part.length > most) {
      packed.push(current.trim());
      current = '';
    }
    current += part;
  }
  packed.push(current.trim());
  return packed.filter((part) => part !== '');
}

/** A word longer than a whole text object is cut wherever that breaks neither a character nor an `&amp;`. */
function bitsOf(piece: string, most: number): string[] {
  if (piece.length <= most) return [piece];
  const bits: string[] = [];
  let current = '';
  for (const [unit] of piece.matchAll(/&(?:amp|lt|gt);|./gsu)) {
    if (current.length + unit.length > most) {
      bits.push(current);
      current = '';
    }
    current += unit;
  }
  return [...bits, current];
}
