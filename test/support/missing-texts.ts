import { en } from '../../src/views/catalogue/en.ts';
import type { CatalogueKey, Language } from '../../src/views/catalogue/language.ts';

/** The names of all texts that a language lacks, in alphabetical order. */
export function missingTexts({ texts }: Language): string[] {
  const has: Readonly<Partial<Record<CatalogueKey, string>>> = texts;
  const keys = Object.keys(en) as CatalogueKey[];
  return keys.filter((key) => (has[key] ?? '').trim() === '').sort();
}
