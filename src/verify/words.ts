import { verify as english } from '../views/catalogue/en/verify.ts';
import { verify as french } from '../views/catalogue/fr/verify.ts';
import type { Checked } from './findings.ts';

export type Language = 'en' | 'fr';
const catalogues = { en: english, fr: french };

/**
 * How it ended. `whole`: nothing is wrong, and the key is the one that was expected. `key-not-compared`: nothing is
 * wrong, and nobody said which key is right: anybody can sign such a pack with a key of their own.
 */
export type Outcome = 'whole' | 'key-not-compared' | 'wrong';

export function outcomeOf({ findings, key }: Pick<Checked, 'findings' | 'key'>): Outcome {
  if (findings.length > 0 || key === 'other') return 'wrong';
  return key === 'not-compared' ? 'key-not-compared' : 'whole';
}

/** What was found, line by line; the first says how it ended. */
export function linesOf(checked: Checked, language: Language): string[] {
  const words = catalogues[language];
  const { findings, fingerprint, key, madeAt, level, departures, entries, committed, stampedAt } = checked;
  const facts = [
    [words['verify.fact.departures'], departures],
    [words['verify.fact.entries'], entries],
    [words['verify.fact.committed'], committed],
    [words['verify.fact.madeAt'], madeAt],
    [words['verify.fact.level'], level],
    [words['verify.fact.key'], fingerprint?.replaceAll(/(.{8})(?=.)/g, '$1 ')],
    [words['verify.fact.stampedAt'], stampedAt],
  ] as const;
  return [
    words[`verify.outcome.${outcomeOf(checked)}`],
    ...(key === 'vouched' ? [words['verify.vouched']] : []),
    ...findings.map(({ code, about }) => `✘ ${words[`verify.finding.${code}`]} ${about}`.trimEnd()),
    ...facts.flatMap(([label, value]) => (value == null ? [] : [`${label} ${value}`])),
    ...(stampedAt === null ? [] : [words['verify.stampNote']]),
  ];
}

/** The other words of the program and of the page. */
export function wordsOf(language: Language): Readonly<Record<keyof typeof english, string>> {
  return catalogues[language];
}
