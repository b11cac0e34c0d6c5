import type { en } from './en.ts';

/** The name of a text; a text that does not exist does not compile. */
export type CatalogueKey = keyof typeof en;

/** Everything that makes a language one: its texts, and the rules by which they are set. */
export interface Language {
  /** What Intl calls it; days before months, 24 hours. */
  intl: string;
  /** What it calls itself, for whoever cannot read this page and looks for theirs. */
  name: string;
  /** Every text, as ICU messages. */
  texts: Readonly<Record<CatalogueKey, string>>;
  /** Between a day and a time: `Friday at 18:00`. */
  at: string;
  /** Whether colleagues call one another by their first names, also before they know one another well. */
  firstNames: boolean;
  /**
   * Whether “today” and “tomorrow” may stand where a day does: `due tomorrow at 18:00`. Not where an article precedes a
   * day.
   */
  relativeDays: boolean;
  /** Between the parts of a list whose parts have commas. */
  semicolon: string;
  /** A text as it is printed: signs and their spaces. */
  typeset(text: string): string;
  /** A written day, where Intl does not know all of the grammar. */
  day(text: string): string;
  /** A message before it is parsed, where words bend to what follows; what `params` gives is put in. */
  message(text: string): string;
  /** Further parameters, made of those that were given. */
  params(given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
}

const asItIs = (text: string): string => text;

/** Of a language without such rules. */
export const plain = {
  typeset: asItIs,
  day: asItIs,
  message: asItIs,
  params: () => ({}),
  firstNames: false,
  relativeDays: false,
};
