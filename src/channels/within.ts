import { setTimeout as wait } from 'node:timers/promises';

export const pending = Symbol('pending');

/** What comes within these milliseconds, else `pending`; whatever is running goes on. */
export async function within<T>(running: Promise<T>, milliseconds: number): Promise<T | typeof pending> {
  const timer = new AbortController();
  const timeout = async (): Promise<typeof pending> => {
    await wait(Math.max(milliseconds, 0), undefined, { signal: timer.signal }).catch(() => undefined);
    return pending;
  };
  try {
    return await Promise.race([running, timeout()]);
  } finally {
    timer.abort();
  }
}
