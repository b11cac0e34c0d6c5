import type { Inline, Text } from '../../views/card-view.ts';
import { clean } from '../clean.ts';
import type { CardElement } from './adaptive-card.ts';
import { fillTemplate } from './fill-template.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';

interface Look {
  muted?: boolean;
  /** Above the first line. */
  spacing?: 'Default' | 'None' | 'Small';
}

type TextRun = CardElement & { type: 'TextRun' };

/**
 * One element per line. Rich text is never read as markdown, so people's words stand as typed; only a line with a
 * mention must be a plain text block, because Teams looks for mentions nowhere else.
 */
export function drawText(text: Text, mentions: Mentions, { muted = false, spacing = 'Default' }: Look = {}) {
  return linesOf(text)
    .filter((line) => line.some((part) => wordsOf(part).trim() !== '' || isMentioned(part, mentions)))
    .map((line, index): CardElement => {
      const above = index === 0 ? spacing : 'None';
      if (line.some((part) => isMentioned(part, mentions)))
        return fillTemplate('blocks/mention', {
          spacing: above,
          muted: muted || isMutedAround(line),
          text: markdownOf(line, mentions),
        });
      return fillTemplate('blocks/line', { spacing: above, runs: runsOf(line, { muted }) });
    });
}

/** The runs of one line of rich text. */
export function runsOf(text: Text, { muted }: { muted: boolean }): TextRun[] {
  return partsOf(text)
    .filter((part) => wordsOf(part) !== '')
    .map((part): TextRun => {
      const words = literal(wordsOf(part).replaceAll('\n', ' '), limits.line);
      if (typeof part === 'string') return run(words, muted && { isSubtle: true });
      if ('strong' in part || 'mention' in part) return run(words, { weight: 'Bolder' });
      if ('muted' in part) return run(words, { isSubtle: true });
      if ('moment' in part) return run(words, muted && { isSubtle: true });
      const address = addressOf(part.link);
      return run(words, address !== null && { selectAction: { type: 'Action.OpenUrl', url: address } });
    });
}

/** On one line, for texts that may be read as markdown: facts, and lines with a mention. */
export function markdownOf(text: Text, mentions: Mentions): string {
  return partsOf(text)
    .map((part) => {
      const words = wordsOf(part);
      // Spaces at the edges belong to the sentence around a mention.
      const edges = (inside: string) => `${/^\s/.test(words) ? ' ' : ''}${inside}${/\S\s+$/.test(words) ? ' ' : ''}`;
      if (typeof part === 'object' && 'mention' in part)
        return mentions.mark(part.mention) ?? neutral(words, limits.line);
      if (typeof part === 'object' && 'link' in part) {
        const address = addressOf(part.link);
        const label = neutral(words, limits.label);
        return address === null ? label : `[${label}](${address})`;
      }
      return edges(neutral(words, limits.line));
    })
    .join('')
    .trim();
}

/** The words alone. */
export function plainOf(text: Text): string {
  return partsOf(text).map(wordsOf).join('');
}

function run(text: string, look: false | Readonly<Record<string, unknown>>): TextRun {
  return { type: 'TextRun', text, ...(look && look) };
}

function isMentioned(part: Inline, mentions: Mentions): boolean {
  return typeof part === 'object' && 'mention' in part && mentions.mark(part.mention) !== null;
}

/** A plain text block has one look for all of its line. */
function isMutedAround(line: readonly Inline[]): boolean {
  return (
    line.some((part) => typeof part === 'object' && 'muted' in part) &&
    line.every((part) => typeof part === 'object' && ('muted' in part || 'mention' in part))
  );
}

function partsOf(text: Text): readonly Inline[] {
  return typeof text === 'string' ? [text] : text;
}

function wordsOf(part: Inline): string {
  if (typeof part === 'string') return part;
  if ('strong' in part) return part.strong;
  if ('muted' in part) return part.muted;
  if ('mention' in part) return part.name;
  if ('moment' in part) return part.words;
  // A link that says nothing could not be pressed, nor read out.
  return clean(part.label).trim() === '' && URL.canParse(part.link) ? new URL(part.link).hostname : part.label;
}

/** Relais' own addresses only; what could end a markdown link is encoded. */
function addressOf(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  if (!/^(https?|mailto):$/.test(url.protocol)) return null;
  return url.href.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('|', '%7C');
}

function linesOf(text: Text): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const part of partsOf(text)) {
    const [first = '', ...rest] = wordsOf(part).split(/\r?\n/);
    lines.at(-1)?.push(rest.length === 0 ? part : withWords(part, first));
    for (const line of rest) lines.push([withWords(part, line)]);
  }
  return lines;
}

function withWords(part: Inline, words: string): Inline {
  if (typeof part === 'string') return words;
  if ('strong' in part) return { strong: words };
  if ('muted' in part) return { muted: words };
  // Names and labels are on one line; see src/views/words/plain.ts.
  return part;
}
