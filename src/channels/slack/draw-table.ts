import type { types } from '@slack/bolt';
import { wordsOfCell } from '../../views/blocks.ts';
import type { CardBlock } from '../../views/card-view.ts';
import { line } from './draw-newer.ts';
import { limits } from './limits.ts';

type TableView = CardBlock & { type: 'table' };

/** With more rows than this it turns pages, and can be sorted and filtered; with fewer it shows them all at once. */
export function isLong({ rows }: Pick<TableView, 'rows'>): boolean {
  return rows.length > limits.tablePage;
}

export function drawTable({ columns, rows }: TableView, most: number): types.TableBlock {
  return {
    type: 'table',
    rows: [columns, ...rows.slice(0, Math.min(most, limits.tableRows - 1))].map((row) =>
      row
        .slice(0, limits.tableColumns)
        .map((cell) => ({ type: 'raw_text', text: line(wordsOfCell(cell), limits.tableCell) })),
    ),
    column_settings: columns.slice(0, limits.tableColumns).map(() => ({ is_wrapped: true })),
  };
}

/** Its header is plain text; what has a value is sorted by it. */
export function drawDataTable({ caption, columns, rows }: TableView, most: number): types.DataTableBlock {
  const width = Math.min(columns.length, limits.tableColumns);
  const text = (words: string): types.RawTextElement => ({ type: 'raw_text', text: line(words, limits.tableCell) });
  return {
    type: 'data_table',
    caption: line(caption, limits.tableCell),
    page_size: limits.tablePage,
    row_header_column_index: 0,
    rows: [
      columns.slice(0, width).map(text),
      ...rows.slice(0, Math.min(most, limits.dataTableRows - 1)).map((row) =>
        row.slice(0, width).map((cell) => {
          if (typeof cell === 'string') return text(cell);
          return { type: 'raw_number' as const, value: cell.value, text: line(cell.words, limits.tableCell) };
        }),
      ),
    ],
  };
}

/** As a table without pages, where a workspace has only that. */
export function withoutPages({ rows }: types.DataTableBlock): types.TableBlock {
  const plain = rows.slice(0, limits.tableRows).map((row) =>
    row.map(
      (cell): types.RawTextElement => ({
        type: 'raw_text',
        text: cell.type === 'rich_text' ? '–' : cell.text,
      }),
    ),
  );
  return { type: 'table', rows: plain, column_settings: (plain[0] ?? []).map(() => ({ is_wrapped: true })) };
}
