import { z } from 'zod';
import { workerTypeSchema } from '../../domain/flow/flow.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { readTable, type Table, type TableRow } from '../../engine/tables/read-table.ts';
import { type CsvColumn, type CsvSettings, csvColumns } from './csv-settings.ts';

/** What a file says, and by line what of it cannot be read; a row with a problem is no employment. */
export interface ReadEmployments {
  employments: readonly { line: number; employment: Employment }[];
  problems: readonly { line: number; problem: Localized }[];
}

const reasons: Readonly<Record<string, NonNullable<Employment['end']>['reason']>> = {
  resignation: 'resignation',
  dismissal: 'dismissal',
  redundancy: 'redundancy',
  retirement: 'retirement',
  'end-of-contract': 'end-of-contract',
  'end of contract': 'end-of-contract',
  démission: 'resignation',
  licenciement: 'dismissal',
  'licenciement économique': 'redundancy',
  retraite: 'retirement',
  'fin de contrat': 'end-of-contract',
  other: 'other',
  autre: 'other',
};

/** The row is refused; the words are for whoever gave the file, and hold no value of it. */
class RowProblem extends Error {
  readonly words: Localized;

  constructor(en: string, fr: string) {
    super(en);
    this.words = { en, fr };
  }
}

/**
 * Reads a file of employments. Throws a `TableError` where it is no table, or lacks a column that it needs: the whole
 * file is refused then, because a file without its end dates would read as if everybody stayed.
 */
export function readEmployments(
  bytes: Uint8Array,
  { columns, dates }: Pick<CsvSettings, 'columns' | 'dates'>,
  zone: string | null,
): ReadEmployments | { refused: Localized } {
  const table = readTable(bytes);
  const found = namedColumns(table, columns);
  if ('refused' in found) return found;
  const named = found.columns;
  const employments: ReadEmployments['employments'][number][] = [];
  const problems: ReadEmployments['problems'][number][] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    try {
      const employment = employmentOf(row, { named, dates, zone });
      const before = seen.get(employment.person.id);
      if (before !== undefined)
        throw new RowProblem(
          `expected each id once; it stands on line ${before} too`,
          `il faut chaque identifiant une seule fois ; il figure aussi à la ligne ${before}`,
        );
      seen.set(employment.person.id, row.line);
      employments.push({ line: row.line, employment });
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      problems.push({ line: row.line, problem: error.words });
    }
  }
  return { employments, problems };
}

/** What the file calls each column that it has. */
export function namedColumns(
  table: Pick<Table, 'columns'>,
  columns: CsvSettings['columns'],
): { columns: ReadonlyMap<CsvColumn, string> } | { refused: Localized } {
  const named = new Map<CsvColumn, string>();
  for (const column of csvColumns) {
    const wished = [columns[column] ?? [], column].flat().map((name) => name.toLowerCase());
    const found = table.columns.filter((name) => wished.includes(name.toLowerCase()));
    if (found.length > 1)
      return {
        refused: {
          en: `expected one column for ${column}; the file has ${found.length} of its names`,
          fr: `il faut une seule colonne pour ${column} ; le fichier a ${found.length} de ses noms`,
        },
      };
    if (found[0] !== undefined) named.set(column, found[0]);
  }
  const missing = (['id', 'contractEnd'] as const).filter((column) => !named.has(column));
  if (missing.length > 0)
    return {
      refused: {
        en: `expected a column for ${missing.join(' and ')}; name it in the first row, or say under "columns" how the file calls it`,
        fr: `il faut une colonne pour ${missing.join(' et ')} ; nommez-la dans la première ligne, ou dites sous « columns » comment le fichier l’appelle`,
      },
    };
  if (!named.has('email') && !named.has('employeeNumber') && !named.has('privateEmail'))
    return {
      refused: {
        en: 'expected a column by which people are known: email, employeeNumber or privateEmail',
        fr: 'il faut une colonne par laquelle on connaît les personnes : email, employeeNumber ou privateEmail',
      },
    };
  return { columns: named };
}

interface Reading {
  named: ReadonlyMap<CsvColumn, string>;
  dates: CsvSettings['dates'];
  zone: string | null;
}

function employmentOf(row: TableRow, { named, dates, zone }: Reading): Employment {
  const value = (column: CsvColumn) => {
    const name = named.get(column);
    const text = name === undefined ? '' : (row.values[name] ?? '');
    return text === '' ? null : text;
  };
  const day = (column: CsvColumn) => {
    const text = value(column);
    return text === null ? null : dayOf(text, dates, column);
  };
  const email = (column: CsvColumn) => {
    const text = value(column);
    if (text === null) return null;
    const read = z.email().safeParse(text.toLowerCase());
    if (!read.success)
      throw new RowProblem(
        `expected an address such as name@example.com in ${column}`,
        `il faut une adresse comme nom@example.com dans ${column}`,
      );
    return read.data;
  };
  const id = value('id');
  if (id === null) throw new RowProblem('expected an id in each row', 'il faut un identifiant à chaque ligne');
  const [contractEnd, lastWorkingDay, moveOn] = [day('contractEnd'), day('lastWorkingDay'), day('moveOn')];
  if (contractEnd === null && lastWorkingDay !== null)
    throw new RowProblem(
      'expected contractEnd where lastWorkingDay is given',
      'il faut contractEnd là où lastWorkingDay est donné',
    );
  if (contractEnd !== null && lastWorkingDay !== null && contractEnd < lastWorkingDay)
    throw new RowProblem(
      'expected the last working day on or before the end of the contract',
      'le dernier jour travaillé doit précéder la fin du contrat, ou être le même jour',
    );
  return {
    person: {
      id,
      name: value('name'),
      email: email('email'),
      otherEmails: [],
      employeeNumber: value('employeeNumber'),
      managerId: null,
      managerEmail: email('managerEmail'),
      title: null,
      team: null,
      country: null,
      locale: null,
      timeZone: null,
      active: null,
    },
    privateEmail: email('privateEmail'),
    workerType: workerTypeOf(value('workerType')),
    startsOn: day('startsOn'),
    status: statusOf(value('status')),
    end:
      contractEnd === null
        ? null
        : { contractEnd, lastWorkingDay, zone, reason: reasons[value('reason')?.toLowerCase() ?? ''] ?? 'unknown' },
    move: moveOn === null ? null : { on: moveOn, zone, to: value('moveTo') },
    changedAt: null,
  };
}

function workerTypeOf(text: string | null): Employment['workerType'] {
  if (text === null) return null;
  const read = workerTypeSchema.safeParse(text);
  if (!read.success)
    throw new RowProblem(
      'expected a contract such as employee, field-agent, contractor or consultant in workerType',
      'il faut un contrat comme employee, field-agent, contractor ou consultant dans workerType',
    );
  return read.data;
}

/** A file that lists everybody without saying how they stand lists people who are employed. */
function statusOf(text: string | null): Employment['status'] {
  const read = z.enum(['employed', 'on-leave', 'ended', 'unknown']).safeParse(text?.toLowerCase() ?? 'employed');
  if (!read.success)
    throw new RowProblem(
      'expected employed, on-leave, ended or unknown in status',
      'il faut employed, on-leave, ended ou unknown dans status',
    );
  return read.data;
}

const patterns = {
  iso: /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  'day-first': /^(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})$/,
  'month-first': /^(?<month>\d{1,2})[./-](?<day>\d{1,2})[./-](?<year>\d{4})$/,
} as const;
const examples = { iso: '2027-03-31', 'day-first': '31/03/2027', 'month-first': '03/31/2027' } as const;

/** ISO days are read whatever the file's own way is: nobody can mean anything else by them. */
function dayOf(text: string, dates: CsvSettings['dates'], column: CsvColumn): string {
  const { year, month, day } = (patterns[dates].exec(text) ?? patterns.iso.exec(text))?.groups ?? {};
  const read = z.iso.date().safeParse(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
  if (!read.success)
    throw new RowProblem(
      `expected a day such as ${examples[dates]} in ${column}`,
      `il faut un jour comme ${examples[dates]} dans ${column}`,
    );
  return read.data;
}
