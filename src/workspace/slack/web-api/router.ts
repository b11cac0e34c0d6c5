import { timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { LocalSlack } from '../local-slack.ts';
import { authMethods } from './auth-methods.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationsMethods } from './conversations-methods.ts';
import { SlackError } from './slack-error.ts';
import { usergroupsMethods } from './usergroups-methods.ts';
import { usersMethods } from './users-methods.ts';
import { viewsMethods } from './views-methods.ts';

const methods = new Map(
  [...authMethods, ...usersMethods, ...usergroupsMethods, ...conversationsMethods, ...chatMethods, ...viewsMethods].map(
    (method) => [method.name, method],
  ),
);

const args = z.record(z.string(), z.unknown());

/** Slack's Web API: `POST /<method>` with a form or JSON body, or `GET` with a query. */
export function webApiRouter(slack: LocalSlack, botToken: string): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 100 }));
  router.use(express.json({ limit: '2mb' }));

  let calls = 0;
  const call = async (request: Request<{ method: string }>, response: Response): Promise<void> => {
    calls += 1;
    if (await misbehaved(slack, response, calls)) return;
    const given = { ...args.parse(request.query), ...(args.safeParse(request.body).data ?? {}) };
    const { token, ...rest } = given;
    response.json(answer(slack, request.params.method, rest, refusedToken(bearer(request) ?? token, botToken)));
  };
  router.get('/:method', call);
  router.post('/:method', call);
  return router;
}

function answer(
  slack: LocalSlack,
  name: string,
  given: Record<string, unknown>,
  refused: string | null,
): Record<string, unknown> {
  try {
    const method = methods.get(name);
    if (!method) throw new SlackError('unknown_method');
    if (refused && name !== 'api.test') throw new SlackError(refused);
    return { ok: true, ...method.run(slack, given) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    slack.log.warn({ method: name, error: error.code, details: error.details }, 'Slack Web API call refused');
    const metadata = error.details.length > 0 ? { response_metadata: { messages: error.details } } : {};
    return { ok: false, error: error.code, ...error.extra, ...metadata };
  }
}

function bearer(request: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function refusedToken(given: unknown, expected: string): string | null {
  if (typeof given !== 'string' || given === '') return 'not_authed';
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b) ? null : 'invalid_auth';
}

/** True when the answer was already given. */
async function misbehaved(slack: LocalSlack, response: Response, calls: number): Promise<boolean> {
  switch (slack.misbehaviour.current) {
    case 'none':
      return false;
    case 'slow':
      await wait(3000);
      return false;
    case 'down':
      response.status(503).type('text/plain').send('upstream connect error');
      return true;
    case 'throttled':
      // Every second call, so that whoever honours Retry-After gets on.
      if (calls % 2 === 0) return false;
      response.status(429).set('Retry-After', '1').json({ ok: false, error: 'ratelimited' });
      return true;
  }
}
