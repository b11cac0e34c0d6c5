import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Localized } from '../../domain/localized.ts';
import type { HrFile } from '../../engine/ports/hr-file.ts';
import { TableError } from '../../engine/tables/read-table.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { compareLists } from './compare-lists.ts';
import type { CsvSettings } from './csv-settings.ts';
import { keepOwnRows, type LyingFile } from './keep-own-rows.ts';
import { type ReadEmployments, readEmployments } from './read-employments.ts';

/** The file of an entry of type csv, as a person replaces it: with a preview before anything. */
export function createHrFile(settings: HrIdentity & CsvSettings): HrFile {
  const { id, label, path } = settings;

  const lying = async (): Promise<Uint8Array | null> => {
    try {
      return await readFile(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };
  const read = (bytes: Uint8Array): ReadEmployments | { refused: Localized } => {
    try {
      return readEmployments(bytes, settings, settings.timeZone ?? null);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      return { refused: error.words };
    }
  };
  const lyingFile = (bytes: Uint8Array | null): LyingFile => {
    if (bytes === null) return 'none';
    const found = read(bytes);
    return 'refused' in found ? 'unreadable' : { bytes, read: found };
  };

  return {
    id,
    label,
    async preview(bytes, isOwn) {
      const next = read(bytes);
      if ('refused' in next) return next;
      const before = await lying();
      const known = before === null ? { employments: [] } : read(before);
      // What lies there may be no list at all: then everything in the new one is new.
      return compareLists('refused' in known ? [] : known.employments, next, isOwn);
    },
    stamp: async () => stampOf(await lying()),
    async put(bytes, { stamp, isOwn }) {
      const before = await lying();
      if (stampOf(before) !== stamp) return 'changed';
      const next = read(bytes);
      if ('refused' in next || next.problems.length > 0) throw new Error('a file that cannot be read is put nowhere');
      const wanted = keepOwnRows({ lying: lyingFile(before), next: { bytes, read: next } }, settings.columns, isOwn);
      // A name of its own: two at once would write into one another's.
      const beside = `${path}.${randomUUID()}.next`;
      try {
        await writeFile(beside, wanted, { mode: 0o600, flag: 'wx' });
        if (stampOf(await lying()) !== stamp) return 'changed';
        await rename(beside, path);
        return 'put';
      } finally {
        await rm(beside, { force: true });
      }
    },
  };
}

function stampOf(bytes: Uint8Array | null): string {
  return bytes === null ? 'none' : createHash('sha256').update(bytes).digest('base64url');
}
