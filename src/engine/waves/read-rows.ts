import { folded } from '../tables/folded.ts';
import { readTable, TableError } from '../tables/read-table.ts';
import type { WaveDraft, WaveRow } from './wave-draft.ts';

type Column = Exclude<keyof WaveRow, 'line'>;

/** What each column may be called, in both languages; compared without case, accents, dashes and underscores. */
const columnNames: Readonly<Record<Column, readonly string[]>> = {
  email: ['email', 'e mail', 'mail', 'address', 'adresse', 'courriel', 'adresse e mail', 'email address'],
  lastDay: ['last day', 'last working day', 'dernier jour', 'dernier jour travaille'],
  contractEnd: ['contract end', 'end of contract', 'fin de contrat', 'fin du contrat'],
  time: ['time', 'cut off', 'heure', 'coupure'],
  flow: ['flow', 'kind', 'parcours', 'type de depart'],
  contract: ['contract', 'worker type', 'contrat', 'type de contrat'],
  manager: ['manager', 'responsable'],
  heir: ['heir', 'takes over', 'repreneur', 'reprend'],
};

/** Why a list is none; `line` counts from 1. The words are in the catalogue. */
export type RowsProblem =
  | { code: 'table'; kind: TableError['kind']; line: number | null }
  | { code: 'columns'; unknown: string }
  | { code: 'no-addresses' }
  | { code: 'too-many'; most: number }
  | { code: 'no-rows' };

/** So many people are one wave at most; more are several. */
const mostRows = 1000;

/**
 * Reads a list as spreadsheets write it. Whatever stands before goes on to stand, but for the same addresses: what
 * comes later corrects them.
 */
export function addRows(
  bytes: Uint8Array,
  draft: WaveDraft,
): { type: 'rows'; draft: WaveDraft; added: number } | { type: 'problem'; problem: RowsProblem } {
  try {
    return read(bytes, draft);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { type: 'problem', problem: { code: 'table', kind: error.kind, line: error.line } };
  }
}

function read(bytes: Uint8Array, draft: WaveDraft): ReturnType<typeof addRows> {
  const { bytes: whole, offset } = withColumns(bytes, draft.columns);
  const { columns, rows } = readTable(whole);
  const known = new Map(columns.map((name) => [name, columnOf(name)]));
  const unknown = columns.find((name) => known.get(name) === null);
  if (unknown !== undefined) return { type: 'problem', problem: { code: 'columns', unknown: unknown.slice(0, 60) } };
  if (![...known.values()].includes('email')) return { type: 'problem', problem: { code: 'no-addresses' } };
  if (rows.length === 0) return { type: 'problem', problem: { code: 'no-rows' } };
  const before = draft.rows.reduce((last, { line }) => Math.max(last, line), 0);
  const added = rows.map(({ line, values }): WaveRow => {
    const row = { ...emptyRow, line: before + line - offset };
    for (const [name, column] of known) if (column !== null) row[column] = (values[name] ?? '').slice(0, 200);
    return row;
  });
  const again = new Set(added.map(({ email }) => email.toLowerCase()));
  const all = [...draft.rows.filter(({ email }) => !again.has(email.toLowerCase())), ...added];
  if (all.length > mostRows) return { type: 'problem', problem: { code: 'too-many', most: mostRows } };
  return { type: 'rows', draft: { ...draft, rows: all, columns: [...columns] }, added: added.length };
}

const emptyRow: WaveRow = {
  ...{ line: 0, email: '', lastDay: '', contractEnd: '', time: '', flow: '', contract: '', manager: '', heir: '' },
};

/**
 * What is pasted may begin with a person at once: then the columns are those of before, or an address and a last
 * working day.
 */
function withColumns(bytes: Uint8Array, before: readonly string[]): { bytes: Uint8Array; offset: number } {
  const [first = ''] = Buffer.from(bytes.subarray(0, 1000)).toString('latin1').trimStart().split(/\r?\n/, 1);
  if (!first.includes('@')) return { bytes, offset: 0 };
  const separator = [';', '\t', ','].find((one) => first.includes(one)) ?? ',';
  const names = before.length > 0 ? before : ['email', 'last day'];
  const header = Buffer.from(`${names.join(separator)}\n`);
  return { bytes: Buffer.concat([header, bytes]), offset: 1 };
}

function columnOf(name: string): Column | null {
  const found = Object.entries(columnNames).find(([, names]) => names.includes(folded(name)));
  return found ? (found[0] as Column) : null;
}
