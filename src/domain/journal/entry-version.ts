import { z } from 'zod';
import { type Entry, entrySchema } from './entry.ts';

/**
 * Which version of journal entries this Relais writes. Raised when an entry that was written before would not be read
 * any more as it is.
 */
export const entryVersion = 1;

/** Brings an entry of one version to the next one. Pure, and never changed once a release has used it. */
export type Upcaster = (entry: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By the version that they start from: `upcasters[1]` makes an entry of version 2 of one of version 1. */
const upcasters: Readonly<Record<number, Upcaster>> = {};

const versionedSchema = z.looseObject({ v: z.int().min(1) });

/** What became of an entry: read, written by a newer Relais, or of no shape that this one knows. */
export type ReadEntry = { type: 'entry'; entry: Entry } | { type: 'newer'; version: number } | { type: 'unknown' };

/** An entry as it is written, with the version of its shape. */
export function written(entry: Entry): { v: number } & Entry {
  return { v: entryVersion, ...entry };
}

/** Reads an entry of any version so far, step by step up to today's. `steps` and `current` are given by tests only. */
export function readEntry(
  stored: unknown,
  { steps = upcasters, current = entryVersion }: { steps?: Readonly<Record<number, Upcaster>>; current?: number } = {},
): ReadEntry {
  const versioned = versionedSchema.safeParse(stored);
  if (!versioned.success) return { type: 'unknown' };
  const { v, ...fields } = versioned.data;
  if (v > current) return { type: 'newer', version: v };
  let entry: Record<string, unknown> = fields;
  for (let version = v; version < current; version += 1) {
    const next = steps[version];
    if (!next) return { type: 'unknown' };
    entry = next(entry);
  }
  const parsed = entrySchema.safeParse(entry);
  return parsed.success ? { type: 'entry', entry: parsed.data } : { type: 'unknown' };
}
