import { createHash } from 'node:crypto';

/**
 * So many of these ids at random, in the order in which they were given. Whoever knows the seed and all ids draws the
 * same: those come first whose SHA-256 of `<seed>:<id>` is the smallest.
 */
export function sampleOf(ids: readonly string[], { size, seed }: { size: number; seed: string }): string[] {
  const rank = (id: string) => createHash('sha256').update(`${seed}:${id}`).digest('hex');
  const drawn = new Set([...ids].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, size));
  return ids.filter((id) => drawn.has(id));
}
