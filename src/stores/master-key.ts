import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Localized } from '../domain/localized.ts';
import { StoreError } from '../engine/ports/store.ts';
import { giveName, type Link } from './give-name.ts';
import { makeFolder } from './make-folder.ts';

export const masterKeyLength = 32;
const fileName = 'master.key';

/**
 * The key under which everything is sealed: `value` (`RELAIS_MASTER_KEY`, 32 bytes in base64), or without it the key
 * file in the data folder, which is made on first use. Losing it loses every departure, so it is never replaced by
 * itself. Throws StoreError `wrong-key` with what to do; the key itself is in no message. `link` is for tests.
 */
export function loadMasterKey({ value, dataDir }: { value: string | undefined; dataDir: string }, link?: Link): Buffer {
  if (value !== undefined) return parseKey(value, { en: 'RELAIS_MASTER_KEY', fr: 'RELAIS_MASTER_KEY' });
  const path = join(dataDir, fileName);
  const existing = readKeyFile(path);
  if (existing) return existing;
  try {
    makeFolder(dataDir);
    writeNewKeyFile(path, link);
  } catch (cause) {
    throw unusable(
      path,
      {
        what: { en: `cannot be written (${codeOf(cause)})`, fr: `ne peut pas être écrit (${codeOf(cause)})` },
        mend: { en: `make ${dataDir} writable for Relais`, fr: `donnez à Relais le droit d’écrire dans ${dataDir}` },
      },
      cause,
    );
  }
  // Read back: another process may have been first, and then its key is the one.
  const written = readKeyFile(path);
  if (!written)
    throw unusable(path, {
      what: { en: 'vanished while it was being made', fr: 'a disparu pendant sa création' },
      mend: { en: 'start Relais again', fr: 'redémarrez Relais' },
    });
  return written;
}

function readKeyFile(path: string): Buffer | null {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw unusable(
      path,
      {
        what: unreadable(cause),
        mend: { en: 'give Relais access to its data folder', fr: 'donnez à Relais l’accès à son dossier de données' },
      },
      cause,
    );
  }
  if (!stats.isFile())
    throw unusable(path, {
      what: { en: 'is not a regular file', fr: 'n’est pas un fichier ordinaire' },
      mend: {
        en: 'put the key itself there, not a link or folder',
        fr: 'mettez-y la clé elle-même, ni lien ni dossier',
      },
    });
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
    const mode = (stats.mode & 0o777).toString(8).padStart(3, '0');
    throw unusable(path, {
      what: {
        en: `can be read or written by others (mode ${mode})`,
        fr: `peut être lu ou écrit par d’autres (mode ${mode})`,
      },
      mend: { en: `run: chmod 600 ${path}`, fr: `lancez : chmod 600 ${path}` },
    });
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable(
      path,
      {
        what: unreadable(cause),
        mend: {
          en: 'make it owned and readable by the user of Relais',
          fr: 'rendez l’utilisateur de Relais propriétaire et lecteur de ce fichier',
        },
      },
      cause,
    );
  }
  return parseKey(text.trim(), { en: `the key file ${path}`, fr: `le fichier de clé ${path}` });
}

/**
 * Complete or not there at all: written under another name, made durable, then given its name unless somebody was
 * first.
 */
function writeNewKeyFile(path: string, link: Link | undefined): void {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(masterKeyLength).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    chmodSync(draft, 0o600);
    giveName(draft, path, link);
  } finally {
    rmSync(draft, { force: true });
  }
}

const hint: Localized = {
  en: 'Expected 32 random bytes in base64, for example from: openssl rand -base64 32',
  fr: 'Attendu : 32 octets aléatoires en base64, par exemple de : openssl rand -base64 32',
};

function parseKey(text: string, where: Localized): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    throw new StoreError('wrong-key', {
      en: `${where.en} is not base64. ${hint.en}`,
      fr: `${where.fr} n’est pas en base64. ${hint.fr}`,
    });
  const key = Buffer.from(text, 'base64');
  if (key.length !== masterKeyLength)
    throw new StoreError('wrong-key', {
      en: `${where.en} holds ${key.length} bytes instead of ${masterKeyLength}. ${hint.en}`,
      fr: `${where.fr} contient ${key.length} octets au lieu de ${masterKeyLength}. ${hint.fr}`,
    });
  return key;
}

function unreadable(cause: unknown): Localized {
  return { en: `cannot be read (${codeOf(cause)})`, fr: `ne peut pas être lu (${codeOf(cause)})` };
}

function unusable(path: string, { what, mend }: { what: Localized; mend: Localized }, cause?: unknown): StoreError {
  return new StoreError(
    'wrong-key',
    {
      en: `The key file ${path} ${what.en}. To mend it: ${mend.en}.`,
      fr: `Le fichier de clé ${path} ${what.fr}. Pour y remédier : ${mend.fr}.`,
    },
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
