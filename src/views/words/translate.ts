import { IntlMessageFormat } from 'intl-messageformat';
import type { Localized } from '../../domain/localized.ts';
import type { Locale } from '../../domain/people/people.ts';
import type { Inline } from '../card-view.ts';
import { en } from '../catalogue/en.ts';
import { fr } from '../catalogue/fr.ts';
import { elisions, frenchSpacing, withElisions } from './french.ts';

/** The name of a text; a text that does not exist does not compile. */
export type CatalogueKey = keyof typeof en;

type TextParams = Readonly<Record<string, string | number>>;
type RichParams = Readonly<Record<string, string | number | Exclude<Inline, string>>>;

/** One text in one language. Throws when a parameter is missing: a half-filled sentence must never reach anybody. */
export type Translate = (key: CatalogueKey, params?: TextParams) => string;

/** The same with people and emphasis inside: parts that are not text stay what they are. */
export type TranslateRich = (key: CatalogueKey, params: RichParams) => readonly Inline[];

/** What Intl calls our languages: days before months, 24 hours. */
export const intlLocales: Readonly<Record<Locale, string>> = { en: 'en-GB', fr: 'fr-FR' };

const catalogues: Readonly<Record<Locale, Readonly<Record<CatalogueKey, string>>>> = { en, fr };
const parsed: Record<Locale, Map<CatalogueKey, IntlMessageFormat>> = { en: new Map(), fr: new Map() };

function messageOf(locale: Locale, key: CatalogueKey): IntlMessageFormat {
  const known = parsed[locale].get(key);
  if (known) return known;
  const text = locale === 'fr' ? withElisions(frenchSpacing(catalogues.fr[key])) : catalogues[locale][key];
  // Angle brackets are text here: nothing in the catalogue is markup.
  const message = new IntlMessageFormat(text, intlLocales[locale], undefined, { ignoreTag: true });
  parsed[locale].set(key, message);
  return message;
}

const translators: Readonly<Record<Locale, Translate>> = { en: make('en'), fr: make('fr') };
const richTranslators: Readonly<Record<Locale, TranslateRich>> = { en: makeRich('en'), fr: makeRich('fr') };

export function translator(locale: Locale): Translate {
  return translators[locale];
}

export function richTranslator(locale: Locale): TranslateRich {
  return richTranslators[locale];
}

function make(locale: Locale): Translate {
  return (key, params = {}) =>
    String(messageOf(locale, key).format(locale === 'fr' ? { ...elisions(params), ...params } : params));
}

function makeRich(locale: Locale): TranslateRich {
  return (key, params) =>
    messageOf(locale, key)
      .formatToParts<Exclude<Inline, string>>(locale === 'fr' ? { ...elisions(params), ...params } : params)
      .map((part): Inline => (isInline(part.value) ? part.value : String(part.value)));
}

function isInline(value: unknown): value is Exclude<Inline, string> {
  return typeof value === 'object' && value !== null;
}

/** The flow's own texts come in both languages, people's in one. */
export function localized(text: string | Localized, locale: Locale): string {
  if (typeof text === 'string') return text;
  return locale === 'fr' ? frenchSpacing(text.fr) : text.en;
}
