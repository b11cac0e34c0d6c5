import { Router as createRouter, type Request, type Response, type Router, urlencoded } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Locale, Person } from '../../../domain/people/people.ts';
import { type DossierFiles, dossierFormats } from '../../../engine/conversation/dossier-files.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import type { DossierPages } from '../../../engine/ports/dossier-pages.ts';
import { type OnceStore, StoreError } from '../../../engine/ports/store.ts';
import { dossierWords } from '../../../views/words/dossier-words.ts';
import type { DossierLink, DossierLinks } from '../dossier-links.ts';
import { digestOf } from '../links.ts';
import { behindLink, localeOf, sendPage } from './behind-link.ts';
import { drawDossierPage } from './draw-dossier-page.tsx';
import { drawMessagePage } from './draw-page.tsx';

/** Where these pages are, on the one server. */
const dossiersPath = '/dossiers';
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

interface Visit {
  link: DossierLink;
  person: Person;
}

/** The pages on which a dossier is taken. A link gives one file: what looks at links, before people do, opens the page and takes nothing. */
export function createDossierRouter(options: DossierRouterOptions): Router {
  const { files, once, now, log, defaultLocale } = options;
  const router = createRouter();
  const wordsFor = (locale: Locale) => dossierWords({ locale, timeZone: 'UTC' });
  const over = (response: Response, locale: Locale): void =>
    sendPage(response, 410, drawMessagePage(locale, wordsFor(locale).over));

  const visited =
    (handle: (request: Request<{ token: string }>, response: Response, visit: Visit) => Promise<void>) =>
    async (request: Request<{ token: string }>, response: Response): Promise<void> => {
      const { token } = request.params;
      try {
        const link = await (await options.links()).read(token);
        const person = link && (await options.directory.byId(link.person));
        if (!link || !person) return over(response, localeOf(request, defaultLocale));
        await handle(request, response, { link, person });
      } catch (error) {
        const locale = localeOf(request, defaultLocale);
        const away = error instanceof StoreError && error.kind === 'unavailable';
        log.error({ event: 'dossier-page.failed', page: digestOf(token), err: error }, 'A page for dossiers failed');
        const text = wordsFor(locale).trouble;
        sendPage(response, away ? 503 : 500, drawMessagePage(locale, { title: 'Relais', text }));
      }
    };

  const taken = async (request: Request, response: Response, { link, person }: Visit): Promise<void> => {
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
    visited(async (_request, response, { link, person }) => {
      const departure = await files.asked(link.departureId, person);
      if (departure === null) return over(response, person.locale);
      const { leaver, topics = [] } = departure;
      const page = { locale: person.locale, words: dossierWords(person), name: leaver.name, topics: topics.length };
      sendPage(response, 200, drawDossierPage(page));
    }),
  );
  router.post(`${dossiersPath}/:token`, urlencoded({ extended: false, limit: '1kb' }), visited(taken));
  return router;
}
