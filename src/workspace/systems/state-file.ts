import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export interface StateFile<State> {
  /** What was kept, or null when nothing was yet. Throws when the file holds something else. */
  read(): State | null;
  write(state: State): void;
}

/**
 * Keeps a sandbox system's state in one JSON file: small, readable, replaced in one step so that a kill never leaves
 * half of it.
 */
export function openStateFile<State>(path: string, schema: z.ZodType<State>): StateFile<State> {
  mkdirSync(dirname(path), { recursive: true });
  return {
    read() {
      const text = textOf(path);
      if (text === null) return null;
      const parsed = schema.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      throw new Error(
        `${path} is not what this version of the sandbox writes. Remove the file to let the sandbox start afresh.`,
        { cause: parsed.error },
      );
    },
    write(state) {
      writeFileSync(`${path}.next`, JSON.stringify(state));
      renameSync(`${path}.next`, path);
    },
  };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
