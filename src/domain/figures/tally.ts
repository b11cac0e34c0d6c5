import { z } from 'zod';

export const shareSchema = z.strictObject({ done: z.int(), total: z.int() });
export type Share = z.infer<typeof shareSchema>;

/**
 * How many there are of each; what there is none of is left out, so that adding and taking away again leaves no
 * trace.
 */
export const countsSchema = z.record(z.string(), z.int());
export type Counts = z.infer<typeof countsSchema>;

/** Changes `counts`. The keys are words of other systems: `constructor` is one like any other. */
export function addToCount(counts: Counts, key: string, by: number): void {
  const count = (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + by;
  if (count === 0) delete counts[key];
  else counts[key] = count;
}
