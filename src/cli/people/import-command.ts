import { Command } from 'commander';
import { toInstant } from '../../domain/calendar/time.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { CommandError } from '../command-error.ts';
import { mostShown, readCsvFile } from '../read-csv-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';

interface ImportOptions {
  apply: boolean;
  source?: string;
  acceptFewer: boolean;
}

/** `relais people import`. */
export function peopleImportCommand(surroundings: Surroundings): Command {
  const { terminal, exitWith } = surroundings;
  const { out, colours } = terminal;
  return new Command('import')
    .description('read a list of people from a CSV file, show what would change, and with --apply keep it')
    .argument('<file.csv>', 'UTF-8 or as Excel writes it; columns are named in English or French (README.md, "People")')
    .option('--apply', 'keep the list', false)
    .option('--source <id>', 'the entry of organisation.sources, where there are several')
    .option('--accept-fewer', 'keep it although far fewer people stand in it than before', false)
    .addHelpText('after', '\nThe list takes the place of the one before: whoever is not in it is marked as missing.')
    .action(async (path: string, { apply, source, acceptFewer }: ImportOptions) => {
      const [{ withWhoIsWho }, { readPeople }, { compareList, takeList }] = await Promise.all([
        import('./opened.ts'),
        import('../../people-sources/csv/read-people.ts'),
        import('../../engine/people/sources/take-list.ts'),
      ]);
      const { people, ignored } = readCsvFile(terminal, path, readPeople);
      await withWhoIsWho(surroundings, async ({ lists, file }) => {
        const id = listOf(file, source);
        const now = toInstant(new Date());
        const before = (await lists.records(id, await lists.head(id))) ?? [];
        const list = { people, unreadable: [] };
        const { added, changed, gone, doubt } = compareList(before, list, now);
        out(`${counted(people.length, 'person', 'people')} in the list: ${added} new, ${changed} changed.`);
        if (ignored.length > 0) out(colours.dim(`Columns that Relais does not read: ${ignored.join(', ')}`));
        if (gone.length > 0) {
          out(`${gone.length} of before stand in it no more, and would be marked as missing:`);
          for (const { person } of gone.slice(0, mostShown)) out(`  ${person.name ?? person.id}`);
          if (gone.length > mostShown) out(`  … and ${gone.length - mostShown} more`);
        }
        if (doubt !== null && !acceptFewer)
          throw new CommandError(
            'Far fewer people stand in this list than in the one before; nothing was kept. If that is right: --accept-fewer.',
          );
        if (!apply) {
          out(`Nothing was kept. To keep it: relais people import ${path} --apply`);
          return exitWith(0);
        }
        await takeList(lists, id, { list, now, acceptShorter: acceptFewer });
        out(colours.green('Kept. A running Relais goes by it within two minutes.'));
        exitWith(0);
      });
    });
}

/** The source into which the list goes: the one that people bring. */
function listOf({ organisation }: RelaisFile, wanted: string | undefined): string {
  const lists = organisation.sources.filter((one) => one.type === 'csv' && one.file === null);
  const found = wanted === undefined ? lists : lists.filter(({ id }) => id === wanted);
  const [only] = found;
  if (only && found.length === 1) return only.id;
  if (lists.length > 1)
    throw new CommandError(`Several lists are imported: say --source ${lists.map(({ id }) => id).join(' or ')}.`);
  throw new CommandError(
    wanted === undefined
      ? 'No source takes an imported list. Write one into relais.yaml: organisation: { sources: [{ id: staff-list, csv: {} }] }'
      : `${wanted} is no entry of organisation.sources with "csv: {}".`,
  );
}
