import type { FileType } from '../../domain/tasks/task-file.ts';

/** How files of each type begin; a WebP is a RIFF whose form stands eight bytes on. */
const beginnings: Readonly<Record<FileType, readonly { at: number; bytes: readonly number[] }[]>> = {
  'image/png': [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }],
  'image/jpeg': [{ at: 0, bytes: [0xff, 0xd8, 0xff] }],
  'image/webp': [
    { at: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
    { at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  ],
  'application/pdf': [{ at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] }],
};

/** What the bytes are, whatever their sender calls them; null for what is not taken. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const types = Object.keys(beginnings) as FileType[];
  const begins = (type: FileType) =>
    beginnings[type].every((part) => part.bytes.every((byte, index) => bytes[part.at + index] === byte));
  return types.find(begins) ?? null;
}
