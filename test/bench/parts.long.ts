import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMissed, type Row } from '../../bench/part.ts';
import { notMeasured, parts } from '../../bench/parts.ts';
import { benchTable, partsOf, withParts } from '../../bench/table.ts';
import { root, textOf } from '../docs/documents.ts';

const row = { what: 'one thing', measured: '2 ms', baseline: '1 ms: another', reason: 'it is new' };

describe('the parts of the bench', () => {
  const names = parts.map(({ name }) => name);

  it('are the files of their folder', () => {
    const files = readdirSync(join(root, 'bench', 'parts')).map((file) => file.replace(/\.ts$/, ''));
    expect([...names].sort()).toEqual(files.sort());
  });

  it('are those whose figures stand in the README, and each is explained there', () => {
    const readme = textOf('README.md');
    const section = readme.slice(readme.indexOf('## Speed'), readme.indexOf('## What is not there yet'));
    const missing = notMeasured.map(({ name }) => name);
    expect(partsOf(section)).toEqual(names.filter((name) => !missing.includes(name)));
    const said = missing.length === 0 ? null : `Not measured yet: ${missing.map((name) => `\`${name}\``).join(', ')}.`;
    expect(/Not measured yet: .*/.exec(section)?.[0] ?? null).toBe(said);
    for (const name of names) expect(section).toContain(`- \`${name}\`:`);
  });

  it('measured anew replace their own figures alone, each under its own day and machine', () => {
    const line = (measured: string): Row => ({ ...row, measured, ratio: 1, goal: { type: 'none' } });
    const before = benchTable(
      ['a', 'b', 'c'].map((part) => ({ part, rows: [line('old'), line('older')] })),
      '2026-01-01: a machine',
    );
    const after = benchTable([{ part: 'b', rows: [line('new')] }], '2026-02-02: another');
    const both = withParts(before, after, ['c', 'b', 'a']);
    expect(partsOf(both)).toEqual(['c', 'b', 'a']);
    expect(both.match(/old \||older \||new \|/g)).toEqual(['old |', 'older |', 'new |', 'old |', 'older |']);
    expect(both).toContain('Measured: a, c on 2026-01-01: a machine');
    expect(both.trimEnd().endsWith('Measured: b on 2026-02-02: another')).toBe(true);
    expect(withParts(both, before, ['a', 'b', 'c'])).toBe(before);
  });

  it('say plainly which goal was missed, and why', () => {
    const missed: Row = { ...row, ratio: 2, goal: { type: 'times', most: 1.5 } };
    const reached: Row = { ...row, ratio: 1.2, goal: { type: 'times', most: 1.5 } };
    expect([missed, reached].map(isMissed)).toEqual([true, false]);
    expect(isMissed({ ...missed, ratio: Number.NaN })).toBe(true);
    const text = benchTable([{ part: 'offboard', rows: [missed, reached] }], 'a machine');
    expect(text).toContain('**no**: it is new');
    expect(text).toContain('| yes |');
  });
});
