import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { HookRequest, HookVerdict } from '../../engine/ports/hr-system.ts';

/** How far the caller's clock may be from ours, and how long a call may have been under way, in seconds. */
const windowSeconds = 300;

/** At most so many people in one call; more are sent in several. */
const callSchema = z.strictObject({
  event: z.string().min(1).max(200),
  people: z.array(z.string().min(1).max(200)).min(1).max(500),
});

/** The value of `Relais-Signature` for a body sent at a time (seconds since 1970). */
export function signatureOf(secret: string, timestamp: string, rawBody: Uint8Array): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest('hex')}`;
}

/** Proves a call by its signature over time and body; only then is the body read at all. */
export function readSignedCall(secret: string, { headers, rawBody, receivedAt }: HookRequest): HookVerdict {
  const timestamp = headers['relais-timestamp'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return refused('expected Relais-Timestamp in seconds since 1970');
  const given = Buffer.from(headers['relais-signature'] ?? '');
  const expected = Buffer.from(signatureOf(secret, timestamp, rawBody));
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return refused('the signature is missing, or is not of this body under the signing secret');
  const off = Math.abs(receivedAt.getTime() / 1000 - Number(timestamp));
  if (off > windowSeconds)
    return refused(
      `it was signed ${Math.round(off)} s from now; expected at most ${windowSeconds}: is the clock there right?`,
    );
  const call = callSchema.safeParse(parsed(rawBody));
  if (!call.success) return refused('expected {"event": "<id>", "people": ["<id>"]}, at most 500 people');
  return { status: 'accepted', event: call.data.event, people: call.data.people };
}

function parsed(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

function refused(why: string): HookVerdict {
  return { status: 'refused', why };
}
