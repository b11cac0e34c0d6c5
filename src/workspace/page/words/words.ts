import { createContext, useContext } from 'react';
import { intlLocale } from '../block-kit/slack-date.ts';
import { english, type WordKey } from './english.ts';
import { french } from './french.ts';

export type Language = 'en' | 'fr';
type Stem<K> = K extends `${infer S}.other` ? S : never;
/** A key that has `.one` and `.other`. */
type CountKey = Stem<WordKey>;
type Fill = Record<string, string | number>;

/** The page's words in one language. */
export interface Words {
  language: Language;
  /** One text, `{names}` filled in. */
  say: (key: WordKey, fill?: Fill) => string;
  /** One text for a number; `{count}` is filled in by itself. */
  count: (stem: CountKey, count: number) => string;
  /** The word of a key that is only known at run time, or the fallback. */
  lookUp: (key: string, fallback: string) => string;
}

/** Makes the words of one language; pure, so that tests may use it. */
export function wordsIn(language: Language): Words {
  const catalogue: Record<WordKey, string> = language === 'fr' ? french : english;
  const plural = new Intl.PluralRules(intlLocale(language));
  const isKey = (key: string): key is WordKey => Object.hasOwn(catalogue, key);
  const say = (key: WordKey, fill: Fill = {}) =>
    catalogue[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole));
  return {
    language,
    say,
    count: (stem, count) => {
      const form = `${stem}.${plural.select(count)}`;
      return say(isKey(form) ? form : `${stem}.other`, { count });
    },
    lookUp: (key, fallback) => (isKey(key) ? catalogue[key] : fallback),
  };
}

export const WordsContext = createContext<Words>(wordsIn('en'));

export function useWords(): Words {
  return useContext(WordsContext);
}
