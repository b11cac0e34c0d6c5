import type { ChangeEvent } from '../browser-api.ts';

/** Who wants to know that something changed: the page's streams, and persons of a story who wait. */
export interface Changes {
  tell(event: ChangeEvent): void;
  /** Returns how to stop listening. */
  listen(listener: (event: ChangeEvent) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(event: ChangeEvent) => void>();
  return {
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
