import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be unless told, in milliseconds. */
const signedWithin = 5 * 60_000;

/**
 * Whether whoever has the secret signed these bytes a moment ago: `t=<seconds>,v1=<hex of HMAC-SHA-256 over
 * "<seconds>." and the body>`, as `x-relais-signature` carries it. `now` in milliseconds since 1970, by the real clock.
 */
export function isSignedBody(
  header: string | undefined,
  body: string | Uint8Array,
  { secret, now, within = signedWithin }: { secret: string; now: number; within?: number },
): boolean {
  const [, seconds, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (seconds === undefined || hex === undefined) return false;
  if (Math.abs(now - Number(seconds) * 1000) > within) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(hex, 'hex'));
}
