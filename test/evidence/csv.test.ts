import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/evidence/csv.ts';

const line = (text: string) =>
  Buffer.from(csvOf([], [[text]]))
    .toString()
    .replace(/^\r\n/, '');

describe('a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1\r\n"],
    ['+1', "'+1\r\n"],
    ['-1', "'-1\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\t=1', "'\t'=1\r\n"],
    ['\r=1', '"\'\r\'=1"\r\n'],
    ['＝1+1', "'＝1+1\r\n"],
    // Where semicolons divide, the rest of a cell is a cell.
    ['Ada;=1+1', "Ada;'=1+1\r\n"],
    ['Ada;-1;+2;@x', "Ada;'-1;'+2;'@x\r\n"],
    ['Ada\t=1', "Ada\t'=1\r\n"],
    // And a line is a line.
    ['Ada\n=1', '"Ada\n\'=1"\r\n'],
    ['Ada;=CMD("x")', '"Ada;\'=CMD(""x"")"\r\n'],
  ])('holds no formula for %j', (text, written) => {
    expect(line(text)).toBe(written);
  });

  it.each(['Jean-Luc', 'a = b', 'ada@example.com', 'one; two', '3 − 2'])('leaves %j as it is', (text) => {
    expect(line(text)).toBe(`${text}\r\n`);
  });

  it('leaves numbers as numbers', () => {
    expect(Buffer.from(csvOf(['a', 'b'], [[-1, null]])).toString()).toBe('a,b\r\n-1,\r\n');
  });
});
