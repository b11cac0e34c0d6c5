import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { RowsProblem } from '../engine/waves/read-rows.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** Leaves a list for HR; nothing begins by it. */
export function waveImportCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('import')
    .description('leave a list of departures for HR, who check it and begin it in chat by "/offboard wave"')
    .argument('<file>', 'CSV as spreadsheets write it; the first row names the columns')
    .option('--title <name>', 'what the wave is called', 'Wave')
    .addHelpText(
      'after',
      '\nColumns: email; and, where they differ, last day, contract end, time, flow, contract, manager, heir.\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY and MONGODB_URI. Relais may be running meanwhile. The list is kept sealed until it is begun or\nthrown away; remove the file afterwards. A list that is there already is left, and this one refused.\nExample:\n  relais wave import reduction.csv --title "Spring"',
    )
    .action(async (file: string, { title }: { title: string }) => {
      const { addRows } = await import('../engine/waves/read-rows.ts');
      const { emptyWaveDraft, importedBy, keepWaveDraft } = await import('../engine/waves/wave-draft.ts');
      const read = addRows(bytesOf(file), { ...emptyWaveDraft, title: title.trim().slice(0, 80) });
      if (read.type === 'problem') throw new CommandError(`${file}: ${problemWords(read.problem)}`);
      const { openStore } = await import('./open-store.ts');
      const store = await openStore(readConfig(env));
      try {
        if (!(await keepWaveDraft(store, importedBy, { seen: null, next: read.draft })))
          throw new CommandError(
            'A list that was imported before is still there. Somebody of HR begins it, or throws it away, by "/offboard wave"; then import this one.',
          );
      } finally {
        await store.close();
      }
      terminal.out(
        `${terminal.colours.green('✔')} ${counted(read.added, 'row', 'rows')}. HR finds the list by "/offboard wave"; nothing has begun.`,
      );
      exitWith(0);
    });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read; check its name and who may read it.`, { cause: error });
  }
}

/** On the terminal, in English. */
function problemWords(problem: RowsProblem): string {
  switch (problem.code) {
    case 'table':
      return tableWords[problem.kind] + (problem.line === null ? '.' : `; see line ${problem.line}.`);
    case 'columns':
      return `no column is called "${problem.unknown}" here. Expected: email, last day, contract end, time, flow, contract, manager, heir.`;
    case 'no-addresses':
      return 'a column "email" is missing.';
    case 'too-many':
      return `a wave has ${problem.most} people at most; split the file.`;
    case 'no-rows':
      return 'the columns are named, and no row follows.';
  }
}

const tableWords: Readonly<Record<(RowsProblem & { code: 'table' })['kind'], string>> = {
  empty: 'the file is empty',
  encoding: 'expected text in UTF-8, UTF-16 with a byte order mark, or Windows-1252',
  workbook: 'expected CSV; this is a workbook: save it as CSV UTF-8',
  'too-large': 'the file is too large; split it',
  columns: 'expected each column to be named once in the first row',
  shape: 'expected no more values in a row than there are columns, and quotes in pairs',
};
