/** Invisible characters that reorder or hide text around them; people's own words must not rearrange a card. */
const reordering = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const control = /\p{Cc}/gu;
/** Runs of white space; the unbreakable spaces that our own French sets stay. */
const breakable = /[^\S\u00a0\u202f]+/gu;

/** Printable ASCII with single spaces inside: most names and titles, which need none of the rules below. */
const plainLine = /^[!-~]+(?: [!-~]+)*$/;

/** People's words on one line: a name or title cannot start a new paragraph or turn the text around. */
export function oneLine(text: string): string {
  if (plainLine.test(text)) return text;
  return text.replace(reordering, '').replace(control, ' ').replaceAll(breakable, ' ').trim();
}

/** People's words over several lines, without what cannot be seen. */
export function manyLines(text: string): string {
  return text
    .replace(reordering, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Making one costs more than most texts that it cuts. */
const characters = new Intl.Segmenter();

/** At most `length` characters; what was cut is shown by an ellipsis. Never splits a character in two. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const { segment } of characters.segment(text)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** How long a name may be on a card. */
const nameLength = 60;

export function shownName(name: string): string {
  return cut(oneLine(name), nameLength);
}

/**
 * How a person is spoken to, and of where the whole name stands beside it. The whole name wherever its first word may
 * not be the first name: one word, an initial, a title, a comma, capitals for the family name, scripts that put the
 * family first.
 */
export function firstName(name: string): string {
  const whole = shownName(name);
  const [first = '', ...rest] = whole.split(' ');
  const isPlain = /^\p{Script=Latin}[\p{Script=Latin}'’-]+$/u.test(first) && first !== first.toUpperCase();
  return isPlain && rest.length > 0 ? first : whole;
}

/** People's words at the end of a sentence of ours, with the full stop that they may have written themselves. */
export function asSentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** The same at the beginning of one. */
export function startingSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Joins the sentences that are there with a space. */
export function sentences(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
