import express, { type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { HrFeed } from '../engine/hr/hr-feed.ts';

/** Below which each HR system has its own address. */
export const hooksPath = '/hr';

/** The largest body that is read at all. */
const mostBytes = 256 * 1024;
/** Calls from one address within a minute. */
const mostCalls = 120;

/**
 * Where HR systems push: `POST /hr/<id>`. The raw body goes to the system's own proof before anything of it is read.
 * Whatever is refused is answered the same, so that nobody learns which systems there are or what was wrong.
 */
export function hrHooks({ hook, log, now }: { hook: HrFeed['hook']; log: Logger; now(): Date }): RequestHandler {
  const router = express.Router();
  const take = async (request: Request<{ id: string }>, response: Response): Promise<void> => {
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    try {
      const answer = await hook(request.params.id, {
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : value,
          ]),
        ),
        query: Object.fromEntries(
          Object.entries(request.query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
        ),
        rawBody,
        receivedAt: now(),
      });
      if (answer === null || answer.status === 'refused') response.status(401).json({ error: 'refused' });
      else if (answer.status === 'challenge') response.type(answer.contentType).send(answer.body);
      else if (answer.status === 'later') response.status(503).set('Retry-After', '60').json({ error: 'later' });
      else response.json({ ok: true });
    } catch (err) {
      log.error({ err }, 'a call of an HR system could not be taken; the next read finds what it was about');
      response.status(503).set('Retry-After', '60').json({ error: 'later' });
    }
  };
  const limited = rateLimit({
    windowMs: 60_000,
    limit: mostCalls,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Behind a proxy, whoever calls is the proxy: its word about others is not believed, and no reason to complain of
    // it.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
  });
  const raw = express.raw({ type: () => true, limit: mostBytes });
  router.post(`${hooksPath}/:id`, limited, raw, take);
  // Some systems prove the address by a GET with a challenge in the query.
  router.get(`${hooksPath}/:id`, limited, take);
  return router;
}
