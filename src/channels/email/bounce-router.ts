import { Router as createRouter, type Response, type Router, raw } from 'express';
import { rateLimit } from 'express-rate-limit';
import { isSignedBody } from '../../engine/signed-body.ts';
import { type TakingBounces, takeBounce } from './take-bounce.ts';

/** Where a mail server posts mails that came back. */
export const bouncesPath = '/mail/bounces';

/** A mail that came back may hold all of the one that was sent. */
const largest = '2mb';
/** A server that is at its end may give back everything at once. */
const perMinute = 600;

export interface BouncesOptions extends TakingBounces {
  /** What signs them now. */
  secret(): string;
}

/**
 * Takes mails that came back as they are (`message/rfc822`), signed as `x-relais-signature: t=<seconds>,v1=<hex of
 * HMAC-SHA-256 over "<seconds>." and the body>`. Whoever forges one anyway reaches nothing but an alarm to HR, and only
 * about a mail that was really sent.
 */
export function createBounces({ secret, sent, once, now, returned, log }: BouncesOptions): Router {
  const router = createRouter();
  const answer = (response: Response, status: number, text: string) =>
    response.status(status).type('text/plain').send(`${text}\n`);

  router.post(
    bouncesPath,
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      standardHeaders: false,
      legacyHeaders: false,
      // See `mount-hooks.ts` of HR systems.
      validate: { xForwardedForHeader: false, forwardedHeader: false },
    }),
    raw({ type: () => true, limit: largest }),
    async (request, response) => {
      const body: unknown = request.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      if (!isSignedBody(request.get('x-relais-signature'), bytes, { secret: secret(), now: now() })) {
        log.warn({ event: 'bounce.refused' }, 'Refused a mail that came back: its signature is missing, wrong or old');
        return answer(response, 401, 'Expected x-relais-signature: t=<seconds>,v1=<hex>, see README.md, "E-mail".');
      }
      switch (await takeBounce(bytes, { sent, once, now, returned, log })) {
        case 'busy':
          return answer(response, 503, 'Somebody is at it; send it again.');
        case 'failed':
          return answer(response, 503, 'It could not be noted; send it again.');
        case 'taken':
          // An answer that tells nobody whether a mail was ours.
          return answer(response, 202, 'Taken.');
      }
    },
  );
  return router;
}
