import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import type { Proof } from '../stores/sqlite/backup.ts';
import { keyFile, requireData, requireKey, requireSomething } from './open-store.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** One file that everything can be restored from, but for the key. */
export function backupCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('backup')
    .description('copy everything into one new file while Relais runs, and prove the copy')
    .argument('<file>', 'where to write it; never written over')
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY and MONGODB_URI. The master key is not in the copy: keep it apart.\nOf MongoDB the copy is a file of the embedded database too, of one instant; it can be restored into either.\nExample:\n  relais backup /backups/relais-2026-03-02.db',
    )
    .action(async (file: string) => {
      const config = readConfig(env);
      const proof = await copied(config, file);
      const key = config.masterKey === null ? `the key file ${resolve(keyFile(config))}` : 'RELAIS_MASTER_KEY';
      terminal.out(`${terminal.colours.green('✔')} ${file}: ${provenWords(proof)}.`);
      terminal.out(
        `The master key is not in it, and without the key nobody can read it, you included.\nKeep ${key} as well, in another place than the backups.\nTo put it back: relais restore ${file} ${config.mongodbUri === null ? '--data-dir <an empty folder>' : 'with MONGODB_URI of an empty database'}`,
      );
      exitWith(0);
    });
}

async function copied(config: Config, target: string): Promise<Proof> {
  const { backUp, backUpFrom } = await import('../stores/sqlite/backup.ts');
  const now = new Date();
  if (config.mongodbUri === null) return backUp({ ...(await requireData(config)), target, now });
  const masterKey = await requireKey(config);
  const { openMongoSource } = await import('../stores/mongo/move-sides.ts');
  const source = await openMongoSource({ uri: config.mongodbUri, masterKey });
  try {
    await requireSomething(config);
    return await backUpFrom({ read: (work) => source.read(work), target, masterKey, now });
  } finally {
    await source.close();
  }
}

export function provenWords({ departures, entries, bytes }: Proof): string {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${counted(departures, 'departure', 'departures')}, ${counted(entries, 'entry', 'entries')}, ${size}; every page is sound and every chain is whole`;
}
