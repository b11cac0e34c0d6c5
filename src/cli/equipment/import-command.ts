import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { readCsvFile } from '../read-csv-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';

/** `relais equipment import`. */
export function equipmentImportCommand({ terminal, env, exitWith }: Surroundings): Command {
  const { out, colours } = terminal;
  return new Command('import')
    .description('read who was lent what from a CSV file, show what would change, and with --apply keep it')
    .argument('<file.csv>', 'one thing a row, UTF-8 or as Excel writes it; columns in English or French')
    .option('--apply', 'keep the list', false)
    .addHelpText(
      'after',
      '\nColumns: email or employee number; name or kind; and, where they are known, serial, value, currency, condition, since, battery,\nreturn to, note. Each person in the list holds exactly what it says; whoever is not in it keeps what they have.\nA thing without a currency in its row needs one in its value ("1299.00 EUR"). Remove the file afterwards.\nExample:\n  relais equipment import assets.csv --apply',
    )
    .action(async (path: string, { apply }: { apply: boolean }) => {
      const [{ readEquipment }, { compareRegister }, { createEquipmentRegister }, { openStore }] = await Promise.all([
        import('../../engine/equipment/read-equipment.ts'),
        import('../../engine/equipment/compare-register.ts'),
        import('../../engine/equipment/register.ts'),
        import('../open-store.ts'),
      ]);
      const { lists, ignored } = readCsvFile(terminal, path, readEquipment);
      const store = await openStore(readConfig(env));
      try {
        const register = createEquipmentRegister(store.notes);
        const { people, things, added, changed, gone, untouched } = await compareRegister(register, lists);
        out(`${counted(things, 'thing', 'things')} of ${counted(people, 'person', 'people')} in the list:`);
        out(`  ${added} new, ${changed} changed, ${gone} of before that it does not name any more.`);
        if (untouched.length > 0)
          out(
            `${counted(untouched.length, 'person is', 'people are')} not in the list, and would keep what they have.`,
          );
        if (ignored.length > 0) out(colours.dim(`Columns that Relais does not read: ${ignored.join(', ')}`));
        if (!apply) {
          out(`Nothing was kept. To keep it: relais equipment import ${path} --apply`);
          return exitWith(0);
        }
        await register.put(lists);
        out(colours.green('Kept. The walk of a departure suggests it from now on.'));
        exitWith(0);
      } finally {
        await store.close();
      }
    });
}
