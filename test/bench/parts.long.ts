import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMissed, type Row } from '../../bench/part.ts';
import { parts } from '../../bench/parts.ts';
import { benchTable, partsOf } from '../../bench/table.ts';
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
    expect(partsOf(section)).toEqual(names);
    for (const name of names) expect(section).toContain(`- \`${name}\`:`);
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
