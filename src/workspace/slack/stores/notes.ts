import { z } from 'zod';
import type { WorkspaceDatabase } from './database.ts';

/** Single values that must survive a restart. */
export interface Notes {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

export function createNotes(database: WorkspaceDatabase): Notes {
  const read = database.prepare('SELECT value FROM notes WHERE key = ?');
  const write = database.prepare(
    'INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    read: (key) => z.object({ value: z.string() }).optional().parse(read.get(key))?.value ?? null,
    write: (key, value) => void write.run(key, value),
  };
}
