import type { RequestListener } from 'node:http';
import { type LieWords, type LyingHandler, lyingHandler } from './http-lies.ts';
import { serveTroubled, type TroubledServer } from './http-trouble.ts';

export interface FakeVendor {
  server: TroubledServer;
  lying: LyingHandler;
  /** The clock of the vendor and of the connector before it. */
  now(): Date;
  pass(seconds: number): void;
}

/**
 * Puts a fake on a real port, with every trouble and every lie that needs nothing of it, and gives it a clock that a
 * test can move.
 */
export async function fakeVendor(
  make: (now: () => Date) => { handler: RequestListener; words: LieWords },
): Promise<FakeVendor> {
  let passed = 0;
  const now = () => new Date(Date.now() + passed);
  const { handler, words } = make(now);
  const lying = lyingHandler(handler, words);
  return {
    server: await serveTroubled(lying.handler, words),
    lying,
    now,
    pass(seconds) {
      passed += seconds * 1000;
    },
  };
}
