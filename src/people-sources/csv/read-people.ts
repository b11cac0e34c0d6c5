import { z } from 'zod';
import { zoneSchema } from '../../domain/calendar/time.ts';
import { workerTypeSchema } from '../../domain/flow/flow.ts';
import type { Localized } from '../../domain/localized.ts';
import { isKnownCountry, nearestCountry, whyNoCountryWords } from '../../domain/people/country.ts';
import type { Locale } from '../../domain/people/people.ts';
import type { SourcePerson } from '../../engine/ports/people-source.ts';
import { folded } from '../../engine/tables/folded.ts';
import { readTable, TableError, type TableRow } from '../../engine/tables/read-table.ts';
import { type ColumnField, fieldOfColumn, systemOfColumn } from './columns.ts';

/** A value that cannot be read, and where; the words hold no value of the file but what stands in no person's file. */
interface RowProblem {
  line: number;
  message: Localized;
}

export interface ReadPeople {
  people: readonly SourcePerson[];
  problems: readonly RowProblem[];
  /** Columns that Relais does not read, as the file names them. */
  ignored: readonly string[];
}

type Fields = Partial<Record<ColumnField, string>>;

/**
 * Reads a list of people. Every row is a person with an address or an employee number. Throws a `TableError` for what
 * is no such list; a row that cannot be read is a problem with its line, and is not among the people.
 */
export function readPeople(bytes: Uint8Array): ReadPeople {
  const { columns, rows } = readTable(bytes);
  const fields = columnFields(columns);
  const problems: RowProblem[] = [];
  const people: SourcePerson[] = [];
  const table = rows.map((row) => ({ row, told: valuesOf(row, columns, fields) }));
  const ids = new Map<string, number>();
  const managers = new Map<string, string>();
  for (const { told } of table) {
    const id = idOf(told);
    if (id !== null) for (const key of [told.id, told.employeeNumber]) if (key) managers.set(key, id);
  }
  for (const { row, told } of table) {
    const id = idOf(told);
    const found: Localized[] = [];
    const person = id === null ? null : personOf(told, { id, managers, problem: (message) => found.push(message) });
    const first = id === null ? undefined : ids.get(id);
    if (id === null)
      found.push({
        en: 'expected an e-mail address or an employee number',
        fr: 'il faut une adresse e-mail ou un matricule',
      });
    else if (first === undefined) ids.set(id, row.line);
    else
      found.push({
        en: `is the same person as line ${first}: each person stands in one line`,
        fr: `est la même personne que la ligne ${first} : chaque personne tient sur une ligne`,
      });
    const userNames = person && namesIn(row, (message) => found.push(message));
    if (person && found.length === 0) people.push({ ...person, ...userNames });
    problems.push(...found.map((message) => ({ line: row.line, message })));
  }
  return {
    people,
    problems,
    ignored: columns.filter((name, index) => fields[index] === null && systemOfColumn(name) === null),
  };
}

function columnFields(columns: readonly string[]): (ColumnField | null)[] {
  const fields = columns.map(fieldOfColumn);
  fields.forEach((field, index) => {
    const first = field === null ? index : fields.indexOf(field);
    if (first < index)
      throw new TableError(
        'columns',
        {
          en: `"${columns[first]}" and "${columns[index]}" mean the same; keep one of them`,
          fr: `« ${columns[first]} » et « ${columns[index]} » disent la même chose ; n’en gardez qu’une`,
        },
        1,
      );
  });
  if (!fields.includes('email') && !fields.includes('employeeNumber'))
    throw new TableError(
      'columns',
      {
        en: 'expected a column "email" or "employee number" (in French "adresse e-mail" or "matricule"); see README.md, "People"',
        fr: 'il faut une colonne « adresse e-mail » ou « matricule » ; voyez README.md, « People »',
      },
      1,
    );
  return fields;
}

function valuesOf({ values }: TableRow, columns: readonly string[], fields: readonly (ColumnField | null)[]): Fields {
  return Object.fromEntries(
    columns.flatMap((column, index) => {
      const [field, value] = [fields[index] ?? null, values[column]];
      return field !== null && value ? [[field, value]] : [];
    }),
  );
}

/** What stays the same from list to list: the id column, else the number, else the address. */
function idOf({ id, employeeNumber, email }: Fields): string | null {
  return id ?? employeeNumber ?? email?.toLowerCase() ?? null;
}

interface Row {
  id: string;
  /** The id of whoever is named by an id or a number. */
  managers: ReadonlyMap<string, string>;
  problem(message: Localized): void;
}

function personOf(told: Fields, { id, managers, problem }: Row): SourcePerson {
  const read = <Value>(
    field: ColumnField,
    what: Localized | ((text: string) => Localized),
    reader: (text: string) => Value | null,
  ): Value | null => {
    const text = told[field];
    if (text === undefined) return null;
    const value = reader(text);
    if (value === null) {
      const { en, fr } = typeof what === 'function' ? what(text) : what;
      problem({ en: `${field}: ${en}`, fr: `${field} : ${fr}` });
    }
    return value;
  };
  const manager = told.manager?.includes('@')
    ? null
    : read('manager', managerWords, (text) => managers.get(text) ?? null);
  const contractEnd = read('contractEnd', dayWords, day);
  const sponsor = read('sponsor', addressWords, address);
  const name = told.name ?? [told.firstName, told.lastName].filter((one) => one !== undefined).join(' ');
  return {
    id,
    name: name === '' ? null : name,
    email: read('email', addressWords, address),
    otherEmails: read('otherEmails', addressWords, addresses) ?? [],
    employeeNumber: told.employeeNumber ?? null,
    managerId: manager,
    managerEmail: told.manager?.includes('@') ? read('manager', addressWords, address) : null,
    title: told.title ?? null,
    team: told.team ?? null,
    country: read('country', whyNoCountryWords, country),
    locale: read('locale', languageWords, locale),
    timeZone: read('timeZone', zoneWords, zone),
    workerType: read('workerType', workerWords, workerType),
    ...(contractEnd !== null && { contractEnd }),
    ...(sponsor !== null && { sponsor }),
    active: read('active', activeWords, active),
  };
}

const addressWords = { en: 'expected an e-mail address', fr: 'il faut une adresse e-mail' };
const managerWords = {
  en: 'expected an address, or an id or employee number that stands in this file',
  fr: 'il faut une adresse, ou un identifiant ou un matricule présent dans ce fichier',
};
const workerWords = {
  en: 'expected employee, contractor, consultant, field-agent, or a worker type of your flows',
  fr: 'il faut employee, contractor, consultant, field-agent, ou un type de contrat de vos parcours',
};
const dayWords = { en: 'expected a day such as 2027-03-31', fr: 'il faut un jour, comme 2027-03-31' };
const languageWords = { en: 'expected English or French (en, fr)', fr: 'il faut anglais ou français (en, fr)' };
const zoneWords = {
  en: 'expected an IANA time zone such as Europe/Paris',
  fr: 'il faut un fuseau horaire IANA, comme Europe/Paris',
};
const activeWords = {
  en: 'expected yes or no, active or inactive (in French oui, non, actif, inactif)',
  fr: 'il faut oui ou non, actif ou inactif (en anglais yes, no, active, inactive)',
};

const mostNames = 10;

/** What the columns of user names hold; several names stand in one, parted as addresses are. */
function namesIn({ values }: TableRow, problem: (message: Localized) => void): Pick<SourcePerson, 'userNames'> {
  const told: Record<string, string[]> = {};
  for (const [column, text] of Object.entries(values)) {
    const system = systemOfColumn(column);
    if (system === null) continue;
    const names = text.split(/[\s,;|]+/).flatMap((one) => one.replace(/^@/, '') || []);
    const all = [...new Set([...(told[system] ?? []), ...names])];
    if (all.length > mostNames || all.some((one) => one.length > 200))
      problem({
        en: `user names of ${system}: expected ${mostNames} at most, of 200 characters at most`,
        fr: `noms d’utilisateur de ${system} : ${mostNames} au plus, de 200 caractères au plus`,
      });
    else if (all.length > 0) told[system] = all;
  }
  return Object.keys(told).length === 0 ? {} : { userNames: told };
}

function address(text: string): string | null {
  return z.email().safeParse(text.toLowerCase()).data ?? null;
}

function addresses(text: string): string[] | null {
  const all = text
    .split(/[\s,;|]+/)
    .filter((one) => one !== '')
    .map(address);
  return all.every((one) => one !== null) ? all : null;
}

function country(text: string): string | null {
  const code = text.toUpperCase();
  if (isKnownCountry(code)) return code;
  // Two letters that are no country are not guessed at; a whole name is none that could be meant otherwise.
  return text.length > 2 ? nearestCountry(text) : null;
}

const languages: Readonly<Record<string, Locale>> = {
  ...{ en: 'en', english: 'en', anglais: 'en' },
  ...{ fr: 'fr', french: 'fr', francais: 'fr' },
};

function locale(text: string): Locale | null {
  const word = folded(text);
  return languages[word] ?? languages[word.split(' ')[0] ?? ''] ?? null;
}

function zone(text: string): string | null {
  return zoneSchema.safeParse(text).data ?? null;
}

const contracts: Readonly<Record<string, string>> = {
  ...{ employee: 'employee', salarie: 'employee', cdi: 'employee', cdd: 'employee', permanent: 'employee' },
  ...{ contractor: 'contractor', freelance: 'contractor', independant: 'contractor', prestataire: 'contractor' },
  ...{ consultant: 'consultant', consultante: 'consultant' },
  ...{ 'field agent': 'field-agent', 'agent de terrain': 'field-agent' },
};

function workerType(text: string): string | null {
  return contracts[folded(text)] ?? workerTypeSchema.safeParse(text).data ?? null;
}

function day(text: string): string | null {
  return z.iso.date().safeParse(text).data ?? null;
}

const yes = new Set(['yes', 'true', '1', 'active', 'oui', 'vrai', 'actif', 'active employee', 'en poste']);
const no = new Set(['no', 'false', '0', 'inactive', 'terminated', 'non', 'faux', 'inactif', 'sorti', 'parti', 'left']);

function active(text: string): boolean | null {
  const word = folded(text);
  return yes.has(word) ? true : no.has(word) ? false : null;
}
