/**
 * People's text in Teams' hands. Some texts of an Adaptive Card are read as markdown, every one may hold `{{DATE(…)}}`,
 * and `<at>` becomes a mention. Not every client knows a backslash as an escape, so what would be read as markup is
 * replaced by its nearest look-alike or parted by an invisible joiner.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
import { clean, shorten } from '../clean.ts';

/** Invisible, no line break. */
const joiner = '\u2060';

/** For texts that are never markdown (the runs of rich text): only the card's own functions are parted. */
export function literal(text: string, most: number): string {
  return shorten(clean(text), most).replaceAll('{{', `{${joiner}{`);
}

/** For texts outside a card, where `<at>` and other tags are markup although nothing else is. */
export function withoutMarkup(text: string, most: number): string {
  return shorten(clean(text), most).replaceAll('<', `<${joiner}`);
}

/** For texts that a client may read as markdown, on one line. */
export function neutral(text: string, most: number): string {
  return (
    literal(text.replaceAll(/\s+/g, ' ').trim(), most)
      .replaceAll('*', '\u2217')
      .replaceAll('~', '\u223c')
      .replaceAll('`', '\u02cb')
      // Inside a word markdown leaves the underscore alone, and so do we: `billing_service` can be copied.
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\u02cd')
      .replaceAll('\\', '\u2216')
      .replaceAll(/\[/g, `[${joiner}`)
      .replaceAll(/\]/g, `${joiner}]${joiner}`)
      // `<at>`, `<https://…>`, and anything else in angle brackets.
      .replaceAll('<', `<${joiner}`)
      .replaceAll(/&(?=#?[a-z0-9]+;)/gi, `&${joiner}`)
      // Clients that make addresses into links do so without being asked.
      .replaceAll(/\b(https?|mailto|tel|ftp|msteams):/gi, `$1${joiner}:`)
      .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, 3)}${joiner}.`)
      // Headings, quotations and lists begin a line.
      .replace(/^(#+|>|[-+]|\d+[.)]|={3,}|-{3,})/, `${joiner}$1`)
  );
}
