import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { read } from './client.ts';

/**
 * What was last read from each path, shared by all components. The stream says *what to read again*; a path that
 * nobody looks at is only marked stale. An answer equal to the one before keeps the old object, so nothing redraws.
 */
interface Entry {
  json: string;
  data: unknown;
  stale: boolean;
  reading: boolean;
  listeners: Set<() => void>;
  reread: (() => void) | null;
}

const entries = new Map<string, Entry>();

function entryOf(path: string): Entry {
  const known = entries.get(path);
  if (known) return known;
  const made: Entry = { json: '', data: undefined, stale: true, reading: false, listeners: new Set(), reread: null };
  entries.set(path, made);
  return made;
}

async function refresh<T>(path: string, schema: z.ZodType<T>): Promise<void> {
  const entry = entryOf(path);
  entry.stale = true;
  // One request at a time; whatever changed meanwhile is read by the next turn of the loop.
  if (entry.reading) return;
  entry.reading = true;
  try {
    while (entry.stale) {
      entry.stale = false;
      const data = await read(path, schema);
      const json = JSON.stringify(data);
      if (json === entry.json) continue;
      entry.json = json;
      entry.data = data;
      for (const listener of entry.listeners) listener();
    }
  } catch {
    // The stream's reconnect marks everything stale, so a failed read is repeated then.
    entry.stale = true;
  } finally {
    entry.reading = false;
  }
}

/** Marks what matches as to be read again, at once where somebody looks. */
export function invalidate(matches: (path: string) => boolean): void {
  for (const [path, entry] of entries) {
    if (!matches(path)) continue;
    entry.stale = true;
    if (entry.listeners.size > 0) entry.reread?.();
  }
}

/** Puts an answer that came back from an act in the place where readers look. */
export function remember(path: string, data: unknown): void {
  const entry = entryOf(path);
  entry.json = JSON.stringify(data);
  entry.data = data;
  for (const listener of entry.listeners) listener();
}

/** Reads a path and keeps it fresh; undefined until the first answer. Pass null to read nothing. */
export function useResource<T>(path: string | null, schema: z.ZodType<T>): T | undefined {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (path === null) return () => {};
      const entry = entryOf(path);
      entry.listeners.add(listener);
      entry.reread = () => void refresh(path, schema);
      if (entry.stale) void refresh(path, schema);
      return () => entry.listeners.delete(listener);
    },
    [path, schema],
  );
  const snapshot = useSyncExternalStore(subscribe, () => (path === null ? undefined : entryOf(path).data));
  return parsedOrUndefined(snapshot, schema);
}

/** What `refresh` stored was checked against the path's own schema; the cache only forgets the type. */
function parsedOrUndefined<T>(data: unknown, _schema: z.ZodType<T>): T | undefined {
  return data as T | undefined;
}

/** Tries again every few seconds as long as there is no answer: the server may still be starting. */
export function useRetry(path: string, schema: z.ZodType<unknown>, missing: boolean): void {
  useEffect(() => {
    if (!missing) return;
    const timer = setInterval(() => void refresh(path, schema), 2000);
    return () => clearInterval(timer);
  }, [path, schema, missing]);
}
