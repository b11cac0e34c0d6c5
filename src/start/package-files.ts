import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder that holds `flows/`, `manifest/` and `dist/`: one above src/ and above dist/ alike. */
export const packageRoot = resolve(import.meta.dirname, '..', '..');

/** The text of a file in `manifest/`. */
export function manifestOf(file: string): string {
  return readFileSync(join(packageRoot, 'manifest', file), 'utf8');
}
