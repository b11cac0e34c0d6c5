import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

describe('relais equipment', () => {
  let folder: string;
  let file: string;
  const run = (...args: string[]) => callRelais(['equipment', ...args], { env: { RELAIS_DATA_DIR: folder } });

  beforeEach(async () => {
    folder = scratchFolder();
    file = join(folder, 'assets.csv');
    const masterKey = loadMasterKey({ value: undefined, dataDir: folder });
    await (await createSqliteStore({ path: join(folder, 'relais.db'), masterKey })).close();
    writeFileSync(file, 'email;name;serial;value\nzoe.quill@example.com;Laptop;SN-7;900 EUR\n');
  });

  it('shows what a list would change, and keeps it only when told', async () => {
    const shown = await run('import', file);
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('1 thing of 1 person in the list');
    expect(shown.out).toContain('Nothing was kept.');
    expect((await run('list')).out).toContain('The register is empty');
    expect((await run('import', file, '--apply')).out).toContain('Kept.');
    expect((await run('list')).out).toContain('zoe.quill@example.com  1 thing');
    expect((await run('show', 'Zoe.Quill@example.com')).out).toMatch(/Laptop \(SN-7\): computer, EUR\s900\.00/);
    expect((await run('import', file)).out).toContain('0 new, 0 changed, 0 of before');
  });

  it('keeps nothing of a list with a line that cannot be read', async () => {
    writeFileSync(file, 'email;name;value\nzoe.quill@example.com;Laptop;900 EUR\nzoe.quill@example.com;Phone;much\n');
    const result = await run('import', file, '--apply');
    expect(result.code).not.toBe(0);
    expect(result.err).toContain('line 3: value: expected an amount');
    expect(result.err).not.toContain('quill');
    expect((await run('list')).out).toContain('The register is empty');
  });

  it('says that nobody stands under a name, and that there is no file', async () => {
    expect((await run('show', 'nobody@example.com')).err).toContain('Nothing stands under nobody@example.com');
    expect((await run('import', join(folder, 'none.csv'))).err).toContain('cannot be read (ENOENT)');
  });
});
