import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeFile } from '../../../src/stores/sqlite/place-file.ts';
import { scratchFolder } from '../../cli/run-relais.ts';

const failing = (code: string) => () => {
  throw Object.assign(new Error(`${code}: link`), { code });
};

describe('a file that is put in its place', () => {
  it('gets there also where a file can have one name only', async () => {
    const folder = scratchFolder();
    const target = join(folder, 'copy');
    await placeFile(target, async (draft) => writeFileSync(draft, 'whole'), failing('EPERM'));
    expect(readFileSync(target, 'utf8')).toBe('whole');
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['copy']);
  });

  it.each(['EPERM', 'EEXIST'])('replaces nothing, whatever the system says of links (%s)', async (code) => {
    const folder = scratchFolder();
    const target = join(folder, 'copy');
    const overtaken = async (draft: string) => {
      writeFileSync(draft, 'mine');
      writeFileSync(target, 'theirs, which came meanwhile');
    };
    await expect(placeFile(target, overtaken, failing(code))).rejects.toMatchObject({ kind: 'conflict' });
    expect(readFileSync(target, 'utf8')).toContain('theirs');
    expect(readdirSync(folder)).toEqual(['copy']);
  });

  it('leaves nothing behind when it cannot be made or named', async () => {
    const folder = scratchFolder();
    const target = join(folder, 'copy');
    const half = async (draft: string) => {
      writeFileSync(draft, 'half');
      writeFileSync(`${draft}-wal`, 'half');
      throw new Error('the lights went out');
    };
    await expect(placeFile(target, half)).rejects.toThrow('the lights went out');
    await expect(placeFile(target, async () => undefined, failing('EIO'))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
