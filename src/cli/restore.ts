import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import type { KeptReader } from '../stores/kept.ts';
import type { Proof } from '../stores/sqlite/backup.ts';
import { provenWords } from './backup.ts';
import { CommandError } from './command-error.ts';
import { databasePath, heldKey, keyFile } from './open-store.ts';
import type { Surroundings } from './surroundings.ts';

/** Puts a backup into an empty data folder. */
export function restoreCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('restore')
    .description('put a backup into an empty data folder, or an empty MongoDB database, proven before and after')
    .argument('<file>', 'a file that "relais backup" wrote')
    .option('--data-dir <folder>', 'where to, or where the key is; default: RELAIS_DATA_DIR')
    .addHelpText(
      'after',
      '\nThe key must be there first: as master.key in the folder, or as RELAIS_MASTER_KEY. Nothing is written over.\nWith MONGODB_URI it goes there; cut short, the same command goes on.\nExample:\n  mkdir -m 700 data && cp /safe/master.key data/ && relais restore /backups/relais-2026-03-02.db --data-dir data',
    )
    .action(async (file: string, { dataDir }: { dataDir?: string }) => {
      const given = readConfig(env);
      const config = { ...given, dataDir: dataDir ?? given.dataDir };
      if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
      const { name, proof } =
        config.mongodbUri === null ? await intoFolder(file, config) : await intoMongo(file, config.mongodbUri, config);
      terminal.out(`${terminal.colours.green('✔')} ${name}: ${provenWords(proof)}.`);
      terminal.out(
        `It is as it was at ${proof.takenAt}: what people did in Relais after that, they do again.\nBefore you start it, make sure that the Relais it was taken from runs nowhere any more.\nAt its first start it looks at every account and every card before anything is done or posted a second time:\n  RELAIS_DATA_DIR=${config.dataDir} ${config.mongodbUri === null ? '' : 'MONGODB_URI=… '}npm start`,
      );
      exitWith(0);
    });
}

interface Restored {
  name: string;
  proof: Proof;
}

async function intoFolder(backup: string, config: Config): Promise<Restored> {
  const { restoreFrom } = await import('../stores/sqlite/backup.ts');
  refuseUnlessEmpty(config);
  const path = databasePath(config);
  return { name: path, proof: await restoreFrom({ backup, path, masterKey: await keyFor(config) }) };
}

/** By way of a copy in the data folder, which is brought to today's shape first. */
async function intoMongo(backup: string, uri: string, config: Config): Promise<Restored> {
  const masterKey = await keyFor(config);
  const folder = config.dataDir;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { withBackup } = await import('../stores/sqlite/backup.ts');
  const { fillFrom } = await import('../stores/move.ts');
  const { openMongoTarget } = await import('../stores/mongo/move-sides.ts');
  const target = await openMongoTarget({ uri, masterKey });
  try {
    const fill = (reader: KeptReader) => fillFrom(reader, target, { now: new Date() });
    const { proof } = await withBackup({ backup, folder, masterKey }, fill);
    return { name: target.name, proof };
  } finally {
    await target.close();
  }
}

/** The key may lie there already, and nothing else: somebody's data must not be mixed with a backup. */
function refuseUnlessEmpty(config: Config): void {
  const { dataDir } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const others = readdirSync(dataDir).filter((name) => name !== basename(keyFile(config)));
  if (others.length > 0)
    throw new CommandError(
      `${dataDir} is not empty (${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''}), and a backup is restored into an empty folder only. Name another one: --data-dir ${join(dataDir, '..', 'restored')}`,
    );
}

/** Never a new key: what it would be good for could not be read with it. */
async function keyFor(config: Config): Promise<Buffer> {
  if (config.masterKey === null && !existsSync(keyFile(config)))
    throw new CommandError(
      `The key is missing: put the key file of the Relais that was backed up at ${keyFile(config)} (chmod 600), or set RELAIS_MASTER_KEY. Without it nothing in the backup can be read.`,
    );
  return (await heldKey(config)).key;
}
