import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import type { Employment } from '../engine/ports/hr-system.ts';
import { TableError } from '../engine/tables/read-table.ts';
import { readYaml } from '../flows/read-yaml.ts';
import { csv } from '../hris/csv/index.ts';
import { type ReadEmployments, readEmployments } from '../hris/csv/read-employments.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** Shows what a file of employments says that the one before did not, and every line that cannot be read; puts it in place only when told. */
export function hrImportCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('import')
    .description('show what a CSV file of HR would change, and with --apply put it where Relais reads it')
    .argument('<file>', 'the file, as a spreadsheet or an HR export writes it')
    .option('--system <id>', 'the entry of hris: that it is for; needed where there are several of type csv')
    .option('--apply', 'put it in the place of the file that is read, unless a line cannot be read')
    .addHelpText('after', '\nExamples:\n  relais hr import staff.csv\n  relais hr import staff.csv --apply')
    .action((file: string, { system: wished, apply }: { system?: string; apply?: boolean }) => {
      const { green, red, yellow } = terminal.colours;
      const settings = settingsOf(readConfig(env).configFile, wished);
      const bytes = bytesOf(file);
      if (bytes === null) throw new CommandError(`${file} cannot be read: does it exist, and may you read it?`);
      const read = (content: Uint8Array) => readEmployments(content, settings, settings.timeZone ?? null);
      const next = parsed(file, () => read(bytes));
      const before = bytesOf(settings.path);
      const known = before === null ? [] : parsed(settings.path, () => read(before)).employments;
      for (const line of differences(known, next.employments)) terminal.out(`${line.sign} ${line.text}`);
      for (const { line, problem } of next.problems) terminal.err(`${red('✘')} line ${line}: ${problem}`);
      terminal.out(
        `${counted(next.employments.length, 'row', 'rows')} read, ${counted(next.problems.length, 'problem', 'problems')}.`,
      );
      if (next.problems.length > 0) {
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
      writeFileSync(`${settings.path}.next`, bytes);
      renameSync(`${settings.path}.next`, settings.path);
      terminal.out(
        `${green('✔')} put at ${settings.path}; it is read at the next poll, and each person is asked before anything is done`,
      );
      exitWith(0);
    });
}

type CsvEntry = z.output<typeof csv.schema> & { id: string; path: string; timeZone?: string } & Parameters<
    typeof readEmployments
  >[1];

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

function parsed(path: string, read: () => ReturnType<typeof readEmployments>): ReadEmployments {
  try {
    const found = read();
    if ('refused' in found) throw new CommandError(`${path}: ${found.refused}`);
    return found;
  } catch (error) {
    if (error instanceof TableError) throw new CommandError(`${path}: ${error.message}`);
    throw error;
  }
}

type Rows = ReadEmployments['employments'];

/** What people will be asked about, person by person; who stays as they were is not listed. */
function differences(before: Rows, after: Rows): { sign: string; text: string }[] {
  const known = new Map(before.map(({ employment }) => [employment.person.id, employment]));
  const listed = new Set(after.map(({ employment }) => employment.person.id));
  const changed = after.flatMap(({ line, employment }) => {
    const was = known.get(employment.person.id) ?? null;
    const [from, to] = [was === null ? 'nothing' : saidOf(was), saidOf(employment)];
    if (from === to || (was === null && to === 'nothing')) return [];
    const sign = from === 'nothing' ? '+' : to === 'nothing' ? '-' : '~';
    const text = `line ${line}, ${employment.person.name ?? employment.person.id}: ${from} → ${to}`;
    return [{ sign, text }];
  });
  const gone = before
    .filter(({ employment: { person, end, move } }) => !listed.has(person.id) && (end ?? move) !== null)
    .map(({ employment }) => ({
      sign: '?',
      text: `${employment.person.name ?? employment.person.id}: no longer listed; what HR said before stands`,
    }));
  return [...changed, ...gone];
}

function saidOf({ end, move }: Employment): string {
  if (end !== null)
    return `leaves on ${end.lastWorkingDay ?? end.contractEnd}, contract until ${end.contractEnd} (${end.reason})`;
  return move === null ? 'nothing' : `moves on ${move.on}`;
}
