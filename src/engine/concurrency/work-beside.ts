/**
 * Work that others are slow to do, and that nothing else waits for: whoever began it goes on meanwhile with what is
 * more urgent. Each key is under way once at a time.
 */
export interface WorkBeside {
  /** Begins it, unless it is under way; nothing new is begun once something failed. */
  begin(key: string, work: () => Promise<unknown>): void;
  isUnderWay(): boolean;
  /** Waits until all has ended, then throws the first failure. */
  ended(): Promise<void>;
}

export function workBeside(): WorkBeside {
  const underWay = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  return {
    begin(key, work) {
      if (underWay.has(key) || failures.length > 0) return;
      const ended = work()
        .then(
          () => {},
          (error: unknown) => void failures.push(error),
        )
        .finally(() => underWay.delete(key));
      underWay.set(key, ended);
    },
    isUnderWay: () => underWay.size > 0,
    async ended() {
      await Promise.all(underWay.values());
      if (failures.length > 0) throw failures[0];
    },
  };
}
