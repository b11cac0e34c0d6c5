import { CsvError, parse } from 'csv-parse/sync';
import type { Localized } from '../../domain/localized.ts';

/** One row of a table: each value by its column's name, trimmed; empty where the file has nothing. */
export interface TableRow {
  /** Where it begins in the file, counted from 1, as editors show it. */
  line: number;
  values: Readonly<Record<string, string>>;
}

export interface Table {
  /** As the file names them, in its order. */
  columns: readonly string[];
  rows: readonly TableRow[];
}

/** Why a file is no table; the words are for the person who gave it, and hold no value from it. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly kind: 'empty' | 'encoding' | 'workbook' | 'too-large' | 'columns' | 'shape';
  readonly words: Localized;
  readonly line: number | null;

  constructor(kind: TableError['kind'], words: Localized, line: number | null = null) {
    super(words.en);
    this.kind = kind;
    this.words = words;
    this.line = line;
  }
}

const mostBytes = 20_000_000;
const separators = [',', ';', '\t'] as const;

/**
 * Reads a CSV file as spreadsheets write them: UTF-8 with or without a byte order mark, UTF-16 with one ("Unicode
 * text"), or Windows-1252, which Excel writes in Western Europe; columns apart by comma, semicolon or tab. The first
 * row names the columns. Throws a `TableError`; never gives a part.
 */
export function readTable(bytes: Uint8Array): Table {
  if (bytes.length > mostBytes)
    throw new TableError('too-large', {
      en: `expected a file of at most ${mostBytes / 1_000_000} MB; split it`,
      fr: `il faut un fichier de ${mostBytes / 1_000_000} Mo au plus ; partagez-le`,
    });
  const text = decoded(bytes);
  if (text.trim() === '')
    throw new TableError('empty', {
      en: 'expected a first row that names the columns; the file is empty',
      fr: 'il faut une première ligne qui nomme les colonnes ; le fichier est vide',
    });
  const [header, ...rest] = parsed(text, separatorOf(text));
  const columns = (header?.record ?? []).map((name) => name.trim());
  const unnamed = columns.indexOf('');
  if (unnamed >= 0)
    throw new TableError(
      'columns',
      {
        en: `expected a name in each column of the first row; column ${unnamed + 1} has none`,
        fr: `il faut un nom à chaque colonne de la première ligne ; la colonne ${unnamed + 1} n’en a pas`,
      },
      1,
    );
  const twice = columns.find((name, index) => columns.findIndex((other) => isSame(other, name)) < index);
  if (twice !== undefined)
    throw new TableError(
      'columns',
      {
        en: `expected each column once; the first row names "${twice}" twice`,
        fr: `il faut chaque colonne une seule fois ; la première ligne nomme « ${twice} » deux fois`,
      },
      1,
    );
  return { columns, rows: rest.map(({ record, line }) => ({ line, values: named(columns, record, line) })) };
}

function named(columns: readonly string[], record: readonly string[], line: number): Record<string, string> {
  if (record.slice(columns.length).some((value) => value.trim() !== ''))
    throw new TableError(
      'shape',
      {
        en: `expected at most ${columns.length} columns; line ${line} has ${record.length}: is a value with a separator in it not in quotes?`,
        fr: `il faut ${columns.length} colonnes au plus ; la ligne ${line} en a ${record.length} : une valeur qui contient un séparateur est-elle sans guillemets ?`,
      },
      line,
    );
  return Object.fromEntries(columns.map((name, index) => [name, (record[index] ?? '').trim()]));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0x50 && second === 0x4b)
    throw new TableError('workbook', {
      en: 'expected CSV; this is a workbook: save it as "CSV UTF-8" and give that file',
      fr: 'il faut du CSV ; ceci est un classeur : enregistrez-le en « CSV UTF-8 » et donnez ce fichier',
    });
  if (first === 0xff && second === 0xfe) return decodedAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodedAs('utf-16be', bytes);
  if (bytes.includes(0)) throw noText();
  try {
    return decodedAs('utf-8', bytes);
  } catch {
    return decodedAs('windows-1252', bytes);
  }
}

function decodedAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw noText();
  }
}

function noText(): TableError {
  return new TableError('encoding', {
    en: 'expected text in UTF-8, UTF-16 with a byte order mark, or Windows-1252',
    fr: 'il faut du texte en UTF-8, en UTF-16 avec indicateur d’ordre des octets, ou en Windows-1252',
  });
}

/** Excel writes its choice as a first line of its own, which names no columns. */
const announced = /^sep=(.)\r?\n/;

/** The separator that the row of names holds most often, outside of quotes. */
function separatorOf(text: string): string {
  const said = announced.exec(text)?.[1];
  if (said !== undefined) return said;
  const first = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"(?:[^"]|"")*"/g, '');
  const count = (separator: string) => first.split(separator).length;
  return separators.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ',');
}

interface ParsedRecord {
  record: string[];
  line: number;
}

function parsed(text: string, separator: string): ParsedRecord[] {
  const skipped = announced.test(text) ? 1 : 0;
  const body = text.replace(announced, '');
  try {
    const records = parse(body, {
      delimiter: separator,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => {
      // `info.lines` is the line on which a record ends; quoted values may hold line breaks.
      const inside = record.reduce((sum, value) => sum + value.split('\n').length - 1, 0);
      return { record, line: info.lines - inside + skipped };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] + skipped : null;
    const reason = reasons[error.code] ?? { en: 'it cannot be read as CSV', fr: 'il ne se lit pas comme du CSV' };
    throw new TableError(
      'shape',
      {
        en: `expected quotes in pairs${line === null ? '' : ` at line ${line}`}: ${reason.en}`,
        fr: `il faut des guillemets par paires${line === null ? '' : ` à la ligne ${line}`} : ${reason.fr}`,
      },
      line,
    );
  }
}

const reasons: Readonly<Record<string, Localized>> = {
  CSV_QUOTE_NOT_CLOSED: {
    en: 'a quote is opened and never closed',
    fr: 'un guillemet est ouvert et jamais fermé',
  },
  CSV_INVALID_CLOSING_QUOTE: { en: 'text follows a closing quote', fr: 'du texte suit un guillemet fermant' },
  INVALID_OPENING_QUOTE: {
    en: 'a quote stands in the middle of a value that is not quoted',
    fr: 'un guillemet se trouve au milieu d’une valeur sans guillemets',
  },
};

/**
 * A value for a CSV file that people open in a spreadsheet: quoted where it must be, and never a formula, which a value
 * could otherwise become when it begins with one of `= + - @` (OWASP, "CSV Injection").
 */
export function csvValue(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}
