import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Builds the page of the desk into `dist/desk`, where the Relais process serves it under `/desk`. Charts are a file of
 * their own, loaded with the first one.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/desk'),
    emptyOutDir: true,
    sourcemap: false,
    manifest: true,
    // The policy of the page lets nothing stand in it that is no file of ours.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
