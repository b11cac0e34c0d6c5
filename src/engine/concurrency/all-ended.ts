/**
 * Waits until everything has ended, also when something failed, and then throws the first failure. With `Promise.all` a
 * pass would end, and count as idle, while its other calls are still under way: a clock that moves on would take their
 * leases for lost.
 */
export async function allEnded<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const values: T[] = [];
  for (const ended of await Promise.allSettled(work)) {
    if (ended.status === 'rejected') throw ended.reason;
    values.push(ended.value);
  }
  return values;
}
