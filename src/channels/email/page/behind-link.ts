import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { languageOf } from '../../../domain/localized.ts';
import { type Locale, localeSchema } from '../../../domain/people/people.ts';
import { digestOf } from '../links.ts';
import { drawMessagePage } from './draw-page.tsx';
import { contentSecurityPolicy } from './style.ts';

/** What visitors of whom nothing is known yet are told, in the language that their browser asks for. */
interface Strangers {
  defaultLocale: Locale;
  words(locale: Locale): { busy: { title: string; text: string } };
}

/**
 * For everything behind a link that is a secret: nothing is kept by what stands between, nothing runs in the page, and the address goes nowhere.
 * One link is followed so many times a minute.
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

/** The language that the browser asks for, where it is one of ours. */
export function localeOf(request: Request, defaultLocale: Locale): Locale {
  const asked = request.acceptsLanguages(...localeSchema.options);
  return languageOf(asked === false ? null : asked) ?? defaultLocale;
}

export function sendPage(response: Response, status: number, html: string): void {
  response.status(status).type('html').send(html);
}
