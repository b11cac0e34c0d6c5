import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changelogProblems } from '../../scripts/release/changelog.ts';
import { licenceProblems, licensedPackages, noticesPage } from '../../scripts/release/licences.ts';
import { auditProblems, imageProblems, journalProblems } from '../../scripts/release/state-of-tree.ts';

const root = resolve(import.meta.dirname, '../..');
const { version } = z
  .looseObject({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

describe('the changelog', () => {
  const good =
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-29\n\n### Added\n\n- A thing.\n\n## [1.1.0] - 2026-10-01\n';

  it('of this tree says what its version brings', () => {
    expect(changelogProblems(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version)).toEqual([]);
  });

  it.each([
    ['a good one', good, '1.2.0', []],
    ['no version', good, '1.2', ['no version of Semantic Versioning']],
    ['another version', good, '1.3.0', ['expected "## [1.3.0] - <date>" below Unreleased; found 1.2.0']],
    ['no date', good.replace(' - 2026-11-29', ''), '1.2.0', ['has no date']],
    ['nothing said', good.replace('- A thing.', ''), '1.2.0', ['says nothing']],
    [
      'something left over',
      good.replace('[Unreleased]\n', '[Unreleased]\n\n- More.\n'),
      '1.2.0',
      ['under Unreleased belongs'],
    ],
    [
      'no place for what comes',
      good.replace('## [Unreleased]\n', ''),
      '1.2.0',
      ['expected "## [Unreleased]" first', 'found 1.1.0'],
    ],
    ['a kind of its own', good.replace('### Added', '### Nice'), '1.2.0', ['"Nice" is no kind of change']],
  ])('%s', (_what, text, of, expected) => {
    const problems = changelogProblems(text, of);
    expect(problems).toHaveLength(expected.length);
    for (const [index, words] of expected.entries()) expect(problems[index]).toContain(words);
  });
});

describe('what goes out with a release', () => {
  const packages = licensedPackages(root);

  it('may all be given on, and every licence is named', () => {
    expect(packages.length).toBeGreaterThan(200);
    expect(licenceProblems(packages)).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['(ISC AND CC-BY-3.0)', true],
    ['(MIT AND GPL-3.0-only)', false],
    ['AGPL-3.0', false],
    ['UNLICENSED', false],
    [null, false],
  ])('a licence %s may be given on: %s', (licence, may) => {
    expect(licenceProblems([{ name: 'some', version: '1.0.0', licence }])).toHaveLength(may ? 0 : 1);
  });

  it('has a notice for every package', () => {
    const page = noticesPage(packages);
    for (const one of packages) expect(page).toContain(`${one.name} ${one.version} (`);
    expect(page).toContain('Permission is hereby granted');
  });
});

describe('the rest of the tree', () => {
  it('keeps journals of the version that it writes', () => {
    expect(journalProblems(3, ['a.json'])).toEqual([]);
    expect(journalProblems(3, [])[0]).toContain('test/golden/v3');
  });

  it('names the image that is released', () => {
    expect(imageProblems('a.yaml', 'image: relais:1.0.0\nimage: mongo:7', '1.0.0')).toEqual([]);
    expect(imageProblems('a.yaml', 'image: relais:0.9.0', '1.0.0')).toEqual(['a.yaml names relais:0.9.0, not 1.0.0']);
    expect(imageProblems('a.yaml', 'image: mongo:7', '1.0.0')).toEqual(['a.yaml names no image of Relais']);
  });

  it('has no known serious weakness, where the registry says so', () => {
    const found = { vulnerabilities: { a: { severity: 'high', range: '<2' }, b: { severity: 'moderate' } } };
    expect(auditProblems(JSON.stringify(found))).toEqual({ asked: true, problems: ['npm audit: a (<2) is high'] });
    expect(auditProblems(JSON.stringify({ error: { code: 'ENOAUDIT' } }))).toEqual({ asked: false, problems: [] });
    expect(auditProblems('')).toEqual({ asked: false, problems: [] });
  });
});
