import { IntlMessageFormat } from 'intl-messageformat';
import type { Localized } from '../../domain/localized.ts';
import { type Locale, localeSchema } from '../../domain/people/people.ts';
import type { Inline } from '../card-view.ts';
import type { CatalogueKey as Key } from '../catalogue/language.ts';
import { languages } from '../catalogue/languages.ts';

/** The name of a text; a text that does not exist does not compile. */
export type CatalogueKey = Key;

type TextParams = Readonly<Record<string, string | number>>;
type RichParams = Readonly<Record<string, string | number | Exclude<Inline, string>>>;

/** One text in one language. Throws when a parameter is missing: a half-filled sentence must never reach anybody. */
export type Translate = (key: CatalogueKey, params?: TextParams) => string;

/** The same with people and emphasis inside: parts that are not text stay what they are. */
export type TranslateRich = (key: CatalogueKey, params: RichParams) => readonly Inline[];

/** For each language what `make` gives for it. */
export function perLanguage<T>(make: (locale: Locale) => T): Readonly<Record<Locale, T>> {
  // Each language of the table has one.
  return Object.fromEntries(localeSchema.options.map((locale) => [locale, make(locale)])) as Record<Locale, T>;
}

/** What Intl calls our languages: days before months, 24 hours. */
export const intlLocales: Readonly<Record<Locale, string>> = perLanguage((locale) => languages[locale].intl);

interface Message {
  format: IntlMessageFormat;
  /** What it says whatever the parameters; null where they matter. */
  constant: string | null;
  /** Every parameter that one of its branches names. */
  names: readonly string[];
}

const parsed = perLanguage(() => new Map<CatalogueKey, Message>());

function messageOf(locale: Locale, key: CatalogueKey): Message {
  const known = parsed[locale].get(key);
  if (known) return known;
  const { texts, message: prepared, intl } = languages[locale];
  // Angle brackets are text here: nothing in the catalogue is markup.
  const format = new IntlMessageFormat(prepared(texts[key]), intl, undefined, { ignoreTag: true });
  const [first, ...more] = format.getAst();
  const constant = first?.type === 0 && more.length === 0 ? first.value : null;
  const message = { format, constant, names: [...new Set(namesIn(format.getAst()))] };
  parsed[locale].set(key, message);
  return message;
}

/** TYPE of @formatjs/icu-messageformat-parser: 0 literal, 7 the number sign of a plural. */
function namesIn(parts: ReturnType<IntlMessageFormat['getAst']>): string[] {
  return parts.flatMap((part) => {
    if (part.type === 0 || part.type === 7) return [];
    const branches = 'options' in part ? Object.values(part.options) : [];
    return [part.value, ...branches.flatMap(({ value }) => namesIn(value))];
  });
}

/** With the parameters that the language makes of those given, where the message names one: most name none. */
function filled<Params extends RichParams>(locale: Locale, { names }: Message, params: Params) {
  return names.every((name) => name in params) ? params : { ...languages[locale].params(params), ...params };
}

const translators: Readonly<Record<Locale, Translate>> = perLanguage(make);
const richTranslators: Readonly<Record<Locale, TranslateRich>> = perLanguage(makeRich);

export function translator(locale: Locale): Translate {
  return translators[locale];
}

export function richTranslator(locale: Locale): TranslateRich {
  return richTranslators[locale];
}

function make(locale: Locale): Translate {
  return (key, params = {}) => {
    const message = messageOf(locale, key);
    return message.constant ?? String(message.format.format(filled(locale, message, params)));
  };
}

function makeRich(locale: Locale): TranslateRich {
  return (key, params) => {
    const message = messageOf(locale, key);
    return message.format
      .formatToParts<Exclude<Inline, string>>(filled(locale, message, params))
      .map((part): Inline => (isInline(part.value) ? part.value : String(part.value)));
  };
}

function isInline(value: unknown): value is Exclude<Inline, string> {
  return typeof value === 'object' && value !== null;
}

/** The flow's own texts come in every language, people's in one; what lacks the reader's is read in English. */
export function localized(text: string | Localized, locale: Locale): string {
  if (typeof text === 'string') return text;
  const own: string | undefined = text[locale];
  return own === undefined ? text.en : languages[locale].typeset(own);
}
