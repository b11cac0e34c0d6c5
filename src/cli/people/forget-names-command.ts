import { Command } from 'commander';
import { forgetNames, forgetNamesIn, rememberedNames } from '../../engine/people/remembered-names.ts';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** `relais people forget-names`. */
export function peopleForgetNamesCommand(surroundings: Surroundings): Command {
  const { terminal, exitWith } = surroundings;
  return new Command('forget-names')
    .description('say that remembered accounts are not this person’s: they are found for them no more')
    .argument('<address>', 'any work address of the person')
    .argument('[system]', 'the id of one system; without it, of all')
    .action(async (address: string, system?: string) => {
      const { withWhoIsWho } = await import('./opened.ts');
      await withWhoIsWho(surroundings, async ({ known, notes }) => {
        // Also of somebody whom no source lists any more.
        const [email = address, ...otherEmails] = known.about(address)?.addresses ?? [];
        const person = { email, otherEmails };
        const remembered = await rememberedNames(notes, person);
        const wrong = remembered.filter((one) => system === undefined || one.system === system);
        if (wrong.length === 0) {
          const others = [...new Set(remembered.map((one) => one.system))].join(', ');
          throw new CommandError(
            others === ''
              ? `No account is remembered of ${address}.`
              : `No account of ${address} is remembered in ${system}, but in: ${others}.`,
          );
        }
        await (system === undefined ? forgetNames(notes, person) : forgetNamesIn(notes, person, system));
        for (const { system: from, name, accountId } of wrong)
          terminal.out(`forgotten: ${from}:${name}, account ${accountId}`);
        terminal.out('A departure of theirs that has begun to cut off and still finds an account remembers it again.');
        exitWith(0);
      });
    });
}
