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
import { StoreError } from '../engine/ports/store.ts';
import { giveName, type Link } from './give-name.ts';
import { makeFolder } from './make-folder.ts';

export const masterKeyLength = 32;
const fileName = 'master.key';

/**
 * The key under which everything is sealed: `value` (`RELAIS_MASTER_KEY`, 32 bytes in base64), or without it the key file
 * in the data folder, which is made on first use. Losing it loses every departure, so it is never replaced by itself.
 * Throws StoreError `wrong-key` with what to do; the key itself is in no message. `link` is for tests.
 */
export function loadMasterKey({ value, dataDir }: { value: string | undefined; dataDir: string }, link?: Link): Buffer {
  if (value !== undefined) return parseKey(value, 'RELAIS_MASTER_KEY');
  const path = join(dataDir, fileName);
  const existing = readKeyFile(path);
  if (existing) return existing;
  try {
    makeFolder(dataDir);
    writeNewKeyFile(path, link);
  } catch (cause) {
    throw unusable(path, `cannot be written (${codeOf(cause)})`, `make ${dataDir} writable for Relais`, cause);
  }
  // Read back: another process may have been first, and then its key is the one.
  const written = readKeyFile(path);
  if (!written) throw unusable(path, 'vanished while it was being made', 'start Relais again');
  return written;
}

function readKeyFile(path: string): Buffer | null {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw unusable(path, `cannot be read (${codeOf(cause)})`, 'give Relais access to its data folder', cause);
  }
  if (!stats.isFile()) throw unusable(path, 'is not a regular file', 'put the key itself there, not a link or folder');
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
    const mode = (stats.mode & 0o777).toString(8).padStart(3, '0');
    throw unusable(path, `can be read or written by others (mode ${mode})`, `run: chmod 600 ${path}`);
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable(
      path,
      `cannot be read (${codeOf(cause)})`,
      'make it owned and readable by the user of Relais',
      cause,
    );
  }
  return parseKey(text.trim(), `the key file ${path}`);
}

/** Complete or not there at all: written under another name, made durable, then given its name unless somebody was first. */
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

function parseKey(text: string, where: string): Buffer {
  const hint = 'Expected 32 random bytes in base64, for example from: openssl rand -base64 32';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new StoreError('wrong-key', `${where} is not base64. ${hint}`);
  const key = Buffer.from(text, 'base64');
  if (key.length !== masterKeyLength)
    throw new StoreError('wrong-key', `${where} holds ${key.length} bytes instead of ${masterKeyLength}. ${hint}`);
  return key;
}

function unusable(path: string, what: string, mend: string, cause?: unknown): StoreError {
  return new StoreError('wrong-key', `The key file ${path} ${what}. To mend it: ${mend}.`, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
