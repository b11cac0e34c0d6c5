import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';

/** What auditors compare a pack with. */
export function evidenceKeyCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('evidence-key')
    .description('print the public key that packs of evidence are signed with, or replace it')
    .option('--rotate', 'make a new key; the old one vouches for it, and is destroyed', false)
    .option('--distrust-old', 'with --rotate: the old key may be in other hands, so it vouches for nothing', false)
    .addHelpText(
      'after',
      '\nThe private key is kept sealed under the master key, and is never shown. Packs that were signed with an earlier key stay valid under it.',
    )
    .action(async ({ rotate, distrustOld }: { rotate: boolean; distrustOld: boolean }) => {
      if (distrustOld && !rotate) throw new CommandError('--distrust-old says how to rotate; write --rotate too');
      const { openStore } = await import('./open-store.ts');
      const { installationKey, rotateInstallationKey } = await import('../evidence/installation-key.ts');
      const store = await openStore(readConfig(env));
      try {
        const now = new Date();
        const key = rotate
          ? await rotateInstallationKey(store.notes, { now, distrustOld })
          : await installationKey(store.notes, now);
        terminal.out(`${key.publicKeyPem.trimEnd()}\nfingerprint (SHA-256): ${key.fingerprint}\nmade on ${key.madeAt}`);
        exitWith(0);
      } finally {
        await store.close();
      }
    });
}
