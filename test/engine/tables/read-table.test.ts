import { describe, expect, it } from 'vitest';
import { csvValue, readTable, TableError } from '../../../src/engine/tables/read-table.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'));

describe('a table', () => {
  it.each([
    ['commas', bytes('name,last day\nZoé Martin,2027-01-15\n')],
    [
      'a byte order mark and semicolons, as Excel in France writes "CSV UTF-8"',
      bytes('\uFEFFname;last day\r\nZoé Martin;2027-01-15\r\n'),
    ],
    ['Windows-1252, as Excel writes "CSV"', latin1('name;last day\r\nZo\u00e9 Martin;2027-01-15\r\n')],
    ['UTF-16 with tabs, as Excel writes "Unicode text"', utf16('name\tlast day\r\nZoé Martin\t2027-01-15\r\n')],
    ['spaces around values, and rows without any', bytes('name , last day\n\n  Zoé Martin , 2027-01-15 \n,\n')],
  ])('is read with %s', (_, file) => {
    const { columns, rows } = readTable(file);
    expect(columns).toEqual(['name', 'last day']);
    expect(rows.map(({ values }) => values)).toEqual([{ name: 'Zoé Martin', 'last day': '2027-01-15' }]);
  });

  it('goes by the separator that Excel announced, and counts its line', () => {
    const { rows } = readTable(bytes('sep=|\r\nname|note\r\nAlex|a,b;c\r\n'));
    expect(rows).toEqual([{ line: 3, values: { name: 'Alex', note: 'a,b;c' } }]);
  });

  it('keeps separators and line breaks in quotes, and says on which line each row begins', () => {
    const { rows } = readTable(bytes('name,note\nAlex,"one, two\nthree"\nMaya,"she said ""yes"""\n'));
    expect(rows).toEqual([
      { line: 2, values: { name: 'Alex', note: 'one, two\nthree' } },
      { line: 4, values: { name: 'Maya', note: 'she said "yes"' } },
    ]);
  });

  it('fills up rows that are short, as spreadsheets leave them', () => {
    expect(readTable(bytes('a,b,c\n1\n')).rows[0]?.values).toEqual({ a: '1', b: '', c: '' });
  });

  it.each([
    ['nothing', bytes(' \n'), 'empty', null],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4), 'workbook', null],
    ['a binary file', Uint8Array.of(0x61, 0, 0x62), 'encoding', null],
    ['half of UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8), 'encoding', null],
    ['a column without a name', bytes('a,,c\n1,2,3\n'), 'columns', 1],
    ['a column twice', bytes('Email,email\n1,2\n'), 'columns', 1],
    ['more values than columns', bytes('a,b\n1,2\n1,2,3\n'), 'shape', 3],
    ['a quote that never ends', bytes('a,b\n1,"2\n3,4\n'), 'shape', null],
  ] as const)('refuses %s', (_, file, kind, line) => {
    let caught: unknown;
    try {
      readTable(file);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(TableError);
    expect(caught).toMatchObject({ kind, ...(line !== null && { line }) });
  });

  it('writes no formula, and reads back what it wrote', () => {
    expect(csvValue('=HYPERLINK("https://example.com")')).toBe('"\'=HYPERLINK(""https://example.com"")"');
    expect(csvValue('Alex')).toBe('Alex');
    for (const value of ['a,b', 'line\nbreak', 'say "yes"', 'a;b'])
      expect(readTable(bytes(`first,second\n${csvValue(value)},x\n`)).rows[0]?.values['first']).toBe(value);
  });
});
