import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { templateFor } from '../../src/domain/knowledge/dossier-template.ts';
import { loadDossiers, shippedDossiersDir } from '../../src/flows/load-dossiers.ts';

const general = 'id: standard\nname: Everybody\ntopics: [{ id: missions, category: missions, title: Missions }]\n';

describe('the dossiers that come with Relais', () => {
  it('ask everybody something on each shelf, in both languages, within two weeks of three questions a day', async () => {
    const templates = await loadDossiers(shippedDossiersDir);
    const all = [templates.general, ...templates.named];
    expect(all.map(({ id }) => id).sort()).toEqual(['engineering', 'sales', 'standard']);
    for (const { id, topics } of all) {
      expect(new Set(topics.map(({ category }) => category)).size, id).toBe(6);
      expect(topics.length, id).toBeLessThanOrEqual(30);
      for (const { title, question } of topics)
        for (const words of [title, question])
          expect(words, id).toMatchObject({ en: expect.any(String), fr: expect.any(String) });
    }
  });

  it('are chosen by the job title, in any case', async () => {
    const templates = await loadDossiers(shippedDossiersDir);
    expect(templateFor(templates, 'Senior Software ENGINEER').id).toBe('engineering');
    expect(templateFor(templates, 'Ingénieure commerciale').id).toBe('engineering');
    expect(templateFor(templates, 'Account Manager').id).toBe('sales');
    expect(templateFor(templates, 'Accountant').id).toBe('standard');
    expect(templateFor(templates, null).id).toBe('standard');
  });
});

describe('a folder of dossiers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relais-dossiers-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['without one for everybody', { 'a.yaml': `${general}titles: [cook]\n` }, /0 files name no titles/],
    [
      'with two for everybody',
      { 'a.yaml': general, 'b.yaml': general.replace('standard', 'other') },
      /2 files name no titles/,
    ],
    [
      'with an id twice',
      { 'a.yaml': general, 'b.yaml': `${general}titles: [cook]\n` },
      /the id standard stands in two files/,
    ],
    [
      'with a topic twice',
      { 'a.yaml': general.replace(']', ', { id: missions, category: risks, title: Again }]') },
      /the topic missions stands twice/,
    ],
    ['with a key that nobody knows', { 'a.yaml': `${general}colour: red\n` }, /colour/],
    [
      'with a shelf that nobody knows',
      { 'a.yaml': general.replace('category: missions', 'category: gossip') },
      /category/,
    ],
    ['that is no YAML', { 'a.yaml': 'id: [' }, /not valid YAML/],
    ['that is empty', {}, /0 files name no titles/],
  ])('%s is refused with its reason', async (_what, files, message) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await expect(loadDossiers(folder)).rejects.toThrow(message);
  });

  it('that is not there is refused too', async () => {
    await expect(loadDossiers(join(folder, 'nowhere'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
