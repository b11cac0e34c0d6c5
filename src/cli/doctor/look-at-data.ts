import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { type BrakeLimits, brakesSchema } from '../../engine/brakes/limits.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { openSqliteDatabase } from '../../stores/sqlite/database.ts';
import { databasePath, openIfThere } from '../open-store.ts';
import { counted, countedInFrench } from '../terminal.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';
import { lookAtBrakes } from './look-at-brakes.ts';
import { lookAtKeyChange } from './look-at-key-change.ts';
import { lookAtKey } from './look-at-master-key.ts';

/**
 * The data folder, the master key, the database (its file, where it is the embedded one) and every chain in it. Makes
 * nothing.
 */
export async function lookAtData(config: Config, brakes: BrakeLimits = brakesSchema.parse({})): Promise<Finding[]> {
  const folder = lookAtFolder(config);
  if (folder.level !== 'good') return [folder];
  const key = await lookAtKey(config);
  if (config.mongodbUri !== null)
    return key.level === 'problem'
      ? [folder, key]
      : [folder, key, ...(await lookAtKeyChange(config)), ...(await lookAtChains(config, brakes))];
  if (!existsSync(databasePath(config)))
    return [
      folder,
      key,
      note('data', {
        en: 'There is no database yet; the first start makes it.',
        fr: 'Il n’y a pas encore de base de données ; le premier démarrage la crée.',
      }),
    ];
  if (key.level === 'problem') return [folder, key];
  return [folder, key, ...(await lookAtKeyChange(config)), lookAtFile(config), ...(await lookAtChains(config, brakes))];
}

function lookAtFolder({ dataDir }: Config): Finding {
  const path = resolve(dataDir);
  if (!existsSync(path)) {
    const parent = dirname(path);
    return isWritable(parent)
      ? note('data', {
          en: `The data folder ${dataDir} is not there yet; the first start makes it.`,
          fr: `Le dossier de données ${dataDir} n’existe pas encore ; le premier démarrage le crée.`,
        })
      : problem(
          'data',
          {
            en: `The data folder ${dataDir} is not there and cannot be made.`,
            fr: `Le dossier de données ${dataDir} n’existe pas et ne peut pas être créé.`,
          },
          {
            en: `Make ${parent} writable for Relais, or set RELAIS_DATA_DIR to another folder.`,
            fr: `Donnez à Relais le droit d’écrire dans ${parent}, ou mettez RELAIS_DATA_DIR sur un autre dossier.`,
          },
        );
  }
  if (!statSync(path).isDirectory())
    return problem(
      'data',
      { en: `${dataDir} is not a folder.`, fr: `${dataDir} n’est pas un dossier.` },
      { en: 'Set RELAIS_DATA_DIR to a folder.', fr: 'Mettez RELAIS_DATA_DIR sur un dossier.' },
    );
  return isWritable(path)
    ? good('data', {
        en: `The data folder ${dataDir} can be written to.`,
        fr: `Le dossier de données ${dataDir} est accessible en écriture.`,
      })
    : problem(
        'data',
        {
          en: `The data folder ${dataDir} cannot be written to.`,
          fr: `Le dossier de données ${dataDir} n’est pas accessible en écriture.`,
        },
        {
          en: 'Give the user of Relais write access to it.',
          fr: 'Donnez à l’utilisateur de Relais le droit d’y écrire.',
        },
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

const integritySchema = z.array(z.record(z.string(), z.unknown()));

function lookAtFile(config: Config): Finding {
  const path = databasePath(config);
  try {
    const database = openSqliteDatabase(path);
    try {
      const rows = integritySchema.parse(database.pragma('integrity_check'));
      const words = rows.flatMap((row) => Object.values(row).map(String));
      return words.length === 1 && words[0] === 'ok'
        ? good('data', { en: 'The database file is sound.', fr: 'Le fichier de base de données est sain.' })
        : problem(
            'data',
            {
              en: `The database file is damaged: ${words.slice(0, 3).join('; ')}`,
              fr: `Le fichier de base de données est endommagé : ${words.slice(0, 3).join('; ')}`,
            },
            { en: 'Restore it from a backup.', fr: 'Restaurez-le depuis une sauvegarde.' },
          );
    } finally {
      database.close();
    }
  } catch (error) {
    return problem('data', wordsOf(error), {
      en: `Check ${path} and its folder; restore it from a backup when it is damaged.`,
      fr: `Vérifiez ${path} et son dossier ; restaurez-le depuis une sauvegarde s’il est endommagé.`,
    });
  }
}

async function lookAtChains(config: Config, brakes: BrakeLimits): Promise<Finding[]> {
  try {
    const store = await openIfThere(config);
    if (store === null)
      return [
        note('data', {
          en: 'MongoDB answers, and holds nothing of Relais yet; the first start makes it.',
          fr: 'MongoDB répond, et ne contient encore rien de Relais ; le premier démarrage le crée.',
        }),
      ];
    try {
      const total = { entries: 0, findings: 0 };
      for await (const { entries, findings } of store.audit.verify()) {
        total.entries += entries;
        total.findings += findings.length;
      }
      return [
        total.findings === 0
          ? good('data', {
              en: `The journal is whole: ${counted(total.entries, 'entry', 'entries')}.`,
              fr: `Le journal est entier : ${countedInFrench(total.entries, 'entrée', 'entrées')}.`,
            })
          : problem(
              'data',
              {
                en: `The journal has ${counted(total.findings, 'finding', 'findings')}.`,
                fr: `Le journal présente ${countedInFrench(total.findings, 'anomalie', 'anomalies')}.`,
              },
              {
                en: 'Run "relais audit verify" for each of them, and compare with a backup from before.',
                fr: 'Lancez « relais audit verify » pour chacune, et comparez avec une sauvegarde antérieure.',
              },
            ),
        ...(await lookAtBrakes(store.notes, brakes, new Date())),
      ];
    } finally {
      await store.close();
    }
  } catch (error) {
    const isAway = error instanceof StoreError && error.kind === 'unavailable' && config.mongodbUri !== null;
    const fix = isAway
      ? {
          en: 'Look whether MongoDB runs and can be reached from here, and correct MONGODB_URI.',
          fr: 'Voyez si MongoDB tourne et peut être joint d’ici, et corrigez MONGODB_URI.',
        }
      : {
          en: 'Use the key with which this database was made, or the database of this key.',
          fr: 'Utilisez la clé avec laquelle cette base a été créée, ou la base de cette clé.',
        };
    return [problem('data', wordsOf(error), fix)];
  }
}
