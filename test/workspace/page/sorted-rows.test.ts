import { expect, it } from 'vitest';
import { sortedRows } from '../../../src/workspace/page/block-kit/sorted-rows.ts';

const text = (words: string) => ({ type: 'raw_text' as const, text: words });
const number = (value: number) => ({ type: 'raw_number' as const, value, text: `${value} s` });
const rows = [
  [text('Okta'), number(90)],
  [text('Design tool'), text('not settled')],
  [text('GitHub'), number(9)],
];
const names = (sorting: Parameters<typeof sortedRows>[1]) =>
  sortedRows(rows, sorting).map(([cell]) => cell?.type !== 'rich_text' && cell?.text);

it('sorts a long table by the column that is pressed, numbers by their value and before words', () => {
  expect(names(null)).toEqual(['Okta', 'Design tool', 'GitHub']);
  expect(names({ column: 0, downwards: false })).toEqual(['Design tool', 'GitHub', 'Okta']);
  expect(names({ column: 1, downwards: false })).toEqual(['GitHub', 'Okta', 'Design tool']);
  expect(names({ column: 1, downwards: true })).toEqual(['Design tool', 'Okta', 'GitHub']);
});
