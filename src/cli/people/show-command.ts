import { Command } from 'commander';
import type { MergedPerson } from '../../engine/people/sources/merge.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';

interface ShowOptions {
  missing: boolean;
  conflicts: boolean;
}

/** `relais people show`. */
export function peopleShowCommand(surroundings: Surroundings): Command {
  const { terminal, exitWith } = surroundings;
  const { out, colours } = terminal;
  return new Command('show')
    .description('list whom the sources know, and what they cannot agree on')
    .option('--missing', 'only whom a source does not list any more', false)
    .option('--conflicts', 'only what sources say differently, and who could not be told apart', false)
    .addHelpText('after', '\nPrints names and addresses: treat it like a personnel file.')
    .action(async ({ missing, conflicts }: ShowOptions) => {
      const [{ withWhoIsWho }, { findingsOf }] = await Promise.all([import('./opened.ts'), import('./findings.ts')]);
      await withWhoIsWho(surroundings, async ({ known }) => {
        if (conflicts) {
          const found = findingsOf(known);
          for (const { en: line } of found) out(line);
          out(colours.dim(found.length === 0 ? 'Nothing contradicts.' : counted(found.length, 'finding', 'findings')));
          return exitWith(0);
        }
        const isGone = ({ records }: MergedPerson) => records.some(({ missingSince }) => missingSince !== null);
        const people = known.merged().people.filter((one) => !missing || isGone(one));
        for (const person of people.toSorted(byAddress)) {
          const { name, title, team, manager } = person.fields;
          const about = [title.value, team.value, manager.value && `manager ${manager.value}`].filter((one) => one);
          const gone = person.records.filter(({ missingSince }) => missingSince !== null);
          const since = gone.map(
            ({ source, missingSince }) => `missing in ${source} since ${missingSince?.slice(0, 10)}`,
          );
          out(
            `${person.addresses[0] ?? '(no address)'}  ${name.value ?? ''}  ${colours.dim([...about, ...since].join(' · '))}`,
          );
        }
        out(colours.dim(counted(people.length, 'person', 'people')));
        exitWith(0);
      });
    });
}

function byAddress(one: MergedPerson, other: MergedPerson): number {
  return (one.addresses[0] ?? '').localeCompare(other.addresses[0] ?? '', 'en');
}
