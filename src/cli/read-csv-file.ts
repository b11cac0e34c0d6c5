import { readFileSync } from 'node:fs';
import { inEnglish, type Words } from '../domain/localized.ts';
import { TableError } from '../engine/tables/read-table.ts';
import { CommandError } from './command-error.ts';
import { counted, type Terminal } from './terminal.ts';

/** How many lines are printed; the rest is counted. */
export const mostShown = 20;

/**
 * Reads a CSV file that somebody named on the command line. Throws CommandError when it cannot be read, is no table, or
 * has problems, which are printed by their lines first: nothing of such a file is kept.
 */
export function readCsvFile<Found extends { problems: readonly { line: number; message: Words }[] }>(
  { err }: Pick<Terminal, 'err'>,
  path: string,
  read: (bytes: Uint8Array) => Found,
): Found {
  const found = tableIn(path, read);
  const { problems } = found;
  if (problems.length === 0) return found;
  for (const { line, message } of problems.slice(0, mostShown)) err(`line ${line}: ${inEnglish(message)}`);
  if (problems.length > mostShown) err(`… and ${problems.length - mostShown} more`);
  throw new CommandError(
    `${counted(problems.length, 'problem', 'problems')} in ${path}; nothing was kept. Mend the lines, and try again.`,
  );
}

function tableIn<Found>(path: string, read: (bytes: Uint8Array) => Found): Found {
  const bytes = bytesOf(path);
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof TableError) throw new CommandError(error.message);
    throw error;
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CommandError(`${path} cannot be read${code}.`);
  }
}
