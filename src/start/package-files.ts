import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** The text of a file in `manifest/`. */
export function manifestOf(file: string): string {
  return readFileSync(join(packageRoot, 'manifest', file), 'utf8');
}
