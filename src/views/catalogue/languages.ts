import type { Locale } from '../../domain/people/people.ts';
import { english } from './en/language.ts';
import { french } from './fr/language.ts';
import type { Language } from './language.ts';

/** The one table of languages; a tag of `languageSchema` without one does not compile. */
export const languages: Readonly<Record<Locale, Language>> = { en: english, fr: french };
