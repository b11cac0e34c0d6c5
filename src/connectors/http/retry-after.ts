/** A vendor's clock may be wrong by days; nobody is put off for longer than this. */
const longestSeconds = 6 * 3600;
/** Above this a bare number can only be an epoch, not a span. */
const epochFloor = 1_000_000_000;

const resetHeaders = ['x-rate-limit-reset', 'x-ratelimit-reset', 'ratelimit-reset'];

/**
 * How long the vendor asks us to stay away, in seconds: `Retry-After` (seconds or HTTP date) or else its reset header
 * (epoch seconds, or seconds from now). Epochs are read against the answer's own `Date` where it has one, so that our
 * clock need not agree with the vendor's. Null when it does not say.
 */
export function retryAfterSeconds(headers: Headers, now: Date): number | null {
  const dated = Date.parse(headers.get('date') ?? '');
  const base = Number.isNaN(dated) ? now.getTime() : dated;
  const asked = headers.get('retry-after')?.trim();
  if (asked) {
    const seconds = /^\d+(?:\.\d+)?$/.test(asked) ? Number(asked) : (Date.parse(asked) - base) / 1000;
    if (!Number.isNaN(seconds)) return bounded(seconds);
  }
  for (const name of resetHeaders) {
    const reset = headers.get(name)?.trim();
    if (!reset || !/^\d+(?:\.\d+)?$/.test(reset)) continue;
    return bounded(Number(reset) > epochFloor ? Number(reset) - base / 1000 : Number(reset));
  }
  return null;
}

function bounded(seconds: number): number {
  return Math.min(Math.max(Math.ceil(seconds), 0), longestSeconds);
}
