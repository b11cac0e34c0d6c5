import { resolve } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Proof } from '../stores/sqlite/backup.ts';
import { keyFile, requireData } from './open-store.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** One file that everything can be restored from, but for the key. */
export function backupCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('backup')
    .description('copy the embedded database into one new file while Relais runs, and prove the copy')
    .argument('<file>', 'where to write it; never written over')
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR and RELAIS_MASTER_KEY. The master key is not in the copy: keep it apart.\nExample:\n  relais backup /backups/relais-2026-03-02.db',
    )
    .action(async (file: string) => {
      const { backUp } = await import('../stores/sqlite/backup.ts');
      const config = readConfig(env);
      const proof = await backUp({ ...requireData(config), target: file, now: new Date() });
      const key = config.masterKey === null ? `the key file ${resolve(keyFile(config))}` : 'RELAIS_MASTER_KEY';
      terminal.out(`${terminal.colours.green('✔')} ${file}: ${provenWords(proof)}.`);
      terminal.out(
        `The master key is not in it, and without the key nobody can read it, you included.\nKeep ${key} as well, in another place than the backups.\nTo put it back: relais restore ${file} --data-dir <an empty folder>`,
      );
      exitWith(0);
    });
}

export function provenWords({ departures, entries, bytes }: Proof): string {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${counted(departures, 'departure', 'departures')}, ${counted(entries, 'entry', 'entries')}, ${size}; every page is sound and every chain is whole`;
}
