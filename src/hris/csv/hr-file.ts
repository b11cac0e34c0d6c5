import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { FileChange, FilePreview, SaidInFile } from '../../domain/hr/file-change.ts';
import type { HrFile } from '../../engine/ports/hr-file.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { TableError } from '../../engine/tables/read-table.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import type { CsvSettings } from './csv-settings.ts';
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
  const read = (bytes: Uint8Array): ReadEmployments | { refused: string } => {
    try {
      return readEmployments(bytes, settings, settings.timeZone ?? null);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      return { refused: error.message };
    }
  };

  return {
    id,
    label,
    async preview(bytes) {
      const next = read(bytes);
      if ('refused' in next) return next;
      const before = await lying();
      const known = before === null ? { employments: [] } : read(before);
      // What lies there may be no list at all: then everything in the new one is new.
      return previewOf('refused' in known ? [] : known.employments, next);
    },
    async stamp() {
      const bytes = await lying();
      return bytes === null ? 'none' : createHash('sha256').update(bytes).digest('base64url');
    },
    async put(bytes) {
      await writeFile(`${path}.next`, bytes, { mode: 0o600 });
      await rename(`${path}.next`, path);
    },
  };
}

function previewOf(before: ReadEmployments['employments'], next: ReadEmployments): FilePreview {
  const known = new Map(before.map(({ employment }) => [employment.person.id, employment]));
  const listed = new Set(next.employments.map(({ employment }) => employment.person.id));
  const changes = next.employments.flatMap(({ line, employment }): FileChange[] => {
    const was = known.get(employment.person.id);
    const change = { line, name: nameOf(employment), before: was ? saidOf(was) : null, after: saidOf(employment) };
    return isSame(change.before, change.after) ? [] : [change];
  });
  const gone = before.flatMap(({ employment }): FileChange[] => {
    const said = saidOf(employment);
    return said === null || listed.has(employment.person.id)
      ? []
      : [{ line: null, name: nameOf(employment), before: said, after: said }];
  });
  return { rows: next.employments.length, changes: [...changes, ...gone], problems: next.problems };
}

function nameOf({ person: { name, id } }: Employment): string {
  return name ?? id;
}

function saidOf({ end, move }: Employment): SaidInFile {
  if (end !== null) {
    const { contractEnd, lastWorkingDay, reason } = end;
    return { type: 'leaves', lastWorkingDay: lastWorkingDay ?? contractEnd, contractEnd, reason };
  }
  return move === null ? null : { type: 'moves', on: move.on };
}

function isSame(one: SaidInFile, other: SaidInFile): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
