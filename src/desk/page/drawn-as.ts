/**
 * What a table and its parts are, said once more: on a phone they are drawn as cards or as a list, and a browser takes
 * what is not drawn as a table for none.
 */
export const drawnAs = {
  table: { role: 'table' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;
