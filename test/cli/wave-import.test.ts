import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { importedBy, readWaveDraft } from '../../src/engine/waves/wave-draft.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

describe('relais wave import', () => {
  let folder: string;
  const open = () =>
    createSqliteStore({
      path: join(folder, 'relais.db'),
      masterKey: loadMasterKey({ value: undefined, dataDir: folder }),
    });
  const run = (file: string) =>
    callRelais(['wave', 'import', file, '--title', 'Spring'], { env: { RELAIS_DATA_DIR: folder } });

  beforeEach(async () => {
    folder = scratchFolder();
    await (await open()).close();
  });

  it('leaves the list for HR, sealed, and does not write over one that waits', async () => {
    const file = join(folder, 'list.csv');
    writeFileSync(file, Buffer.from('Adresse;Dernier jour\r\nzoë.quill@example.com;31.03.2026\r\n', 'latin1'));
    const first = await run(file);
    expect(first.out).toContain('1 row');
    expect(first.code).toBe(0);
    const store = await open();
    expect((await readWaveDraft(store, importedBy))?.rows).toMatchObject([
      { line: 2, email: 'zoë.quill@example.com', lastDay: '31.03.2026' },
    ]);
    await store.close();
    const second = await run(file);
    expect(second.code).not.toBe(0);
    expect(second.err).toContain('still there');
  });

  it('says what is wrong with a file, and quotes nobody from it', async () => {
    const file = join(folder, 'list.csv');
    writeFileSync(file, 'email;salary\nzoe.quill@example.com;1\n');
    const result = await run(file);
    expect(result.code).not.toBe(0);
    expect(result.err).toContain('no column is called "salary"');
    expect(result.err).not.toContain('quill');
  });
});
