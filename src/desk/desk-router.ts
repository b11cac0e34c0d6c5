import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import compression from 'compression';
import {
  Router as createRouter,
  static as files,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { languageOf } from '../domain/localized.ts';
import { type Locale, localeSchema } from '../domain/people/people.ts';
import type { DeskAdmissions } from '../engine/desk/admissions.ts';
import type { Desk } from '../engine/desk/desk.ts';
import { digest } from '../engine/sha256.ts';
import { deskDoorWords } from '../views/desk/desk-words.ts';
import { voiceFor } from '../views/words/voice.ts';
import { createDeskApi } from './desk-api.ts';
import { type DoorLook, drawDoor } from './door.tsx';
import type { WritePage } from './file-formats.ts';
import { deskPath, giveCookie, isSameOrigin, secretIn, whoIsAtDesk } from './visits.ts';

export interface DeskRouterOptions {
  desk: Desk;
  admissions: DeskAdmissions;
  writePage: WritePage;
  look: DoorLook;
  /** The built page: a folder with an `index.html`. */
  pageDir: string;
  /** Whether people come by https. */
  secure: boolean;
  now: () => Date;
  log: Logger;
  defaultLocale: Locale;
}

/** How many requests one link, and one visit, may make in a minute. */
const perMinute = { link: 30, visit: 300 };

/** The page runs its own script and nothing else, and talks to nobody but Relais. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The way in, the page, and what the page asks for. Nothing that is only looked at changes anything. */
export function createDeskRouter(options: DeskRouterOptions): Router {
  const { desk, admissions, look, log, secure, defaultLocale } = options;
  const router = createRouter();
  const page = resolve(options.pageDir);

  const door = (request: Request, response: Response, status: number, what: 'enter' | 'over' | 'busy' | 'trouble') => {
    const locale = localeOf(request, defaultLocale);
    const words = deskDoorWords(voiceFor({ locale, timeZone: 'UTC' }));
    const said = what === 'enter' ? words : { ...words[what], enter: null };
    response.set('Content-Security-Policy', look.contentSecurityPolicy);
    response
      .status(status)
      .type('html')
      .send(drawDoor(locale, said, look));
  };
  const guarded =
    (handle: (request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      try {
        await handle(request, response);
      } catch (error) {
        // The path holds the secret of a link, so it is not told.
        log.error({ event: 'desk.failed', err: error }, 'A page of the desk failed');
        if (!response.headersSent) door(request, response, 503, 'trouble');
      }
    };

  router.use(deskPath, (_request, response, next) => {
    response.set({
      'Content-Security-Policy': pagePolicy,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  });
  // What was built holds nothing about anybody, and its names change with what is in it. So it may be compressed, which
  // would tell a listener something about secrets, were there any in it.
  router.use(
    `${deskPath}/assets`,
    compression(),
    files(join(page, 'assets'), { index: false, immutable: true, maxAge: '1y' }),
  );

  router.use(
    `${deskPath}/open/:ticket`,
    limited(
      perMinute.link,
      (request) => String(request.params['ticket']),
      (request, response) => door(request, response, 429, 'busy'),
    ),
  );
  router.get(
    `${deskPath}/open/:ticket`,
    guarded(async (request, response) => {
      const isGood = await admissions.isGood(String(request.params['ticket']));
      door(request, response, isGood ? 200 : 410, isGood ? 'enter' : 'over');
    }),
  );
  router.post(
    `${deskPath}/open/:ticket`,
    guarded(async (request, response) => {
      // Another website could otherwise bring somebody in as somebody else.
      const secret = isSameOrigin(request) ? await admissions.enter(String(request.params['ticket'])) : null;
      const visit = secret === null ? null : await admissions.visit(secret);
      const reader = visit && (await desk.reader(visit.person));
      if (secret === null || !reader) return door(request, response, 410, 'over');
      log.info({ event: 'desk.entered', person: reader.id }, 'Somebody came to the desk');
      giveCookie(response, secret, secure);
      response.redirect(303, `${deskPath}/departures`);
    }),
  );

  router.use(
    deskPath,
    limited(
      perMinute.visit,
      (request) => secretIn(request) ?? 'nobody',
      (request, response) => door(request, response, 429, 'busy'),
    ),
  );
  router.use(`${deskPath}/api`, createDeskApi(options));
  router.get(
    [deskPath, `${deskPath}/:view`],
    guarded(async (request, response) => {
      if ((await whoIsAtDesk(request, { desk, admissions })) === null) return door(request, response, 401, 'over');
      if (!existsSync(join(page, 'index.html'))) {
        response.status(503).type('text/plain').send('The desk is not built yet: run `npm run build:desk`.');
        return;
      }
      response.sendFile('index.html', { root: page, cacheControl: false });
    }),
  );
  return router;
}

function limited(
  limit: number,
  keyOf: (request: Request) => string,
  refuse: (request: Request, response: Response) => void,
): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: (request) => digest(keyOf(request)),
    handler: refuse,
  });
}

/** The language that the browser asks for, where it is one of ours. */
function localeOf(request: Request, defaultLocale: Locale): Locale {
  const asked = request.acceptsLanguages(...localeSchema.options);
  return languageOf(asked === false ? null : asked) ?? defaultLocale;
}
