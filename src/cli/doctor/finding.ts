import { codeOf } from '../../connectors/http/connection-failure.ts';
import { inEnglish, inFrench, type Localized, type Quoted, quotation, wordsIn } from '../../domain/localized.ts';
import { StoreError } from '../../engine/ports/store.ts';

/** Our own sentence in both languages, or somebody else's words in theirs: what doctor prints. */
export type Said = Localized | Quoted;

/** What one look found. A problem says how to mend it. */
export type Finding =
  | { level: 'good' | 'note'; area: Area; message: Said }
  | { level: 'problem'; area: Area; message: Said; fix: Said };

/** What is looked at, in the order in which it is told, with its heading. */
export const areas = {
  environment: { en: 'environment', fr: 'environnement' },
  flows: { en: 'flows', fr: 'flux' },
  configuration: { en: 'configuration', fr: 'configuration' },
  data: { en: 'data', fr: 'données' },
  people: { en: 'people', fr: 'personnes' },
  systems: { en: 'systems', fr: 'systèmes' },
  'HR systems': { en: 'HR systems', fr: 'systèmes RH' },
  slack: { en: 'slack', fr: 'slack' },
  teams: { en: 'teams', fr: 'teams' },
  'e-mail': { en: 'e-mail', fr: 'courriel' },
} as const satisfies Readonly<Record<string, Localized>>;
export type Area = keyof typeof areas;

export function good(area: Area, message: Said): Finding {
  return { level: 'good', area, message };
}

/** Worth knowing, and nothing to mend. */
export function note(area: Area, message: Said): Finding {
  return { level: 'note', area, message };
}

export function problem(area: Area, message: Said, fix: Said): Finding {
  return { level: 'problem', area, message, fix };
}

/** What helps when nothing answers. */
export const networkFix: Localized = {
  en: 'Check the network of this computer, HTTPS_PROXY, and NODE_EXTRA_CA_CERTS for an authority of your own; see README.md, "In your network".',
  fr: 'Vérifiez le réseau de cet ordinateur, HTTPS_PROXY, et NODE_EXTRA_CA_CERTS pour une autorité à vous ; voyez README.md, « In your network ».',
};

/** What the reader of a file of yours says of its lines: in English alone, and said to be so. */
export function asRead(words: string): Localized {
  return { en: words, fr: `ce que dit la lecture, en anglais : « ${words} »` };
}

/** The same words, said of something that has a name. */
export function about(name: string, words: Said): Localized {
  return { en: `${name}: ${inEnglish(words)}`, fr: `${name} : ${inFrench(words)}` };
}

/**
 * The words of something thrown: ours in both languages, else those of whatever threw it, with the code of what was
 * behind it; never its stack. What is found in the database is told in English, and said to be so.
 */
export function wordsOf(error: unknown): Said {
  const words = wordsIn(error);
  if (typeof words !== 'string') return words;
  if (error instanceof StoreError) return { en: words, fr: `la base de données répond, en anglais : « ${words} »` };
  const code = error instanceof Error && words === 'fetch failed' ? codeOf(error) : null;
  return code === null ? words : quotation([words, `(${code})`].join(' '));
}
