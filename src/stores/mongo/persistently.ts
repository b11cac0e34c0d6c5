import { isPassing, toStoreError } from './errors.ts';

/**
 * Between two attempts, in milliseconds; each twice the one before, and somewhere below it by chance, so that two do
 * not meet again.
 */
const [shortestPause, longestPause] = [4, 500];

/**
 * Tries again what fails for a moment, until it is too late by `performance.now()`; then it rejects with a StoreError.
 * For what may be done twice.
 */
export async function persistently<T>(until: number, work: () => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || performance.now() > until) throw toStoreError(error);
      await pause(turn);
    }
  }
}

/** Longer than an election takes, MongoDB's own wait before it included, in milliseconds. */
const electionWithin = 15_000;

/** What may be done twice, however the set chooses a primary meanwhile. Rejects with a StoreError. */
export async function throughElections<T>(work: () => Promise<T>): Promise<T> {
  return persistently(performance.now() + electionWithin, work);
}

/** Before the next attempt; `turn` counts them from 0. */
export function pause(turn: number): Promise<void> {
  const longest = Math.min(shortestPause * 2 ** turn, longestPause);
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}
