import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the page of the local workspace into `dist/page`, where the Relais process serves it. */
export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the same files work under whatever path the server mounts them.
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/page'),
    emptyOutDir: true,
    sourcemap: false,
    // One page, loaded from the same machine: one script is faster than many.
    modulePreload: { polyfill: false },
  },
});
