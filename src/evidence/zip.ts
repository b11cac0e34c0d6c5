import { type Zippable, zipSync } from 'fflate';

/** One file of a pack. */
export interface PackFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * A ZIP of files that are stored as they are, in this order, all of one date: the same files give the same bytes, and
 * whoever checks one knows what each byte of it must be.
 */
export function zipOf(files: readonly PackFile[]): Uint8Array {
  // Local time is what a ZIP writes down: the first instant it can hold, on whatever clock.
  const mtime = new Date(1980, 0, 1);
  const all: Zippable = {};
  for (const { name, bytes } of files) {
    if (!/^[a-zA-Z0-9][a-zA-Z0-9._/-]*$/.test(name) || Object.hasOwn(all, name))
      throw new Error(`a pack cannot hold a file named ${name}`);
    all[name] = [bytes, { level: 0, mtime }];
  }
  return zipSync(all);
}
