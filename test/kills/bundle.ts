import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/**
 * The child in one file: it starts in a third of the time, and a kill test is mostly starting. Native code, and what
 * asks for it, stays outside.
 */
export async function bundleChild(): Promise<{ file: string; remove(): Promise<void> }> {
  // Below node_modules, so that the native module is found from there.
  const folder = await mkdtemp(join(root, 'node_modules', '.relais-kills-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['libsql', 'mongodb'] },
    build: {
      ssr: join(import.meta.dirname, 'child.ts'),
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
    },
  });
  return { file: join(folder, 'child.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}
