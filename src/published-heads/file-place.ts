import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { HeadsPlace } from '../evidence/heads-place.ts';

/** A file, which is made where it is not there. */
export function filePlace(file: string): HeadsPlace {
  return {
    id: 'file',
    name: file,
    read: async () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
    append: async (line) => appendFileSync(file, `${line}\n`, { mode: 0o600 }),
  };
}
