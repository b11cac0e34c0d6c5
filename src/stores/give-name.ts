import { closeSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';

export type Link = (draft: string, target: string) => void;

/** What systems answer where a file cannot have a second name: memory sticks, some network shares. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EACCES']);

/**
 * Gives a finished draft its name, unless something has that name: then nothing is replaced. A link never replaces a
 * file, as a renaming does. Where there are none, the name is taken first, and what is replaced is our own empty file.
 * The draft may be left. `link` is for tests.
 */
export function giveName(draft: string, target: string, link: Link = linkSync): 'given' | 'taken' {
  try {
    link(draft, target);
    return 'given';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'taken';
    if (!withoutLinks.has(codeOf(error))) throw error;
  }
  try {
    closeSync(openSync(target, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'taken';
    throw error;
  }
  try {
    renameSync(draft, target);
    return 'given';
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
