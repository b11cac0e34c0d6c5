import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, stringify } from 'yaml';
import { z } from 'zod';
import { readYaml } from '../../flows/read-yaml.ts';
import { parseRelaisFile } from '../../relais-file.ts';
import { CommandError } from '../command-error.ts';

const fileShape = z.looseObject({ systems: z.array(z.unknown()).nullish() }).nullable();

/** The entry as it is written, for people to read. */
export function entryText(entry: object): string {
  return stringify([entry], { lineWidth: 0 }).trimEnd();
}

/**
 * The text of `relais.yaml` with one more system at the end of its list; every other byte stays, so that comments and
 * order do. Throws CommandError where the list is written in a way that cannot be added to, and RelaisFileError where
 * the result would not be read.
 */
export function withEntry(text: string, entry: object, file: string): string {
  const { document, raw, mistake } = readYaml(text);
  if (mistake) parseRelaisFile(text, file);
  const before = fileShape.parse(raw)?.systems ?? [];
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === 'systems')
    : undefined;
  const list = pair?.value;
  const added = (() => {
    if (pair === undefined)
      return `${text.trimEnd()}${text.trim() === '' ? '' : '\n\n'}systems:\n${indented(entry, '  ')}\n`;
    if (isSeq(list) && list.flow !== true && isNode(list.items[0]) && list.range) {
      const first = list.items[0].range?.[0] ?? 0;
      const [indent = ''] = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', first) + 1)) ?? [];
      // Behind the last line of the list, and before what is written below it.
      const written = text.slice(0, list.range[1]).trimEnd().length;
      const lineEnd = text.indexOf('\n', written);
      const end = lineEnd === -1 ? text.length : lineEnd;
      return `${text.slice(0, end)}\n\n${indented(entry, indent)}${text.slice(end) || '\n'}`;
    }
    if (before.length === 0 && isNode(list) && list.range) {
      const [start, end] = list.range;
      return `${text.slice(0, start).trimEnd()}\n${indented(entry, '  ')}${text.slice(end) || '\n'}`;
    }
    throw new CommandError(
      `The list systems of ${file} is written on one line; write it as a list of "- id: …" first.`,
    );
  })();
  parseRelaisFile(added, file);
  const after = fileShape.parse(readYaml(added).raw)?.systems ?? [];
  if (isDeepStrictEqual(after, [...before, entry])) return added;
  throw new CommandError(
    `${file} is written in a way that cannot be added to; add this to it by hand:\n${entryText(entry)}`,
  );
}

/** The text of the file; empty where there is none yet. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Replaces the file in one step, so that a kill never leaves half of it. Its owner and who may read it stay, and a link
 * goes on leading to it.
 */
export function writeEntry(file: string, entry: object): void {
  const before = existsSync(file) ? statSync(file) : null;
  const real = before ? realpathSync(file) : file;
  const next = `${real}.next`;
  // What an earlier attempt left would keep its own mode.
  rmSync(next, { force: true });
  writeFileSync(next, withEntry(textOf(file), entry, file), before ? { mode: before.mode & 0o777 } : {});
  if (before) {
    chmodSync(next, before.mode & 0o777);
    const { uid, gid } = statSync(next);
    if (uid !== before.uid || gid !== before.gid) chownSync(next, before.uid, before.gid);
  }
  renameSync(next, real);
}

function indented(entry: object, indent: string): string {
  return entryText(entry)
    .split('\n')
    .map((line) => (line === '' ? line : `${indent}${line}`))
    .join('\n');
}
