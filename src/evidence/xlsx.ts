import type { FilePart } from '../views/desk/page-tables.ts';

/** A name of a sheet has no more signs, and none of these. */
const longestName = 31;
const unnameable = /[\\/?*[\]:']/g;

/**
 * A workbook with a sheet for each table, and one for what is said beside them. Every cell is a text, so none is a
 * formula.
 */
export async function xlsxOf(parts: readonly FilePart[]): Promise<Uint8Array> {
  // Loaded with the first file that somebody saves.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const names = new Set<string>();
  const said = parts.flatMap((part) => (part.type === 'text' ? [[part.text]] : []));
  const sheets = parts
    .flatMap((part) => (part.type === 'table' ? [{ name: part.caption, head: part.head, rows: part.rows }] : []))
    .concat(said.length > 0 ? [{ name: '…', head: [], rows: said }] : []);
  return writeXlsxFile(
    sheets.map(({ name, head, rows }) => ({
      sheet: nameFor(name, names),
      data: [
        ...(head.length > 0 ? [head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))] : []),
        ...rows.map((row) => row.map((value) => ({ value, type: String }))),
      ],
      columns: (head.length > 0 ? head : ['']).map(() => ({ width: 24 })),
    })),
  ).toBuffer();
}

/** Two sheets of one name are refused by every spreadsheet. */
function nameFor(caption: string, taken: Set<string>): string {
  const plain = caption.replaceAll(unnameable, ' ').trim().slice(0, longestName) || '…';
  let name = plain;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${plain.slice(0, longestName - 4)} ${count}`;
  taken.add(name.toLowerCase());
  return name;
}
