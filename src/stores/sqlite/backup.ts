import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { type ChainFinding, StoreError } from '../../engine/ports/store.ts';
import { backupNoteKey, backupNoteSchema } from '../../engine/restored.ts';
import { type Copied, copyKept } from '../copy-kept.ts';
import type { KeptReader } from '../kept.ts';
import { type ChangingKeyring, createKeyring } from '../keyring.ts';
import { ringKey } from '../ring.ts';
import { createAuditStore } from './audit.ts';
import { prepareConnection, type SqliteDatabase } from './database.ts';
import { createDepartureRows } from './departure-rows.ts';
import { guarded, noFile, theCopy, theDatabaseAt, theFile, theFolder } from './errors.ts';
import { createFlowShelf } from './flows.ts';
import { createKeptRows } from './kept-rows.ts';
import { migrate, newestSchema } from './migrations.ts';
import { readFile } from './move-sides.ts';
import { createNotesStore } from './notes.ts';
import { placeFile } from './place-file.ts';
import { checkKey, createRegister, readValue } from './register.ts';
import { createSqliteStore } from './store.ts';

/** What was looked at in a file that is sound. */
export interface Proof {
  departures: number;
  entries: number;
  bytes: number;
  /** Null when the file is no backup. */
  takenAt: string | null;
}

/**
 * Copies the database into one new file while Relais may be running: one moment of it, whole. The copy is proven before
 * it gets its name, so whatever stands under that name can be restored. It holds no key. Throws StoreError `conflict`
 * when something is there already.
 */
export async function backUp(given: {
  path: string;
  target: string;
  masterKey: Uint8Array;
  now: Date;
}): Promise<Proof> {
  const { path, target, masterKey, now } = given;
  const keyring = createKeyring(masterKey);
  return placeFile(target, async (draft) => {
    await withDatabase(path, async (database) => {
      prepareConnection(database);
      checkOurs(database, keyring, path);
      guarded(theCopy(target), () => database.prepare('VACUUM INTO ?').run([draft]));
    });
    await withDatabase(draft, (copy) =>
      createNotesStore(copy, keyring, atOnce).write(backupNoteKey, { takenAt: now.toISOString() }),
    );
    return prove(draft, keyring);
  });
}

/**
 * The same of a database of another kind, which `read` gives on one unchanging view: it becomes a file of the embedded
 * database, which can be restored into either.
 */
export async function backUpFrom(given: {
  read(work: (reader: KeptReader) => Promise<Copied>): Promise<Copied>;
  target: string;
  masterKey: Uint8Array;
  now: Date;
}): Promise<Proof> {
  const { read, target, masterKey, now } = given;
  const keyring = createKeyring(masterKey);
  return placeFile(target, async (draft) => {
    await withDatabase(draft, async (copy) => {
      guarded(theCopy(target), () => {
        copy.pragma('foreign_keys = ON');
        migrate(copy);
      });
      await read((reader) => copyKept(reader, createKeptRows(copy)));
      keyring.take(readValue(copy, ringKey));
      await createNotesStore(copy, keyring, atOnce).write(backupNoteKey, { takenAt: now.toISOString() });
    });
    return prove(draft, keyring);
  });
}

const restoring = 'restoring-';

/**
 * Hands on what a proven backup keeps, in today's shape and with the note that says what it is, for a database of
 * another kind. `folder`: where a copy may stand meanwhile.
 */
export async function withBackup<T>(
  given: { backup: string; folder: string; masterKey: Uint8Array },
  work: (reader: KeptReader) => Promise<T>,
): Promise<{ value: T; proof: Proof }> {
  const { backup, folder, masterKey } = given;
  const place = guarded(theFolder(folder), () => {
    // One that was killed left a whole copy, which no erasure would ever reach.
    for (const name of readdirSync(folder))
      if (name.startsWith(restoring)) rmSync(join(folder, name), { recursive: true, force: true });
    return mkdtempSync(join(folder, restoring));
  });
  try {
    const path = join(place, 'relais.db');
    const proof = await restoreFrom({ backup, path, masterKey });
    const store = await createSqliteStore({ path, masterKey });
    await store.close();
    return { value: await readFile(path, work), proof };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * Puts a proven backup in its place and proves it there again. Throws StoreError `conflict` when a database is there
 * already, `corrupt` with what is wrong with the backup.
 */
export async function restoreFrom(given: { backup: string; path: string; masterKey: Uint8Array }): Promise<Proof> {
  const { backup, path, masterKey } = given;
  const keyring = createKeyring(masterKey);
  if (!existsSync(backup)) throw new StoreError('unavailable', noFile(backup));
  await prove(backup, keyring);
  return placeFile(path, async (draft) => {
    // Not a plain copy of the bytes: a file whose pages are all read and written again has no unread damage.
    await withDatabase(backup, async (database) => {
      guarded(theCopy(path), () => database.prepare('VACUUM INTO ?').run([draft]));
    });
    await withDatabase(draft, async (copy) => {
      const notes = createNotesStore(copy, keyring, atOnce);
      // A copy that somebody made by other means does not say so; its Relais must know all the same.
      const takenAt = statSync(backup).mtime.toISOString();
      if ((await notes.read(backupNoteKey)) === null) await notes.write(backupNoteKey, { takenAt });
    });
    return prove(draft, keyring);
  });
}

/** Nobody else is in a copy that is being made. */
const atOnce = { write: async <T>(work: () => T): Promise<T> => work() };

async function withDatabase<T>(path: string, work: (database: SqliteDatabase) => Promise<T>): Promise<T> {
  const database = guarded(theDatabaseAt(path), () => new Database(path));
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Pages, references, master key and every chain. Changes nothing. */
async function prove(path: string, keyring: ChangingKeyring): Promise<Proof> {
  return withDatabase(path, async (database) => {
    guarded(theFile(path), () => {
      database.pragma('query_only = ON');
      const answers = [database.pragma('integrity_check'), database.pragma('foreign_key_check')];
      if (JSON.stringify(answers) !== '[[{"integrity_check":"ok"}],[]]')
        throw new StoreError('corrupt', `the file ${path} is damaged: ${JSON.stringify(answers).slice(0, 200)}`);
    });
    checkOurs(database, keyring, path);
    const register = createRegister(database, keyring);
    const audit = createAuditStore({
      database,
      commits: atOnce,
      keyring,
      register,
      rows: createDepartureRows(database, createFlowShelf(database, keyring)),
      forget: () => undefined,
      warn: () => undefined,
    });
    let departures = 0;
    let entries = 0;
    for await (const one of audit.verify()) {
      const [finding] = one.findings;
      if (finding) throw new StoreError('corrupt', `the journals in ${path} do not verify: ${wordsFor(finding)}`);
      departures += 1;
      entries += one.entries;
    }
    const note = backupNoteSchema
      .nullable()
      .parse(await createNotesStore(database, keyring, atOnce).read(backupNoteKey));
    return { departures, entries, bytes: statSync(path).size, takenAt: note?.takenAt ?? null };
  });
}

const schemaRow = z.object({ newest: z.int().nullable() });

/** Written by a Relais no newer than this one, under this master key. */
function checkOurs(database: SqliteDatabase, keyring: ChangingKeyring, path: string): void {
  guarded(theFile(path), () => {
    const known = database.prepare("SELECT name FROM sqlite_master WHERE name = 'relais_migrations'").get([]);
    if (known === undefined) throw new StoreError('corrupt', `the file ${path} is no database of Relais`);
    const { newest } = schemaRow.parse(database.prepare('SELECT max(number) AS newest FROM relais_migrations').get([]));
    if ((newest ?? 0) > newestSchema)
      throw new StoreError('unavailable', {
        en: `the file ${path} was written by a newer Relais; use that one`,
        fr: `le fichier ${path} a été écrit par un Relais plus récent ; utilisez celui-là`,
      });
    keyring.take(readValue(database, ringKey));
    checkKey(database, keyring);
  });
}

function wordsFor({ kind, departureId, seq }: ChainFinding): string {
  return `${departureId}, entry ${seq}: ${kind}`;
}
