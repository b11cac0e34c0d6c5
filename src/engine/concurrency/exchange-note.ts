import { isDeepStrictEqual } from 'node:util';
import type { NotesStore } from '../ports/store.ts';

/**
 * Keeps the note only while it is still what was read (`seen`, as `read` gave it): of many who change one at once, in
 * whichever process, each builds on what the one before kept. False: it is another by now, and nothing was kept.
 */
export function exchangeNote(
  notes: Pick<NotesStore, 'change'>,
  key: string,
  { seen, value }: { seen: unknown; value: unknown },
): Promise<boolean> {
  return notes.change(key, (kept) =>
    isDeepStrictEqual(kept, seen) ? { value, answer: true } : { value: kept, answer: false },
  );
}
