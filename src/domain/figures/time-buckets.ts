import type { Counts } from './tally.ts';

/** No time is further than this share from the one that stands for its bucket. */
const relativeError = 0.03;
const growth = (1 + relativeError) / (1 - relativeError);

/** The longest time of the bucket that begins at `lower`, in whole milliseconds. */
function upperOf(lower: number): number {
  return Math.floor(lower * growth);
}

/** Where buckets begin. They are exact below 17 ms, and reach beyond a hundred years. */
const bounds: readonly number[] = (() => {
  const found = [0];
  for (let lower = 1; lower < 4e12; lower = upperOf(lower) + 1) found.push(lower);
  return found;
})();

/** The bucket of a time, named by the shortest time in it. */
export function bucketOf(milliseconds: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((bounds[middle] ?? 0) <= milliseconds) low = middle;
    else high = middle - 1;
  }
  return bounds[low] ?? 0;
}

/** The time that is equally far, in relation, from both ends of the bucket. */
function timeOf(lower: number): number {
  const upper = upperOf(lower);
  return lower === upper ? lower : (2 * lower * upper) / (lower + upper);
}

/** Of times counted by bucket: within 3 % of the true median, with how many there are. */
export function medianOf(times: Counts): { milliseconds: number; count: number } {
  const buckets = Object.entries(times)
    .map(([lower, count]) => ({ lower: Number(lower), count }))
    .sort((a, b) => a.lower - b.lower);
  const count = buckets.reduce((sum, one) => sum + one.count, 0);
  const at = (rank: number) => {
    let before = 0;
    for (const one of buckets) {
      before += one.count;
      if (rank < before) return timeOf(one.lower);
    }
    return 0;
  };
  return { milliseconds: (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2, count };
}
