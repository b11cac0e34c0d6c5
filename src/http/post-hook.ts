import { Router as createRouter, type Response, type Router, raw } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { type NotNoted, type ToldPost, toldPostSchema } from '../domain/brand/critical-post.ts';
import { isSignedBody } from '../engine/signed-body.ts';

/** Where a service that somebody pays to read public posts tells of one. */
const postHookPath = '/brand/posts';

const perMinute = 60;

/**
 * Takes what is told of a post as JSON (`{ "url": …, "what": … }`), signed as `x-relais-signature: t=<seconds>,v1=<hex
 * of HMAC-SHA-256 over "<seconds>." and the body>`. The same post told again is the same
 * post; other words about it stand beside the first.
 */
export function createPostHook({
  secret,
  now,
  tell,
  log,
}: {
  secret: string;
  /** Milliseconds since 1970, by the real clock: signatures carry real time. */
  now(): number;
  tell(post: ToldPost): Promise<'noted' | NotNoted | 'off'>;
  log: Logger;
}): Router {
  const router = createRouter();
  const answer = (response: Response, status: number, text: string) =>
    response.status(status).type('text/plain').send(`${text}\n`);

  router.post(
    postHookPath,
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      standardHeaders: false,
      legacyHeaders: false,
      // See `mount-hooks.ts` of HR systems.
      validate: { xForwardedForHeader: false, forwardedHeader: false },
    }),
    raw({ type: () => true, limit: '16kb' }),
    async (request, response) => {
      const body: unknown = request.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      if (!isSignedBody(request.get('x-relais-signature'), bytes, { secret, now: now() })) {
        log.warn({ event: 'post.refused' }, 'Refused what was told of a post: its signature is missing, wrong or old');
        return answer(response, 401, 'Expected x-relais-signature: t=<seconds>,v1=<hex>, see README.md.');
      }
      const post = toldPostSchema.safeParse(jsonIn(bytes));
      if (!post.success)
        return answer(
          response,
          400,
          'Expected JSON with "what" (3 to 500 characters) and "url" (an address, or null).',
        );
      try {
        const outcome = await tell(post.data);
        if (outcome === 'full' || outcome === 'own-full')
          return answer(response, 429, 'Too much that was told waits for a decision.');
        if (outcome === 'off')
          return answer(response, 409, 'Nobody decides: set criticalPosts.deciders in relais.yaml.');
        return answer(response, 202, 'Taken.');
      } catch (error) {
        log.error({ err: error, event: 'post.failed' }, 'What was told of a post could not be noted');
        return answer(response, 503, 'It could not be noted; send it again.');
      }
    },
  );
  return router;
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
