import { z } from 'zod';

/** Every text of ours that a person reads exists in both languages. */
export const localizedSchema = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) });
export type Localized = z.infer<typeof localizedSchema>;

/** What a person reads: our own sentence, in both languages, or somebody else's words (a vendor's, a person's), in theirs. */
export const wordsSchema = z.union([z.string(), localizedSchema]);
export type Words = z.infer<typeof wordsSchema>;

/** Somebody else's words, in theirs; made by `quotation`, so that a sentence of ours in one language is none by accident. */
export type Quoted = string & z.core.$brand<'quoted'>;

/** Marks a text as what a vendor or a person said: it is shown as it is, in whatever language. Never for a sentence of ours. */
export function quotation(text: string): Quoted {
  return text as Quoted;
}

/** The words of something thrown, as people read them: its own in both languages where it carries them, else a quotation of its message. */
export function wordsIn(error: unknown): Localized | Quoted {
  if (!(error instanceof Error)) return quotation(String(error));
  const own = localizedSchema.safeParse('words' in error ? error.words : null);
  return own.success ? own.data : quotation(error.message);
}

/** The same words, changed in both languages alike. */
export function inBoth(words: Words, change: (text: string) => string): Words {
  return typeof words === 'string' ? change(words) : { en: change(words.en), fr: change(words.fr) };
}

/** As a French reader reads it. */
export function inFrench(words: Words): string {
  return typeof words === 'string' ? words : words.fr;
}

/** For logs, errors and files, which are English. */
export function inEnglish(words: Words): string {
  return typeof words === 'string' ? words : words.en;
}
