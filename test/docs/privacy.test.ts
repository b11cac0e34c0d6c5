import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordClasses } from '../../src/domain/retention/policy.ts';
import { keptFor } from '../../src/domain/retention/retention.ts';
import { chapterOf, root, rowsOf, textOf } from './documents.ts';

const page = textOf('docs/privacy.md');
const firstCells = (text: string) => rowsOf(text).map(([first = '']) => first.replaceAll('`', ''));

describe('docs/privacy.md', () => {
  it('tells of every table that Relais and its scheduler make, and of no other', () => {
    const made = ['src/stores/sqlite', 'src/scheduling'].flatMap((folder) =>
      readdirSync(join(root, folder)).flatMap((file) => {
        const source = readFileSync(join(root, folder, file), 'utf8');
        return [...source.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g)].map(([, name = '']) => name);
      }),
    );
    expect(made).toContain('departures');
    expect(made).toContain('agenda_jobs');
    expect(firstCells(chapterOf(page, '### In the database')).sort()).toEqual([...new Set(made)].sort());
  });

  it('tells of every class of retention, and how long it is kept unless a policy says otherwise', () => {
    const anywhere = { country: 'FR', sector: null };
    const expected = [...recordClasses, ...(['alumni', 'evidence'] as const)].map((kind) => [
      kind,
      keptFor([], kind, anywhere).keep,
    ]);
    const told = rowsOf(chapterOf(page, '## Retention')).map(([kind = '', , keep]) => [kind.replaceAll('`', ''), keep]);
    expect(told).toEqual(expected);
  });
});
