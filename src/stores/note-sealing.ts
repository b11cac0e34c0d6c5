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

/** Where a note stands; what it is found by is all that is known of it without its key. */
export function notePlace(index: Uint8Array): Buffer {
  return joined('note-at', index);
}

export function createNoteSealing(keyring: Keyring): NoteSealing {
  const index = (key: string) => keyring.blind('note', key);
  const bound = (key: string) => ({ place: notePlace(index(key)), before: joined('note', key) });
  return {
    index,
    seal: (key, value) =>
      value === null || value === undefined
        ? null
        : keyring.sealBound(Buffer.from(JSON.stringify(value), 'utf8'), bound(key)),
    open: (key, sealed) =>
      sealed === null ? null : JSON.parse(keyring.openBound(sealed, bound(key), `the note ${key}`).toString('utf8')),
  };
}
