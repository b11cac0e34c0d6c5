import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guards, unguarded } from '../../scripts/guards/guards.ts';
import { root, textOf } from './documents.ts';

/** The rows of every table of SECURITY.md that names tests. */
const rows = textOf('SECURITY.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`test/'))
  .map((line) => line.slice(2, -2).split(' | '))
  .map((cells) => ({
    row: cells[0] ?? '',
    tests: [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path),
  }));

/** `npm run guards` takes each one out and looks whether its tests fail; here only that it can. */
describe('the guards of SECURITY.md', () => {
  it.each(rows)('"$row" has a guard, or a reason why it has none', ({ row }) => {
    const kept = guards.some((guard) => guard.row === row);
    const excused = unguarded.some((one) => one.row === row && one.because.length > 20);
    expect([kept, excused].filter(Boolean)).toHaveLength(1);
  });

  it.each(guards)('$id stands in the source exactly once, and changes it', ({ file, code, without }) => {
    const source = readFileSync(join(root, file), 'utf8');
    expect(source.split(code)).toHaveLength(2);
    expect(without).not.toBe(code);
  });

  it.each(guards)('$id belongs to a row that names its tests', ({ row, tests }) => {
    const found = rows.find((one) => one.row === row);
    expect(found?.tests).toEqual(expect.arrayContaining([...tests]));
    expect(tests.length).toBeGreaterThan(0);
  });

  it('each have an id of their own', () => {
    expect(new Set(guards.map(({ id }) => id)).size).toBe(guards.length);
  });

  it('are looked for in a page that has such tables', () => {
    expect(rows.length).toBeGreaterThan(30);
  });
});
