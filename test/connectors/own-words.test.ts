import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

/** Calls that make an error which people read, and where in them the words stand. */
const sayings = [
  /new ConnectorError\(\s*(?:[^,()]|\([^()]*\))*,\s*/g,
  /new TokenRefused\(\s*/g,
  /\bunproven\(\s*/g,
  /\brequire\w+\(\s*'unproven',\s*/g,
];

/** Where words of ours stand in one language alone: the line, and how it begins. */
function oneLanguage(text: string): string[] {
  return sayings.flatMap((saying) =>
    [...text.matchAll(saying)].flatMap((found) => {
      const rest = text.slice(found.index + found[0].length);
      return /^['"`]/.test(rest) ? [rest.split('\n', 1)[0] ?? ''] : [];
    }),
  );
}

describe('what connectors and the engine say of a failure', () => {
  it('would be noticed in one language alone', () => {
    expect(oneLanguage("throw new ConnectorError('rejected', 'no', { evidence });")).toEqual(["'no', { evidence });"]);
    expect(oneLanguage('throw new ConnectorError(\n  kindOf(error),\n  `no such one`,\n);')).toEqual([
      '`no such one`,',
    ]);
    expect(oneLanguage("throw unproven('nobody');")).toEqual(["'nobody');"]);
    expect(oneLanguage("throw new ConnectorError('rejected', { en: 'no', fr: 'non' });")).toEqual([]);
  });

  it('is said in both languages', () => {
    const files = ['connectors', 'engine'].flatMap((folder) =>
      readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(src, folder, file)),
    );
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) =>
      oneLanguage(readFileSync(file, 'utf8')).map((line) => `${file.slice(src.length + 1)}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
