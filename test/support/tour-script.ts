/** What a step of the tour has its reader do, or see, in the order of its words. */
export type Deed =
  | { do: 'become'; who: string }
  | { do: 'type'; text: string }
  | { do: 'press'; button: string; times: number }
  | { do: 'fill'; field: string; value: string }
  | { do: 'set'; system: string; to: string }
  | { do: 'choose'; option: string }
  /** Bold or in italics, and nothing of the above: it stands on the screen. */
  | { do: 'see'; words: string };

const times: Readonly<Record<string, number>> = { twice: 2, three: 3, four: 4, five: 5 };

const phrases = [
  // What a step is called, and nothing to do.
  /\*\*[^*]+\.\*\*/,
  /[Bb]ecome \*\*(?<who>\p{Lu}\p{L}+)\*\*/u,
  /\b[Tt]ype `(?<text>[^`]+)`/,
  /\b[Pp]ress \*\*(?<button>[^*]+)\*\*(?: again)?(?: (?<times>twice|three|four|five)\b)?/,
  /\b[Uu]nder \*(?<under>[^*]+)\* write (?<written>[^,.]+)/,
  /(?<!\*)\*(?<field>[^*]+\?)\* (?<value>[^.*]+)\./,
  /\bset \*(?<system>[^*]+)\* to \*\*(?<how>[^*]+)\*\*/,
  /\bchoose \*\*(?<option>[^*]+)\*\*/,
  /\*\*(?<bold>[^*.]+)\*\*/,
  /(?<!\*)\*(?<italics>[^*]+)\*(?!\*)/,
];
const phrase = new RegExp(phrases.map(({ source }) => source).join('|'), 'gu');

/** The numbered steps of the tour, each as what is done in it. */
export function readTour(chapter: string): readonly (readonly Deed[])[] {
  const steps = chapter.split(/^\d+\. /m).slice(1);
  return steps.map((step) => {
    // The pictures and notes after the last step are no step.
    const [words = ''] = step.split(/\n(?=\S)/);
    return [...words.replaceAll(/\s+/g, ' ').matchAll(phrase)].flatMap(({ groups = {} }) => deedOf(groups) ?? []);
  });
}

function deedOf(found: Readonly<Record<string, string | undefined>>): Deed | null {
  const { who, text, button, under, written, field, value, system, how, option, bold, italics } = found;
  if (who !== undefined) return { do: 'become', who };
  if (text !== undefined) return { do: 'type', text };
  if (button !== undefined) return { do: 'press', button, times: times[found['times'] ?? ''] ?? 1 };
  if (under !== undefined && written !== undefined) return { do: 'fill', field: under, value: written };
  if (field !== undefined && value !== undefined) return { do: 'fill', field, value };
  if (system !== undefined && how !== undefined) return { do: 'set', system, to: how };
  if (option !== undefined) return { do: 'choose', option };
  const words = bold ?? italics;
  return words === undefined ? null : { do: 'see', words };
}
