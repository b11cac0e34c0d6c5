import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import { readRelaisFile } from '../../relais-file.ts';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';
import { writeNewFile } from '../write-new-file.ts';

/** What is held about one person, as a file for them. */
export function peopleExportCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('export')
    .description('write what is held about one person into a file, as JSON, without anybody else in it')
    .argument('<address>', 'the person’s e-mail address')
    .argument('<file>', 'the file to make; it must not be there yet')
    .option('--take-in <departure...>', 'departures by the same address of which you know that they are this person’s')
    .addHelpText(
      'after',
      '\nFor a request of the person (GDPR, article 15), which is to be answered within a month. Read the file before it goes out: free texts may name\npeople whom nobody here goes by. Says besides, and not in the file, of which departures the person may not know yet, and which cannot be erased;\nand which are by the same address, but another person of the directory: somebody else may have had it before.',
    )
    .action(async (address: string, file: string, { takeIn = [] }: { takeIn?: string[] }) => {
      const config = readConfig(env);
      const { retention } = readRelaisFile(config.configFile);
      const { openStore } = await import('../open-store.ts');
      const { heldAbout } = await import('../../engine/erasure/held-about.ts');
      const store = await openStore(config);
      try {
        const found = await heldAbout(store, { address, now: toInstant(new Date()), retention, takenIn: takeIn });
        if (found === null) throw new CommandError('Nobody, and no departure, goes by this address.');
        const { held, besides } = found;
        const isIn = (id: string) => besides.notToldYet.includes(id) || held.departures.some((one) => one.id === id);
        const unknown = takeIn.filter((id) => !isIn(id));
        if (unknown.length > 0)
          throw new CommandError(
            `Not a departure that this address finds, so nothing was written: ${unknown.join(', ')}`,
          );
        await writeNewFile(file, Buffer.from(`${JSON.stringify(held, null, 2)}\n`, 'utf8'));
        terminal.out(
          `${terminal.colours.green('✔')} ${file}: ${counted(held.departures.length, 'departure', 'departures')} of the person, ${counted(held.acts.length, 'act', 'acts')} in those of others. Not in it:`,
        );
        for (const line of held.notInHere) terminal.out(`  ${line}`);
        for (const [ids, words] of [
          [
            besides.notToldYet,
            'left out: the person may not know of it yet. Whether they are told is HR’s to decide, with a lawyer',
          ],
          [besides.underHold, 'under a legal hold: not erased before two people lift it'],
          [
            besides.sameAddress,
            'left out: by the same address, but another person of the directory, or nobody knows which. If it is this person’s: --take-in. Read what the file says of user names and of things that were lent: these go by the address',
          ],
          [besides.open, 'not erased now: something in it is still open'],
        ] as const)
          for (const id of ids) terminal.out(`  departure ${id} is ${words}.`);
        exitWith(0);
      } finally {
        await store.close();
      }
    });
}
