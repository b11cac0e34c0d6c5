import { emojiGlyph } from './emoji.ts';

/** One inline piece of Slack's mrkdwn. https://docs.slack.dev/messaging/formatting-message-text */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'emoji'; code: string; glyph: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user'; id: string; text: string | null }
  | { kind: 'channel'; id: string; text: string | null }
  | { kind: 'broadcast'; text: string }
  | { kind: 'date'; epoch: number; format: string; url: string | null; fallback: string };

export type Paragraph =
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'pre'; text: string };

/** `mrkdwn` text → paragraphs. Anything that is not valid markup is kept as the text it is. */
export function parseMrkdwn(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  // A fence that is never closed is ordinary text, so only whole pairs count.
  for (const part of source.split(/(```[\s\S]*?```)/)) {
    if (part.length > 6 && part.startsWith('```') && part.endsWith('```')) {
      paragraphs.push({ kind: 'pre', text: unescapeEntities(part.slice(3, -3).replace(/^\n|\n$/g, '')) });
    } else if (part !== '') {
      paragraphs.push(...paragraphsOf(part));
    }
  }
  return paragraphs;
}

/** `plain_text` → text and emoji only; markup characters are themselves. */
export function parsePlain(source: string, emoji: boolean): Inline[] {
  return emoji ? withEmoji(source) : [{ kind: 'text', text: source }];
}

/** Only schemes that open a page or a mail; a hostile `javascript:` is drawn as text. */
export function safeUrl(url: string): string | null {
  return /^(https?:\/\/|mailto:)/i.test(url) ? url : null;
}

function paragraphsOf(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  const lines = text.replace(/^\n|\n$/g, '').split('\n');
  let run: string[] = [];
  let quoted = false;
  const flush = () => {
    if (run.length > 0) found.push({ kind: quoted ? 'quote' : 'lines', children: parseInline(run.join('\n')) });
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    const longQuote = /^(?:&gt;|>){3}/.exec(line);
    if (longQuote) {
      flush();
      const rest = [line.slice(longQuote[0].length).trimStart(), ...lines.slice(index + 1)].join('\n');
      return [...found, { kind: 'quote', children: parseInline(rest) }];
    }
    const quote = /^(?:&gt;|>) ?/.exec(line);
    if ((quote !== null) !== quoted) {
      flush();
      quoted = quote !== null;
    }
    run.push(quote ? line.slice(quote[0].length) : line);
  }
  flush();
  return found;
}

const wraps: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' };

function parseInline(text: string): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') out.push(...withEmoji(unescapeEntities(plain)));
    plain = '';
  };
  const hopeless: Hopeless = new Map();
  let at = 0;
  while (at < text.length) {
    const found = tokenAt(text, at, hopeless);
    if (found) {
      flush();
      out.push(found.inline);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

/** Up to where a mark is known to have no end: what keeps a long run of open marks from being read again and again. */
type Hopeless = Map<string, number>;

function tokenAt(text: string, at: number, hopeless: Hopeless): { inline: Inline; end: number } | null {
  const char = text[at] ?? '';
  if (char === '`') {
    const close = text.indexOf('`', at + 1);
    if (close <= at + 1 || text.slice(at, close).includes('\n')) return null;
    return { inline: { kind: 'code', text: unescapeEntities(text.slice(at + 1, close)) }, end: close + 1 };
  }
  if (char === '<') {
    const close = text.indexOf('>', at);
    const inline = close > at + 1 ? reference(text.slice(at + 1, close)) : null;
    return inline ? { inline, end: close + 1 } : null;
  }
  const kind = wraps[char];
  if (!kind || at < (hopeless.get(char) ?? 0) || !opensAt(text, at)) return null;
  const close = closingOf(text, at, char);
  if (close === null) {
    const lineEnd = text.indexOf('\n', at);
    hopeless.set(char, lineEnd < 0 ? text.length : lineEnd);
    return null;
  }
  return { inline: { kind, children: parseInline(text.slice(at + 1, close)) }, end: close + 1 };
}

/** A mark opens a run only at the start of a word, and closes one only at its end: `snake_case_name` is no italic. */
function opensAt(text: string, at: number): boolean {
  const before = text[at - 1];
  const after = text[at + 1];
  return (before === undefined || !/[\p{L}\p{N}\\]/u.test(before)) && after !== undefined && !/\s/.test(after);
}

function closingOf(text: string, from: number, mark: string): number | null {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\n') return null;
    if (char === '<') {
      const close = text.indexOf('>', at);
      if (close > 0) at = close;
      continue;
    }
    if (char !== mark || at === from + 1) continue;
    const before = text[at - 1] ?? '';
    const after = text[at + 1];
    if (!/\s/.test(before) && (after === undefined || !/[\p{L}\p{N}]/u.test(after))) return at;
  }
  return null;
}

function reference(inside: string): Inline | null {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : unescapeEntities(inside.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: 'user', id: target.slice(1), text: label };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { kind: 'channel', id: target.slice(1), text: label };
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) {
    const [, epoch = '0', format = '', url] = date;
    return { kind: 'date', epoch: Number(epoch), format, url: url ?? null, fallback: label ?? format };
  }
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', text: `@${target.slice(1)}` };
  if (target.startsWith('!subteam^')) return { kind: 'broadcast', text: label ?? '@group' };
  const url = unescapeEntities(target);
  if (safeUrl(url)) return { kind: 'link', url, text: label ?? url.replace(/^mailto:/, '') };
  return null;
}

function withEmoji(text: string): Inline[] {
  const out: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g)) {
    const code = match[1] ?? '';
    const glyph = emojiGlyph(code);
    if (!glyph) continue;
    if (match.index > last) out.push({ kind: 'text', text: text.slice(last, match.index) });
    out.push({ kind: 'emoji', code, glyph });
    last = match.index + match[0].length;
  }
  if (last < text.length) out.push({ kind: 'text', text: text.slice(last) });
  return out;
}

/** Slack escapes exactly these three. */
function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
