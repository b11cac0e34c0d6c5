import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { readWrapped } from '../../keys/wrapped-master-key.ts';
import { isWrapped } from '../../stores/master-key.ts';
import { fingerprintOf } from '../../stores/ring.ts';
import { openKeyed, requireHeldKey } from '../open-store.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';
import { nameOfKey } from './rotate-command.ts';

/** Where the master key comes from, and how far a change of it is. */
export function keysStatusCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('status')
    .description('say where the master key comes from, and whether it is being changed')
    .addHelpText('after', '\nShows the fingerprint of a key, which tells nothing of it. Changes nothing.')
    .action(async () => {
      const config = readConfig(env);
      const { key: masterKey, text } = await requireHeldKey(config);
      terminal.out(`Master key: ${nameOfKey(config)}, fingerprint ${fingerprintOf(masterKey)}`);
      if (isWrapped(text)) {
        const { wrappedBy, version } = readWrapped({ text, where: { en: nameOfKey(config), fr: nameOfKey(config) } });
        terminal.out(`Wrapped by ${wrappedBy}${version === null ? '' : `, version ${version}`}, which gives it.`);
      } else if (config.kms !== null)
        terminal.out(`Not wrapped by ${config.kms.name} yet: relais keys rotate makes one that is.`);
      const database = await openKeyed(config, masterKey);
      try {
        const { leftUnder } = await import('../../stores/rotation.ts');
        const { generations, next } = database.keyring.ring;
        const { rows, renewed, broken } = await leftUnder(database);
        terminal.out(`Keys of generation ${generations[0].id}, over ${counted(rows, 'row', 'rows')}.`);
        if (next === null) terminal.out('The master key is not being changed.');
        else
          terminal.out(
            `It is being changed to the key ${next}: ${counted(renewed, 'row is', 'rows are')} left under old keys. ${
              next === fingerprintOf(masterKey)
                ? 'This is that key. Once every host has it: relais keys rotate --finish'
                : 'Go on with: relais keys rotate. Both keys open the database until then.'
            }`,
          );
        if (broken > 0)
          terminal.out(`${counted(broken, 'row is', 'rows are')} opened or proven by no key. See: relais audit verify`);
        exitWith(0);
      } finally {
        await database.close();
      }
    });
}
