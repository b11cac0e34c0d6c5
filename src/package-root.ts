import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder that holds `package.json`, `flows/`, `manifest/` and `adaptive-cards/`. Looked for upwards from here,
 * because the sources and what is built of them lie at different depths.
 */
export const packageRoot: string = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('no package.json lies above Relais; install the whole folder, not dist/ alone');
  return rootAbove(above);
}
