/**
 * Tells work that is under way for a key that there may be more to do for it by now. A nudge that nobody waits for is
 * lost.
 */
export interface Nudges {
  nudge(key: string): void;
  /** Resolves at the next nudge of this key. */
  next(key: string): Promise<void>;
  /** Nobody waits for this key any more. */
  forget(key: string): void;
}

export function createNudges(): Nudges {
  const waiting = new Map<string, { promise: Promise<void>; resolve: () => void }>();
  return {
    nudge(key) {
      const one = waiting.get(key);
      waiting.delete(key);
      one?.resolve();
    },
    next(key) {
      const known = waiting.get(key);
      if (known) return known.promise;
      let resolve = () => {};
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      waiting.set(key, { promise, resolve });
      return promise;
    },
    forget(key) {
      waiting.delete(key);
    },
  };
}
