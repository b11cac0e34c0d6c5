import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/**
 * Builds what strangers check a pack with, each in one file that needs nothing beside it: `dist/relais-verify.js`, a
 * program for Node, and `dist/relais-verify.html`, a page that works without a network and goes into each pack. One
 * build each (`--mode page`): together they would share a third file.
 */
export default defineConfig(({ mode }) => ({
  root,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  plugins: [
    mode === 'page' && {
      name: 'the page in one file',
      generateBundle(_options, bundle) {
        const page = bundle['relais-verify-page.js'];
        if (page?.type !== 'chunk') return this.error('the program of the page is not there');
        const shell = readFileSync(resolve(root, 'src/verify/page/page.html'), 'utf8');
        // What would end the script early is written otherwise.
        const program = page.code.replaceAll('</script', '<\\/script');
        const source = shell.replace('/* program */', () => program);
        delete bundle['relais-verify-page.js'];
        this.emitFile({ type: 'asset', fileName: 'relais-verify.html', source });
      },
    },
  ],
  build: {
    ssr: true,
    target: 'es2022',
    outDir: resolve(root, 'dist'),
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input:
        mode === 'page'
          ? { 'relais-verify-page': 'src/verify/page/page.ts' }
          : { 'relais-verify': 'src/verify/main.ts' },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
}));
