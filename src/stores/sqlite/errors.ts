import { z } from 'zod';
import { inEnglish, inFrench, type Localized, quotation } from '../../domain/localized.ts';
import { StoreError } from '../../engine/ports/store.ts';

const held: Localized = {
  en: 'another process holds it for too long',
  fr: 'un autre processus la garde trop longtemps',
};

const explained: Readonly<Record<string, Localized>> = {
  SQLITE_BUSY: held,
  SQLITE_LOCKED: held,
  SQLITE_FULL: {
    en: 'the disk is full; make space there: nothing was lost, and Relais goes on by itself',
    fr: 'le disque est plein ; faites-y de la place : rien n’a été perdu, et Relais continue de lui-même',
  },
  SQLITE_READONLY: { en: 'it, or its folder, is not writable', fr: 'écriture refusée, là ou dans le dossier' },
  SQLITE_CANTOPEN: {
    en: 'it cannot be opened; check the folder and its permissions',
    fr: 'ouverture impossible ; vérifiez le dossier et ses droits',
  },
  SQLITE_PERM: { en: 'access to it is denied', fr: 'accès refusé' },
  SQLITE_IOERR_WRITE: {
    en: 'it cannot be written; look whether the disk, or a quota on it, is full: nothing was lost, and Relais goes on by itself',
    fr: 'écriture impossible ; voyez si le disque, ou un quota, est plein : rien n’a été perdu, et Relais continue de lui-même',
  },
  SQLITE_IOERR: { en: 'the disk reported an error', fr: 'le disque a signalé une erreur' },
};

/** What is used, as errors name it. */
export const theDatabase: Localized = { en: 'the database', fr: 'la base de données' };

export function theDatabaseAt(path: string): Localized {
  return { en: `the database ${path}`, fr: `la base de données ${path}` };
}

export function theFile(path: string): Localized {
  return { en: `the file ${path}`, fr: `le fichier ${path}` };
}

export function theCopy(path: string): Localized {
  return { en: `the copy ${path}`, fr: `la copie ${path}` };
}

export function theFolder(path: string): Localized {
  return { en: `the folder ${path}`, fr: `le dossier ${path}` };
}

export function noFile(path: string): Localized {
  return { en: `there is no file ${path}`, fr: `il n’y a pas de fichier ${path}` };
}

/** Runs `work`; whatever it throws comes out as a StoreError. */
export function guarded<T>(what: Localized, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error, what);
  }
}

export function toStoreError(error: unknown, what: Localized): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof z.ZodError)
    return new StoreError(
      'corrupt',
      {
        en: `${what.en} holds a row that Relais did not write`,
        fr: `${what.fr} : une ligne n’a pas été écrite par Relais`,
      },
      { cause: error },
    );
  const code = sqliteCode(error);
  if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new StoreError(
      'corrupt',
      {
        en: `${what.en} is not a sound SQLite file (${code}); restore it from a backup`,
        fr: `${what.fr} : ce n’est pas un fichier SQLite sain (${code}) ; restaurez-le depuis une sauvegarde`,
      },
      { cause: error },
    );
  const reason = Object.entries(explained).find(([prefix]) => code?.startsWith(prefix))?.[1];
  const words = reason ?? quotation(error instanceof Error ? error.message : String(error));
  const detail = code ? ` (${code})` : '';
  return new StoreError(
    'unavailable',
    {
      en: `${what.en} cannot be used: ${inEnglish(words)}${detail}`,
      fr: `${what.fr} : utilisation impossible, ${inFrench(words)}${detail}`,
    },
    { cause: error },
  );
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
