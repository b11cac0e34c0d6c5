import { useState } from 'react';
import { useWords } from '../words/words.ts';
import { RichText } from './rich-text.tsx';
import type { BlockOf } from './schema.ts';
import { type Sorting, sortedRows } from './sorted-rows.ts';

type Cells = BlockOf<'data_table'>['rows'][number];

/** A table that turns pages and sorts by the column whose name is pressed: once upwards, once more downwards. */
export function DataTableBlock({ block }: { block: BlockOf<'data_table'> }) {
  const { say } = useWords();
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [page, setPage] = useState(0);
  const [head = [], ...given] = block.rows;
  const size = block.page_size ?? 5;
  const rows = sortedRows(given, sorting);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(page, pages - 1);
  const sortBy = (column: number) => {
    setPage(0);
    setSorting((now) => ({ column, downwards: now?.column === column && !now.downwards }));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="block-table" aria-label={block.caption} tabIndex={0}>
      <table>
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity of their own
                key={index}
                scope="col"
                aria-sort={sorting?.column === index ? (sorting.downwards ? 'descending' : 'ascending') : 'none'}
              >
                <button type="button" className="block-table-sort" onClick={() => sortBy(index)}>
                  <CellWords cell={cell} />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(shown * size, (shown + 1) * size).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
            <Row key={at} row={row} named={block.row_header_column_index ?? 0} />
          ))}
        </tbody>
      </table>
      {pages > 1 && (
        <p className="block-table-pages">
          <button type="button" className="button" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
            {say('table.previous')}
          </button>
          <span>{say('table.page', { page: shown + 1, pages })}</span>
          <button type="button" className="button" disabled={shown + 1 === pages} onClick={() => setPage(shown + 1)}>
            {say('table.next')}
          </button>
        </p>
      )}
    </section>
  );
}

function Row({ row, named }: { row: Cells; named: number }) {
  return (
    <tr>
      {row.map((cell, index) =>
        index === named ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity of their own
          <th key={index} scope="row">
            <CellWords cell={cell} />
          </th>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <td key={index}>
            <CellWords cell={cell} />
          </td>
        ),
      )}
    </tr>
  );
}

function CellWords({ cell }: { cell: Cells[number] }) {
  return cell.type === 'rich_text' ? <RichText parts={cell.elements} /> : cell.text;
}
