import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** The program and the page as they are shipped, built into a folder of the test's own. */
export async function builtVerifier(): Promise<{ folder: string; program: string; page: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-verify-'));
  for (const mode of ['production', 'page'])
    await build({
      configFile: join(root, 'vite.verify.config.ts'),
      mode,
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: false },
    });
  return { folder, program: join(folder, 'relais-verify.js'), page: join(folder, 'relais-verify.html') };
}
