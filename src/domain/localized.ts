import { z } from 'zod';

/**
 * Every language that Relais speaks. One more is its tag here and a folder of its own (`views/catalogue/`); whatever
 * still lacks it then does not compile, or is named by a test.
 */
export const languageSchema = z.enum(['en', 'fr']);
export type Language = z.infer<typeof languageSchema>;

/** The language of `fr`, `fr-FR`, `fr_CA` or `FR`; null for one that Relais does not speak. */
export function languageOf(tag: string | null | undefined): Language | null {
  return languageSchema.safeParse(/^[a-z]+/.exec((tag ?? '').trim().toLowerCase())?.[0]).data ?? null;
}

const text = z.string().min(1);

/** The languages in which every text stands; in any other one a text may be missing, and is read in English. */
const always = { en: text, fr: text };
type Further = Exclude<Language, keyof typeof always>;
const further = Object.fromEntries(
  languageSchema.options.filter((one) => !Object.hasOwn(always, one)).map((one) => [one, text.optional()]),
) as Record<Further, z.ZodOptional<z.ZodString>>;

/** Every text of ours that a person reads exists in both languages. */
export const localizedSchema = z.strictObject({ ...always, ...further });
export type Localized = z.infer<typeof localizedSchema>;

/**
 * What a person reads: our own sentence, in both languages, or somebody else's words (a vendor's, a person's), in
 * theirs.
 */
export const wordsSchema = z.union([z.string(), localizedSchema]);
export type Words = z.infer<typeof wordsSchema>;

/**
 * Somebody else's words, in theirs; made by `quotation`, so that a sentence of ours in one language is none by
 * accident.
 */
export type Quoted = string & z.core.$brand<'quoted'>;

/**
 * Marks a text as what a vendor or a person said: it is shown as it is, in whatever language. Never for a sentence of
 * ours.
 */
export function quotation(text: string): Quoted {
  return text as Quoted;
}

/**
 * The words of something thrown, as people read them: its own in both languages where it carries them, else a quotation
 * of its message.
 */
export function wordsIn(error: unknown): Localized | Quoted {
  if (!(error instanceof Error)) return quotation(String(error));
  const own = localizedSchema.safeParse('words' in error ? error.words : null);
  return own.success ? own.data : quotation(error.message);
}

/** The same words, changed in every language alike. */
export function inBoth(words: Words, change: (text: string) => string): Words {
  if (typeof words === 'string') return change(words);
  const changed = Object.entries(words).map(([language, text]) => [language, change(text)]);
  // Each language that was there is there.
  return Object.fromEntries(changed) as Localized;
}

/** As a French reader reads it. */
export function inFrench(words: Words): string {
  return typeof words === 'string' ? words : words.fr;
}

/** For logs, errors and files, which are English. */
export function inEnglish(words: Words): string {
  return typeof words === 'string' ? words : words.en;
}
