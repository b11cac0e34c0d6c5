import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/**
 * Builds the workspace page when it is missing; `npm ci` has usually done it. Safe when several test files ask at once.
 */
export async function ensurePage(): Promise<void> {
  const page = join(root, 'dist', 'page');
  if (existsSync(join(page, 'index.html'))) return;
  const scratch = await mkdtemp(join(root, 'node_modules', '.relais-page-'));
  const configFile = join(root, 'src', 'workspace', 'page', 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir: scratch, emptyOutDir: true } });
  await mkdir(join(root, 'dist'), { recursive: true });
  await rename(scratch, page).catch(async (error: unknown) => {
    await rm(scratch, { recursive: true, force: true });
    // Another test file was faster.
    if (!existsSync(join(page, 'index.html'))) throw error;
  });
}
