import { createHmac } from 'node:crypto';
import { isSignedBody } from '../../engine/signed-body.ts';
import type { Auth } from '../http/auth.ts';

/** The header that carries the signature: `t=<unix seconds>,v1=<hex>`. */
const signatureHeader = 'x-relais-signature';

/**
 * v1 is HMAC-SHA256, under the shared secret, of `<t>.<signed>`. What is signed is the raw body of a POST, and the path
 * with its query of a GET, which has no body.
 */
function signatureOf(secret: string, seconds: string, signed: string): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.${signed}`).digest();
}

/** Signs every request at the moment it is sent. */
export function signatureAuth(secret: string): Auth {
  return {
    async headers(context, { url, body }) {
      const seconds = String(Math.floor(context.now().getTime() / 1000));
      const v1 = signatureOf(secret, seconds, body ?? `${url.pathname}${url.search}`).toString('hex');
      return { [signatureHeader]: `t=${seconds},v1=${v1}` };
    },
    secrets: [secret],
  };
}

export interface Received {
  /** The value of `X-Relais-Signature`; undefined when there is none. */
  header: string | undefined;
  /** The body exactly as it came, before any parsing; for a GET the path with its query. */
  signed: string;
  now: Date;
}

/**
 * What a receiver does first: true only for a request that somebody with the secret signed in the last five minutes.
 * Whoever writes a receiver in another language does the same:
 *
 * 1. split the header into `t` and `v1`; refuse when either is missing,
 * 2. refuse when `t` is more than five minutes away from now, so that a recorded request is of no use,
 * 3. compute HMAC-SHA256 of `t + "." + raw body` (for a GET: `t + "." + path and query`),
 * 4. compare in constant time.
 *
 * And remember the `Idempotency-Key`: the same one means the same request again.
 */
export function isSigned(secret: string, { header, signed, now }: Received, toleranceSeconds = 300): boolean {
  return isSignedBody(header, signed, { secret, now: now.getTime(), within: toleranceSeconds * 1000 });
}
