import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Localized } from '../domain/localized.ts';
import { StoreError } from '../engine/ports/store.ts';
import { giveName, type Link } from './give-name.ts';
import { makeFolder } from './make-folder.ts';
import { syncFolder } from './sync-file.ts';

export const masterKeyLength = 32;
const fileName = 'master.key';
/** What is to take its place stands beside it until then. */
const nextFileName = 'master.key.next';

/**
 * The key under which everything is sealed: `value` (`RELAIS_MASTER_KEY`, 32 bytes in base64), or without it the key
 * file in the data folder, which is made on first use. Losing it loses every departure, so it is never replaced by
 * itself. Throws StoreError `wrong-key` with what to do; the key itself is in no message. `link` is for tests.
 */
export function loadMasterKey({ value, dataDir }: { value: string | undefined; dataDir: string }, link?: Link): Buffer {
  if (value !== undefined) return masterKeyIn(value, 'RELAIS_MASTER_KEY');
  return madeKeyFile(dataDir, fileName, link);
}

/** As `loadMasterKey`, but makes nothing; null: there is none. */
export function masterKeyNow({ value, dataDir }: { value: string | null; dataDir: string }): Buffer | null {
  return value === null ? readKeyFile(join(dataDir, fileName)) : masterKeyIn(value, 'RELAIS_MASTER_KEY');
}

/** The key that a setting holds. Throws StoreError `wrong-key`, without it. */
export function masterKeyIn(value: string, setting: string): Buffer {
  return parseKey(value, { en: setting, fr: setting });
}

/** The key that is to take the place of the key file's, in a file beside it; made unless there is one already. */
export function makeNextKey(dataDir: string): Buffer {
  return madeKeyFile(dataDir, nextFileName);
}

/**
 * Puts it in its place, at once: whoever reads the key file reads the one or the other. Nothing is done where it is
 * there already. Throws StoreError `conflict` where somebody else has put another one there, or beside it.
 */
export function placeNextKey(dataDir: string, { current, next }: { current: Uint8Array; next: Uint8Array }): void {
  const [path, beside] = [join(dataDir, fileName), join(dataDir, nextFileName)];
  const isIn = (file: string, key: Uint8Array) => Buffer.compare(readKeyFile(file) ?? Buffer.of(), key) === 0;
  if (isIn(path, next)) return;
  if (!isIn(path, current) || !isIn(beside, next))
    throw new StoreError(
      'conflict',
      `${path} or ${beside} was changed by somebody else meanwhile, so neither was touched; see: relais keys status`,
    );
  renameSync(beside, path);
  syncFolder(dataDir);
}

/**
 * Keeps a key in a file of its own, for its owner only. Nothing is done where it stands there already. Throws
 * StoreError `conflict` where something else does.
 */
export function keepKeyIn(path: string, key: Uint8Array): void {
  if (!existsSync(path)) writeKeyFile(path, key);
  const kept = readKeyFile(path);
  if (kept === null || Buffer.compare(kept, key) !== 0)
    throw new StoreError('conflict', `${path} is there already with another key in it, and Relais writes over nothing`);
}

function madeKeyFile(dataDir: string, name: string, link?: Link): Buffer {
  const path = join(dataDir, name);
  const existing = readKeyFile(path);
  if (existing) return existing;
  try {
    makeFolder(dataDir);
    writeKeyFile(path, randomBytes(masterKeyLength), link);
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
function writeKeyFile(path: string, key: Uint8Array, link?: Link): void {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${Buffer.from(key).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    chmodSync(draft, 0o600);
    giveName(draft, path, link);
    syncFolder(dirname(path));
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
