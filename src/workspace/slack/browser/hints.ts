import { z } from 'zod';
import { type Hint, hintIds } from '../browser-api.ts';
import type { Notes } from '../stores/notes.ts';

const key = 'hints-done';

/** The guided first run, kept over a restart. */
export function readHints(notes: Notes): Hint[] {
  const done = z.array(z.string()).parse(JSON.parse(notes.read(key) ?? '[]'));
  return hintIds.map((id) => ({ id, done: done.includes(id) }));
}

export function markHintDone(notes: Notes, { id, done }: Hint): Hint[] {
  const now = readHints(notes).map((hint) => (hint.id === id ? { id, done } : hint));
  notes.write(key, JSON.stringify(now.flatMap((hint) => (hint.done ? [hint.id] : []))));
  return now;
}
