import type { BlockOf } from './schema.ts';

type Cells = BlockOf<'data_table'>['rows'][number];

export interface Sorting {
  column: number;
  downwards: boolean;
}

/** Numbers by their value, before words by their letters; rows that are the same stay in their order. */
export function sortedRows(rows: readonly Cells[], sorting: Sorting | null): readonly Cells[] {
  if (sorting === null) return rows;
  const { column, downwards } = sorting;
  const sign = downwards ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a[column], b[column]));
}

function compare(a: Cells[number] | undefined, b: Cells[number] | undefined): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'number') return -1;
  if (typeof right === 'number') return 1;
  return left.localeCompare(right);
}

function sortKey(cell: Cells[number] | undefined): number | string {
  if (cell === undefined || cell.type === 'rich_text') return '';
  return cell.type === 'raw_number' && cell.value !== undefined ? cell.value : cell.text;
}
