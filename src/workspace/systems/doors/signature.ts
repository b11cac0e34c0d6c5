import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be: long enough for clocks that differ, too short to be of use to whoever records it. */
const toleranceSeconds = 300;

/**
 * What a receiver of Relais' webhooks does first, written from the documentation alone (`docs` of the webhook
 * connector): `X-Relais-Signature: t=<unix seconds>,v1=<hex>` where v1 is HMAC-SHA256 of `<t>.<signed>` under the
 * shared secret, and `signed` is the raw body of a POST or the path with its query of a GET.
 */
export function isSignedBy(
  secret: string,
  { header, signed, now }: { header: string | undefined; signed: string; now: Date },
): boolean {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > toleranceSeconds || given === '') return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.${signed}`).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}
