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

/** A master key as it stands in a file or a setting: 32 bytes in base64, or wrapped by a key service. */
export interface KeyText {
  text: string;
  /** Where it stands, for people. */
  where: Localized;
}

/**
 * The key under which everything is sealed, where no key service wraps it: `value` (`RELAIS_MASTER_KEY`, 32 bytes in
 * base64), or without it the key file in the data folder, which is made on first use. Losing it loses every departure,
 * so it is never replaced by itself. Throws StoreError `wrong-key` with what to do; the key itself is in no message.
 * `link` is for tests.
 */
export function loadMasterKey({ value, dataDir }: { value: string | undefined; dataDir: string }, link?: Link): Buffer {
  const read = keyTextNow({ value: value ?? null, dataDir });
  return parseKey(read ?? makeKeyFile(dataDir, plainText(randomBytes(masterKeyLength)), link));
}

/** As it stands in the setting, or else in the key file; null: in neither. Throws StoreError `wrong-key`. */
export function keyTextNow({ value, dataDir }: { value: string | null; dataDir: string }): KeyText | null {
  return value === null ? readKeyFile(join(dataDir, fileName)) : settingText(value, 'RELAIS_MASTER_KEY');
}

/** What a setting holds. */
export function settingText(value: string, name: string): KeyText {
  return { text: value.trim(), where: { en: name, fr: name } };
}

/** A key that no key service wraps, as it is written. */
export function plainText(key: Uint8Array): string {
  return Buffer.from(key).toString('base64');
}

/**
 * Makes the key file, unless somebody was first; what stands there afterwards. Throws StoreError `wrong-key`. `link` is
 * for tests.
 */
export function makeKeyFile(dataDir: string, text: string, link?: Link): KeyText {
  return madeKeyFile(join(dataDir, fileName), text, link);
}

/** What is to take the place of the key file, in a file beside it; null: nothing is. Throws StoreError `wrong-key`. */
export function nextKeyText(dataDir: string): KeyText | null {
  return readKeyFile(join(dataDir, nextFileName));
}

/** As `makeKeyFile`, for the file beside it. */
export function makeNextKeyFile(dataDir: string, text: string): KeyText {
  return madeKeyFile(join(dataDir, nextFileName), text);
}

/**
 * Gives the file beside the key file another name, so that a new one can be made; where it is now. It is never deleted:
 * it may be the only copy of a key that something was written under. Throws StoreError `conflict` where it does not
 * hold `text` any more.
 */
export function setNextKeyAside(dataDir: string, text: string): string {
  const path = join(dataDir, nextFileName);
  if (readKeyFile(path)?.text !== text)
    throw new StoreError('conflict', `${path} was changed by somebody else meanwhile, so it was not touched`);
  const aside = `${path}.aside-${randomBytes(6).toString('hex')}`;
  renameSync(path, aside);
  syncFolder(dataDir);
  return aside;
}

/**
 * Puts it in its place, at once: whoever reads the key file reads the one or the other. Nothing is done where it is
 * there already. Throws StoreError `conflict` where somebody else has put another one there, or beside it.
 */
export function placeNextKey(dataDir: string, { current, next }: { current: string; next: string }): void {
  const [path, beside] = [join(dataDir, fileName), join(dataDir, nextFileName)];
  const isIn = (file: string, text: string) => readKeyFile(file)?.text === text;
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
 * Writes the same key in another way, in the place of the key file. Throws StoreError `conflict` where somebody else
 * has put another one there.
 */
export function replaceKeyFile(dataDir: string, { current, next }: { current: string; next: string }): void {
  makeNextKeyFile(dataDir, next);
  placeNextKey(dataDir, { current, next });
}

/**
 * Keeps a key in a file of its own, for its owner only. Nothing is done where it stands there already. Throws
 * StoreError `conflict` where something else does.
 */
export function keepKeyIn(path: string, text: string): void {
  if (!existsSync(path)) writeKeyFile(path, text);
  if (readKeyFile(path)?.text !== text)
    throw new StoreError('conflict', `${path} is there already with another key in it, and Relais writes over nothing`);
}

function madeKeyFile(path: string, text: string, link?: Link): KeyText {
  const dataDir = dirname(path);
  const existing = readKeyFile(path);
  if (existing) return existing;
  try {
    makeFolder(dataDir);
    writeKeyFile(path, text, link);
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

function readKeyFile(path: string): KeyText | null {
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
  return { text: text.trim(), where: { en: `the key file ${path}`, fr: `le fichier de clé ${path}` } };
}

/**
 * Complete or not there at all: written under another name, made durable, then given its name unless somebody was
 * first.
 */
function writeKeyFile(path: string, text: string, link?: Link): void {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${text}\n`);
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

/** Throws StoreError `wrong-key`, without the key; also for one that a key service wraps, which is not opened here. */
export function parseKey({ text, where }: KeyText): Buffer {
  if (isWrapped(text))
    throw new StoreError('wrong-key', {
      en: `${where.en} is wrapped by a key service. Set RELAIS_KMS and how Relais signs in there, as they were when it was written`,
      fr: `${where.fr} est chiffré par un service de clés. Réglez RELAIS_KMS et l’accès de Relais à ce service, comme lorsqu’il a été écrit`,
    });
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

/** Whether a key service wrapped it: JSON, which base64 never looks like. */
export function isWrapped(text: string): boolean {
  return text.startsWith('{');
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
