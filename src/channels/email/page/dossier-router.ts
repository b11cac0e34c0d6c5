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
    const key = `dossier-link/${link.once}`;
    const until = now() + 2 * takenWithin;
    if ((await once.take(key, now(), until)) !== 'taken') return over(response, person.locale);
    let file: Awaited<ReturnType<DossierFiles['make']>>;
    try {
      file = await files.make(link.departureId, person, body.data.format);
    } catch (error) {
      // Nothing was given, so the link is still good.
      await once.giveBack(key);
      throw error;
    }
    await once.done(key, until);
    if (file === null) return over(response, person.locale);
    // The name says nothing of whose it is: folders of downloads are seen by others.
    response
      .status(200)
      .set({
        'Content-Disposition': `attachment; filename="dossier.${body.data.format}"`,
        'Cross-Origin-Resource-Policy': 'same-origin',
      })
      .type(file.type)
      .send(Buffer.from(file.bytes));
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
