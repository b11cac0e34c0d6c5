import { createHash } from 'node:crypto';
import type { TaskFile } from '../../src/domain/tasks/task-file.ts';

/** Enough of a picture to be one by its first bytes; `more` makes it another one. */
export function samplePicture(more = ''): Uint8Array {
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(more)]);
}

const bytes = samplePicture('of the safe');

/** As a command carries it. */
export const sampleFile = {
  id: 'file-of-the-safe',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.byteLength,
  type: 'image/png',
  name: 'safe <b>*closed*</b>.png',
} as const;

/** As a task has it. */
export function sampleTaskFile(rest: Partial<TaskFile> = {}): TaskFile {
  return { ...sampleFile, by: 'nadia', at: '2026-11-17T08:00:00.000Z', ...rest };
}
