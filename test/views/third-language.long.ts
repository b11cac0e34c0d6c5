import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/views/catalogue/en.ts';
import type { CatalogueKey } from '../../src/views/catalogue/language.ts';
import { languages } from '../../src/views/catalogue/languages.ts';
import { missingTexts } from '../support/missing-texts.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * A language that nobody speaks: every text is the English one behind a mark, so that a text of any other kind is seen.
 */
const folder = `import { en } from '../en.ts';
import { type Language, plain } from '../language.ts';

const marked = Object.fromEntries(Object.entries(en).map(([key, text]) => [key, \`§\${text}\`])) as typeof en;
export const invented: Language = { intl: 'de-DE', name: 'Erfunden', texts: marked, at: 'um', semicolon: '; ', ...plain };
`;

/** By the guide in CONTRIBUTING.md: the folder, its tag, and its line in the table. Each is one edit of one place. */
function addLanguage(copy: string): void {
  mkdirSync(join(copy, 'src/views/catalogue/xx'));
  writeFileSync(join(copy, 'src/views/catalogue/xx/language.ts'), folder);
  edit(join(copy, 'src/domain/localized.ts'), "z.enum(['en', 'fr'])", "z.enum(['en', 'fr', 'xx'])");
  edit(join(copy, 'src/views/catalogue/languages.ts'), 'fr: french }', 'fr: french, xx: invented }');
  edit(
    join(copy, 'src/views/catalogue/languages.ts'),
    'import { french }',
    "import { invented } from './xx/language.ts';\nimport { french }",
  );
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text.split(from), `${path} says "${from}" once`).toHaveLength(2);
  writeFileSync(path, text.replace(from, to));
}

type Views = typeof import('./every-view.ts');
type Samples = typeof import('../support/sample-departures.ts');
type People = typeof import('../support/sample-people.ts');
type Settings = typeof import('../../src/views/forms/settings-form.ts');
type Words = typeof import('../../src/views/words/voice.ts');

/**
 * Texts that stand as they are written, are in no other one, and are long enough not to be somebody's words by chance.
 */
const whole = [...new Set<string>(Object.values(en))].filter(
  (text, _, all) => text.length >= 12 && !/[{}']/.test(text) && !all.some((one) => one !== text && one.includes(text)),
);

/** Texts of ours that are not in the invented language: one that stands there without the mark before it. */
function leftInEnglish(drawn: Iterable<string>): string[] {
  const all = [...drawn].join('\n');
  return whole.filter((one) => {
    for (let at = all.indexOf(one); at !== -1; at = all.indexOf(one, at + 1)) if (all[at - 1] !== '§') return true;
    return false;
  });
}

describe('a third language', () => {
  let copy: string;
  const from = async <T>(path: string): Promise<T> => (await import(/* @vite-ignore */ join(copy, path))) as T;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'relais-language-'));
    for (const part of ['src', 'test/support', 'test/views', 'test/stores', 'package.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    addLanguage(copy);
  }, 60_000);
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is one folder, its tag and its line: every card and form is drawn in it, and no text of ours in another', {
    timeout: 180_000,
  }, async () => {
    const { everyCard, openForms, guardedForms } = await from<Views>('test/views/every-view.ts');
    const { samples } = await from<Samples>('test/support/sample-departures.ts');
    const { people, reading } = await from<People>('test/support/sample-people.ts');
    const invented = 'xx' as 'en';
    const drawn = new Set<string>();
    for (const sample of Object.values(samples))
      for (const person of [people.maya, people.nadia, people.tom, people.alex]) {
        const reader = reading(person, invented);
        const forms = [...openForms(sample, reader), ...guardedForms(sample, reader)];
        for (const text of [...everyCard(sample, reader).flatMap(cardTexts), ...forms.flatMap(formTexts)])
          drawn.add(text);
      }
    // An announcement goes out in every language at once: what stands beside its English text is English too.
    expect(leftInEnglish(drawn)).toEqual(['Last day in this role']);
    const marked = [...drawn].filter((text) => text.includes('§')).length;
    expect(marked).toBeGreaterThan(1_000);
  });

  it('canary: a text that was left in English is seen', () => {
    expect(whole.length).toBeGreaterThan(500);
    expect(leftInEnglish(['§Your checklist', 'Your checklist'])).toEqual(['Your checklist']);
  });

  it('is offered under its own name, sets days its own way, and reads in English what it lacks', async () => {
    const { settingsForm } = await from<Settings>('src/views/forms/settings-form.ts');
    const { voiceFor } = await from<Words>('src/views/words/voice.ts');
    const { people } = await from<People>('test/support/sample-people.ts');
    const chosen = { locale: null, channel: null, digestAt: null, quietFrom: null, quietTo: null };
    expect(formTexts(settingsForm(people.maya, chosen))).toEqual(
      expect.arrayContaining(['English', 'Français', 'Erfunden']),
    );
    const voice = voiceFor({ locale: 'xx' as 'en', timeZone: 'Europe/Berlin' });
    expect(voice.instant('2026-12-01T17:00:00.000Z')).toBe('Dienstag 1. Dezember 2026 um 18:00');
    expect(voice.localized({ en: 'Keys', fr: 'Clés' })).toBe('Keys');
    expect(voice.localized({ en: 'Keys', fr: 'Clés', xx: 'Schlüssel' } as { en: string; fr: string })).toBe(
      'Schlüssel',
    );
  });

  it('is spoken by whoever a platform, a list or a browser says speaks it', async () => {
    const { languageOf } = await from<typeof import('../../src/domain/localized.ts')>('src/domain/localized.ts');
    for (const tag of ['xx', 'xx-YY', 'XX_yy']) expect(languageOf(tag)).toBe('xx');
    expect(languageOf('de-DE')).toBeNull();
    const { flowTextSchema } =
      await from<typeof import('../../src/domain/flow/flow-text.ts')>('src/domain/flow/flow-text.ts');
    expect(flowTextSchema.parse({ en: 'Keys', xx: 'Schlüssel' })).toEqual({
      ...{ en: 'Keys', fr: 'Keys (EN)', xx: 'Schlüssel' },
    });
    expect(flowTextSchema.parse({ xx: 'Schlüssel' })).toEqual({
      ...{ en: 'Schlüssel (XX)', fr: 'Schlüssel (XX)', xx: 'Schlüssel' },
    });
  });

  it('is named text by text while some are missing', () => {
    const { 'button.done': _, 'task.files': __, ...rest } = en;
    const unfinished = {
      ...languages.en,
      texts: { ...rest, 'button.accept': '' } as unknown as Record<CatalogueKey, string>,
    };
    expect(missingTexts(unfinished)).toEqual(['button.accept', 'button.done', 'task.files']);
    for (const language of Object.values(languages)) expect(missingTexts(language)).toEqual([]);
  });
});
