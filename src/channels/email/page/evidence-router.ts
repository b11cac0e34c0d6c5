import { Router as createRouter, type Request, type Response, type Router, urlencoded } from 'express';
import type { Logger } from 'pino';
import type { Locale } from '../../../domain/people/people.ts';
import { type EvidenceDesk, packsPerPerson } from '../../../engine/audit/evidence-desk.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import type { EvidencePages } from '../../../engine/ports/evidence-pages.ts';
import type { OnceStore } from '../../../engine/ports/store.ts';
import { evidencePageWords } from '../../../views/words/evidence-page-words.ts';
import type { EvidenceLink, EvidenceLinks } from '../evidence-links.ts';
import { behindLink, sendPage, type Visit, visited } from './behind-link.ts';
import { drawEvidencePage } from './draw-evidence-page.tsx';
import { drawMessagePage } from './draw-page.tsx';
import { givenOnce, sendFile } from './given-file.ts';

/** Where these pages are, on the one server. */
export const evidencePath = '/evidence';
/** How long a link works, in milliseconds. */
const takenWithin = 15 * 60_000;
const perMinute = 30;

export function createEvidencePages(given: {
  links: () => Promise<EvidenceLinks>;
  publicUrl: string;
  clock: Clock;
}): EvidencePages {
  const { links, publicUrl, clock } = given;
  return {
    take: async ({ what, level }, person) => {
      const until = clock.now().getTime() + takenWithin;
      return `${publicUrl}${evidencePath}/${await (await links()).make({ what, level, person }, until)}`;
    },
  };
}

export interface EvidenceRouterOptions {
  links: () => Promise<EvidenceLinks>;
  desk: EvidenceDesk;
  once: OnceStore;
  clock: Clock;
  directory: Pick<Directory, 'byId'>;
  log: Logger;
  defaultLocale: Locale;
}

/**
 * The pages on which packs of evidence are taken. A link gives one pack, and whoever opens its page has taken none; who
 * may still is asked at each visit.
 */
export function createEvidenceRouter(options: EvidenceRouterOptions): Router {
  const { desk, once, clock, defaultLocale } = options;
  const router = createRouter();
  const wordsFor = (locale: Locale) => evidencePageWords({ locale, timeZone: 'UTC' });
  const over = (response: Response, locale: Locale): void =>
    sendPage(response, 410, drawMessagePage(locale, wordsFor(locale).over));
  const visitors = { ...options, event: 'evidence-page.failed', words: wordsFor };

  const taken = async (_request: Request, response: Response, { link, person }: Visit<EvidenceLink>): Promise<void> => {
    const now = clock.now().getTime();
    const asked = { key: `evidence-link/${link.once}`, now, until: now + 2 * takenWithin };
    const pack = await givenOnce(once, asked, () => desk.make(link, person));
    if (pack === 'over' || pack === null) return over(response, person.locale);
    const words = evidencePageWords(person);
    if (pack === 'busy') return sendPage(response, 503, drawMessagePage(person.locale, words.making));
    if (pack === 'too-many')
      return sendPage(response, 429, drawMessagePage(person.locale, words.tooMany(packsPerPerson)));
    // The name says nothing of whom it is about: folders of downloads are seen by others.
    sendFile(response, { name: 'evidence.zip', type: 'application/zip', bytes: pack });
  };

  router.use(`${evidencePath}/:token`, ...behindLink(perMinute, { defaultLocale, words: wordsFor }));
  router.get(
    `${evidencePath}/:token`,
    visited(visitors, async (_request, response, { link, person }) => {
      const departures = await desk.asked(link, person);
      if (departures === null) return over(response, person.locale);
      const words = evidencePageWords(person);
      sendPage(response, 200, drawEvidencePage(person.locale, words, words.lines(link, departures, clock.now())));
    }),
  );
  router.post(`${evidencePath}/:token`, urlencoded({ extended: false, limit: '1kb' }), visited(visitors, taken));
  return router;
}
