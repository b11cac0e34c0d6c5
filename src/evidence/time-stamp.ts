import { randomBytes } from 'node:crypto';
import { stampedAt } from '../verify/time-stamp.ts';

/** Bytes of an answer at most; a token with its certificates has some thousands. */
const largest = 100_000;
const patienceMs = 20_000;

/**
 * Asks a time-stamp server (RFC 3161, over HTTP) to vouch that a SHA-256 was there by now, certificates included, and
 * gives its answer as it came. Rejects where it does not answer, refuses, or answers about something else.
 */
export function timeStampBy(
  url: string,
  { fetch }: { fetch: typeof globalThis.fetch },
): (digest: Uint8Array) => Promise<Uint8Array> {
  return async (digest) => {
    const nonce = randomBytes(8);
    // A positive number in its shortest form.
    nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(request(digest, nonce)),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`the time-stamp server answered ${response.status}`);
    const answer = Buffer.from(await response.arrayBuffer());
    if (answer.length > largest) throw new Error('the time-stamp server answered with more than a time stamp');
    if (stampedAt(answer, digest) === null || !answer.includes(Buffer.concat([Buffer.of(2, 8), nonce])))
      throw new Error('the time-stamp server refused, or vouched for something else');
    return answer;
  };
}

/** TimeStampReq { version 1, messageImprint { SHA-256, digest }, nonce, certReq TRUE } in DER. */
function request(digest: Uint8Array, nonce: Uint8Array): Buffer {
  const imprint = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const body = Buffer.concat([Buffer.of(2, 1, 1), imprint, digest, Buffer.of(2, 8), nonce, Buffer.of(1, 1, 0xff)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
