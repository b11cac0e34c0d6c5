import { digest } from '../sha256.ts';

/**
 * So many of these ids at random, in the order in which they were given. Whoever knows the seed and all ids draws the
 * same: those come first whose SHA-256 of `<seed>:<id>` is the smallest.
 */
export function sampleOf(ids: readonly string[], { size, seed }: { size: number; seed: string }): string[] {
  const rank = new Map(ids.map((id) => [id, digest(`${seed}:${id}`)]));
  const drawn = new Set([...ids].sort((a, b) => ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? -1 : 1)).slice(0, size));
  return ids.filter((id) => drawn.has(id));
}

/** Names what a sample was drawn from: SHA-256 over all ids in their order, each followed by a line feed. */
export function populationOf(ids: readonly string[]): string {
  return digest(ids.map((id) => `${id}\n`).join(''));
}
