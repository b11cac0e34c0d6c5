import { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** `relais people accept`. */
export function peopleAcceptCommand(surroundings: Surroundings): Command {
  const { terminal, exitWith } = surroundings;
  return new Command('accept')
    .description('say that so many people are really gone from a source; its next list is taken however short it is')
    .argument('<source>', 'the id of an entry of organisation.sources')
    .action(async (id: string) => {
      const { withWhoIsWho } = await import('./opened.ts');
      await withWhoIsWho(surroundings, async ({ lists, known }) => {
        if (!known.sources.some((one) => one.id === id))
          throw new CommandError(
            `${id} is no entry of organisation.sources: ${known.sources.map((one) => one.id).join(', ')}.`,
          );
        const { failure } = await lists.head(id);
        if (failure?.type !== 'shorter')
          throw new CommandError(
            `The list of ${id} was not refused for being short; "relais doctor" says how it stands.`,
          );
        await lists.accept(id);
        terminal.out('A running Relais takes the next list within two minutes, and goes by it.');
        exitWith(0);
      });
    });
}
