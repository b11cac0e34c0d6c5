import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { languageOf } from '../../../domain/localized.ts';
import { type Locale, localeSchema, type Person } from '../../../domain/people/people.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import { StoreError } from '../../../engine/ports/store.ts';
import { digestOf } from '../links.ts';
import { drawMessagePage } from './draw-page.tsx';
import { contentSecurityPolicy } from './style.ts';

/** What visitors of whom nothing is known yet are told, in the language that their browser asks for. */
interface Strangers {
  defaultLocale: Locale;
  words(locale: Locale): { busy: { title: string; text: string } };
}

/**
 * For everything behind a link that is a secret: nothing is kept by what stands between, nothing runs in the page, and
 * the address goes nowhere. One link is followed so many times a minute.
 */
export function behindLink(perMinute: number, strangers: Strangers): RequestHandler[] {
  return [
    (_request, response, next) => {
      response.set({
        'Content-Security-Policy': contentSecurityPolicy,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'X-Robots-Tag': 'noindex, nofollow',
      });
      next();
    },
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      standardHeaders: false,
      legacyHeaders: false,
      keyGenerator: (request) => digestOf(String(request.params.token)),
      handler: (request, response) => {
        const locale = localeOf(request, strangers.defaultLocale);
        sendPage(response, 429, drawMessagePage(locale, strangers.words(locale).busy));
      },
    }),
  ];
}

/** Whoever followed a link, and where it leads. */
export interface Visit<Link> {
  link: Link;
  person: Person;
}

interface Visitors<Link> {
  links: () => Promise<{ read(token: string): Promise<Link | null> }>;
  directory: Pick<Directory, 'byId'>;
  log: Logger;
  defaultLocale: Locale;
  /** What pages of this kind are called in the log. */
  event: string;
  words(locale: Locale): { over: { title: string; text: string }; trouble: string };
}

/**
 * Handles a visit by a link that counts, of somebody who is known; everybody else reads that it is over. No log holds
 * the link.
 */
export function visited<Link extends { person: string }>(
  { links, directory, log, defaultLocale, event, words }: Visitors<Link>,
  handle: (request: Request<{ token: string }>, response: Response, visit: Visit<Link>) => Promise<void>,
) {
  return async (request: Request<{ token: string }>, response: Response): Promise<void> => {
    const { token } = request.params;
    try {
      const link = await (await links()).read(token);
      const person = link && (await directory.byId(link.person));
      if (link && person) return await handle(request, response, { link, person });
      const locale = localeOf(request, defaultLocale);
      sendPage(response, 410, drawMessagePage(locale, words(locale).over));
    } catch (error) {
      const locale = localeOf(request, defaultLocale);
      const away = error instanceof StoreError && error.kind === 'unavailable';
      log.error({ event, page: digestOf(token), err: error }, 'A page behind a link failed');
      sendPage(response, away ? 503 : 500, drawMessagePage(locale, { title: 'Relais', text: words(locale).trouble }));
    }
  };
}

/** The language that the browser asks for, where it is one of ours. */
export function localeOf(request: Request, defaultLocale: Locale): Locale {
  const asked = request.acceptsLanguages(...localeSchema.options);
  return languageOf(asked === false ? null : asked) ?? defaultLocale;
}

export function sendPage(response: Response, status: number, html: string): void {
  response.status(status).type('html').send(html);
}
