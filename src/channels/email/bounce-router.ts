import { createHmac, timingSafeEqual } from 'node:crypto';
import { Router as createRouter, type Response, type Router, raw } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { OnceStore } from '../../engine/ports/store.ts';
import { digestOf } from './links.ts';
import { readBounce } from './read-bounce.ts';
import type { SentMails } from './sent-mails.ts';

/** Where a mail server posts mails that came back. */
const bouncesPath = '/mail/bounces';

/** A mail that came back may hold all of the one that was sent. */
const largest = '2mb';
/** How old a signature may be; in milliseconds. */
const signedWithin = 5 * 60_000;
/** A server that is at its end may give back everything at once. */
const perMinute = 600;

export interface BouncesOptions {
  /** What signs them. */
  secret: string;
  sent: SentMails;
  once: OnceStore;
  /** Milliseconds since 1970, on the real clock. */
  now: () => number;
  /** Marks the card under this key as told to have come back; it is asked again where the answer got lost. */
  returned(key: string, code: string): Promise<void>;
  log: Logger;
}

/**
 * Takes mails that came back as they are (`message/rfc822`), signed as `x-relais-signature: t=<seconds>,v1=<hex of HMAC-SHA-256 over
 * "<seconds>." and the body>`. Whoever forges one anyway reaches nothing but an alarm to HR, and only about a mail that was really sent.
 */
export function createBounces({ secret, sent, once, now, returned, log }: BouncesOptions): Router {
  const router = createRouter();
  const answer = (response: Response, status: number, text: string) =>
    response.status(status).type('text/plain').send(`${text}\n`);

  router.post(
    bouncesPath,
    rateLimit({ windowMs: 60_000, limit: perMinute, standardHeaders: false, legacyHeaders: false }),
    raw({ type: () => true, limit: largest }),
    async (request, response) => {
      const body: unknown = request.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const signature = request.get('x-relais-signature') ?? '';
      if (!isSigned(signature, bytes, { secret, now: now() })) {
        log.warn({ event: 'bounce.refused' }, 'Refused a mail that came back: its signature is missing, wrong or old');
        return answer(response, 401, 'Expected x-relais-signature: t=<seconds>,v1=<hex>, see README.md, "E-mail".');
      }
      const bounce = await readBounce(bytes);
      const key = bounce && (await sent.cardOf(bounce.messageId));
      const current = key ? await sent.of(key) : null;
      // An answer that tells nobody whether a mail was ours.
      const taken = () => answer(response, 202, 'Taken.');
      if (!bounce || !key || current?.messageId !== bounce.messageId) {
        log.info({ event: 'bounce.unknown' }, 'A mail came back that is no failure of a current mail of Relais');
        return taken();
      }
      const name = `email/bounce/${digestOf(bounce.messageId)}`;
      const turn = await once.take(name, now(), now() + 60_000);
      if (turn === 'busy') return answer(response, 503, 'Somebody is at it; send it again.');
      if (turn === 'done') return taken();
      try {
        await returned(key, bounce.code);
        await once.done(name, now() + 30 * 86_400_000);
      } catch (error) {
        await once.giveBack(name);
        log.error({ event: 'bounce.failed', err: error }, 'A mail that came back could not be noted');
        return answer(response, 503, 'It could not be noted; send it again.');
      }
      log.warn({ event: 'bounce.taken', code: bounce.code }, 'A mail server says that a mail was not delivered');
      return taken();
    },
  );
  return router;
}

function isSigned(signature: string, body: Buffer, { secret, now }: { secret: string; now: number }): boolean {
  const [, seconds = '', hex = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (hex === '' || Math.abs(now - Number(seconds) * 1000) > signedWithin) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(hex, 'hex'));
}
