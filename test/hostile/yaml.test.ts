import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FlowError } from '../../src/flows/flow-error.ts';
import { parseFlow, shippedFlowsDir } from '../../src/flows/load-flows.ts';
import { parseRelaisFile, RelaisFileError } from '../../src/relais-file.ts';
import { runs } from './runs.ts';

const flowTexts = readdirSync(shippedFlowsDir)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(shippedFlowsDir, name), 'utf8'));
const relaisText = readFileSync(resolve(import.meta.dirname, '../../relais.example.yaml'), 'utf8');

/** Kept texts; `repeat` spells what would be too long to keep. */
const corpusSchema = z.array(
  z.strictObject({ why: z.string(), head: z.string(), repeat: z.string(), times: z.int(), tail: z.string() }),
);
const corpus = corpusSchema.parse(JSON.parse(readFileSync(resolve(import.meta.dirname, 'corpus/yaml.json'), 'utf8')));

/**
 * Parses both ways; whatever is wrong must come as the one error of its kind. Answers how long both took, in
 * milliseconds.
 */
function read(text: string): number {
  const began = performance.now();
  const { flow, problems } = parseFlow(text, 'hostile.yaml');
  expect(flow === null).toBe(problems.length > 0);
  expect(new FlowError(problems).message.length).toBeLessThan(200_000);
  try {
    parseRelaisFile(text, 'hostile.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(RelaisFileError);
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  return performance.now() - began;
}

/** Cuts, doubles, indents and swaps lines; puts in what YAML has special meanings for. */
const edit = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('delete', 'double', 'indent', 'outdent', 'insert', 'cut', 'swap'),
  what: fc.oneof(
    fc.constantFrom(
      '&a',
      '*a',
      '- ',
      '? ',
      ': ',
      '!!js/function x',
      '<<: *a',
      '{',
      ']',
      '\t',
      '"',
      '|',
      '---',
      '%YAML 9',
      '__proto__: 1',
      '\u0000',
      '\ud800',
      '{a: &x [*x]}',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  ),
});

function edited(text: string, edits: readonly z.infer<typeof editShape>[]): string {
  const lines = text.split('\n');
  for (const { at, how, what } of edits) {
    const index = at % lines.length;
    const line = lines[index] ?? '';
    if (how === 'delete') lines.splice(index, 1);
    else if (how === 'double') lines.splice(index, 0, line);
    else if (how === 'indent') lines[index] = `  ${line}`;
    else if (how === 'outdent') lines[index] = line.replace(/^ {2}/, '');
    else if (how === 'insert')
      lines[index] = line.slice(0, at % (line.length + 1)) + what + line.slice(at % (line.length + 1));
    else if (how === 'cut') lines[index] = line.slice(0, at % (line.length + 1));
    else lines.splice(index, 2, lines[index + 1] ?? '', line);
  }
  return lines.join('\n');
}
const editShape = z.object({ at: z.number(), how: z.string(), what: z.string() });

describe('hostile YAML', () => {
  it('canary: the files that are changed here are read as they are', () => {
    for (const text of flowTexts) expect(parseFlow(text, 'x.yaml').problems).toEqual([]);
    expect(parseRelaisFile(relaisText, 'x.yaml').systems.length).toBeGreaterThan(0);
  });

  it.each(corpus)('kept: $why', ({ head, repeat, times, tail }) => {
    // Quarters of a minute are what these once took; a busy machine takes a second.
    expect(read(`${head}${repeat.repeat(times)}${tail}`)).toBeLessThan(10_000);
  });

  it('of steps that wait for each other in rows is checked in no time', () => {
    const id = (row: number, column: number) => `s-${row}-${column}`;
    const steps = Array.from({ length: 15 }, (_, row) => row).flatMap((row) =>
      [0, 1, 2, 3].map((column) => ({
        id: id(row, column),
        title: { en: 'x', fr: 'x' },
        owner: 'hr',
        due: { from: 'planned', offset: row },
        after: row === 0 ? [] : [0, 1, 2, 3].map((other) => id(row - 1, other)),
      })),
    );
    const text = (flowTexts[0] ?? '').replace(
      /^steps:[\s\S]*?(?=^\w|$(?![\s\S]))/m,
      `steps: ${JSON.stringify(steps)}\n`,
    );
    expect(text).toContain(id(14, 3));
    const began = performance.now();
    const { problems } = parseFlow(text, 'x.yaml');
    expect(problems.map(({ path }) => path).filter((path) => path.startsWith('steps'))).toEqual([]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('of more keys than anybody counts is refused in no time', () => {
    expect(read(Array.from({ length: 8000 }, (_, index) => `k${index}: 1`).join('\n'))).toBeLessThan(10_000);
  });

  it('made of a shipped file by edits, or of nothing, gives a flow or problems, a file or its error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...flowTexts, relaisText),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        (text, edits) => {
          read(edited(text, edits));
        },
      ),
      { numRuns: runs(60) },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void read(text)),
      { numRuns: runs(150) },
    );
  });
});
