import { readFileSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { defineConfig } from 'vite';

const dist = resolve(import.meta.dirname, 'dist');

const { peerDependencies }: { peerDependencies: Record<string, string> } = packageOf(import.meta.dirname);

/** Fonts are no program: the two files that are read are copied, with their licence. */
const fonts = 'dejavu-fonts-ttf';
const fontFiles = ['ttf/DejaVuSansCondensed.ttf', 'ttf/DejaVuSansCondensed-Bold.ttf', 'LICENSE'];

/**
 * Packages of many small files that Relais loads at every start, of which Node takes about half a millisecond to find,
 * open and link each; and such of which most is never loaded. Only such whose objects never meet those of another copy,
 * and without any part that is not JavaScript. What nothing else needs is a peer dependency: a build and the sources
 * want it beside them, and an installation leaves it out (`npm prune --omit=dev --omit=peer`).
 */
const joined = [...Object.keys(peerDependencies).filter((name) => name !== fonts), 'agenda', 'yaml', 'zod'];

function packageOf(folder: string) {
  return JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
}

/** With all that they need: what stays outside would be looked for from `dist/`, where another version may lie. */
function withDependencies(names: readonly string[]): string[] {
  const found = new Set(names);
  // A set hands out what is added while it is walked.
  for (const name of found) {
    const folder = resolve(import.meta.dirname, 'node_modules', name);
    const { dependencies = {} }: { dependencies?: Record<string, string> } = packageOf(folder);
    for (const dependency of Object.keys(dependencies)) found.add(dependency);
  }
  return [...found];
}

/**
 * Builds the server into `dist/`: few files, because to load a thousand takes longer than to run them. What is imported
 * by `import()` stays in files of its own and is loaded where it is set. Packages stay in `node_modules`, but for those
 * above.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: withDependencies(joined) },
  plugins: [
    {
      // One character beyond Latin-1 doubles what the text of a whole file takes in memory. Those of ours are all in
      // strings.
      name: 'write what is beyond Latin-1 as escapes',
      renderChunk: (code) => ({
        code: code.replace(/[\u0100-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
        map: null,
      }),
    },
    {
      name: 'remove what an earlier build left',
      buildStart: () => rmSync(resolve(dist, 'chunks'), { recursive: true, force: true }),
    },
    {
      name: 'copy the fonts',
      generateBundle() {
        for (const file of fontFiles)
          this.emitFile({
            type: 'asset',
            fileName: `fonts/${basename(file)}`,
            source: readFileSync(resolve(import.meta.dirname, 'node_modules', fonts, file)),
          });
      },
    },
  ],
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: dist,
    // The page of the workspace is built beside it.
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    // Who made what is joined, and under which terms: their own files are not installed.
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'cli/relais': 'src/cli/relais.ts',
        // For the bench, which starts Relais without reading the environment.
        start: 'src/start.ts',
        config: 'src/config.ts',
        'start/in-little-memory': 'src/start/in-little-memory.ts',
      },
      output: {
        format: 'es',
        minify: { compress: false, mangle: false, codegen: true },
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
});
