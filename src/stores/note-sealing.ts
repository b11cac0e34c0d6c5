import { joined } from './bytes.ts';
import type { Keyring } from './keyring.ts';

/** A small sealed document; its key is part of the seal, so that two cannot be swapped. */
export interface NoteSealing {
  /** The blind index that it is found by. */
  index(key: string): Buffer;
  /** Null for what forgets the note. */
  seal(key: string, value: unknown): Buffer | null;
  /** Null when nothing is stored. Throws StoreError `corrupt` for what was changed or moved. */
  open(key: string, sealed: Uint8Array | null): unknown;
}

export function createNoteSealing(keyring: Keyring): NoteSealing {
  const context = (key: string) => joined('note', key);
  return {
    index: (key) => keyring.blind('note', key),
    seal: (key, value) =>
      value === null || value === undefined
        ? null
        : keyring.seal(Buffer.from(JSON.stringify(value), 'utf8'), context(key)),
    open: (key, sealed) =>
      sealed === null ? null : JSON.parse(keyring.open(sealed, context(key), `the note ${key}`).toString('utf8')),
  };
}
