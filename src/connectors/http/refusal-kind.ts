import type { ErrorKind } from '../../domain/systems/evidence.ts';
import { retryAfterSeconds } from './retry-after.ts';

export interface Refused {
  status: number;
  headers: Headers;
  /** The beginning of the body: GitHub, Google and Salesforce say only there that a 403 is a throttle. */
  text: string;
}

export interface RefusalKind {
  kind: ErrorKind;
  retryAfterSeconds: number | null;
}

/**
 * The one table from HTTP to our kinds. A read that got a 5xx may be asked again; a write that got one may have
 * happened, so it is read back first.
 */
export function refusalKind(refused: Refused, changes: boolean, now: Date): RefusalKind {
  const { status, headers } = refused;
  const wait = retryAfterSeconds(headers, now);
  const brokeOff: ErrorKind = changes ? 'unknown-outcome' : 'unavailable';
  if (status === 429 || (status === 403 && isRateLimit(refused))) return { kind: 'throttled', retryAfterSeconds: wait };
  if (status === 503 && headers.has('retry-after')) return { kind: 'throttled', retryAfterSeconds: wait };
  if (status >= 500 || status === 408) return { kind: brokeOff, retryAfterSeconds: null };
  return { kind: statusKinds[status] ?? 'rejected', retryAfterSeconds: null };
}

const statusKinds: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
};

function isRateLimit({ headers, text }: Refused): boolean {
  return (
    headers.has('retry-after') ||
    headers.get('x-ratelimit-remaining') === '0' ||
    /secondary rate|rate limit|rateLimitExceeded|quotaExceeded|REQUEST_LIMIT_EXCEEDED/i.test(text)
  );
}
