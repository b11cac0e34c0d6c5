import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { newKeyText } from '../../keys/load-master-key.ts';
import { CommandError } from '../command-error.ts';
import { withKeyService } from '../open-store.ts';
import type { Surroundings } from '../surroundings.ts';

/** Makes a master key that only the key service opens, for where the key is a setting. */
export function keysNewCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('new')
    .description('make a new master key, wrapped by the key service of RELAIS_KMS, and print it')
    .addHelpText(
      'after',
      '\nFor RELAIS_MASTER_KEY before the first start, or RELAIS_NEW_MASTER_KEY. The line is no secret by itself: without the key service it opens\nnothing; lost, it is lost. Changes nothing.\nExample:\n  relais keys new > /run/secrets/new_key',
    )
    .action(async () => {
      const config = readConfig(env);
      if (config.kms === null)
        throw new CommandError('RELAIS_KMS is not set, so nothing would wrap the key. See: README.md, "Configuration"');
      terminal.out(await withKeyService(config, newKeyText));
      exitWith(0);
    });
}
