import { Router as createRouter, type Request, type Response, type Router, urlencoded } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { longestComment, purposeSchema, rehireWishes } from '../../../domain/alumni/alumnus.ts';
import type { Locale } from '../../../domain/people/people.ts';
import type { AlumnusAct, AlumnusDesk, AlumnusPage, AlumnusSaid } from '../../../engine/alumni/alumni-page.ts';
import { StoreError } from '../../../engine/ports/store.ts';
import { alumniWords } from '../../../views/words/alumni-words.ts';
import type { AlumniLinks } from '../alumni-links.ts';
import { alumniPath } from '../alumni-pages.ts';
import { digestOf } from '../links.ts';
import { behindLink, localeOf, sendPage } from './behind-link.ts';
import { drawAlumniPage, type Typed } from './draw-alumni-page.tsx';
import { drawMessagePage } from './draw-page.tsx';

const perMinute = 30;

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()));
const words = z.string().catch('');

/** What the browser sends, by the button that was pressed. What is in no list is not chosen. */
const postedSchema = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['confirm', 'stay', 'stop']) }),
  z.object({ do: z.literal('save'), purposes: many, rehire: z.enum(rehireWishes).nullable().catch(null) }),
  z.object({
    do: z.literal('answer'),
    score: z
      .string()
      .regex(/^\d{1,2}$/)
      .transform(Number)
      .nullable()
      .catch(null),
    comment: z
      .string()
      .max(2 * longestComment)
      .nullable()
      .catch(null),
  }),
  z.object({
    ...{ do: z.literal('refer'), name: words, role: words, reach: words },
    knows: z.literal('1').optional().catch(undefined),
  }),
]);

export interface AlumniRouterOptions {
  desk: AlumnusDesk;
  links: () => Promise<AlumniLinks>;
  organisation: string;
  log: Logger;
  defaultLocale: Locale;
}

/**
 * The page of somebody who stays in touch. What looks at links in mails opens it and changes nothing; a button that is
 * pressed, or what a mailbox asks for its reader (RFC 8058), does.
 */
export function createAlumniRouter(options: AlumniRouterOptions): Router {
  const { desk, links, organisation, log, defaultLocale } = options;
  const router = createRouter();
  const strangers = (locale: Locale) => alumniWords({ locale, timeZone: 'UTC' }, organisation);
  const message = (request: Request, response: Response, status: number, which: 'over' | 'stopped'): void => {
    const locale = localeOf(request, defaultLocale);
    sendPage(response, status, drawMessagePage(locale, strangers(locale)[which]));
  };

  /** Null for a link that is not of ours, or leads to nobody, or went to an address that is not theirs any more. */
  const visited = async (token: string): Promise<AlumnusPage | null> => {
    const link = await (await links()).page.read(token);
    const page = link && (await desk.page(link.alumnus));
    return page && digestOf(page.alumnus.email) === link.address ? page : null;
  };

  const guarded =
    (handle: (request: Request<{ token: string }>, response: Response, page: AlumnusPage) => Promise<void>) =>
    async (request: Request<{ token: string }>, response: Response): Promise<void> => {
      const { token } = request.params;
      try {
        const page = await visited(token);
        if (page === null) return message(request, response, 410, 'over');
        await handle(request, response, page);
      } catch (error) {
        const locale = localeOf(request, defaultLocale);
        const away = error instanceof StoreError && error.kind === 'unavailable';
        log.error({ event: 'alumni-page.failed', page: digestOf(token), err: error }, 'A page behind a link failed');
        const text = strangers(locale).trouble;
        sendPage(response, away ? 503 : 500, drawMessagePage(locale, { title: 'Relais', text }));
      }
    };

  const show = (response: Response, page: AlumnusPage, said: AlumnusSaid | null, typed: Typed = {}): void => {
    const isRefused = said === 'refer-full' || said === 'refer-missing' || said === 'score-missing';
    const drawing = { ...page, words: alumniWords(page.alumnus, organisation), said, typed };
    sendPage(response, isRefused ? 422 : 200, drawAlumniPage(drawing));
  };

  const pressed = async (request: Request, response: Response, page: AlumnusPage): Promise<void> => {
    const body: Record<string, unknown> = request.body ?? {};
    const isOneClick = body['List-Unsubscribe'] !== undefined;
    const read = postedSchema.safeParse(isOneClick ? { do: 'stop' } : body);
    if (!read.success) return show(response, page, null);
    const answer = await desk.act(page.alumnus.id, actOf(read.data));
    if (answer.type === 'erased') return message(request, response, 200, 'stopped');
    const after = await desk.page(page.alumnus.id);
    if (after === null) return message(request, response, 410, 'over');
    const said = answer.type === 'said' ? answer.said : null;
    const isTyped = read.data.do === 'refer' && said !== 'referred';
    show(response, after, said, isTyped ? typedIn(read.data) : {});
  };

  router.use(`${alumniPath}/:token`, ...behindLink(perMinute, { defaultLocale, words: strangers }));
  router.get(
    `${alumniPath}/:token`,
    guarded(async (_request, response, page) => show(response, page, null)),
  );
  router.post(`${alumniPath}/:token`, urlencoded({ extended: false, limit: '20kb' }), guarded(pressed));
  return router;
}

function actOf(posted: z.infer<typeof postedSchema>): AlumnusAct {
  switch (posted.do) {
    case 'save': {
      const purposes = posted.purposes.flatMap((one) => purposeSchema.safeParse(one).data ?? []);
      return { do: 'save', purposes, rehire: posted.rehire };
    }
    case 'refer':
      return { ...posted, knows: posted.knows === '1' };
    default:
      return posted;
  }
}

function typedIn(posted: z.infer<typeof postedSchema>): Typed {
  return posted.do === 'refer' ? { name: posted.name, role: posted.role, reach: posted.reach } : {};
}
