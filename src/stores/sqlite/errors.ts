import { z } from 'zod';
import { StoreError } from '../../engine/ports/store.ts';

const explained: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process holds it for too long',
  SQLITE_LOCKED: 'another process holds it for too long',
  SQLITE_FULL: 'the disk is full; make space there: nothing was lost, and Relais goes on by itself',
  SQLITE_READONLY: 'it, or its folder, is not writable',
  SQLITE_CANTOPEN: 'it cannot be opened; check the folder and its permissions',
  SQLITE_PERM: 'access to it is denied',
  SQLITE_IOERR_WRITE:
    'it cannot be written; look whether the disk, or a quota on it, is full: nothing was lost, and Relais goes on by itself',
  SQLITE_IOERR: 'the disk reported an error',
};

/** Runs `work`; whatever it throws comes out as a StoreError. */
export function guarded<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error, what);
  }
}

export function toStoreError(error: unknown, what: string): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof z.ZodError)
    return new StoreError('corrupt', `${what} holds a row that Relais did not write`, { cause: error });
  const code = sqliteCode(error);
  if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new StoreError('corrupt', `${what} is not a sound SQLite file (${code}); restore it from a backup`, {
      cause: error,
    });
  const reason = Object.entries(explained).find(([prefix]) => code?.startsWith(prefix))?.[1];
  const words = reason ?? (error instanceof Error ? error.message : String(error));
  return new StoreError('unavailable', `${what} cannot be used: ${words}${code ? ` (${code})` : ''}`, { cause: error });
}

/** Whether a row broke a unique index; `column` as SQLite names it, for example `departures.leaver`. */
export function isUniqueViolation(error: unknown, column: string): boolean {
  const code = sqliteCode(error);
  return (
    (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') &&
    error instanceof Error &&
    error.message.includes(column)
  );
}

/** Another process has what this one asked for, and will give it back. */
export function isHeldByAnother(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(sqliteCode(error) ?? '');
}

function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return null;
  return error.code.startsWith('SQLITE_') || error.code.startsWith('E') ? error.code : null;
}
