/**
 * French sets a narrow no-break space before its double signs and inside its quotation marks; the catalogue is written
 * with plain spaces, which people can see.
 */
export function frenchSpacing(text: string): string {
  return text.replaceAll(/ (?=[:;?!»])/g, '\u202f').replaceAll('« ', '«\u202f');
}

/** The name of the parameter that holds the elided word before `{name}`. */
const elided = 'Elided';

/**
 * `de {name}` becomes `{nameElidedDe}{name}`, so that the word can bend to the name: *départ d’Alex*, *départ de Maya*.
 */
export function withElisions(text: string): string {
  return text
    .replaceAll(/\bde \{(\w+)\}/g, `{$1${elided}De}{$1}`)
    .replaceAll(/\bque \{(\w+)\}/g, `{$1${elided}Que}{$1}`);
}

/** The words before each parameter, bent to it. A mute h is left alone: no rule tells it from the other one. */
export function elisions(params: Readonly<Record<string, unknown>>): Record<string, string> {
  const words: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) {
    const bends = /^[aeiouâàäéèêëîïôöùûüœæ]/i.test(wordOf(value));
    words[`${key}${elided}De`] = bends ? 'd’' : 'de ';
    words[`${key}${elided}Que`] = bends ? 'qu’' : 'que ';
  }
  return words;
}

/** What will be read: the text itself, or the name or emphasis of a part that is drawn. */
function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  for (const key of ['name', 'strong', 'muted', 'label', 'words'] as const) {
    const word: unknown = Reflect.get(value, key);
    if (typeof word === 'string') return word;
  }
  return '';
}
