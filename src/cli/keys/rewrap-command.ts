import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { keyIn, readWrapped, wrappedText } from '../../keys/wrapped-master-key.ts';
import { isWrapped, nextKeyText, replaceKeyFile, settingText } from '../../stores/master-key.ts';
import { fingerprintOf } from '../../stores/ring.ts';
import { CommandError } from '../command-error.ts';
import { keyFile, requireHeldKey, withKeyService } from '../open-store.ts';
import type { Surroundings } from '../surroundings.ts';
import { nameOfKey } from './rotate-command.ts';

/** Wraps the same master key under the newest version of the service's key, before an older one is destroyed there. */
export function keysRewrapCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('rewrap')
    .description('wrap the master key anew, under the newest version of the key of RELAIS_KMS')
    .addHelpText(
      'after',
      '\nThe master key stays what it is, so nothing in the database changes, and a Relais that runs goes on. Do it before an older version is\ndestroyed in the key service, on every host. Where the key is a setting, the new line is printed.',
    )
    .action(async () => {
      const config = readConfig(env);
      const { key, text } = await requireHeldKey(config);
      if (config.kms === null || !isWrapped(text))
        throw new CommandError(
          `${nameOfKey(config)} is wrapped by no key service. To have it wrapped: relais keys rotate`,
        );
      // One of the same key is of a command like this one that did not come to its end.
      const beside = config.masterKey === null ? nextKeyText(config.dataDir) : null;
      if (beside !== null && !(isWrapped(beside.text) && readWrapped(beside).fingerprint === fingerprintOf(key)))
        throw new CommandError('The master key is being changed: go on with that first. See: relais keys status');
      const next = await withKeyService(config, async (service) => {
        if (service === null) throw new CommandError('RELAIS_KMS is not set.');
        const made = beside ?? settingText(await wrappedText(key, service), 'the new line');
        // Opened before the old one is given up.
        if (Buffer.compare(await keyIn(made, service), key) !== 0)
          throw new CommandError(`${service.name} gave another key than it was given, so nothing was changed.`);
        return made.text;
      });
      if (config.masterKey === null) {
        replaceKeyFile(config.dataDir, { current: text, next });
        const { wrappedBy, version } = readWrapped({ text: next, where: { en: keyFile(config), fr: keyFile(config) } });
        const under = version === null ? '' : `, version ${version}`;
        terminal.out(`${terminal.colours.green('✔')} ${keyFile(config)} is wrapped by ${wrappedBy}${under} now.`);
        terminal.out(
          'Keep a copy of it with the back-ups’ keys: what was kept of before opens as long as its version stands.',
        );
      } else terminal.out(next);
      exitWith(0);
    });
}
