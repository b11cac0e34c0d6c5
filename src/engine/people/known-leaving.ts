import { LRUCache } from 'lru-cache';

const mostKnown = 10_000;

/**
 * By address, whether that person is leaving, and until when (milliseconds since 1970) that counts; made with the
 * engine.
 */
export type KnownLeaving = LRUCache<string, { leaving: boolean; until: number }>;

export function createKnownLeaving(): KnownLeaving {
  return new LRUCache({ max: mostKnown });
}
