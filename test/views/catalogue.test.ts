import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '../../src/domain/refusal.ts';
import { en } from '../../src/views/catalogue/en.ts';
import { fr } from '../../src/views/catalogue/fr.ts';
import { type CatalogueKey, translator } from '../../src/views/words/translate.ts';

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, fr };
const keys = Object.keys(en);

/** The arguments of a message, with how each is used: `days:plural`, `when:select[click,other]`, `name:argument`. */
function argumentsOf(text: string): string[] {
  const found = new Set<string>();
  const visit = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      // TYPE of @formatjs/icu-messageformat-parser: 1 argument, 2 to 4 formatted, 5 select, 6 plural.
      if (part.type === 1) found.add(`${part.value}:argument`);
      if (part.type === 6) found.add(`${part.value}:plural`);
      if (part.type === 5) found.add(`${part.value}:select[${Object.keys(part.options).sort()}]`);
      if (part.type === 5 || part.type === 6) for (const option of Object.values(part.options)) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

function sourceTexts(): string[] {
  const root = resolve(import.meta.dirname, '../../src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => /\.tsx?$/.test(path) && !path.includes('catalogue') && !path.startsWith(join('workspace', 'page')),
    )
    .map((path) => readFileSync(join(root, path), 'utf8'));
}

/** Whether some source names the key, whole or by a template such as `kind.${…}`. */
function usedKeys(sources: readonly string[]): Set<string> {
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  for (const source of sources) {
    for (const [, literal = ''] of source.matchAll(/'([a-z0-9A-Z]+(?:[.-][a-zA-Z0-9-]+)+)'/g)) literals.add(literal);
    for (const [, template = ''] of source.matchAll(/`([a-zA-Z0-9-]+\.[^`]*\$\{[^`]*)`/g))
      patterns.push(
        new RegExp(
          `^${template
            .split(/\$\{[^}]*\}/)
            .map(escaped)
            .join('[a-zA-Z0-9-]+')}$`,
        ),
      );
  }
  return new Set(keys.filter((key) => literals.has(key) || patterns.some((pattern) => pattern.test(key))));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('the catalogue', () => {
  it.each(['en', 'fr'])(
    'has each key of %s in one file: a second one would hide the first without a word',
    async (language) => {
      const folder = resolve(import.meta.dirname, '../../src/views/catalogue', language);
      const stands = new Map<string, string[]>();
      for (const file of readdirSync(folder).filter((name) => name !== 'language.ts')) {
        const texts: Record<string, Record<string, string>> = await import(join(folder, file));
        for (const key of Object.values(texts).flatMap((one) => Object.keys(one)))
          stands.set(key, [...(stands.get(key) ?? []), file]);
      }
      expect(stands.size).toBe(keys.length);
      expect([...stands].filter(([, files]) => files.length > 1)).toEqual([]);
    },
  );

  it('has every text in both languages, with the same arguments', () => {
    expect(Object.keys(fr).sort()).toEqual([...keys].sort());
    const different = keys.filter((key) => {
      const [english, french] = [catalogues['en']?.[key] ?? '', catalogues['fr']?.[key] ?? ''];
      return argumentsOf(english).join() !== argumentsOf(french).join();
    });
    expect(different).toEqual([]);
  });

  it('canary: a different argument is seen', () => {
    expect(argumentsOf('{count, plural, one {# a} other {# b}} {name}')).toEqual(['count:plural', 'name:argument']);
    expect(argumentsOf('{count}')).not.toEqual(argumentsOf('{count, plural, other {#}}'));
  });

  it('says nothing twice by accident: no empty text, no text left in the other language', () => {
    const empty = keys.filter(
      (key) => (catalogues['en']?.[key] ?? '').trim() === '' || (catalogues['fr']?.[key] ?? '').trim() === '',
    );
    expect(empty).toEqual([]);
    const same = keys.filter((key) => catalogues['en']?.[key] === catalogues['fr']?.[key]);
    // Words that are the same in both languages, and messages made of arguments only.
    const allowed =
      /^(word\.relais|access\.(system|failureWhy)$|departure\.(manager|confirmation)|tier\.|worker\.|role\.|access\.confirmations|a11y|form\.(preview\.change|page)|details\.notes|walk\.who\.(currentManager|email)|form\.preview\.dates|form\.survey|.*question|button\.details|nature|details\.title)/;
    expect(same.filter((key) => !allowed.test(key))).toEqual([]);
  });

  it('is written with care: typographic apostrophes, no exclamation, French signs after a space', () => {
    const straight = keys.filter((key) => [en, fr].some((one) => (one as Record<string, string>)[key]?.includes("'")));
    expect(straight).toEqual([]);
    const loud = keys.filter((key) => [en, fr].some((one) => (one as Record<string, string>)[key]?.includes('!')));
    expect(loud).toEqual([]);
    // Times and addresses have no space before their colon.
    const tight = keys.filter((key) => /[^\s\d][;?]|[^\s\d:]:(?!\/)|«\S|\S»/.test(catalogues['fr']?.[key] ?? ''));
    expect(tight).toEqual([]);
  });

  it('tells the person nothing in jargon', () => {
    const jargon = /\b(revocation|revoke|offboarding|workflow|payload|quorum)\b/i;
    expect(keys.filter((key) => jargon.test(catalogues['en']?.[key] ?? ''))).toEqual([]);
    expect(
      keys.filter((key) => /\b(workflow|offboarding|payload|quorum)\b/i.test(catalogues['fr']?.[key] ?? '')),
    ).toEqual([]);
  });

  it('has the words of every refusal of the domain, and no others', () => {
    const refusals = keys.filter((key) => key.startsWith('refusal.')).sort();
    expect(refusals).toEqual(refusalCodes.map((code) => `refusal.${code}`).sort());
  });

  it('is used: every text is named somewhere in src/', () => {
    const used = usedKeys(sourceTexts());
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('canary: a text that nothing names is seen', () => {
    const template = ['t(`kind.$', '{kind}`)'].join('');
    expect(usedKeys(["t('word.somebody')", template]).has('word.nobody')).toBe(false);
    expect(usedKeys([template]).has('kind.retirement')).toBe(true);
  });
});

describe('translating', () => {
  it('throws rather than say half a sentence', () => {
    expect(() => translator('en')('word.until')).not.toThrow();
    expect(() => translator('en')('departure.title')).toThrow(/name/);
  });

  it('sets the French spaces', () => {
    expect(translator('fr')('departure.nextCutOff', { when: 'x' })).toBe('Fin des accès le x');
    expect(translator('fr')('departure.declinedBy', { name: 'Léa', reason: 'r' })).toBe('Léa a refusé\u202f: r');
    expect(translator('fr')('notice.completed', { title: 'T' })).toBe('Merci. «\u202fT\u202f» est fait.');
  });

  it('bends de and que to the name that follows', () => {
    const fr = translator('fr');
    expect(fr('departure.title', { name: 'Alex' })).toBe('Départ d’Alex');
    expect(fr('departure.title', { name: 'Élodie' })).toBe('Départ d’Élodie');
    expect(fr('departure.title', { name: 'Maya' })).toBe('Départ de Maya');
    expect(fr('task.from.credential', { name: 'Inès' })).toBe('Un identifiant qu’Inès connaît');
  });

  it('does not take markup or braces in people’s words for its own', () => {
    const title = "<b>{count, plural, other {x}}</b> '{y}'";
    expect(translator('en')('notice.completed' satisfies CatalogueKey, { title })).toBe(
      `Thank you. “${title}” is done.`,
    );
  });
});
