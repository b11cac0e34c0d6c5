import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { systemsSchema } from './connectors/registry.ts';
import { organisationSchema } from './engine/people.ts';

/** `relais.yaml`: the organisation, its people and its systems. Secrets only by reference. */
export const relaisFileSchema = z.strictObject({
  organisation: organisationSchema.prefault({}),
  systems: systemsSchema.default([]),
});
export type RelaisFile = z.infer<typeof relaisFileSchema>;

/** Lists everything that is wrong with the file, each with its line. */
export class RelaisFileError extends Error {
  override readonly name = 'RelaisFileError';
}

const defaultPath = 'relais.yaml';

/** Reads the named file, or `./relais.yaml` when there is one; without any, the defaults. Throws RelaisFileError. */
export function readRelaisFile(path: string | null): RelaisFile {
  if (path === null && !existsSync(defaultPath)) return relaisFileSchema.parse({});
  const file = path ?? defaultPath;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new RelaisFileError(
      `${file} cannot be read; check RELAIS_CONFIG and who may read the file. See README.md, "Configuration".`,
      { cause: error },
    );
  }
  return parseRelaisFile(text, file);
}

export function parseRelaisFile(text: string, file: string): RelaisFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [broken] = document.errors;
  if (broken)
    throw new RelaisFileError(`${at(broken.pos[0])}: this is not YAML: ${broken.message.split('\n')[0] ?? ''}`);
  const parsed = relaisFileSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const place = [...path];
    // The nearest part of the path that stands in the file tells the line.
    for (; place.length > 0; place.pop()) {
      const node = document.getIn(place, true);
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
        return `${at(Number(node.range[0]))}: ${path.join('.')}: ${message}`;
    }
    return `${file}: ${path.join('.')}: ${message}`;
  });
  throw new RelaisFileError(
    `${file} cannot be used:\n${problems.map((one) => `  - ${one}`).join('\n')}\nSee README.md, "Configuration".`,
  );
}
