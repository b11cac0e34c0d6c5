import type { IsOwn } from '../../engine/ports/hr-file.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { readTable, type TableRow } from '../../engine/tables/read-table.ts';
import type { CsvColumn, CsvSettings } from './csv-settings.ts';
import { namedColumns, type ReadEmployments } from './read-employments.ts';

/** A file with what was read from it. */
export interface ReadFile {
  bytes: Uint8Array;
  read: ReadEmployments;
}

/** What lies there: a file that was read, none at all, or something that is no such file. */
export type LyingFile = ReadFile | 'none' | 'unreadable';

/**
 * The next file, in which what it says of whoever brings it gives way to what lies there of them, and of whomever they
 * would take the row of. What lies there says nothing of them: then the next file's word is taken, because it takes
 * nothing back; unless what lies there cannot all be read, and so may say something. The same bytes where nothing gives
 * way. Precondition: no line of the next file is a problem.
 */
export function keepOwnRows(
  { lying, next }: { lying: LyingFile; next: ReadFile },
  columns: CsvSettings['columns'],
  isOwn: IsOwn,
): Uint8Array {
  const before = typeof lying === 'string' ? noSheet : sheetOf(lying, columns);
  const after = sheetOf(next, columns);
  const ownBefore = new Set(before.rows.filter(({ employment }) => isOwn(employment)).map(idOf));
  const knownBefore = new Set(before.rows.map(idOf));
  const isWhole = lying === 'none' || (lying !== 'unreadable' && lying.read.problems.length === 0);
  const saysNothing = ownBefore.size === 0 && isWhole;
  const givesWay = (row: Row) =>
    ownBefore.has(idOf(row)) || (isOwn(row.employment) && !(saysNothing && !knownBefore.has(idOf(row))));
  const dropped = after.rows.filter(givesWay);
  const droppedIds = new Set(dropped.map(idOf));
  const kept = before.rows.filter((row) => ownBefore.has(idOf(row)) || droppedIds.has(idOf(row)));
  if (saidBy(kept) === saidBy(dropped)) return next.bytes;

  const names = new Set(after.columns);
  // Named as they lie there: the next file has no column of that meaning, so none of that name.
  for (const [meaning, name] of before.named) if (!after.named.has(meaning)) names.add(name);
  const meanings = new Map([...before.named, ...after.named].map(([meaning, name]) => [name, meaning]));
  const keptValue = ({ values }: Row, name: string) => {
    const meaning = meanings.get(name);
    return values[(meaning && before.named.get(meaning)) ?? name] ?? '';
  };
  const lines = [
    [...names],
    ...after.rows.filter((row) => !givesWay(row)).map(({ values }) => [...names].map((name) => values[name] ?? '')),
    ...kept.map((row) => [...names].map((name) => keptValue(row, name))),
  ];
  return Buffer.from(lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join(''));
}

interface Row extends Pick<TableRow, 'values'> {
  employment: Employment;
}

interface Sheet {
  columns: readonly string[];
  named: ReadonlyMap<CsvColumn, string>;
  /** Those that can be read. */
  rows: readonly Row[];
}

const noSheet: Sheet = { columns: [], named: new Map(), rows: [] };

function sheetOf({ bytes, read }: ReadFile, columns: CsvSettings['columns']): Sheet {
  const table = readTable(bytes);
  const named = namedColumns(table, columns);
  if ('refused' in named) throw new Error('a file that was read is refused');
  const byLine = new Map(table.rows.map(({ line, values }) => [line, values]));
  const rows = read.employments.map(({ line, employment }) => ({ values: byLine.get(line) ?? {}, employment }));
  return { columns: table.columns, named: named.columns, rows };
}

function idOf({ employment }: Row): string {
  return employment.person.id;
}

function saidBy(rows: readonly Row[]): string {
  return rows
    .map(({ employment }) => JSON.stringify(employment))
    .sort()
    .join('\n');
}

/** Exactly as it was: what is read by Relais is no sheet for people, whose formulas would be defused. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
