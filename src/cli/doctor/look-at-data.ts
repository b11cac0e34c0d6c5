import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { type BrakeLimits, brakesSchema } from '../../engine/brakes/limits.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { loadMasterKey } from '../../stores/master-key.ts';
import { openSqliteDatabase } from '../../stores/sqlite/database.ts';
import { databasePath, keyFile, openIfThere } from '../open-store.ts';
import { counted } from '../terminal.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';
import { lookAtBrakes } from './look-at-brakes.ts';

/** The data folder, the master key, the database (its file, where it is the embedded one) and every chain in it. Makes nothing. */
export async function lookAtData(config: Config, brakes: BrakeLimits = brakesSchema.parse({})): Promise<Finding[]> {
  const folder = lookAtFolder(config);
  if (folder.level !== 'good') return [folder];
  const key = lookAtKey(config);
  if (config.mongodbUri !== null)
    return key.level === 'problem' ? [folder, key] : [folder, key, ...(await lookAtChains(config, brakes))];
  if (!existsSync(databasePath(config)))
    return [folder, key, note('data', 'There is no database yet; the first start makes it.')];
  if (key.level === 'problem') return [folder, key];
  return [folder, key, lookAtFile(config), ...(await lookAtChains(config, brakes))];
}

function lookAtFolder({ dataDir }: Config): Finding {
  const path = resolve(dataDir);
  if (!existsSync(path)) {
    const parent = dirname(path);
    return isWritable(parent)
      ? note('data', `The data folder ${dataDir} is not there yet; the first start makes it.`)
      : problem(
          'data',
          `The data folder ${dataDir} is not there and cannot be made.`,
          `Make ${parent} writable for Relais, or set RELAIS_DATA_DIR to another folder.`,
        );
  }
  if (!statSync(path).isDirectory())
    return problem('data', `${dataDir} is not a folder.`, 'Set RELAIS_DATA_DIR to a folder.');
  return isWritable(path)
    ? good('data', `The data folder ${dataDir} can be written to.`)
    : problem(
        'data',
        `The data folder ${dataDir} cannot be written to.`,
        'Give the user of Relais write access to it.',
      );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function lookAtKey(config: Config): Finding {
  const fromEnvironment = config.masterKey !== null;
  if (!fromEnvironment && !existsSync(keyFile(config)))
    return existsSync(databasePath(config))
      ? problem(
          'data',
          `There is a database, but no key: ${keyFile(config)} is missing and RELAIS_MASTER_KEY is not set.`,
          'Put the key file back from your backup before Relais is started again. Without it nothing can be read.',
        )
      : note('data', 'There is no master key yet; the first start makes it. Back it up, apart from the data.');
  try {
    loadMasterKey({ value: config.masterKey ?? undefined, dataDir: config.dataDir });
    return good('data', `The master key comes from ${fromEnvironment ? 'RELAIS_MASTER_KEY' : keyFile(config)}.`);
  } catch (error) {
    return problem('data', 'The master key cannot be used.', wordsOf(error));
  }
}

const integritySchema = z.array(z.record(z.string(), z.unknown()));

function lookAtFile(config: Config): Finding {
  const path = databasePath(config);
  try {
    const database = openSqliteDatabase(path);
    try {
      const rows = integritySchema.parse(database.pragma('integrity_check'));
      const words = rows.flatMap((row) => Object.values(row).map(String));
      return words.length === 1 && words[0] === 'ok'
        ? good('data', 'The database file is sound.')
        : problem('data', `The database file is damaged: ${words.slice(0, 3).join('; ')}`, 'Restore it from a backup.');
    } finally {
      database.close();
    }
  } catch (error) {
    return problem(
      'data',
      wordsOf(error),
      `Check ${path} and its folder; restore it from a backup when it is damaged.`,
    );
  }
}

async function lookAtChains(config: Config, brakes: BrakeLimits): Promise<Finding[]> {
  try {
    const store = await openIfThere(config);
    if (store === null)
      return [note('data', 'MongoDB answers, and holds nothing of Relais yet; the first start makes it.')];
    try {
      const total = { entries: 0, findings: 0 };
      for await (const { entries, findings } of store.audit.verify()) {
        total.entries += entries;
        total.findings += findings.length;
      }
      return [
        total.findings === 0
          ? good('data', `The journal is whole: ${counted(total.entries, 'entry', 'entries')}.`)
          : problem(
              'data',
              `The journal has ${counted(total.findings, 'finding', 'findings')}.`,
              'Run "relais audit verify" for each of them, and compare with a backup from before.',
            ),
        ...(await lookAtBrakes(store.notes, brakes, new Date())),
      ];
    } finally {
      await store.close();
    }
  } catch (error) {
    const isAway = error instanceof StoreError && error.kind === 'unavailable' && config.mongodbUri !== null;
    const fix = isAway
      ? 'Look whether MongoDB runs and can be reached from here, and correct MONGODB_URI.'
      : 'Use the key with which this database was made, or the database of this key.';
    return [problem('data', wordsOf(error), fix)];
  }
}
