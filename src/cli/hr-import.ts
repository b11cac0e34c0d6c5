import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import type { FileChange, SaidInFile } from '../domain/hr/file-change.ts';
import { readYaml } from '../flows/read-yaml.ts';
import { createHrFile } from '../hris/csv/hr-file.ts';
import { csv } from '../hris/csv/index.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/**
 * Shows what a file of employments says that the one before did not, and every line that cannot be read; puts it in
 * place only when told.
 */
export function hrImportCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('import')
    .description('show what a CSV file of HR would change, and with --apply put it where Relais reads it')
    .argument('<file>', 'the file, as a spreadsheet or an HR export writes it')
    .option('--system <id>', 'the entry of hris: that it is for; needed where there are several of type csv')
    .option('--apply', 'put it in the place of the file that is read, unless a line cannot be read')
    .addHelpText('after', '\nExamples:\n  relais hr import staff.csv\n  relais hr import staff.csv --apply')
    .action(async (file: string, { system: wished, apply }: { system?: string; apply?: boolean }) => {
      const { green, red, yellow } = terminal.colours;
      const settings = settingsOf(readConfig(env).configFile, wished);
      const bytes = bytesOf(file);
      if (bytes === null) throw new CommandError(`${file} cannot be read: does it exist, and may you read it?`);
      const place = createHrFile(settings);
      // The stamp first: when another is put there in between, what is shown is newer than what may be replaced.
      const stamp = await place.stamp();
      // Whoever may run commands here may read the file that lies there: nothing is hidden.
      const isOwn = () => false;
      const preview = await place.preview(bytes, isOwn);
      if ('refused' in preview) throw new CommandError(`${file}: ${preview.refused.en}`);
      for (const change of preview.changes) terminal.out(changeLine(change));
      const { joined, unlisted } = preview;
      const people = (count: number) => counted(count, 'person', 'people');
      if (joined > 0) terminal.out(`+ ${people(joined)} listed newly, without an end or a move`);
      if (unlisted > 0) terminal.out(`? ${people(unlisted)} no longer listed, without an end or a move before`);
      for (const { line, problem } of preview.problems) terminal.err(`${red('✘')} line ${line}: ${problem.en}`);
      terminal.out(
        `${counted(preview.rows, 'row', 'rows')} read, ${counted(preview.problems.length, 'problem', 'problems')}.`,
      );
      if (preview.problems.length > 0) {
        terminal.err(
          `${red('✘')} nothing was put in place: a file with a line that cannot be read is not taken by halves`,
        );
        exitWith(1);
        return;
      }
      if (apply !== true) {
        terminal.out(`${yellow('preview')} nothing was changed; add --apply to put it at ${settings.path}`);
        exitWith(0);
        return;
      }
      if ((await place.put(bytes, { stamp, isOwn })) === 'changed')
        throw new CommandError(
          `${settings.path} is another than it was compared with: somebody replaced it meanwhile. Nothing was put in place; run this once more`,
        );
      terminal.out(
        `${green('✔')} put at ${settings.path}; it is read at the next poll, and each person is asked before anything is done`,
      );
      exitWith(0);
    });
}

type CsvEntry = Parameters<typeof createHrFile>[0];

function settingsOf(configFile: string | null, wished: string | undefined): CsvEntry {
  const path = configFile ?? 'relais.yaml';
  const text = bytesOf(path);
  if (text === null) throw new CommandError(`${path} cannot be read; it names the file under hris:, with type csv`);
  const { raw } = readYaml(Buffer.from(text).toString('utf8'));
  const { hris } = z.looseObject({ hris: z.array(z.looseObject({ type: z.string() })).default([]) }).parse(raw ?? {});
  const found = hris
    .filter(({ type }) => type === 'csv')
    .map((entry) => csv.schema.parse(entry) as CsvEntry)
    .filter(({ id }) => wished === undefined || id === wished);
  const [only, ...others] = found;
  if (only === undefined)
    throw new CommandError(
      `${path} has no entry of type csv under hris:${wished === undefined ? '' : ` with the id ${wished}`}; add one with id, label and path`,
    );
  if (others.length > 0)
    throw new CommandError(
      `${path} has several of type csv: say which with --system ${found.map(({ id }) => id).join(' or ')}`,
    );
  return only;
}

function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** What people will be asked about, person by person. */
function changeLine({ line, name, before, after, fields }: FileChange): string {
  if (line === null) return `? ${name}: no longer listed; what HR said before stands`;
  const sign = before === null && after !== null ? '+' : before !== null && after === null ? '-' : '~';
  const [was, is] = [saidOf(before), saidOf(after)];
  const others = fields.map((one) => `${one.field}: ${one.before ?? 'nothing'} → ${one.after ?? 'nothing'}`);
  const what = [...(was === is ? [] : [`${was} → ${is}`]), ...others];
  return `${sign} line ${line}, ${name}: ${what.join('; ')}`;
}

function saidOf(said: SaidInFile): string {
  if (said === null) return 'nothing';
  if (said.type === 'moves') return `moves on ${said.on}`;
  return `leaves on ${said.lastWorkingDay}, contract until ${said.contractEnd} (${said.reason})`;
}
