import { Router as createRouter, type Request, type Response, type Router, urlencoded } from 'express';
import type { Logger } from 'pino';
import type { Locale } from '../../../domain/people/people.ts';
import type { AlumniExports } from '../../../engine/alumni/alumni-export.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import type { OnceStore } from '../../../engine/ports/store.ts';
import { alumniExportWords } from '../../../views/words/alumni-words.ts';
import type { AlumniExportLink, AlumniLinks } from '../alumni-links.ts';
import { alumniExportPath, takenWithin } from '../alumni-pages.ts';
import { behindLink, sendPage, type Visit, visited } from './behind-link.ts';
import { drawAlumniExportPage } from './draw-alumni-page.tsx';
import { drawMessagePage } from './draw-page.tsx';
import { givenOnce, sendFile } from './given-file.ts';

const perMinute = 30;

export interface AlumniExportRouterOptions {
  exports: AlumniExports;
  links: () => Promise<AlumniLinks>;
  once: OnceStore;
  now: () => number;
  directory: Pick<Directory, 'byId'>;
  log: Logger;
  defaultLocale: Locale;
}

/** The page on which HR takes addresses for one purpose: a link gives one file, and opening its page gives none. */
export function createAlumniExportRouter(options: AlumniExportRouterOptions): Router {
  const { exports, links, once, now, defaultLocale } = options;
  const router = createRouter();
  const wordsFor = (locale: Locale) => alumniExportWords({ locale, timeZone: 'UTC' });
  const over = (response: Response, locale: Locale): void =>
    sendPage(response, 410, drawMessagePage(locale, wordsFor(locale).over));
  const visitors = {
    ...{ ...options, event: 'alumni-export.failed', words: wordsFor },
    links: async () => (await links()).export,
  };

  const taken = async (_request: Request, response: Response, visit: Visit<AlumniExportLink>): Promise<void> => {
    const { link, person } = visit;
    const asked = { key: `alumni-export/${link.once}`, now: now(), until: now() + 2 * takenWithin };
    const bytes = await givenOnce(once, asked, () => exports.make(person, link.purpose));
    if (bytes === 'over' || bytes === null) return over(response, person.locale);
    sendFile(response, { name: `addresses-${link.purpose}.csv`, type: 'text/csv; charset=utf-8', bytes });
  };

  router.use(`${alumniExportPath}/:token`, ...behindLink(perMinute, { defaultLocale, words: wordsFor }));
  router.get(
    `${alumniExportPath}/:token`,
    visited(visitors, async (_request, response, { link, person }) => {
      const count = await exports.count(person, link.purpose);
      if (count === null) return over(response, person.locale);
      const words = alumniExportWords(person);
      sendPage(response, 200, drawAlumniExportPage(person.locale, words, words.text(link.purpose, count)));
    }),
  );
  router.post(`${alumniExportPath}/:token`, urlencoded({ extended: false, limit: '1kb' }), visited(visitors, taken));
  return router;
}
