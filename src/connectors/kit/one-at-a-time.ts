/**
 * Runs what has the same key one after another: for vendors where one record is read, changed and written back as a
 * whole.
 */
export function oneAtATime(): <Result>(key: string, run: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, run) => {
    const before = last.get(key);
    const mine = (async () => {
      await before?.catch(() => undefined);
      return run();
    })();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
