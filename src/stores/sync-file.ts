import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Where a folder cannot be made durable by itself, its file system does it or nobody can. */
const unsyncable = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EISDIR', 'EBADF']);

/** What was written into it outlasts the machine. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The names in it do. */
export function syncFolder(path: string): void {
  try {
    syncFile(path);
  } catch (error) {
    if (!unsyncable.has(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
