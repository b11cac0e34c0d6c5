import { Router as createRouter, type Request, type Response, type Router, urlencoded } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Locale } from '../../../domain/people/people.ts';
import { type DossierFiles, dossierFormats } from '../../../engine/conversation/dossier-files.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import type { DossierPages } from '../../../engine/ports/dossier-pages.ts';
import type { OnceStore } from '../../../engine/ports/store.ts';
import { dossierWords } from '../../../views/words/dossier-words.ts';
import type { DossierLink, DossierLinks } from '../dossier-links.ts';
import { behindLink, sendPage, type Visit, visited } from './behind-link.ts';
import { drawDossierPage } from './draw-dossier-page.tsx';
import { drawMessagePage } from './draw-page.tsx';
import { givenOnce, sendFile } from './given-file.ts';

/** Where these pages are, on the one server. */
export const dossiersPath = '/dossiers';
/** How long a link works, in milliseconds. */
const takenWithin = 15 * 60_000;
const perMinute = 30;

const bodySchema = z.object({ format: z.enum(dossierFormats) });

export function createDossierPages(given: {
  links: () => Promise<DossierLinks>;
  publicUrl: string;
  now: () => number;
}): DossierPages {
  const { links, publicUrl, now } = given;
  return {
    take: async (departureId, person) =>
      `${publicUrl}${dossiersPath}/${await (await links()).make({ departureId, person }, now() + takenWithin)}`,
  };
}

export interface DossierRouterOptions {
  links: () => Promise<DossierLinks>;
  files: DossierFiles;
  once: OnceStore;
  now: () => number;
  directory: Pick<Directory, 'byId'>;
  log: Logger;
  defaultLocale: Locale;
}

/**
 * The pages on which a dossier is taken. A link gives one file: what looks at links, before people do, opens the page
 * and takes nothing.
 */
export function createDossierRouter(options: DossierRouterOptions): Router {
  const { files, once, now, defaultLocale } = options;
  const router = createRouter();
  const wordsFor = (locale: Locale) => dossierWords({ locale, timeZone: 'UTC' });
  const over = (response: Response, locale: Locale): void =>
    sendPage(response, 410, drawMessagePage(locale, wordsFor(locale).over));

  const visitors = { ...options, event: 'dossier-page.failed', words: wordsFor };

  const taken = async (request: Request, response: Response, { link, person }: Visit<DossierLink>): Promise<void> => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success) return over(response, person.locale);
    const { format } = body.data;
    const asked = { key: `dossier-link/${link.once}`, now: now(), until: now() + 2 * takenWithin };
    const file = await givenOnce(once, asked, () => files.make(link.departureId, person, format));
    if (file === 'over' || file === null) return over(response, person.locale);
    sendFile(response, { name: `dossier.${format}`, ...file });
  };

  router.use(`${dossiersPath}/:token`, ...behindLink(perMinute, { defaultLocale, words: wordsFor }));
  router.get(
    `${dossiersPath}/:token`,
    visited(visitors, async (_request, response, { link, person }) => {
      const departure = await files.asked(link.departureId, person);
      if (departure === null) return over(response, person.locale);
      const { leaver, topics = [] } = departure;
      const page = { locale: person.locale, words: dossierWords(person), name: leaver.name, topics: topics.length };
      sendPage(response, 200, drawDossierPage(page));
    }),
  );
  router.post(`${dossiersPath}/:token`, urlencoded({ extended: false, limit: '1kb' }), visited(visitors, taken));
  return router;
}
