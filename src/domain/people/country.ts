import { z } from 'zod';
import { type Localized, languageSchema } from '../localized.ts';

/**
 * Codes that `Intl` can name although no country has them: reserved for islands and unions, or made for tests.
 * https://www.iso.org/glossary-for-iso-3166.html
 */
const notCountries: ReadonlySet<string> = new Set([
  ...['AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA'],
  ...['EU', 'EZ', 'UN'],
  ...['QO', 'XA', 'XB', 'ZZ'],
]);

const englishNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * Whether `code` is an ISO 3166-1 alpha-2 code in capitals that is in use today, or XK, which Kosovo uses without one.
 */
export function isKnownCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !notCountries.has(code) && successorOf(code) === null && nameIn(code) !== undefined;
}

/** The country's name in the language of `locale`, such as `en-GB`; the code itself when there is none. */
export function countryName(code: string, locale: string): string {
  return (isKnownCountry(code) ? new Intl.DisplayNames(locale, { type: 'region' }).of(code) : undefined) ?? code;
}

/** The code that was probably meant by two letters or by a whole English or French name; null when nothing is near. */
export function nearestCountry(text: string): string | null {
  const word = text.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(word)) return byName(word);
  // In this order: UK is an alias of GB, although `uk` is also the language of Ukraine; EL is the language of Greece.
  const found = [successorOf(word), regionOfLanguage(word), `${word[1]}${word[0]}`];
  return found.find((code) => code !== null && isKnownCountry(code)) ?? null;
}

/** Says what is wrong with a country that is none. A longer text is not repeated: it may be anything. */
export function whyNoCountry(text: string): string {
  return whyNoCountryWords(text).en;
}

/** The same in both languages. */
export function whyNoCountryWords(text: string): Localized {
  const en = 'expected the two letters of a country in ISO 3166-1, such as FR';
  const fr = 'il faut les deux lettres d’un pays selon ISO 3166-1, comme FR';
  const meant = nearestCountry(text);
  const written = /^[A-Za-z]{2}$/.test(text.trim()) ? text.trim().toUpperCase() : null;
  const hint =
    meant === null
      ? null
      : {
          en: `did you mean ${meant} (${countryName(meant, 'en')})?`,
          fr: `pensiez-vous à ${meant} (${countryName(meant, 'fr')}) ?`,
        };
  if (written === null) return hint === null ? { en, fr } : { en: `${en}; ${hint.en}`, fr: `${fr} ; ${hint.fr}` };
  return hint === null
    ? { en: `${en}; there is no country ${written}`, fr: `${fr} ; aucun pays n’a le code ${written}` }
    : { en: `${en}; ${written} is none, ${hint.en}`, fr: `${fr} ; ${written} n’en est pas un, ${hint.fr}` };
}

/**
 * A country that somebody writes down: small letters are taken too, and what is none is refused with what was probably
 * meant.
 */
export const countrySchema = z
  .string()
  .toUpperCase()
  .refine(isKnownCountry, { error: ({ input }) => whyNoCountry(String(input)) });

function nameIn(code: string): string | undefined {
  return englishNames.of(code);
}

/** `GB` for the alias `UK`, `RS` for the former `YU`; null for a code that stands for itself. */
function successorOf(code: string): string | null {
  const now = new Intl.Locale(`und-${code}`).region ?? code;
  return now === code ? null : now;
}

/** The country in which most people speak the language that has these two letters. */
function regionOfLanguage(code: string): string | null {
  return new Intl.Locale(code.toLowerCase()).maximize().region ?? null;
}

function byName(name: string): string | null {
  const languages = languageSchema.options.map(
    (one) => new Intl.DisplayNames(one, { type: 'region', fallback: 'none' }),
  );
  return allCountries().find((code) => languages.some((names) => names.of(code)?.toUpperCase() === name)) ?? null;
}

function allCountries(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => first + second)).filter(isKnownCountry);
}
