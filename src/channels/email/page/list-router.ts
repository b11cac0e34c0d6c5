import { gunzipSync, gzipSync } from 'node:zlib';
import { Router as createRouter, type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { Locale } from '../../../domain/people/people.ts';
import type { BroughtLists, Shown } from '../../../engine/conversation/brought-lists.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import type { ListPages } from '../../../engine/ports/list-pages.ts';
import { type ListWords, listWords } from '../../../views/words/list-words.ts';
import type { ListLink, ListLinks } from '../list-links.ts';
import { behindLink, sendPage, type Visit, visited } from './behind-link.ts';
import { drawListPage, type ListPage } from './draw-list-page.tsx';
import { drawMessagePage } from './draw-page.tsx';
import { filesPath } from './file-router.ts';
import { filesIn, formIn, readFormBody } from './posted-files.ts';

/** Where these pages are, on the one server: below those for files, so that a proxy lets them through alike. */
const listsPath = `${filesPath}/lists`;

/** How long a link works, in milliseconds. */
const broughtWithin = 30 * 60_000;
const perMinute = 30;
/** A list of tens of thousands of people. */
const megabytes = 4;
const largest = megabytes * 1024 * 1024;
/** The file, or the file as a page carried it, and what stands around it. */
const largestBody = 2 * largest;

export function createListPages(given: {
  links: () => Promise<ListLinks>;
  publicUrl: string;
  now: () => number;
}): ListPages {
  const { links, publicUrl, now } = given;
  return {
    bring: async (place, person) =>
      `${publicUrl}${listsPath}/${await (await links()).make({ place, person }, now() + broughtWithin)}`,
  };
}

export interface ListRouterOptions {
  links: () => Promise<ListLinks>;
  lists: BroughtLists;
  directory: Pick<Directory, 'byId'>;
  log: Logger;
  defaultLocale: Locale;
}

/**
 * The pages on which lists are brought. Whoever opens one changes nothing, and a file of HR is shown before it is
 * taken.
 */
export function createListRouter(options: ListRouterOptions): Router {
  const { lists, defaultLocale } = options;
  const router = createRouter();
  const wordsFor = (locale: Locale) => listWords({ locale, timeZone: 'UTC' }, megabytes);
  const over = async (response: Response, locale: Locale): Promise<void> =>
    sendPage(response, 410, drawMessagePage(locale, wordsFor(locale).over));
  const visitors = { ...options, event: 'list-page.failed', words: wordsFor };

  const show = async (
    response: Response,
    { link, person }: Visit<ListLink>,
    { said, shown = null }: Pick<ListPage, 'said'> & Partial<Pick<ListPage, 'shown'>>,
  ): Promise<void> => {
    const asked = lists.asked(link.place, person);
    if (asked === null) return over(response, person.locale);
    const page = { locale: person.locale, words: listWords(person, megabytes), system: asked.label, said, shown };
    sendPage(response, said?.tone === 'refused' ? 422 : 200, drawListPage(page));
  };

  const answered = async (
    response: Response,
    visit: Visit<ListLink>,
    { what, bytes }: { what: Shown; bytes: Uint8Array },
  ): Promise<void> => {
    const words = listWords(visit.person, megabytes);
    const refused = (text: string) => show(response, visit, { said: { tone: 'refused', text } });
    switch (what.type) {
      case 'wave':
        return show(response, visit, { said: { tone: what.bad > 0 ? 'refused' : 'good', text: words.added(what) } });
      case 'preview': {
        const { preview, seen } = what;
        return show(response, visit, { said: null, shown: { preview, seen, carried: carriedOf(bytes) } });
      }
      case 'no-rows':
        return refused(what.words);
      case 'refused':
        return refused(words.refused(what.why));
      case 'changed':
        return refused(words.changed);
      case 'busy':
        return refused(words.inUse);
    }
  };

  const brought = async (request: Request, response: Response, visit: Visit<ListLink>): Promise<void> => {
    const words: ListWords = listWords(visit.person, megabytes);
    const { place } = visit.link;
    const form = await formIn(request);
    if (form?.get('put') === '1') {
      const bytes = bytesOf(form.get('carried'));
      const seen = form.get('seen');
      if (bytes === null || typeof seen !== 'string')
        return answered(response, visit, { what: { type: 'changed' }, bytes: nothing });
      const result = await lists.put(place, visit.person, { bytes, seen });
      if (result.type !== 'put') return answered(response, visit, { what: result, bytes });
      return show(response, visit, { said: { tone: 'good', text: words.done(result.rows) } });
    }
    const [file] = await filesIn(form, 'file');
    if (!file) return show(response, visit, { said: { tone: 'refused', text: words.nothing } });
    if (file.bytes.byteLength > largest)
      return show(response, visit, { said: { tone: 'refused', text: words.tooLarge } });
    const what = await lists.show(place, visit.person, file.bytes);
    await answered(response, visit, { what, bytes: file.bytes });
  };

  router.use(`${listsPath}/:token`, ...behindLink(perMinute, { defaultLocale, words: wordsFor }));
  router.get(
    `${listsPath}/:token`,
    visited(visitors, async (_request, response, visit) => show(response, visit, { said: null })),
  );
  router.post(
    `${listsPath}/:token`,
    // Nobody's bytes are taken in before the link says that they were asked for.
    visited(visitors, async (request, response, visit) => {
      if (lists.asked(visit.link.place, visit.person) === null) return over(response, visit.person.locale);
      const problem = await readFormBody(request, response, largestBody);
      if (problem === null) return brought(request, response, visit);
      const { tooLarge, trouble } = listWords(visit.person, megabytes);
      await show(response, visit, { said: { tone: 'refused', text: problem === 413 ? tooLarge : trouble } });
    }),
  );
  return router;
}

const nothing = new Uint8Array();

/** The file as a page carries it. */
function carriedOf(bytes: Uint8Array): string {
  return gzipSync(bytes).toString('base64');
}

/** Null for what no page carried. */
function bytesOf(carried: ReturnType<FormData['get']>): Uint8Array | null {
  if (typeof carried !== 'string') return null;
  try {
    return gunzipSync(Buffer.from(carried, 'base64'), { maxOutputLength: largest });
  } catch {
    return null;
  }
}
