import { Router as createRouter, type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { Locale } from '../../../domain/people/people.ts';
import { fileLimits, fileTypes } from '../../../domain/tasks/task-file.ts';
import type { Given, TaskFiles } from '../../../engine/conversation/task-files.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import type { FilePages } from '../../../engine/ports/file-pages.ts';
import { taskTitle } from '../../../views/tasks/task-state.ts';
import { type FileWords, fileWords } from '../../../views/words/file-words.ts';
import { voiceFor } from '../../../views/words/voice.ts';
import type { FileLink, FileLinks } from '../file-links.ts';
import { behindLink, sendPage, type Visit, visited } from './behind-link.ts';
import { drawFilePage, type FilePage } from './draw-file-page.tsx';
import { drawMessagePage } from './draw-page.tsx';
import { filesIn, formIn, readFormBody } from './posted-files.ts';

/** Where these pages are, on the one server. */
export const filesPath = '/files';

/** How long a link works, in milliseconds: to find the file and send it; to follow a link that was just drawn. */
const [givenWithin, openedWithin] = [30 * 60_000, 15 * 60_000];
/** Two of the largest files at once, and what stands around them. */
const largestBody = 2 * fileLimits.bytes + 64 * 1024;
const perMinute = 30;

/** What a file that is opened may do: nothing runs in it, and nothing is loaded for it. */
const fileSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

export function createFilePages(given: {
  links: () => Promise<FileLinks>;
  publicUrl: string;
  now: () => number;
}): FilePages {
  const { links, publicUrl, now } = given;
  const address = async (link: FileLink, within: number) =>
    `${publicUrl}${filesPath}/${await (await links()).make(link, now() + within)}`;
  return {
    give: (place, person) => address({ ...place, fileId: null, person }, givenWithin),
    open: (place, person) => address({ ...place, person }, openedWithin),
  };
}

export interface FileRouterOptions {
  links: () => Promise<FileLinks>;
  files: TaskFiles;
  directory: Pick<Directory, 'byId'>;
  log: Logger;
  defaultLocale: Locale;
}

interface FileVisit extends Visit<FileLink> {
  words: FileWords;
}

/**
 * The pages on which files are brought, and the files themselves. Whoever opens a page changes nothing; only what is
 * posted does.
 */
export function createFileRouter(options: FileRouterOptions): Router {
  const { files, defaultLocale } = options;
  const router = createRouter();

  const wordsFor = (locale: Locale) => fileWords({ locale, timeZone: 'UTC' });

  const over = (response: Response, locale: Locale): void =>
    sendPage(response, 410, drawMessagePage(locale, wordsFor(locale).over));

  const visitors = { ...options, event: 'file-page.failed', words: wordsFor };
  const withWords = (visit: Visit<FileLink>): FileVisit => ({ ...visit, words: fileWords(visit.person) });

  const show = async (
    response: Response,
    { link, person, words }: FileVisit,
    said: FilePage['said'],
  ): Promise<void> => {
    const asked = await files.asked(link, person);
    if (!asked) return over(response, person.locale);
    const { task } = asked;
    const page = {
      ...{ locale: person.locale, words, said },
      title: taskTitle(task, voiceFor(person)),
      there: task.files?.length ?? 0,
      accept: fileTypes.join(','),
    };
    sendPage(response, said?.tone === 'refused' ? 422 : 200, drawFilePage(page));
  };

  const opened = async (response: Response, { link, person }: FileVisit, fileId: string): Promise<void> => {
    const file = await files.open({ ...link, fileId }, person);
    if (!file) return over(response, person.locale);
    // A picture is shown; a PDF, which may do more, is saved. The name stays with Relais.
    const how = file.type === 'application/pdf' ? 'attachment' : 'inline';
    response
      .status(200)
      .set({
        'Content-Security-Policy': fileSecurityPolicy,
        'Content-Disposition': `${how}; filename="proof.${file.type.split('/')[1]}"`,
        'Cross-Origin-Resource-Policy': 'same-origin',
      })
      .type(file.type)
      .send(Buffer.from(file.bytes));
  };

  const brought = async (request: Request, response: Response, visit: FileVisit): Promise<void> => {
    const { link, person, words } = visit;
    const sent = await filesIn(await formIn(request), 'file');
    if (sent.length === 0) return show(response, visit, { tone: 'refused', lines: [words.nothing] });
    // Each is sealed before anybody is asked about it, and thousands of small ones fit into one form.
    if (sent.length > fileLimits.ofTask) return show(response, visit, { tone: 'refused', lines: [words.tooMany] });
    let added = 0;
    const refused: string[] = [];
    for (const file of sent) {
      const result = await files.give(link, person, file);
      if (result.type === 'added') added += 1;
      else refused.push(refusalWords(result, file.name, words));
    }
    const lines = [...refused, ...(added > 0 ? [words.sent(added)] : [])];
    await show(response, visit, { tone: refused.length > 0 ? 'refused' : 'good', lines });
  };

  router.use(`${filesPath}/:token`, ...behindLink(perMinute, { defaultLocale, words: wordsFor }));
  router.get(
    `${filesPath}/:token`,
    visited(visitors, (_request, response, visit) => {
      const { fileId } = visit.link;
      return fileId === null ? show(response, withWords(visit), null) : opened(response, withWords(visit), fileId);
    }),
  );
  router.post(
    `${filesPath}/:token`,
    // Nobody's bytes are taken in before the link says that they were asked for.
    visited(visitors, async (request, response, { link, person }) => {
      const visit = withWords({ link, person });
      if (visit.link.fileId !== null || !(await files.asked(visit.link, visit.person)))
        return over(response, visit.person.locale);
      const problem = await readFormBody(request, response, largestBody);
      if (problem === null) return brought(request, response, visit);
      await show(response, visit, {
        tone: 'refused',
        lines: [problem === 413 ? visit.words.tooLargeAll : visit.words.trouble],
      });
    }),
  );
  return router;
}

function refusalWords({ why }: Given & { type: 'refused' }, name: string, words: FileWords): string {
  switch (why) {
    case 'empty':
    case 'unknown-type':
      return words.unknownType(name);
    case 'too-large':
      return words.tooLarge(name);
    default:
      return words.refused(why);
  }
}
