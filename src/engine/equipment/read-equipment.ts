import { z } from 'zod';
import { mostThings, type Thing, thingSchema } from '../../domain/equipment/thing.ts';
import { isKnownCountry, nearestCountry } from '../../domain/people/country.ts';
import { readTable, TableError, type TableRow } from '../tables/read-table.ts';
import { type EquipmentColumn, equipmentColumn } from './columns.ts';
import { readMoney } from './read-money.ts';
import { type Holder, holderOfNumber } from './register.ts';
import { conditionOfWords, dayOfWords, kindOfWords, yesOrNo } from './words-of-lists.ts';

/**
 * A value that cannot be read, and where. The words hold nothing of the file: not whose it is, and no serial number.
 */
interface EquipmentProblem {
  line: number;
  message: string;
}

export interface ReadEquipment {
  lists: ReadonlyMap<Holder, readonly Thing[]>;
  problems: readonly EquipmentProblem[];
  /** Columns that Relais does not read. */
  ignored: readonly string[];
}

type Told = Partial<Record<EquipmentColumn, string>>;

/**
 * Reads a list of equipment, one thing a row, as spreadsheets write it. Throws a `TableError` for what is no such list.
 */
export function readEquipment(bytes: Uint8Array): ReadEquipment {
  const { columns, rows } = readTable(bytes);
  const known = columnsOf(columns);
  if (rows.length === 0)
    throw new TableError('empty', {
      en: 'the columns are named, and no row follows',
      fr: 'les colonnes sont nommées, et aucune ligne ne suit',
    });
  const lists = new Map<Holder, Thing[]>();
  const serials = new Map<string, number>();
  const problems: EquipmentProblem[] = [];
  for (const row of rows) {
    const told = toldBy(row, known);
    const { holder, thing, found } = readRow(told);
    const serial = thing?.serial?.toLowerCase();
    const first = serial === undefined ? undefined : serials.get(serial);
    if (first !== undefined) found.push(`has the serial number of line ${first}: each thing stands in one line`);
    else if (serial !== undefined) serials.set(serial, row.line);
    if (holder !== null && thing !== null && found.length === 0) {
      const list = lists.get(holder) ?? [];
      if (list.length >= mostThings) found.push(`expected at most ${mostThings} things for one person`);
      else lists.set(holder, [...list, thing]);
    }
    problems.push(...found.map((message) => ({ line: row.line, message })));
  }
  return { lists, problems, ignored: columns.filter((name) => known.get(name) === null) };
}

function columnsOf(columns: readonly string[]): ReadonlyMap<string, EquipmentColumn | null> {
  const known = new Map(columns.map((name) => [name, equipmentColumn(name)]));
  const seen = new Map<EquipmentColumn, string>();
  for (const [name, column] of known) {
    if (column === null) continue;
    const other = seen.get(column);
    if (other !== undefined)
      throw new TableError(
        'columns',
        {
          en: `"${other}" and "${name}" mean the same; keep one of them`,
          fr: `« ${other} » et « ${name} » disent la même chose ; n’en gardez qu’une`,
        },
        1,
      );
    seen.set(column, name);
  }
  if (!seen.has('email') && !seen.has('employeeNumber'))
    throw new TableError(
      'columns',
      {
        en: 'expected a column "email" or "employee number" (in French "adresse e-mail" or "matricule"): whose thing it is',
        fr: 'il faut une colonne « adresse e-mail » ou « matricule », qui dit à qui est l’objet',
      },
      1,
    );
  if (!seen.has('name') && !seen.has('kind'))
    throw new TableError(
      'columns',
      {
        en: 'expected a column "name" or "kind" (in French "nom" or "catégorie")',
        fr: 'il faut une colonne « nom » ou « catégorie »',
      },
      1,
    );
  return known;
}

function toldBy({ values }: TableRow, known: ReadonlyMap<string, EquipmentColumn | null>): Told {
  const told: Told = {};
  for (const [name, column] of known) {
    const value = values[name] ?? '';
    if (column !== null && value !== '') told[column] = value;
  }
  return told;
}

function readRow(told: Told): { holder: Holder | null; thing: Thing | null; found: string[] } {
  const found: string[] = [];
  const read = <Value>(column: EquipmentColumn, expected: string, reader: (text: string) => Value | null) => {
    const text = told[column];
    const value = text === undefined ? null : reader(text);
    if (text !== undefined && value === null) found.push(`${column}: expected ${expected}`);
    return value;
  };
  const email = read('email', 'an e-mail address', (text) => z.email().safeParse(text.toLowerCase()).data ?? null);
  const { employeeNumber } = told;
  const holder = email ?? (employeeNumber === undefined ? null : holderOfNumber(employeeNumber));
  if (holder === null && found.length === 0) found.push('expected an e-mail address or an employee number');
  const name = told.name ?? told.kind;
  if (name === undefined) found.push('expected a name or a kind');
  const currency = read('currency', 'a currency such as EUR', (text) => (readMoney('1', text) ? text : null));
  const thing = {
    kind: kindOfWords([told.kind, told.name].filter((one) => one !== undefined).join(' ')),
    name,
    serial: told.serial ?? null,
    value: read('value', 'an amount with its currency, such as 1299.00 EUR', (text) => readMoney(text, currency)),
    condition: read('condition', 'new, good, worn or damaged (in French neuf, bon, usé, abîmé)', conditionOfWords),
    since: read('since', 'a day such as 2026-03-31', dayOfWords),
    battery: read('battery', 'yes or no', yesOrNo),
    returnTo: read('returnTo', 'a country such as FR', countryOf),
    note: told.note ?? null,
  };
  const parsed = thingSchema.safeParse(thing);
  if (!parsed.success && name !== undefined)
    found.push(...parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${lengthWords(message)}`));
  return { holder, thing: parsed.data ?? null, found };
}

function lengthWords(message: string): string {
  return message.startsWith('Too big') ? 'is too long' : message;
}

function countryOf(text: string): string | null {
  const code = text.toUpperCase();
  if (isKnownCountry(code)) return code;
  return text.length > 2 ? nearestCountry(text) : null;
}
